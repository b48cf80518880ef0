"""When work was lost, as ISO 8601 writes it: «--03» in March of a year nobody named, «2025-09», «-P2W» two weeks ago.

The day of the conversation is not known here, so a year is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ryadom.kit.periods import MONTHS_RU
from ryadom.talk.hearing.claim import Claim
from ryadom.talk.hearing.numerals import number_at
from ryadom.talk.hearing.reader import Context

MONTH = {name: number for number, name in enumerate(MONTHS_RU, 1)}
_UNIT = {"день": "D", "неделя": "W", "месяц": "M", "год": "Y"}
_AGO = {"вчера": "-P1D", "позавчера": "-P2D", "сегодня": "-P0D"}
_FUTURE = ("будет", "обещать", "грозиться", "предупредить")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def lost_when(context: Context, at: int, whose: str) -> Iterator[Claim]:
    """The time that the clause of a loss names, at most one."""
    if context.has(at, *_FUTURE):
        return
    for place in context.clause(at):
        found = _relative(context, place) or _in_month(context, place)
        if found:
            value, start, end = found
            yield Claim("work-lost-when", value, whose, start, end)
            return


def _relative(context: Context, at: int) -> tuple[str, int, int] | None:
    """«вчера», «неделю назад», «три месяца назад», «в прошлом месяце»."""
    lemma = context.lemmas[at]
    if lemma in _AGO:
        return _AGO[lemma], at, at + 1
    unit = _UNIT.get(lemma)
    if unit and context.before(at, "прошлый", "прошедший"):
        return f"-P1{unit}", at - 1, at + 1
    if not unit or not context.after(at, "назад"):
        return None
    number = next((found for i in range(max(0, at - 2), at) if (found := number_at(context.words, i))), None)
    many = number.whole if number and number.end == at else 1
    return (f"-P{many}{unit}", number.start if number else at, at + 2) if many else None


def _in_month(context: Context, at: int) -> tuple[str, int, int] | None:
    """«в марте», «с мая», «15 марта», «в сентябре 2025»."""
    month = MONTH.get(context.lemmas[at])
    if month is None:
        return None
    day = number_at(context.words, at - 1) if at else None
    if day and day.whole and 1 <= day.whole <= 31 and day.end == at:
        return f"--{month:02}-{day.whole:02}", day.start, at + 1
    if not context.before(at, "в", "с", "во"):
        return None
    year = number_at(context.words, at + 1) if at + 1 < len(context.words) else None
    if year and year.whole and _FIRST_YEAR <= year.whole <= _LAST_YEAR:
        return f"{year.whole}-{month:02}", at - 1, year.end
    return f"--{month:02}", at - 1, at + 1
