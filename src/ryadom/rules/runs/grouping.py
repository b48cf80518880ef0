"""In which group a family and a person stand: place, income, kind of family, age. Rules do not read it, tables do.

A group is chosen by what is known of the family itself, so it is the same however a snapshot is cut into parts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from ryadom.rules.compiled import Rulebook
from ryadom.rules.runs.family_types import FAMILY_TYPES, family_types
from ryadom.rules.runs.members import by_family, days_of, held, years_before
from ryadom.rules.snapshots.columns import FactColumn, Ints
from ryadom.rules.snapshots.part import Part

DISTRICT, BIRTH = "district", "birth-date"
UNKNOWN = "unknown"
TENTHS = 10
DECILES = (*(str(tenth) for tenth in range(1, TENTHS + 1)), UNKNOWN)
AGE_STARTS = (3, 7, 14, 18, 35, 55, 65)
AGES = ("0-2", "3-6", "7-13", "14-17", "18-34", "35-54", "55-64", "65+", "family", UNKNOWN)
FAMILY_AGE, UNKNOWN_AGE = len(AGES) - 2, len(AGES) - 1


@dataclass(frozen=True)
class Groups:
    """The groups of one snapshot on one day: names of districts (the last: not known), the upper ends of the nine
    lower tenths by income (kopecks a head a month).
    """

    on: date
    districts: tuple[str, ...]
    deciles: tuple[int, ...]
    with_pensions: bool

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many districts, tenths and types of family."""
        return len(self.districts), len(DECILES), len(FAMILY_TYPES)

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys of every dimension, in the order of its codes."""
        return {"district": self.districts, "decile": DECILES, "family_type": FAMILY_TYPES, "age": AGES}

    def cells(self, part: Part) -> Ints:
        """Each family's district, tenth and type in one number, in the order of `shape`."""
        tenths, types = len(DECILES), len(FAMILY_TYPES)
        kinds = family_types(part, self.on, with_pensions=self.with_pensions)
        cells = (self.district_of(part) * tenths + self.decile_of(part)) * types + kinds
        return cells.astype(np.int64)

    def district_of(self, part: Part) -> Ints:
        """Places in `districts`."""
        label = part.labels.get(DISTRICT)
        if label is None:
            return np.full(part.families, len(self.districts) - 1, np.int64)
        places = {name: at for at, name in enumerate(self.districts)}
        lost = len(self.districts) - 1
        known = np.array([places.get(name, lost) for name in label.names] + [lost], np.int64)
        codes = np.where((label.codes < 0) | (label.codes >= len(label.names)), len(label.names), label.codes)
        return known[codes]

    def decile_of(self, part: Part) -> Ints:
        """Places in DECILES: families with equal incomes stand in one tenth."""
        income, known = income_per_head(part)
        tenth = np.searchsorted(np.array(self.deciles, np.int64), income, side="left")
        return np.where(known & (len(self.deciles) > 0), tenth, len(DECILES) - 1)

    def ages(self, part: Part) -> Ints:
        """Places in AGES of every person."""
        return age_groups(part.person.get(BIRTH), part.persons, self.on)


def groups_of(parts: Iterable[Part], book: Rulebook, on: date) -> Groups:
    """Look through a snapshot once: which districts there are, and where the tenths by income end."""
    districts: set[str] = set()
    incomes, heads = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for part in parts:
        label = part.labels.get(DISTRICT)
        districts.update(label.names if label else ())
        income, known = income_per_head(part)
        incomes.append(income[known])
        heads.append(np.diff(part.start)[known])
    ends = tenths(np.concatenate(incomes), np.concatenate(heads))
    return Groups(on, (*sorted(districts - {UNKNOWN}), UNKNOWN), ends, "pension" in book.facts)


def tenths(incomes: Ints, heads: Ints) -> tuple[int, ...]:
    """The incomes at which one to nine tenths of all persons are reached, everyone with the income of their family."""
    if not incomes.size:
        return ()
    order = np.argsort(incomes, kind="stable")
    reached = np.cumsum(heads[order])
    wanted = [-(-int(reached[-1]) * tenth // TENTHS) for tenth in range(1, TENTHS)]
    return tuple(int(incomes[order[np.searchsorted(reached, one, side="left")]]) for one in wanted)


def income_per_head(part: Part) -> tuple[Ints, Ints]:
    """Kopecks a head a month over the months that are covered, cut down to a whole kopeck; and where it is known."""
    months = np.arange(len(part.months))
    owner = part.family_of_person()
    first, last = part.cover[:, 0].astype(np.int64), part.cover[:, 1].astype(np.int64)
    inside = (months >= first[owner, None]) & (months < last[owner, None])
    sums = by_family(part, np.where(inside, part.income, 0).sum(axis=1, dtype=np.int64))
    shares = np.diff(part.start) * (last - first)
    known = (last > first) & (shares > 0)
    return sums // np.maximum(shares, 1), known


def age_groups(birth: FactColumn | None, rows: int, on: date) -> Ints:
    """Places in AGES by the full years reached on a day."""
    if birth is None:
        return np.full(rows, UNKNOWN_AGE, np.int64)
    latest = np.array([days_of(years_before(on, years)) for years in reversed(AGE_STARTS)], np.int64)
    reached = len(AGE_STARTS) - np.searchsorted(latest, birth.values.astype(np.int64), side="left")
    return np.where(held(birth), reached, UNKNOWN_AGE)
