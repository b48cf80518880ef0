"""In which line of a table a family stands."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.runs.conftest import ME, ON, SPOUSE, THREE, child, earned
from tests.stories.cast import NAMES, told
from tests.stories.cast import book as region_book
from tests.stories.cast import family as cast_family

from ryadom.rules.runs.family_types import FAMILY_TYPES, family_types
from ryadom.rules.runs.grouping import AGES, DECILES, age_groups, groups_of, income_per_head, tenths
from ryadom.rules.runs.members import years_before
from ryadom.rules.snapshots.columns import EPOCH, FactColumn
from ryadom.rules.snapshots.families import part_of

GROWN = "  - {id: son, family-role: child, birth-date: 2008-01-20}\n"  # eighteen on the very day
ALMOST = "  - {id: son, family-role: child, birth-date: 2008-01-21}\n"
NOT_BORN = "  - {id: son, family-role: child}\n"
BROTHER = "  - {id: brother, family-role: ward, birth-date: 2000-01-01}\n"
NOBODY = "  - {id: who}\n"


@pytest.mark.parametrize(
    ("persons", "kind"),
    [
        (ME, "single"),
        (ME + SPOUSE, "couple"),
        (ME + SPOUSE + child("a", "2020-01-01"), "couple_1"),
        (ME + SPOUSE + child("a", "2020-01-01") + child("b", "2021-01-01"), "couple_2"),
        (ME + SPOUSE + THREE, "couple_3"),
        (ME + SPOUSE + THREE + child("d", "2022-01-01"), "couple_3"),
        (ME + child("a", "2020-01-01"), "one_parent"),
        (ME + GROWN, "other"),
        (ME + ALMOST, "one_parent"),
        (ME + SPOUSE + ALMOST + BROTHER, "couple_1"),
        (ME + NOT_BORN, "unknown"),
        (ME + NOBODY, "unknown"),
        (ME + BROTHER, "other"),
        (BROTHER, "other"),
    ],
)
def test_the_kind_of_a_family(book, family, persons, kind) -> None:
    part = part_of(book, [family("persons:\n" + persons)])
    (found,) = family_types(part, ON, with_pensions=False)
    assert FAMILY_TYPES[found] == kind


def test_a_family_that_may_be_larger_has_no_kind(book, family) -> None:
    part = part_of(book, [family(f"persons:\n{ME}persons-complete: false")])
    assert FAMILY_TYPES[family_types(part, ON, with_pensions=False)[0]] == "unknown"


def test_the_cast_is_told_by_pensions() -> None:
    names = [name for name in NAMES if told(name)["facts"]["region"] == "RU-CHE"]
    part = part_of(region_book("RU-CHE"), [cast_family(name) for name in names])
    kinds = family_types(part, date(2026, 11, 20), with_pensions=True)
    found = {name: FAMILY_TYPES[kind] for name, kind in zip(names, kinds, strict=True)}
    assert (found["galina"], found["zhukova"], found["volkov"]) == ("pensioner", "pensioner", "single")
    assert (found["ivanovy"], found["akhmetovy"]) == ("couple_3", "one_parent")


def test_income_a_head_needs_covered_months(book, family) -> None:
    anna = family(f"persons:\n{ME}{child('a', '2020-01-01')}{earned(24001)}")
    nobody_asked = family(f"persons:\n{ME}")
    income, known = income_per_head(part_of(book, [anna, nobody_asked]))
    assert known.tolist() == [True, False]
    assert income[0] == 12_000_50


def test_tenths_are_of_persons_and_equal_incomes_stay_together(part, book) -> None:
    groups = groups_of([part], book, ON)
    found = [DECILES[at] for at in groups.decile_of(part)]
    # by income a head: Gleb 4 500 (4 persons), Vera 6 667 (3), Anna 12 000 (2), Egor 16 000 (5), Dina 18 000 (5)
    assert found == ["4", "unknown", "3", "1", "8", "5", "unknown", "unknown"]
    assert groups.districts == ("Верховье", "Низовье", "unknown")
    assert groups.district_of(part).tolist() == [0, 1, 0, 1, 0, 1, 0, 2]


def test_the_parts_do_not_move_the_tenths(part, book) -> None:
    whole = groups_of([part], book, ON)
    assert groups_of(part.split(1), book, ON) == groups_of(reversed(part.split(3)), book, ON) == whole


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 6)), min_size=1, max_size=60))
def test_below_each_end_lie_at_most_so_many_tenths(rows) -> None:
    incomes, heads = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    ends, people = tenths(incomes, heads), int(heads.sum())
    assert list(ends) == sorted(ends)
    for tenth, end in enumerate(ends, 1):
        assert int(heads[incomes < end].sum()) * 10 < people * tenth <= int(heads[incomes <= end].sum()) * 10


@given(st.dates(date(1930, 1, 1), date(2026, 2, 28)), st.sampled_from([ON, date(2024, 2, 29), date(2026, 2, 28)]))
def test_ages_are_full_years(born, on) -> None:
    if born > on:
        return
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    column = FactColumn("date", (), np.array([(born - EPOCH).days], np.int32), np.array([1], np.uint8))
    (found,) = age_groups(column, 1, on)
    first, _, last = AGES[found].replace("+", "-200").partition("-")
    assert int(first) <= years <= int(last)


def test_a_birthday_of_29_february() -> None:
    assert years_before(date(2028, 2, 29), 18) == date(2010, 2, 28)
    assert years_before(date(2028, 2, 29), 4) == date(2024, 2, 29)


def test_who_has_no_birthday_has_no_age() -> None:
    assert AGES[age_groups(None, 1, ON)[0]] == "unknown"
