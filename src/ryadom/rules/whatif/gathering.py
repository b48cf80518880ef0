"""Sums over parts: everything that is added up while a population goes by, one measure of one part at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Measure
from ryadom.rules.runs.costs import counted
from ryadom.rules.snapshots.part import Label, Part
from ryadom.rules.whatif.calendar import MONTHS, by_level, payments
from ryadom.rules.whatif.comparing import COSTS, GAIN, LOSE, SAME, UNKNOWN, Change, Codes, change, cost_of, settled
from ryadom.rules.whatif.comparison import Cost, Level, MeasureChange, Money, Share, Tally
from ryadom.rules.whatif.touched import Loose
from ryadom.rules.whatif.worth import Worth

RIGHTS = 3  # of a family, beside the money: rights gained, lost, and those of which nobody can say it


@dataclass
class OneMeasure:
    """What is added up of one measure; `before` and `after`: the measure on each side, None where it is not there."""

    before: Measure | None
    after: Measure | None
    tally: Tally = field(default_factory=Tally)
    cost: Cost = field(default_factory=Cost)
    months: list[Cost] = field(default_factory=lambda: [Cost()] * MONTHS)
    receive_before: int = 0
    receive_after: int = 0

    @property
    def times(self) -> tuple[frozenset[int], frozenset[int]]:
        """In which months a subject is paid before and after."""
        old, new = (payments(one.file if one else None) for one in (self.before, self.after))
        return old, new

    @property
    def paid(self) -> tuple[bool, bool]:
        """Whether the amount is money from a budget; a side without the measure goes with the other."""
        known = [counted(one.file) for one in (self.before, self.after) if one]
        return (known[0], known[-1])

    def add(self, old: Worth, new: Worth, left: Loose) -> Change:
        """One part: both sides over the same subjects. Gives the change over twelve months."""
        still = settled(old, new, left)
        year = change(old, new, (len(self.times[0]), len(self.times[1])), self.paid, still)
        self.tally += year.tally
        self.cost += year.cost
        self.receive_before += year.receive_before
        self.receive_after += year.receive_after
        self._add_months(old, new, still)
        return year

    def _add_months(self, old: Worth, new: Worth, still: NDArray[np.bool_]) -> None:
        before, after = self.times
        for pair in {(at in before, at in after) for at in range(MONTHS)} - {(False, False)}:
            cost = change(old, new, (int(pair[0]), int(pair[1])), self.paid, still).cost
            for at in range(MONTHS):
                if (at in before, at in after) == pair:
                    self.months[at] += cost

    def told(self) -> MeasureChange:
        """The line of the measure."""
        shown = self.after or self.before
        assert shown is not None
        only = "both" if self.before and self.after else "after" if self.after else "before"
        return MeasureChange(
            shown.id, shown.file.title, self.tally, self.cost, self.receive_before, self.receive_after,
            any(self.paid), shown.file.kind, shown.file.for_, only,  # type: ignore[arg-type]
        )  # fmt: skip

    def levels(self) -> list[tuple[str, Cost]]:
        """Its cost by level of budget; a side without the measure bears nothing."""
        fundings = [one.file.funding for one in (self.before, self.after) if one]
        return list(by_level(self.cost, fundings[0], fundings[-1]))


class FamiliesOfPart:
    """Families of one part while measure after measure is added."""

    def __init__(self, families: int) -> None:
        self.columns = np.zeros((len(COSTS), families), np.int64)
        self.rights = np.zeros((RIGHTS, families), np.int64)

    def add(self, found: Change) -> None:
        """The rows of one measure."""
        for at, column in enumerate(found.columns):
            np.add.at(self.columns[at], found.family, column)
        no_money = _same_money(found.columns)
        for at, code in enumerate((GAIN, LOSE, UNKNOWN)):
            rows = no_money & (found.code == code)
            np.add.at(self.rights[at], found.family[rows], 1)

    def codes(self) -> tuple[Codes, NDArray[np.bool_], NDArray[np.bool_]]:
        """What each family is; which of the unknown ones gain one thing and lose another; which of the known ones have
        a right that is no money and of which it is not known.
        """
        least, most, _, _, _, no_least, no_most = self.columns[6:]
        gained, lost, unsure = (count > 0 for count in self.rights)
        more, less = (no_least == 0) & (least > 0), (no_most == 0) & (most < 0)
        same = (no_least == 0) & (no_most == 0) & (least == 0) & (most == 0)
        mixed = (more & lost) | (less & gained) | (same & gained & lost)
        gain = ~lost & (more | (same & gained))
        lose = ~gained & (less | (same & lost))
        still = same & ~gained & ~lost
        codes = np.select([gain, lose, still], [GAIN, LOSE, SAME], UNKNOWN).astype(np.int8)
        return codes, mixed, unsure & (codes != UNKNOWN)


def _same_money(columns: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Rows whose money is exact and the same on both sides."""
    old_low, old_high, old_open, low, high, open_ = columns[:6]
    same: NDArray[np.bool_] = (old_open == 0) & (open_ == 0) & (old_low == old_high) & (low == high) & (old_low == low)
    return same


@dataclass
class Groups:
    """One table: a row for each value of a label."""

    families: dict[str, Tally] = field(default_factory=dict)
    persons: dict[str, Tally] = field(default_factory=dict)
    cost: dict[str, Cost] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    def add(self, label: Label, codes: Codes, sizes: NDArray[np.int64], columns: NDArray[np.int64]) -> None:
        """The families of one part. A family without a group (a code below 0) stands under ""."""
        for name in label.names:
            self.order.setdefault(name, len(self.order))
        places = np.where(label.codes < 0, len(label.names), label.codes).astype(np.int64)
        for place in np.unique(places):
            rows = np.flatnonzero(places == place)
            name = label.names[place] if place < len(label.names) else ""
            self.families[name] = self.families.get(name, Tally()) + tally(codes[rows])
            self.persons[name] = self.persons.get(name, Tally()) + tally(codes[rows], sizes[rows])
            self.cost[name] = self.cost.get(name, Cost()) + cost_of(columns[:, rows].sum(axis=1))

    def told(self) -> tuple[Share, ...]:
        """The rows in the order of the label's own names; those without a group last."""
        names = sorted(self.families, key=lambda name: self.order.get(name, len(self.order)))
        return tuple(Share(name, self.families[name], self.persons[name], self.cost[name]) for name in names)


def tally(codes: Codes, weights: NDArray[np.int64] | None = None) -> Tally:
    """How many of each; with weights, how many people are in them."""
    ones = np.ones(len(codes), np.int64) if weights is None else weights
    return Tally(*(int(ones[codes == code].sum()) for code in (GAIN, LOSE, SAME, UNKNOWN)))


@dataclass
class Sums:
    """Everything that is added up."""

    measures: dict[str, OneMeasure]
    families: Tally = field(default_factory=Tally)
    persons: Tally = field(default_factory=Tally)
    mixed: int = 0
    aside: int = 0
    tables: dict[str, Groups] = field(default_factory=dict)

    def add(
        self,
        part: Part,
        worths: Mapping[str, tuple[Worth, Worth]],
        left: Mapping[str, Loose],
        labels: Mapping[str, Label],
    ) -> None:
        """One part: what each touched measure is worth before and after, over the same subjects."""
        families = FamiliesOfPart(part.families)
        for id, (old, new) in worths.items():
            families.add(self.measures[id].add(old, new, left.get(id, Loose({}))))
        codes, mixed, aside = families.codes()
        sizes = np.diff(part.start)
        self.families += tally(codes)
        self.persons += tally(codes, sizes)
        self.mixed += int(mixed.sum())
        self.aside += int(aside.sum())
        for name, label in labels.items():
            self.tables.setdefault(name, Groups()).add(label, codes, sizes, families.columns)

    @property
    def cost(self) -> Cost:
        return sum((one.cost for one in self.measures.values()), Cost())

    @property
    def decisions(self) -> Tally:
        return sum((one.tally for one in self.measures.values()), Tally())

    def months(self) -> tuple[Cost, ...]:
        """The cost of each of the twelve months."""
        each = [one.months for one in self.measures.values()]
        return tuple(sum((months[at] for months in each), Cost()) for at in range(MONTHS))

    def levels(self) -> tuple[Level, ...]:
        """The cost by level of budget, by name; what no measure names last."""
        found: dict[str, Cost] = {}
        for one in self.measures.values():
            for level, cost in one.levels():
                found[level] = found.get(level, Cost()) + cost
        some = {level: cost for level, cost in found.items() if cost.before != Money() or cost.after != Money()}
        return tuple(Level(level, some[level]) for level in sorted(some, key=lambda name: (name == "", name)))
