"""The next date against the long way round: every day tried."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from tests.rules.ahead import MORE, families, first_change
from tests.rules.conftest import FILES, compiled, written
from tests.stories.cast import NAMES
from tests.stories.cast import book as real_book
from tests.stories.cast import family as real_family
from tests.stories.cast import told as real_told
from tests.turns import examples

from ryadom.rules.api import FactValue, Family, Outcome, Person, answer
from ryadom.rules.changes import side

SLOWLY = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(15, 5))


@pytest.fixture(scope="module")
def moving(tmp_path_factory):
    """The library in which everything that a day can change stands once."""
    return compiled(written(tmp_path_factory.mktemp("moving"), FILES | MORE))


def same(book, family: Family, on: date, length: int, measures: set[str] | None = None) -> None:
    for found in answer(book, family, on=on, ask=False, ahead=True, measures=measures).measures:
        mine = found.next_date
        kept = mine and mine.on <= on + timedelta(days=length) and (mine.on, side(mine.outcome))
        assert (kept or None) == first_change(book, family, found, on, length), (found.id, found.outcome, mine)


@SLOWLY
@given(one=families())
def test_no_day_of_the_next_year_and_a_half_changes_anything_earlier_or_otherwise(moving, one) -> None:
    family, on = one
    same(moving, family, on, 400)


@pytest.mark.slow
@settings(SLOWLY, max_examples=examples(20, 5))
@given(one=families())
def test_nor_for_more_families(moving, one) -> None:
    family, on = one
    same(moving, family, on, 500)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_cast_under_the_real_rules_for_a_year(name) -> None:
    family = real_family(name)
    same(real_book(family.region), family, real_told(name)["on"], 400)


MISHA = "{id: misha, name: Миша, family-role: child, birth-date: %s, citizen: true}"
ANNA = "{id: anna, name: Анна, family-role: applicant, birth-date: 1990-05-01, citizen: true}"


def test_a_child_grows_out_of_a_measure_on_the_birthday_though_no_income_is_known_then(told) -> None:
    income = "income: [{from: 2024-12, to: 2025-11, total: 240000}]\n"
    found = told(f"persons: [{ANNA}, {MISHA % '2018-02-03'}]\n{income}", ahead=True)["child-money@misha"]
    assert found.outcome is Outcome.ENTITLED
    assert found.next_date is not None, "New Year, from when no minimum is entered, is passed over"
    assert (found.next_date.on, found.next_date.outcome) == (date(2035, 2, 3), Outcome.NOT_ENTITLED)
    assert found.next_date.criteria == ("young",)


def test_what_is_over_never_changes_and_what_nobody_knows_has_no_date(told) -> None:
    found = told(f"persons: [{ANNA}]\n", ahead=True)
    assert found["old-money"].next_date is None
    assert found["gas-money"].next_date is None


def test_an_answer_that_does_not_look_ahead_has_no_dates(told) -> None:
    assert all(one.next_date is None and one.near_miss is None for one in told(f"persons: [{ANNA}]\n").values())


def test_one_family_to_whom_all_of_it_happens(moving) -> None:
    births = (date(2008, 2, 29), date(2024, 2, 29), date(2014, 1, 31), date(2026, 1, 2))
    children = tuple(
        Person(
            f"c{n}", "", {"family-role": FactValue("child"), "birth-date": FactValue(day), "citizen": FactValue(True)}
        )
        for n, day in enumerate(births)
    )
    for on, price, born in (
        (date(2026, 2, 10), 450000, date(1989, 3, 3)),
        (date(2026, 6, 20), 350000, date(1990, 1, 20)),
        (date(2026, 8, 31), 350000, date(1989, 9, 1)),
    ):
        anna = Person("anna", "", {"family-role": FactValue("applicant"), "birth-date": FactValue(born)})
        facts = {
            "sold": FactValue(date(2026, 1, 14)),
            "price": FactValue(Decimal(price)),
            "limit": FactValue(Decimal(13)),
        }
        income = {
            "income:2026-02..2026-04": FactValue(Decimal(400000)),
            "income:2026-06..2026-08": FactValue(Decimal(10)),
        }
        same(moving, Family("RU-CHE", (anna, *children[on.day // 31 :]), {**facts, **income}), on, 420)
