"""The types that a rule's parts have: roubles, days, people, choices; and what comes of them in arithmetic.

A number carries the power of roubles in it (roubles times roubles are no roubles any more) and a unit: of money the
time it is for (a month, a year, the window of incomes), of other numbers what is counted. A unit that is not known, or
that arithmetic may have changed (`12 * earnings`), is None and fits everything: a check that guesses would cry wolf.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

__all__ = ["ANY", "BOOLEAN", "DATE", "DURATION", "NULL", "NUMBER", "PEOPLE", "PERSON", "TEXT", "Kind", "money"]


@dataclass(frozen=True)
class Kind:
    """`base`: any, null, boolean, number, date, time, duration, text, list, person or range."""

    base: str
    roubles: int = 0
    unit: str | None = None
    options: frozenset[str] | None = None  # of a text: the names that a choice has
    item: Kind | None = None
    plain: bool = False  # a number written in the rule: it takes the unit of what it stands beside
    loose: bool = False  # a written number times something counted: roubles, if roubles are meant
    timed: bool = False  # a number with a count of months or years in it: it changes the time that money is for
    share: bool = False
    value: Any = None

    @property
    def vague(self) -> bool:
        return self.base in ("any", "null")

    def called(self, language: str) -> str:
        """The type in words: «деньги в месяц», «число (недель)», «дата»."""
        ru = language == "ru"
        if self.base == "number" and self.roubles == 1:
            per = f" ({_PER[self.unit][0 if ru else 1]})" if self.unit in _PER else ""
            return ("деньги" if ru else "money") + per
        if self.base == "number" and self.roubles:
            return "рубли, умноженные на рубли" if ru else "roubles times roubles"
        if self.base == "number":
            unit = f" ({self.unit})" if self.unit else ""
            return ("число" if ru else "number") + unit
        return _BASES.get(self.base, (self.base, self.base))[0 if ru else 1]


_BASES = {
    "boolean": ("да или нет", "true or false"), "date": ("дата", "date"), "text": ("текст", "text"),
    "list": ("список", "list"), "person": ("человек", "person"), "duration": ("срок", "duration"),
    "range": ("промежуток", "range"), "null": ("нет значения", "null"), "time": ("время", "time"),
    "any": ("что угодно", "anything"),
}  # fmt: skip
_PER = {
    "месяц": ("в месяц", "a month"), "год": ("в год", "a year"), "день": ("в день", "a day"),
    "неделя": ("в неделю", "a week"), "окно": ("за всё окно доходов", "over the whole income window"),
}  # fmt: skip
_TIMES = (("месяц", "месяц"), ("год", "год"), ("лет", "год"), ("день", "день"), ("дн", "день"), ("недел", "неделя"))
# A number by which money of one time becomes money of another: months of a year, days of a month or a year, weeks.
CHANGES_TIME = frozenset(map(Decimal, (4, 7, 12, 24, 30, 31, 52, 365, 366)))

ANY, NULL, BOOLEAN, DATE = Kind("any"), Kind("null"), Kind("boolean"), Kind("date")
DURATION, TEXT, NUMBER, PERSON = Kind("duration"), Kind("text"), Kind("number"), Kind("person")
PEOPLE = Kind("list", item=PERSON)


def money(unit: str | None = None) -> Kind:
    """Roubles, for the time that the words of a unit name (`в месяц`, `в год`)."""
    return Kind("number", roubles=1, unit=time_in(unit))


def counted(unit: str | None) -> Kind:
    """A number of something."""
    return Kind("number", unit=(unit or "").strip() or None)


def time_in(words: str | None) -> str | None:
    """The time that a unit speaks of: «в месяц», «на человека в месяц», «₽ в год»; None where it names none."""
    return next((time for start, time in _TIMES if any(w.startswith(start) for w in (words or "").split())), None)


def is_time(unit: str | None) -> bool:
    return time_in(unit) is not None


def times(left: Kind, right: Kind) -> Kind:
    """The product of two numbers."""
    roubles, unit = left.roubles + right.roubles, _kept(left, right) or _kept(right, left)
    loose = roubles == 0 and (left.plain or right.plain or left.loose or right.loose)
    timed = any(kind.timed or (not kind.roubles and is_time(kind.unit)) for kind in (left, right))
    return Kind("number", roubles, unit, plain=left.plain and right.plain, loose=loose, timed=timed and not roubles)


def over(left: Kind, right: Kind) -> Kind:
    """The quotient of two numbers."""
    return Kind("number", left.roubles - right.roubles, _kept(left, right), plain=left.plain and right.plain)


def _kept(one: Kind, other: Kind) -> str | None:
    """The time that money is for, after a factor that cannot have changed it."""
    if one.roubles != 1 or one.unit is None or other.roubles or other.timed or is_time(other.unit):
        return None
    return None if other.plain and (other.value is None or abs(other.value) in CHANGES_TIME) else one.unit


def joined(kinds: Iterable[Kind]) -> Kind:
    """What the branches of an `if`, or the members of a list, have in common."""
    found = [kind for kind in kinds if kind.base != "null"]
    if not found or any(kind.base == "any" for kind in found):
        return ANY
    first = next((kind for kind in found if not kind.plain), found[0])
    if any(kind.base != first.base for kind in found):
        return ANY
    rest = [kind for kind in found if not kind.plain]
    unit = first.unit if all(kind.unit == first.unit for kind in rest) else None
    same = all(kind.roubles == first.roubles for kind in rest)
    options = first.options if all(kind.options == first.options for kind in found) else None
    kept = replace(first, unit=unit, options=options, value=None, share=all(kind.share for kind in rest or found))
    return kept if same else ANY


def may_be_roubles(left: Kind, right: Kind) -> bool:
    """Whether two numbers may count the same: roubles with roubles, or with a number that was written in the rule."""
    return left.roubles == right.roubles or any(kind.plain or kind.loose for kind in (left, right))
