"""A block: some families of a part with everything that was worked out of them, shared by all measures of a batch."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Measure, Rulebook
from ryadom.rules.everyone.leaves import Column, leaf
from ryadom.rules.everyone.lending import Lending
from ryadom.rules.everyone.reading import INCOME
from ryadom.rules.everyone.told import ToldIncome, told_income
from ryadom.rules.incomes import months_between
from ryadom.rules.snapshots import columns as c
from ryadom.rules.snapshots.columns import FactColumn
from ryadom.rules.snapshots.part import Part

Rows64 = NDArray[np.int64]
ROLE = "family-role"


@dataclass(frozen=True)
class Rows:
    """Whom a rule is asked about: the family of each row, and the person (None: nobody in particular).

    `key` names the rows within a block; `whole`: row i is family i, so that nothing has to be carried over; `own`: the
    rows are the families' own view, in which everything that a family owns is worked out.
    """

    key: Any
    family: Rows64
    person: Rows64 | None
    whole: bool = False
    own: bool = False

    def __len__(self) -> int:
        return len(self.family)


@dataclass(frozen=True)
class Told:
    """What is the same for all blocks of one run: the book, the day, numbers on trial, the bits of facts."""

    book: Rulebook
    on: date
    parameters: Mapping[str, Any]
    bits: Mapping[str, int]
    reads: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by measure

    def bit(self, key: str) -> np.uint64:
        """The bit of a fact in a mask."""
        return np.uint64(1 << self.bits[key])


class Block:
    """Families of a part laid out for rules. `supposed` are facts on trial: columns that replace the part's own."""

    def __init__(self, told: Told, part: Part, supposed: dict[str, Any] | None = None) -> None:
        self.told, self.part = told, part
        self.supposed = supposed or {}
        self.on_trial: NDArray[np.bool_] | None = None  # the families whose income is supposed
        self.lending: Lending | None = None  # where the families were copied from
        self.leaves: dict[str, Column] = {}
        self.frames: dict[Any, Any] = {}
        self.roles: dict[tuple[str, ...], Rows] = {}
        self.tolds: dict[tuple[date, date], ToldIncome] = {}
        self.odds: dict[str, Rows64] = {}  # by fact: the families of whom it is an estimate, or absent
        self.sums: dict[tuple[date, date], tuple[Rows64, NDArray[np.bool_]]] = {}

    # -- who is in a family --

    @cached_property
    def everyone(self) -> Rows:
        """Each family, nobody in particular."""
        return Rows("families", np.arange(self.part.families), None, True, True)

    @cached_property
    def applicants(self) -> Rows:
        """Each family with its applicant: the first in this role, else the first listed."""
        return Rows("applicants", np.arange(self.part.families), self._applicants(), True)

    @cached_property
    def persons(self) -> Rows:
        """Each person."""
        return Rows("persons", self.family_of, np.arange(self.part.persons))

    @cached_property
    def family_of(self) -> Rows64:
        """The family of each person."""
        return self.part.family_of_person()

    def in_roles(self, *roles: str) -> Rows:
        """Each person who is known to be in one of these roles."""
        if roles not in self.roles:
            self.roles[roles] = self._in_roles(roles)
        return self.roles[roles]

    def _role_is(self, roles: tuple[str, ...]) -> NDArray[np.bool_]:
        held = self.part.person.get(ROLE)
        if held is None:
            return np.zeros(self.part.persons, np.bool_)
        codes = [held.choices.index(role) for role in roles if role in held.choices]
        known = ((held.state & c.SOURCE) != 0) & ((held.state & c.ABSENT) == 0)
        found: NDArray[np.bool_] = np.isin(held.values, codes) & known
        return found

    def _in_roles(self, roles: tuple[str, ...]) -> Rows:
        person = np.flatnonzero(self._role_is(roles))
        return Rows(roles, self.family_of[person], person)

    def _applicants(self) -> Rows64:
        found = np.minimum(self.part.start[:-1], self.part.persons - 1)  # of a family without anybody: anyone, unread
        person = np.flatnonzero(self._role_is(("applicant",)))
        families, first = np.unique(self.family_of[person], return_index=True)
        found[families] = person[first]
        return found

    def odd(self) -> NDArray[np.bool_]:
        """Families that columns leave to the rules of one family: nobody listed, a day of applying of their own."""
        found: NDArray[np.bool_] = np.diff(self.part.start) == 0
        applied = self.part.family.get("application-date")
        if applied is not None:
            found = found | ((applied.state & c.SOURCE) != 0)
        return found

    def doubtful(self, measure: str) -> NDArray[np.bool_]:
        """Families of whom a fact that a measure may read is an estimate, or absent although it never is: what merely
        looked at it is at most likely, or breaks, and only the rules of one family know what they looked at.
        """
        found = np.zeros(self.part.families, np.bool_)
        keys = (*self.part.family, *self.part.person)
        marks = {key for key in keys if key.partition(":")[2].startswith(f"{measure}/")}
        for key in self.told.reads[measure] | marks:
            if key not in self.odds:
                self.odds[key] = self._odd_families(key)
            found[self.odds[key]] = True
        return found

    def _odd_families(self, key: str) -> Rows64:
        rows = [np.zeros(0, np.int64)]
        for column, family in ((self.part.family.get(key), None), (self.part.person.get(key), self.family_of)):
            odd = rows[0] if column is None else np.flatnonzero(self._odd(key, column))
            rows.append(odd if family is None else family[odd])
        return np.concatenate(rows)

    def _odd(self, key: str, column: FactColumn) -> NDArray[np.bool_]:
        kind = self.told.book.facts.get(key)
        never_absent = kind is not None and not kind.file.may_be_absent
        found: NDArray[np.bool_] = (column.state & (c.ABOUT | c.ABSENT if never_absent else c.ABOUT)) != 0
        return found

    # -- what is known --

    def fact(self, key: str) -> Column:
        """A fact of every person, or of every family."""
        if key in self.supposed:
            found: Column = self.supposed[key]
            return found
        if key not in self.leaves and self.lending is not None:
            self.leaves[key] = self.lending.fact(key)
        if key not in self.leaves:
            kind = self.told.book.facts[key]
            of_person = kind.file.of == "person"
            held = (self.part.person if of_person else self.part.family).get(key)
            size = self.part.persons if of_person else self.part.families
            self.leaves[key] = leaf(kind, held, size, self.told.bit(key))
        return self.leaves[key]

    def recorded(self, first: date, last: date) -> tuple[Rows64, NDArray[np.bool_]]:
        """Each person's recorded income of a window, kopecks; and in which families the records are complete."""
        if (first, last) not in self.sums:
            lent = self.lending
            self.sums[first, last] = lent.recorded(first, last) if lent else self._recorded(first, last)
        return self.sums[first, last]

    def _recorded(self, first: date, last: date) -> tuple[Rows64, NDArray[np.bool_]]:
        months = self.part.months
        if not months:
            return np.zeros(self.part.persons, np.int64), np.zeros(self.part.families, np.bool_)
        begin, end = months_between(months[0], first) - 1, months_between(months[0], last)
        covered = (self.part.cover[:, 0] <= begin) & (end <= self.part.cover[:, 1])
        inside = self.part.income[:, begin:end]  # where months lie outside, nobody is covered, and no sum is read
        return inside.sum(axis=1, dtype=np.int64), covered

    def told_income(self, first: date, last: date) -> ToldIncome:
        """What families themselves told of their income, for a window."""
        if (first, last) not in self.tolds:
            lent, bit = self.lending, self.told.bit(INCOME)
            self.tolds[first, last] = (
                lent.told_income(first, last) if lent else told_income(self.part, first, last, bit)
            )
        return self.tolds[first, last]


def beside(measures: Iterable[Measure]) -> frozenset[str]:
    """The measures of which marks are read: these, and those that they ask about (received before, or excluding)."""
    return frozenset(id for one in measures for id in (one.id, *(other for _, other in one.standing)))


def narrowed(part: Part, keys: Collection[str], measures: Collection[str]) -> Part:
    """The part with what is read of the catalogue and of the marks of these measures, no more: copying takes time."""

    def wanted(key: str) -> bool:
        prefix, _, about = key.partition(":")
        return key in keys or prefix == "income" or about.partition("/")[0] in measures

    family = {key: column for key, column in part.family.items() if wanted(key)}
    person = {key: column for key, column in part.person.items() if wanted(key)}
    return replace(part, family=family, person=person, family_ids=None, person_ids=None, labels={})
