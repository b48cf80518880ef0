"""What is asked outside, and what of the answer is believed: an id of our own list, or our own reply in other words.

Nothing is decided there. Danger, answers, sums and names never leave; whatever goes wrong, the conversation goes on as
if nobody had been asked.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog
from django.conf import settings

from ryadom.regions.clock import local
from ryadom.talk import library
from ryadom.talk.dialogue.commands import command
from ryadom.talk.dialogue.shapes import Heard, Sort, Stack, State, Turned
from ryadom.talk.dialogue.understanding import UNSURE
from ryadom.talk.dialogue.wanting import wants_person
from ryadom.talk.outside.deciding import in_force
from ryadom.talk.outside.endpoint import Endpoint, Failed, Late, ask
from ryadom.talk.outside.masking import Masked, masked
from ryadom.talk.outside.models import OutsideCall, OutsideDecision, Purpose, Result

log = structlog.get_logger(__name__)
SURE = 0.5  # of the best share: our own ear is asked alone
LONGEST = 600  # characters of a sentence that may be asked about; a long story is nobody's business outside
_FREE = frozenset({"", "menu", "choosing"})  # what is talked about while a topic may be chosen
_CHOOSE = (
    "Ты выбираешь тему обращения в соцзащиту. Ответь одним словом: идентификатором из списка, ничего больше. "
    "Если ни одна тема не подходит, ответь none. Список:\n"
)
_REWORD = (
    "Скажи то же самое проще и теплее, на «вы», по-русски. Смысл, порядок и отрицания не меняй, ничего не добавляй. "
    "Метки вида [1] сохрани все, каждую один раз."
)
_TURNS_MEANING = re.compile(r"\b(?:не|нет|без|только|кроме|никогда|нельзя|можно|обязан\w*|положен\w*)\b", re.IGNORECASE)
_STRANGE = re.compile(r"\d|https?:|www\.|@|<|>|[A-Za-z]{3,}")
_Checked = Callable[[str, Masked], str | None]


def with_topic(region: str, stack: Stack, heard: Heard, at: datetime) -> Heard:
    """What was heard, with the topic that was chosen outside where our own ear is not sure."""
    if not _may_ask(stack, heard):
        return heard
    row = in_force(region)
    if row is None or not row.choose:
        return heard
    on = local(at, region).date()
    hearing = library.ear(region, on).hear(heard.text)
    if hearing.crisis or (hearing.guesses and hearing.scope >= UNSURE and hearing.guesses[0].score >= SURE):
        return heard
    topics = {item.id: item.value.title.ru for one in library.practices_of(region, on) for item in one.of("topic")}
    closed = {id: title for id, title in topics.items() if not id.startswith("crisis")}
    task = _CHOOSE + "\n".join(f"{id}: {title}" for id, title in sorted(closed.items()))

    def ours(answer: str, _asked: Masked) -> str | None:
        return answer if answer in closed else None

    return replace(heard, meant=_asked(row, Purpose.CHOOSE, task, masked(heard.text), ours, at) or "")


def _may_ask(stack: Stack, heard: Heard) -> bool:
    plain = heard.sort is Sort.TEXT and not heard.forwarded and 3 <= len(heard.text.strip()) <= LONGEST
    top = stack.top.kind if stack.top else ""
    if command(heard.text) or wants_person(heard.text):
        return False  # that is heard here for certain
    return plain and stack.state is State.BOT and not stack.danger and top in _FREE


def reworded(region: str, turned: Turned, at: datetime) -> str:
    """The reply in other words; "" where it stays as it is. Questions only: sums and refusals are never reworded."""
    stack = turned.stack
    top = stack.top
    asks = top is not None and top.kind == "entitled" and top.data.get("stage") == "question"
    if not asks or stack.state is not State.BOT or stack.danger or len(turned.messages) != 1 or turned.events:
        return ""
    row = in_force(region)
    if row is None or not row.reword:
        return ""
    text = turned.messages[0].text
    return _asked(row, Purpose.REWORD, _REWORD, masked(text), _same_meaning, at) or ""


def _same_meaning(answer: str, asked: Masked) -> str | None:
    """The answer with everything put back, None where it is no faithful rewording."""
    bare = re.sub(r"\[\d+\]", " ", answer)
    short = len(answer) > 2 * len(asked.text) + 40 or len(answer) * 3 < len(asked.text)
    if short or _STRANGE.search(bare) or _turns(answer) != _turns(asked.text):
        return None
    return asked.restored(answer)


def _turns(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _TURNS_MEANING.findall(text))


def _asked(
    row: OutsideDecision, purpose: Purpose, task: str, told: Masked, believed: _Checked, at: datetime
) -> str | None:
    """One question, logged without a word of it. None where it was not answered, late, or not to be believed."""
    began, got, found, result = time.monotonic(), "", None, Result.FAILED
    endpoint = Endpoint(row.url, row.model, row.timeout / 1000, settings.RYADOM.outside_key)
    try:
        got = ask(endpoint, task=task, text=told.text)
        found = believed(got, told)
        result = Result.REFUSED if found is None else Result.USED
    except Late:
        result = Result.LATE
    except Failed:
        pass
    took = round((time.monotonic() - began) * 1000)
    OutsideCall.objects.in_region(row.region).create(
        decision=row, purpose=purpose, sent=len(told.text), got=len(got), masked=len(told.hidden), result=result,
        took=took, at=at,
    )  # fmt: skip
    log.info("outside_asked", region=row.region, purpose=str(purpose), result=str(result), ms=took)
    return found
