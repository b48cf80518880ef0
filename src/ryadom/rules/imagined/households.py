"""Who lives together: the kind of each family, its members in order, when they were born."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.imagined.days import day, days_in, full_years
from ryadom.rules.imagined.draws import NOBODY, Bools, Draws, Ints, one_of_places
from ryadom.rules.imagined.layout import KINDS
from ryadom.rules.imagined.marginals import Bands, RegionFile

ROLES = ("applicant", "spouse", "child", "ward", "parent", "other")
APPLICANT, SPOUSE, CHILD, WARD, PARENT, OTHER = range(6)
FEMALE, MALE = 0, 1
ALONE, ALONE_ELDER, COUPLE, COUPLE_ELDER, COUPLE_CHILDREN, ONE_PARENT, THREE, RELATIVES = range(len(KINDS))
COUPLES = (COUPLE, COUPLE_ELDER, COUPLE_CHILDREN, THREE)
PARENTS = (COUPLE_CHILDREN, ONE_PARENT, THREE)
YOUNGEST_PARENT, LAST_BIRTH, GROWN, LONGEST_LIFE, SPREAD = 16, 50, 18, 104, 30  # years


@dataclass(frozen=True)
class Households:
    """Families of one cell. Persons of family `f` are the rows `start[f]:start[f + 1]`; `family` says whose each is.

    `drawn` keeps what was drawn and is no fact of anybody, by the path of its marginal: it is judged afterwards.
    """

    on: date
    kind: Ints
    district: Ints
    village: Bools
    children: Ints
    wards: Ints
    start: Ints
    family: Ints
    role: Ints
    sex: Ints
    born: Ints
    age: Ints
    drawn: dict[str, tuple[str, Any]]
    kept: dict[str, Any] = field(default_factory=dict)  # what later facts follow from

    @property
    def count(self) -> int:
        return len(self.kind)

    @property
    def persons(self) -> int:
        return int(self.start[-1])

    def any(self, persons: Bools) -> Bools:
        """Which families have such a person."""
        return self.sum(persons) > 0

    def sum(self, values: Ints) -> NDArray[np.int64]:
        """The sum over each family's persons."""
        total = np.zeros(self.persons + 1, np.int64)
        np.cumsum(values, out=total[1:])
        return total[self.start[1:]] - total[self.start[:-1]]


def households(region: RegionFile, draws: Draws, count: int, on: date) -> Households:
    """`count` families as they are on a day."""
    kind = draws.one_of(region["households.kinds"], count)
    with_children = one_of_places(kind, PARENTS)
    numbers = np.array([int(name) for name in region["households.children"].names], np.int64)
    children = np.where(with_children, numbers[draws.one_of(region["households.children"], count)], 0)
    fosters = draws.happens(region["households.wards"], count) & with_children
    many = np.array([int(name) for name in region["households.ward_count"].names], np.int64)
    wards = np.where(fosters, many[draws.one_of(region["households.ward_count"], count)], 0)
    couple = one_of_places(kind, COUPLES)
    parts = np.stack([np.ones(count, np.int64), couple, children, wards, kind == THREE, kind == RELATIVES], axis=1)
    start = np.zeros(count + 1, np.int64)
    np.cumsum(parts.sum(axis=1), out=start[1:])
    family = np.repeat(np.arange(count), np.diff(start))
    role = _roles(parts, start, family)
    district = draws.one_of(region["districts"], count)
    villages = np.array([name in region.villages for name in region["districts"].names])
    drawn: dict[str, tuple[str, Any]] = {}
    sex = _sexes(region, draws, kind, family, role, drawn)
    age_days = _Ages(region, draws, kind, children, start, family, role, sex, drawn).days()
    born = (day(on) - age_days).astype(np.int32)
    age = full_years(born, on)
    return Households(
        on, kind, district, villages[district], children, wards, start, family, role, sex, born, age, drawn
    )


def _roles(parts: Ints, start: Ints, family: Ints) -> NDArray[np.int8]:
    """The role of each person from how many of each role a family has."""
    place = np.arange(len(family)) - start[family]
    ends = np.cumsum(parts, axis=1)[family]
    role = np.zeros(len(family), np.int8)
    for one in range(parts.shape[1] - 1):
        role += place >= ends[:, one]
    return role


def _sexes(
    region: RegionFile, draws: Draws, kind: Ints, family: Ints, role: Ints, drawn: dict[str, tuple[str, Any]]
) -> NDArray[np.int8]:
    count = len(kind)
    couple = one_of_places(kind, COUPLES)
    woman = np.select(
        [couple, kind == ONE_PARENT, kind == ALONE_ELDER],
        [draws.happens(region[path], count) for path in
         ("households.woman_applies", "households.lone_mother", "people.women_elder")],
        draws.happens(region["people.women_alone"], count),
    )  # fmt: skip
    drawn["households.woman_applies"] = "family", np.where(couple, woman, NOBODY)
    drawn["households.lone_mother"] = "family", np.where(kind == ONE_PARENT, woman, NOBODY)
    drawn["people.women_elder"] = "family", np.where(kind == ALONE_ELDER, woman, NOBODY)
    drawn["people.women_alone"] = "family", np.where((kind == ALONE) | (kind == RELATIVES), woman, NOBODY)
    boy = draws.happens(region["people.boys"], len(family))
    drawn["people.boys"] = "person", np.where((role == CHILD) | (role == WARD), boy, NOBODY)
    of_applicant = woman[family]
    return np.select(
        [role == APPLICANT, role == SPOUSE], [~of_applicant, of_applicant], boy
    ).astype(np.int8)  # fmt: skip


class _Ages:
    """Ages in days, children first: a mother is as old as her eldest child and her age at the first birth together,
    so nobody is older than a parent.
    """

    def __init__(
        self,
        region: RegionFile,
        draws: Draws,
        kind: Ints,
        children: Ints,
        start: Ints,
        family: Ints,
        role: Ints,
        sex: Ints,
        drawn: dict[str, tuple[str, Any]],
    ) -> None:
        self.region, self.draws, self.kind, self.children = region, draws, kind, children
        self.start, self.family, self.role, self.sex, self.drawn = start, family, role, sex, drawn

    def days(self) -> NDArray[np.int64]:
        count = len(self.kind)
        youngest = self.years("ages.youngest", count, one_of_places(self.kind, PARENTS))
        of_children, span = self.of_children(youngest)
        woman = self.of_woman(youngest, span)
        older = self.years("ages.husband_older", count, one_of_places(self.kind, COUPLES) | (self.kind == ONE_PARENT))
        man = np.maximum(woman + older, days_in(GROWN) + 60)
        father = one_of_places(self.kind, PARENTS)
        man = np.where(father, np.maximum(man, youngest + span + days_in(YOUNGEST_PARENT)), man)
        mother = self.sex[self.start[:-1]] == FEMALE
        lone = one_of_places(self.kind, (ALONE, ALONE_ELDER, RELATIVES))
        applicant = np.where(mother | lone, woman, man)
        spouse = np.where(mother, man, woman)
        family = self.family
        return np.select(
            [self.role == APPLICANT, self.role == SPOUSE, self.role == CHILD, self.role == WARD, self.role == PARENT],
            [applicant[family], spouse[family], of_children, self.wards(), self.elder(applicant)[family]],
            self.draws.whole(days_in(GROWN) + 5, days_in(80), len(family)),
        )

    def years(self, path: str, count: int, asked: Any) -> NDArray[np.int64]:
        """A drawn number of years in days, somewhere inside the year."""
        bands: Bands = self.region[path]
        band, whole = self.draws.banded(bands, count)
        self.drawn[path] = "family", np.where(asked, band, NOBODY)
        found: NDArray[np.int64] = days_in(whole) + self.draws.whole(1, 364, count)
        return found

    def of_children(self, youngest: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The age of each child (rows of others: anything), and the days between the first and the last birth."""
        child = self.role == CHILD
        rows = np.flatnonzero(child)
        owner = self.family[rows]
        band, months = self.draws.banded(self.region["ages.between"], len(rows))
        last = np.append(owner[1:] != owner[:-1], True) if len(rows) else np.zeros(0, np.bool_)
        self.drawn["ages.between"] = "person", spread(len(child), rows, np.where(last, NOBODY, band))
        gap = np.where(last, 0, months * 487 // 16 + self.draws.whole(0, 20, len(rows)))
        total = np.bincount(owner, gap, len(self.kind)).astype(np.int64)
        most = days_in(SPREAD)
        gap = np.where(total[owner] > most, gap * most // np.maximum(total[owner], 1), gap)
        before = np.concatenate([[0], np.cumsum(gap)])
        ends = np.zeros(len(self.kind), np.int64)
        ends[owner] = before[1:]  # the last child of a family writes last
        first = np.zeros(len(self.kind), np.int64)
        first[owner[::-1]] = before[:-1][::-1]
        age = youngest[owner] + ends[owner] - before[:-1]
        return spread(len(child), rows, age), ends - first

    def of_woman(self, youngest: Ints, span: Ints) -> NDArray[np.int64]:
        """The age of the mother, the wife, or one who lives alone."""
        count = len(self.kind)
        kind = self.kind
        parents = one_of_places(kind, PARENTS)
        first = self.years("ages.first_birth", count, parents)
        alone = self.years("ages.alone", count, one_of_places(kind, (ALONE, RELATIVES)))
        elder = self.years("ages.elder", count, one_of_places(kind, (ALONE_ELDER, COUPLE_ELDER)))
        couple = self.years("ages.couple", count, kind == COUPLE)
        first = np.minimum(first, np.maximum(days_in(LAST_BIRTH) - span, days_in(YOUNGEST_PARENT)))
        return np.select(
            [parents, one_of_places(kind, (ALONE, RELATIVES)), one_of_places(kind, (ALONE_ELDER, COUPLE_ELDER))],
            [youngest + span + first, alone, elder],
            couple,
        )

    def wards(self) -> NDArray[np.int64]:
        """Ages of wards: any under age."""
        return self.draws.whole(60, days_in(GROWN) - 5, len(self.family))

    def elder(self, applicant: Ints) -> NDArray[np.int64]:
        """The age of the applicant's own parent."""
        older = applicant + self.draws.whole(days_in(19), days_in(38), len(applicant))
        oldest: NDArray[np.int64] = np.minimum(
            older, np.maximum(applicant + days_in(YOUNGEST_PARENT), days_in(LONGEST_LIFE))
        )
        return oldest


def spread(count: int, rows: Ints, values: Ints, else_: int = -1) -> NDArray[np.int64]:
    """Values of some rows among all."""
    found = np.full(count, else_, np.int64)
    found[rows] = values
    return found
