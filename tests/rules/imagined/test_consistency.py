"""No imagined person contradicts themselves: a child is no pensioner, a schoolgirl is in a grade of her age."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ryadom.rules.imagined.days import day, full_years
from ryadom.rules.imagined.making import MADE
from ryadom.rules.imagined.region import imagined_part
from ryadom.rules.snapshots.columns import ABSENT, DTYPES, SOURCE, shape_of

seeds = st.integers(0, 2**40)
few = settings(max_examples=6, deadline=None)
FAMILIES = 1500


class Told:
    """The facts of one part, by what rules would read: masks of those who are known to be so."""

    def __init__(self, part, region):
        self.part, self.on = part, region.as_of

    def column(self, key):
        return self.part.person[key] if key in self.part.person else self.part.family[key]

    def known(self, key):
        state = self.column(key).state
        return ((state & SOURCE) > 0) & ((state & ABSENT) == 0)

    def is_(self, key, *names):
        column = self.column(key)
        return self.known(key) & np.isin(column.values, [column.choices.index(name) for name in names])

    def values(self, key):
        return self.column(key).values

    @property
    def age(self):
        return np.where(self.known("birth-date"), full_years(self.values("birth-date"), self.on), -1)


def told(book, region, seed):
    return Told(imagined_part(book, region, families=FAMILIES, seed=seed), region)


@few
@given(seed=seeds)
def test_nobody_is_born_ahead_or_older_than_a_parent(book, region, seed):
    one = told(book, region, seed)
    known, born, family = one.known("birth-date"), one.values("birth-date"), one.part.family_of_person()
    assert (born[known] <= day(region.as_of)).all()
    applicant = one.part.start[:-1]
    assert one.is_("family-role", "applicant")[applicant].all()
    child = one.is_("family-role", "child") & known & known[applicant][family]
    assert (born[child] - born[applicant][family][child] > 15 * 365).all()
    parent = one.is_("family-role", "parent") & known & known[applicant][family]
    assert (born[applicant][family][parent] - born[parent] > 15 * 365).all()


@few
@given(seed=seeds)
def test_what_people_do_fits_their_age(book, region, seed):
    one = told(book, region, seed)
    age = one.age
    child, known = (age >= 0) & (age < 18), age >= 0
    assert not (child & one.is_("pension", "old_age")).any()
    assert not (child & one.is_("disability", "first", "second", "third")).any()
    assert not ((age >= 18) & one.is_("disability", "child")).any()
    assert not (child & one.is_("work", "employed", "self_employed", "entrepreneur", "service", "jobless")).any()
    assert not (one.is_("military-service", "conscript") & one.is_("sex", "female")).any()
    grade = one.known("school-grade") & known
    years = age[grade] - one.values("school-grade")[grade] // 1_000_000
    assert ((years >= 5) & (years <= 8)).all()
    assert not (one.is_("study", "none", "full_time", "part_time") & one.known("school-grade")).any()
    assert not (one.known("kindergarten") & (one.values("kindergarten") > 0) & (age > 8)).any()


@few
@given(seed=seeds)
def test_only_women_of_age_are_pregnant(book, region, seed):
    one = told(book, region, seed)
    pregnant = one.known("pregnancy-week")
    assert not (pregnant & one.is_("sex", "male")).any()
    assert (one.age[pregnant & (one.age >= 0)] >= 15).all()
    both = pregnant & one.known("pregnancy-registered-week")
    assert (one.values("pregnancy-registered-week")[both] <= one.values("pregnancy-week")[both]).all()


@few
@given(seed=seeds)
def test_income_fits_work_and_what_is_said_of_it(book, region, seed):
    one = told(book, region, seed)
    earned = one.known("earned-in-period") & (one.values("earned-in-period") > 0)
    idle = one.is_("work", "none") & earned
    assert not idle.any()
    salaried = one.known("average-monthly-earnings")
    assert not (salaried & one.is_("work", "none", "self_employed", "entrepreneur", "jobless")).any()
    assert (one.part.income >= 0).all()
    cover = one.part.cover[one.part.family_of_person()]
    place = np.arange(len(one.part.months))
    assert not one.part.income[place[None, :] >= cover[:, 1:]].any()
    pension = one.known("pension-and-payments")
    assert not (pension & one.is_("pension", "none")).any()


@few
@given(seed=seeds)
def test_homes_and_service_hang_together(book, region, seed):
    one = told(book, region, seed)
    gas = one.known("gas") & (one.values("gas") > 0)
    assert not (one.is_("heating", "gas") & one.known("gas") & ~gas).any()
    nearby = one.known("settlement-has-gas")
    assert (one.values("settlement-has-gas")[nearby & gas] > 0).all()
    mobilised = np.unique(one.part.family_of_person()[one.is_("military-service", "mobilised")])
    named = one.is_("special-operation", "none", "contract", "volunteer", "fallen")
    assert not named[mobilised].any()
    assert not one.known("gas-costs")[gas].any()


@few
@given(seed=seeds)
def test_every_value_fits_the_catalogue(book, region, seed):
    part = told(book, region, seed).part
    for key, column in [*part.person.items(), *part.family.items()]:
        type, choices = shape_of(book, key)
        assert (column.type, column.choices) == (type, choices), key
        assert column.values.dtype == DTYPES[type] and column.state.dtype == np.uint8, key
        kind = book.facts.get(key)
        known = ((column.state & SOURCE) > 0) & ((column.state & ABSENT) == 0)
        if kind is None:
            continue
        assert kind.file.may_be_absent or not (column.state & ABSENT).any(), key
        if type == "choice":
            assert ((column.values[known] >= 0) & (column.values[known] < len(choices))).all(), key
        if kind.file.min is not None:
            scale = 100 if type == "money" else 1_000_000
            assert (column.values[known] >= kind.file.min * scale).all(), key
            assert (column.values[known] <= kind.file.max * scale).all(), key


def test_every_fact_that_is_said_to_be_imagined_is(book, region):
    part = imagined_part(book, region, families=8192)
    there = set(part.person) | set(part.family)
    assert (MADE & set(book.facts)) <= there
    assert {key for key in there if ":" not in key} <= MADE | {region.card}
