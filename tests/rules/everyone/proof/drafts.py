"""A family that is still being drawn: plain dictionaries that may be changed, then a frozen `Family`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from ryadom.rules.compiled import FactKind, Rulebook
from ryadom.rules.facts import Cover, FactValue, Family, Person, Record

ROLE, BORN, APPLIED = "family-role", "birth-date", "application-date"
SOURCES = ("said", "staff", "document", "register")
LEAP_DAYS = tuple(date(year, 2, 29) for year in range(1940, 2029, 4))
ROUND_SUMS = (1, 100, 5_000, 12_345, 20_000, 100_000, 600_000, 1_500_000)


@dataclass
class Draft:
    """What is drawn so far. `facts` of a person and of the family by catalogue key or mark."""

    book: Rulebook
    on: date
    rng: Random
    persons: list[tuple[str, dict[str, FactValue]]] = field(default_factory=list)
    facts: dict[str, FactValue] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    cover: Cover | None = None
    open: bool = False
    sources: tuple[str, ...] = SOURCES

    def family(self) -> Family:
        persons = tuple(Person(id, id, dict(facts)) for id, facts in self.persons)
        return Family(self.book.region, persons, dict(self.facts), self.open, tuple(self.records), self.cover)

    def owner(self, kind: FactKind) -> list[dict[str, FactValue]]:
        """Who may have a fact: every person, or the family."""
        return [facts for _, facts in self.persons] if kind.file.of == "person" else [self.facts]

    def held(self, value: Any, about: float = 0.02) -> FactValue:
        """A value with some source, now and then an estimate."""
        return FactValue(value, self.rng.choice(self.sources), self.rng.random() < about)

    @property
    def asked(self) -> date:
        """The day of applying, where it is told; else of asking."""
        told = self.facts.get(APPLIED)
        return told.value if told and told.value else self.on


def any_value(draft: Draft, kind: FactKind) -> Any:
    """Some value of a fact, within what the catalogue allows."""
    file, rng = kind.file, draft.rng
    if file.may_be_absent and rng.random() < 0.2:
        return None
    if file.type == "boolean":
        return rng.random() < 0.65
    if file.type == "choice":
        values = [choice.value for choice in file.choices]
        return values[0] if rng.random() < 0.25 else rng.choice(values)
    if file.type == "date":
        return any_day(rng, draft.on)
    return any_number(rng, file.type, file.min, file.max)


def any_day(rng: Random, on: date) -> date:
    """A day of the last years, a month's end, a 29 February, seldom one ahead."""
    kind = rng.random()
    if kind < 0.1:
        return rng.choice(LEAP_DAYS)
    day = on - timedelta(days=int(rng.triangular(-200, 9000, 0)))
    return day.replace(day=1) - timedelta(days=1) if kind < 0.25 else day


def any_number(rng: Random, type: str, low: Any, high: Any) -> Decimal:
    """Money to the kopeck, another number whole or with some decimals; ends of the domain now and then."""
    low, high = Decimal(0 if low is None else low), Decimal(10_000_000 if high is None else high)
    kind = rng.random()
    if kind < 0.08:
        return rng.choice((low, high))
    if type == "number":
        whole = Decimal(rng.randint(int(low), int(min(high, 60))))
        return min(high, whole + Decimal(rng.randint(1, 999_999)).scaleb(-6)) if kind < 0.12 else whole
    sum_ = Decimal(rng.choice(ROUND_SUMS)) if kind < 0.3 else Decimal(int(10 ** rng.uniform(2, 8.2))).scaleb(-2)
    return max(low, min(high, sum_))
