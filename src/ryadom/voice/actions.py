"""Verbs of this room: ask once at an ending, take the answer, cut what could lead back to a person."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ryadom.regions.clock import local
from ryadom.voice import events
from ryadom.voice.models import Asking, Channel, Comment, Outcome
from ryadom.voice.surveys import survey_for

OPEN_FOR = timedelta(days=90)
CHANGE_FOR = timedelta(days=1)
LONGEST_COMMENT = 1000
SATISFIED = 4
log = structlog.get_logger(__name__)


class AnswerRefused(ValueError):
    """The answer was not taken; `said` is the sentence for the reader. Nothing was written."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(name)
        self.name, self.said = name, said


def ask(
    *,
    region: str,
    ending: str,
    at: datetime,
    outcome: str,
    channel: str,
    survey: str = "",
    situation: str = "",
    measure: str = "",
    stage: str = "",
    assisted_by: int | None = None,
) -> str:
    """Put the question once for an ending; its token for the address `/voice/<token>/`.

    `ending` names it uniquely (`cases:case:<token>:closed`) and is kept only as a keyed hash; a second call for the
    same ending gives the same token. Without a `survey` the situation's own question is put, else the general one.
    `assisted_by`: the account of the staff member who helped.
    """
    once = hashed(ending)
    values: dict[str, Any] = {
        "survey": survey or survey_for(region, local(at, region).date(), situation),
        "situation": situation,
        "measure": measure,
        "stage": stage,
        "outcome": Outcome(outcome),
        "channel": Channel(channel),
        "assisted_by_id": assisted_by,
        "asked_at": at,
    }
    rows = Asking.objects.in_region(region)
    return rows.get_or_create(once=once, defaults={"region": region, **values})[0].token


def hashed(ending: str) -> str:
    """An ending as it is kept: nobody reads from it whose it was."""
    return salted_hmac("voice.ending", ending, algorithm="sha256").hexdigest()


@transaction.atomic
def answer(*, region: str, token: str, score: object, comment: str = "", at: datetime) -> None:
    """Take the answer, 1 to 5, with words if any. One answer for one asking; it may be changed for a day.

    Raises AnswerRefused: unknown, over, late, score, comment.
    """
    asking = Asking.objects.in_region(region).select_for_update().filter(token=str(token)[:24]).first()
    if asking is None:
        raise AnswerRefused("unknown", _("Такого вопроса нет. Проверьте ссылку."))
    _refuse_late(asking, at)
    chosen, words = _score(score), _words(comment)
    first = asking.answered_at is None
    asking.score, asking.answered_at = chosen, asking.answered_at or at
    asking.save(update_fields=["score", "answered_at"])
    _keep_words(asking, words, at)
    if first:
        log.info("voice_answered", region=region, situation=asking.situation, outcome=asking.outcome)
        events.announce(
            events.Answered(region=region, at=at, situation=asking.situation, measure=asking.measure, score=chosen)
        )


def _refuse_late(asking: Asking, at: datetime) -> None:
    if asking.answered_at and at > asking.answered_at + CHANGE_FOR:
        raise AnswerRefused("late", _("Ваш ответ уже учтён. Изменить его можно было в течение суток."))
    if not asking.answered_at and at > asking.asked_at + OPEN_FOR:
        raise AnswerRefused("over", _("Прошло больше трёх месяцев, ответы на этот вопрос уже не принимаем."))


def _score(raw: object) -> int:
    if not isinstance(raw, bool) and str(raw) in {"1", "2", "3", "4", "5"}:
        return int(str(raw))
    raise AnswerRefused("score", _("Выберите один из пяти ответов."))


def _words(raw: str) -> str:
    text = unicodedata.normalize("NFC", raw[: LONGEST_COMMENT * 4]).strip()
    text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs", "Cf"})
    if len(text) > LONGEST_COMMENT:
        raise AnswerRefused("comment", _("Слишком длинно: не больше 1000 знаков. Сократите и отправьте ещё раз."))
    return text


def _keep_words(asking: Asking, words: str, at: datetime) -> None:
    kept = Comment.objects.in_region(asking.region).filter(asking=asking)
    if not words:
        kept.delete()
        return
    values: dict[str, Any] = {
        "situation": asking.situation,
        "measure": asking.measure,
        "month": local(at, asking.region).date().replace(day=1),
        "satisfied": bool(asking.score and asking.score >= SATISFIED),
        "text": words,
    }
    if not kept.update(**values):
        Comment(region=asking.region, asking=asking, **values).save(force_insert=True)


def part_comments(*, at: datetime) -> int:
    """After a day no word leads back to an answer any more; how many links were cut. Run by a job."""
    settled = Comment.objects.across_regions("comments are parted from answers after a day")
    return settled.filter(asking__answered_at__lt=at - CHANGE_FOR).update(asking=None)
