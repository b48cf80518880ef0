"""What kind of family it is, by who is listed in it: for tables, not for rights."""

from datetime import date

import numpy as np

from ryadom.rules.runs.members import by_family, days_of, held, years_before
from ryadom.rules.snapshots.columns import FactColumn, Ints
from ryadom.rules.snapshots.part import Part

FAMILY_TYPES = (
    "single", "pensioner", "couple", "pensioners", "couple_1", "couple_2", "couple_3", "one_parent", "other", "unknown",
)  # fmt: skip
OTHER, UNKNOWN = FAMILY_TYPES.index("other"), FAMILY_TYPES.index("unknown")
ROLE, BIRTH, PENSION = "family-role", "birth-date", "pension"
OF_AGE = 18  # years: a child in the tables is younger
CHILDREN = ("child", "ward")
CORE = ("applicant", "spouse")


def family_types(part: Part, on: date, *, with_pensions: bool) -> Ints:
    """Places in FAMILY_TYPES. Not known: more members than listed, somebody without a role, a child without a birth
    date, and (where the catalogue knows pensions) grown-ups alone without a word about their pension.
    """
    role = part.person.get(ROLE)
    if role is None:
        return np.full(part.families, UNKNOWN, np.int64)
    counts = _Counts(part, role, on)
    kinds = _kinds(counts)
    alone = (counts.minors == 0) & (counts.others == 0) & (kinds != OTHER)
    if with_pensions:
        retired, unsaid = _pensions(part, counts)
        kinds = np.where(alone & retired, kinds + 1, kinds)
        counts.unsure |= alone & unsaid
    return np.where(counts.unsure | part.open, UNKNOWN, kinds)


class _Counts:
    """How many of each there are in every family."""

    def __init__(self, part: Part, role: FactColumn, on: date) -> None:
        self.families, self.part = part.families, part
        known = held(role)
        child = known & _is(role, CHILDREN)
        birth = part.person.get(BIRTH)
        grown = days_of(years_before(on, OF_AGE))
        born = held(birth) if birth is not None else np.zeros(part.persons, np.bool_)
        minor = child & born & (birth.values > grown) if birth is not None else born
        self.core = known & _is(role, CORE)
        self.applicants = by_family(part, known & _is(role, ("applicant",)))
        self.spouses = by_family(part, known & _is(role, ("spouse",)))
        self.minors = by_family(part, minor)
        self.others = by_family(part, known & ~self.core & ~minor)
        self.unsure = by_family(part, ~known | (child & ~born)) > 0


def _kinds(counts: _Counts) -> Ints:
    place = FAMILY_TYPES.index
    couples = np.minimum(place("couple_1") - 1 + counts.minors, place("couple_3"))
    together = np.where(counts.minors > 0, couples, np.where(counts.others > 0, OTHER, place("couple")))
    by_oneself = np.where(counts.minors > 0, place("one_parent"), np.where(counts.others > 0, OTHER, place("single")))
    kinds = np.where(counts.spouses == 1, together, np.where(counts.spouses == 0, by_oneself, OTHER))
    return np.where(counts.applicants == 1, kinds, OTHER)


def _is(role: FactColumn, wanted: tuple[str, ...]) -> Ints:
    return np.isin(role.values, [role.choices.index(one) for one in wanted if one in role.choices])


def _pensions(part: Part, counts: _Counts) -> tuple[Ints, Ints]:
    """Where applicant and spouse all have a pension; where it is not known of one of them."""
    pension = part.person.get(PENSION)
    if pension is None:
        nobody = np.zeros(part.families, np.bool_)
        return nobody, ~nobody
    known = held(pension)
    without = known & _is(pension, ("none",))
    return by_family(part, counts.core & without) == 0, by_family(part, counts.core & ~known) > 0
