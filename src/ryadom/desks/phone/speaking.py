"""What the operator reads aloud: each answer in short sentences, choices by number, the rest if it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ryadom.cases import api as cases
from ryadom.kit.aloud import aloud, choices, seconds, sentences
from ryadom.talk import api as talk
from ryadom.ui import figures

MINUTE = 60  # seconds: what takes longer to read is not heard to the end
KEYS = 9
# Said to the caller, so in Russian whatever language the operator reads.
GREETING = "Здравствуйте, социальная защита. Как к вам обращаться?"
ASKS_LETTERS = "Назовите номер и четыре буквы: они в СМС и на заявлении. Буквы скажите словами: Анна, Роман."
_WHY = ("Почему:", "Почему нет:", "Сейчас не положено и почему:")
# What is asked in writing is asked aloud; the conversation itself is the same on every channel.
_ALOUD = (("Напишите", "Скажите"), ("напишите", "скажите"), ("Пишите,", "Говорите,"), ("Вы пишете", "Вы говорите"),
          ("пишите человеку", "говорите с человеком"), ("Нажмите", "Выберите"))  # fmt: skip
_LETTERS = re.compile(r"(?<=буквы )([А-Я]{4})\b")


@dataclass(frozen=True)
class Spoken:
    """One answer as it is read. `lines`: now, within a minute; `more`: if the caller asks; `seconds`: of the lines."""

    lines: tuple[str, ...]
    more: tuple[str, ...]
    seconds: int


@dataclass(frozen=True)
class Choice:
    """One button. `key`: the digit that presses it, "" beyond the ninth."""

    words: str
    data: str
    key: str


@dataclass(frozen=True)
class Turn:
    """One thing said in the call, as the page shows it. `spoken`: of what is to be read aloud."""

    number: int
    who: str
    name: str
    text: str
    at: datetime
    channel: str
    spoken: Spoken | None


def read_aloud(text: str) -> Spoken:
    """A written answer as it is read: reasons wait until somebody asks «почему», and nothing takes over a minute."""
    now: list[str] = []
    later: list[str] = []
    for block in text.split("\n\n"):
        (later if block.split("\n")[0] in _WHY else now).extend(_said(block))
    kept: list[str] = []
    for number, line in enumerate(now):
        if kept and seconds([*kept, line]) > MINUTE:
            later = [*now[number:], *later]
            break
        kept.append(line)
    return Spoken(tuple(kept), tuple(later), seconds(kept))


def _said(block: str) -> list[str]:
    named = _LETTERS.sub(lambda found: cases.spoken(found[1]), block)
    for written, said in _ALOUD:
        named = named.replace(written, said)
    return [aloud(one) for one in sentences(named)]


def turns(messages: Iterable[talk.SaidView]) -> list[Turn]:
    """The conversation with what to read beside every answer of the bot and of colleagues."""
    return [_turn(one) for one in messages if one.text and not one.deleted]


def _turn(one: talk.SaidView) -> Turn:
    spoken = read_aloud(one.text) if one.who in ("bot", "staff") else None
    return Turn(one.number, one.who, one.name, one.text, one.at, one.channel, spoken)


def last_spoken(found: Sequence[Turn]) -> list[Turn]:
    """What is to be read now: everything after the caller's last words."""
    since = next((n for n in range(len(found) - 1, -1, -1) if found[n].who == "person"), -1)
    return [one for one in found[since + 1 :] if one.spoken is not None]


def offered(view: talk.ThreadView) -> list[Choice]:
    """What can be chosen now, in the order of its numbers; nothing while a colleague answers."""
    if view.state == "staff":
        return []
    pairs = [(str(words), str(data)) for words, data in view.stack.get("offered", ())]
    return [Choice(words, data, str(n) if n <= KEYS else "") for n, (words, data) in enumerate(pairs, 1)]


def of_choices(found: Sequence[Choice]) -> str:
    """The choices as they are read."""
    return choices(one.words for one in found)


def of_status(told: cases.Told) -> Spoken:
    """The state of a case as it is read to whoever named its number and letters."""
    if told.closed_on is not None:
        text = f"Заявление № {told.number} рассмотрели {figures.day(told.closed_on)}. Итог: {told.outcome}."
    else:
        text = f"Заявление № {told.number}. Сейчас: {told.stage}. {_when(told)}"
    return read_aloud(text)


def _when(told: cases.Told) -> str:
    if told.paused:
        return "Срок остановлен: ждём бумагу или ответ ведомства."
    if told.promised_on is None:
        return "День ответа не назначен: срок регион ещё не внёс."
    day = figures.day(told.promised_on)
    return f"Обещали ответить до {day} и опоздали. Руководитель это видит." if told.overdue else f"Ответим до {day}."
