"""What is known about a family: facts with their provenance, incomes, and how a fact is named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[str, Any] = MappingProxyType({})
PROVED = frozenset({"register", "document", "staff"})


class FactRef(NamedTuple):
    """The name of one fact of one family: the catalogue key, and whose it is (None: the family's, the dwelling's,
    the request's).

    Facts outside the catalogue have a prefix: `attested:measure/criterion`, `document:measure/criterion`,
    `received:measure`,
    `income:2024-12..2025-11`; `persons` is the list of members itself.
    """

    key: str
    person: str | None = None

    @property
    def id(self) -> str:
        """`key` or `key@person`."""
        return f"{self.key}@{self.person}" if self.person else self.key

    @classmethod
    def of(cls, text: str) -> "FactRef":
        """The reference written as `key` or `key@person`."""
        key, _, person = text.partition("@")
        return cls(key, person or None)

    @property
    def prefix(self) -> str:
        """`attested`, `document`, `received`, `income`, or "" for a fact of the catalogue."""
        return self.key.partition(":")[0] if ":" in self.key else ""

    @property
    def about(self) -> str:
        """What stands behind the prefix."""
        return self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class FactValue:
    """A known value. `value` None means known to be absent; `about` marks an estimate."""

    value: Any
    source: str = "said"
    about: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the family: `facts` by catalogue key; `family-role` says who they are to the applicant."""

    id: str
    name: str
    facts: Mapping[str, FactValue] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Record:
    """Money of one kind that a person received in one month (`month` is its first day), in roubles."""

    person: str
    month: date
    kind: str
    amount: Decimal
    source: str = "said"


@dataclass(frozen=True, slots=True)
class Cover:
    """The months (first days, both included) for which `records` are complete."""

    first: date
    last: date


@dataclass(frozen=True)
class Family:
    """Everything known about a family at one moment.

    `persons_open`: there may be more members than listed. `facts`: what belongs to the family, the dwelling or the
    request, by FactRef.id. `records` are complete inside `cover` and unknown outside. `parameters` override the
    region's own and are marked in the answer.
    """

    region: str
    persons: tuple[Person, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=lambda: NOTHING)
    persons_open: bool = False
    records: tuple[Record, ...] = ()
    cover: Cover | None = None
    parameters: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """The members by id."""
        return {p.id: p for p in self.persons}

    @cached_property
    def said(self) -> frozenset[FactRef]:
        """The facts that nobody has proved."""
        own = {FactRef(key) for key, held in self.facts.items() if held.source not in PROVED}
        return frozenset(
            own
            | {FactRef(key, p.id) for p in self.persons for key, held in p.facts.items() if held.source not in PROVED}
        )

    @cached_property
    def held(self) -> frozenset[FactRef]:
        """The facts that are known at all."""
        own = {FactRef(key) for key in self.facts}
        return frozenset(own | {FactRef(key, p.id) for p in self.persons for key in p.facts})

    def person(self, id: str) -> Person | None:
        """The member with this id."""
        return self.by_id.get(id)

    def known(self, ref: FactRef) -> FactValue | None:
        """The value of a fact, None when it is not known."""
        if ref.person is None:
            return self.facts.get(ref.key)
        person = self.by_id.get(ref.person)
        return person.facts.get(ref.key) if person else None

    def with_fact(self, ref: FactRef, value: FactValue) -> "Family":
        """The same family with one more fact known."""
        from dataclasses import replace

        if ref.person is None:
            return replace(self, facts=MappingProxyType({**self.facts, ref.key: value}))
        persons = tuple(
            replace(p, facts=MappingProxyType({**p.facts, ref.key: value})) if p.id == ref.person else p
            for p in self.persons
        )
        return replace(self, persons=persons)

    def without(self, ref: FactRef) -> "Family":
        """The same family with one fact less."""
        from dataclasses import replace

        if ref.person is None:
            return replace(self, facts=MappingProxyType({k: v for k, v in self.facts.items() if k != ref.key}))
        persons = tuple(
            replace(p, facts=MappingProxyType({k: v for k, v in p.facts.items() if k != ref.key}))
            if p.id == ref.person
            else p
            for p in self.persons
        )
        return replace(self, persons=persons)


def window_key(first: date, last: date) -> str:
    """The key of an income total: `income:2024-12..2025-11`."""
    # isoformat, for %Y writes the year 907 in three figures
    return f"income:{first.isoformat()[:7]}..{last.isoformat()[:7]}"


def window_of(key: str) -> tuple[date, date]:
    """The first days of the first and the last month of an income key. Raises ValueError for another key."""
    first, _, last = key.removeprefix("income:").partition("..")
    return date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
