"""What the reader of facts can say at all: every name it gives, and what kind of value stands beside it.

Practices write down what must be heard (`heard/`) and what speaks against a topic (`vetoes/`) by these names; `practice
check` holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from ryadom.talk.hearing.reader import SELF, WHOSE

Sort = Literal["number", "money", "flag", "choice", "text"]
_NUMBERS = """age age-months birth-year children-count foster-children-count family-size pregnancy-week pregnancy-month
pregnancy-registered-week"""
_MONEY = """money debt pension-amount salary income monthly-family-income rent loan utilities alimony benefit
scholarship paid"""
_FLAGS = """large-family pregnant disabled work-lost student at-special-operation raises-alone lives-alone widowed rents
mortgage dead guardian gas"""
_TEXTS = "region place place-from work-lost-when"
CHOICES = {
    "disability": ("first", "second", "third", "child"),
    "work": ("none", "jobless", "employed", "self_employed", "entrepreneur"),
    "study": ("school", "full_time", "part_time"),
    "military-service": ("conscript", "contract", "mobilised", "volunteer"),
    "special-operation": ("fallen",),
    "pension": ("old_age", "disability", "survivor"),
}
SORTS: dict[str, Sort] = {
    **dict.fromkeys(_NUMBERS.split(), "number"),
    **dict.fromkeys(_MONEY.split(), "money"),
    **dict.fromkeys(_FLAGS.split(), "flag"),
    **dict.fromkeys(_TEXTS.split(), "text"),
    **dict.fromkeys(CHOICES, "choice"),
}  # fmt: skip
PERSONS = frozenset({SELF, *WHOSE.values()})
_LIST = re.compile(r"\d+(?:, ?\d+)*")


@dataclass(frozen=True)
class Misfit:
    """Why a name or a value is none of the reader's, in Russian and English."""

    ru: str
    en: str


def misfit(fact: str, whose: str | None, value: Any) -> Misfit | None:
    """What is wrong with `fact` of `whose` (None: of anybody) being `value`; None where the reader can say it."""
    if fact not in SORTS:
        return Misfit(f"читатель не знает факта «{fact}»", f'the reader knows no fact "{fact}"')
    if whose is not None and whose not in PERSONS:
        return Misfit(f"читатель не знает, кто это: «{whose}»", f'the reader knows nobody called "{whose}"')
    if not _fits(fact, value):
        wanted = ", ".join(CHOICES[fact]) if fact in CHOICES else SORTS[fact]
        return Misfit(
            f"у факта «{fact}» не бывает значения «{value}» ({wanted})", f'"{fact}" is never "{value}" ({wanted})'
        )
    return None


def _fits(fact: str, value: Any) -> bool:
    sort = SORTS[fact]
    if sort == "flag":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if sort in ("number", "money"):  # the ages of several children stand in one line: "3, 7"
        return isinstance(value, int | float) or (fact == "age" and bool(_LIST.fullmatch(str(value))))
    return str(value) in CHOICES[fact] if sort == "choice" else isinstance(value, str)
