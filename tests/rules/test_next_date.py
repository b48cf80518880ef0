"""The next date against the long way round: every day tried."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.rules.ahead import MORE, families, first_change
from tests.rules.conftest import FILES, compiled, written
from tests.stories.cast import NAMES, book as real_book, family as real_family, told as real_told

from ryadom.rules.api import FactValue, Family, Outcome, Person, answer
from ryadom.rules.changes import side

SLOWLY = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)


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
    same(moving, family, on, 500)


@pytest.mark.slow
@settings(SLOWLY, max_examples=300)
@given(one=families())
def test_nor_for_many_more_families_and_three_years(moving, one) -> None:
    family, on = one
    same(moving, family, on, 1100)
