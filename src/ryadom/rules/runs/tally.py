"""Counting what was decided, part by part: integers that are added up, so parts may come in any order.

Sums of money keep the low 32 bits and the rest of every amount apart. A run has fewer than 2**31 rows of a measure (a
family number is 32 bits), so neither sum can pass 2**63: nothing overflows and nothing is rounded.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from ryadom.rules.everyone.decided import BETWEEN, BITS, BROKEN, EXACT, NO_BOUND, OUTCOMES, STATES, Decided
from ryadom.rules.outcomes import Outcome
from ryadom.rules.runs.figures import Amounts
from ryadom.rules.runs.fingerprint import Print, fingerprint
from ryadom.rules.runs.grouping import AGES, FAMILY_AGE, Groups
from ryadom.rules.snapshots.columns import Ints
from ryadom.rules.snapshots.part import Part

PAID = (Outcome.ENTITLED, Outcome.LIKELY, Outcome.UNKNOWN)
MONEY = ("exact", "between", "no_high", "broken", "exact_lo", "exact_hi", "low_lo", "low_hi", "high_lo", "high_hi")
LIMB = 32
TOGETHER = 4  # criteria counted in one go: their states are a number below 2**12
Key = tuple[str, int | None]


@dataclass
class MeasureTally:
    """One measure so far. Rows of `counts` and `money`: all, then each district, tenth, type of family and age."""

    counts: Ints
    money: Ints

    @classmethod
    def empty(cls, groups: Groups) -> "MeasureTally":
        """Nothing counted yet."""
        rows = 1 + sum(groups.shape) + len(AGES)
        return cls(np.zeros((rows, len(OUTCOMES)), np.int64), np.zeros((rows, len(PAID), len(MONEY)), np.int64))

    def merge(self, other: "MeasureTally") -> None:
        """Add another part."""
        self.counts += other.counts
        self.money += other.money

    def amounts(self, row: int, outcome: Outcome) -> Amounts:
        """The money of one group in one outcome."""
        found = dict(zip(MONEY, (int(one) for one in self.money[row, PAID.index(outcome)]), strict=True))
        exact, low, high = (found[f"{one}_lo"] + (found[f"{one}_hi"] << LIMB) for one in ("exact", "low", "high"))
        return Amounts(exact, found["exact"], found["between"], low, high, found["no_high"], found["broken"])


@dataclass
class Rows:
    """Where the families and persons of a part stand: worked out once for all measures."""

    part: Part
    groups: Groups
    first_family: int = 0
    first_person: int = 0
    cells: Ints = field(init=False)
    ages: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.cells = self.groups.cells(self.part)
        self.ages = np.append(self.groups.ages(self.part), FAMILY_AGE)  # the row -1: the family itself


@dataclass
class Decisions:
    """What was counted of all measures: outcomes and money, criteria, and the print of every row."""

    groups: Groups
    measures: dict[str, MeasureTally] = field(default_factory=dict)
    states: dict[Key, Ints] = field(default_factory=dict)
    criteria: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    prints: dict[Key, Print] = field(default_factory=dict)

    def add(self, rows: Rows, every: Iterable[Decided]) -> None:
        """Count one part."""
        for decided in every:
            key = (decided.measure, decided.version)
            tally = self.measures.setdefault(decided.measure, MeasureTally.empty(self.groups))
            _count(tally, rows, decided)
            self._state(key, decided.criterion_ids, states_of(decided))
            print_ = fingerprint(decided, rows.first_family, rows.first_person)
            self.prints[key] = self.prints.get(key, Print()) + print_

    def merge(self, other: "Decisions") -> None:
        """Add other parts."""
        for measure, tally in other.measures.items():
            self.measures.setdefault(measure, MeasureTally.empty(self.groups)).merge(tally)
        for key, states in other.states.items():
            self._state(key, other.criteria[key], states)
            self.prints[key] = self.prints.get(key, Print()) + other.prints[key]

    def _state(self, key: Key, ids: tuple[str, ...], states: Ints) -> None:
        self.criteria[key] = ids
        self.states[key] = self.states[key] + states if key in self.states else states


def states_of(decided: Decided) -> Ints:
    """How often each criterion came out in each of STATES: criteria x states."""
    found = np.zeros((len(decided.criterion_ids), len(STATES)), np.int64)
    for first in range(0, len(decided.criterion_ids), TOGETHER):
        few = decided.criterion_ids[first : first + TOGETHER]
        bits = (decided.criteria >> np.uint64(BITS * first)) & np.uint64(2 ** (BITS * len(few)) - 1)
        shape = (2**BITS,) * len(few)
        cube = np.bincount(bits.astype(np.int64), minlength=2 ** (BITS * len(few))).reshape(shape)
        for at in range(len(few)):
            # the first criterion holds the lowest bits, so it is the last axis
            others = tuple(axis for axis in range(len(few)) if axis != len(few) - 1 - at)
            found[first + at] = cube.sum(axis=others)[: len(STATES)]
    return found


def _count(tally: MeasureTally, rows: Rows, decided: Decided) -> None:
    cells, ages = rows.cells[decided.family], rows.ages[decided.person]
    size, wide = int(np.prod(rows.groups.shape)), len(OUTCOMES)
    by_cell = np.bincount(cells * wide + decided.outcome, minlength=size * wide).reshape(*rows.groups.shape, wide)
    by_age = np.bincount(ages * wide + decided.outcome, minlength=len(AGES) * wide).reshape(len(AGES), wide)
    tally.counts += _margins(by_cell, by_age)
    for at, outcome in enumerate(PAID):
        chosen = np.flatnonzero(decided.is_outcome(outcome) & (decided.amount_state != 0))
        if chosen.size:
            numbers = _money(decided, chosen)
            by_cell = _sums(numbers, cells[chosen], size).reshape(*rows.groups.shape, len(MONEY))
            tally.money[:, at] += _margins(by_cell, _sums(numbers, ages[chosen], len(AGES)))


def _margins(by_cell: Ints, by_age: Ints) -> Ints:
    """All, then by each dimension."""
    margins = [by_cell.sum(axis=tuple(axis for axis in range(3) if axis != kept)) for kept in range(3)]
    return np.concatenate([by_cell.sum(axis=(0, 1, 2))[None], *margins, by_age])


def _money(decided: Decided, chosen: Ints) -> Ints:
    """Per row the numbers of MONEY. A payment is never below nothing, so an open or negative lower end counts as 0."""
    state = decided.amount_state[chosen]
    exact, between = state == EXACT, state == BETWEEN
    low, high = decided.amount_low[chosen], decided.amount_high[chosen]
    no_high = between & (high == NO_BOUND)
    sums = (
        np.where(exact, low, 0),
        np.where(between, np.maximum(low, 0), 0),
        np.where(between & ~no_high, np.maximum(high, 0), 0),
    )
    limbs = [limb for one in sums for limb in (one & (2**LIMB - 1), one >> LIMB)]
    return np.stack([exact, between, no_high, state == BROKEN, *limbs], axis=1).astype(np.int64)


def _sums(numbers: Ints, codes: Ints, size: int) -> Ints:
    """Sums of whole numbers by code, never through a fraction."""
    found = np.zeros((size, numbers.shape[1]), np.int64)
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    found[codes[order][starts]] = np.add.reduceat(numbers[order], starts, axis=0)
    return found
