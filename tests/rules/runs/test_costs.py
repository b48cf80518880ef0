"""A payment becomes a month and a year, to the kopeck."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.rules.runs.costs import a_month, by_level, cost_of, twelfth
from ryadom.rules.runs.figures import Amounts, Figures


def measure(period, kind="money", months=None, funding=None):
    version = SimpleNamespace(amount="rule")
    return SimpleNamespace(period=period, kind=kind, months=months, funding=funding or {}, versions=(version,))


def figures(exact):
    return Figures({}, Amounts(exact=exact), Amounts(exact=exact // 2), Amounts())


@pytest.mark.parametrize(
    ("period", "months", "month", "year"),
    [
        ("monthly", None, 100_01, 1200_12),
        ("monthly", 6, 100_01, 600_06),  # one award of six months
        ("monthly", 24, 100_01, 1200_12),  # of a long one no more than a year
        ("quarterly", None, 33_34, 400_04),
        ("half_year", None, 16_67, 200_02),
        ("yearly", None, 8_33, 100_01),
        ("school_year", None, 8_33, 100_01),
        ("once", None, 8_33, 100_01),
        ("once", 12, 8_33, 100_01),
    ],
)
def test_each_period_has_its_year(period, months, month, year) -> None:
    cost = cost_of(measure(period, months=months), figures(100_01))
    assert (cost.month, cost.year, cost.counted) == (month, year, True)
    assert a_month(measure(period, months=months), 100_01) == month


@pytest.mark.parametrize(("period", "kind"), [("indefinite", "money"), ("monthly", "discount"), ("once", "service")])
def test_what_no_budget_pays_is_not_counted(period, kind) -> None:
    assert not cost_of(measure(period, kind), figures(100_00)).counted


def test_levels_share_every_kopeck() -> None:
    assert by_level(100_01, {"region": 30, "federal": 70}) == (("region", 30_01), ("federal", 70_00))
    assert by_level(100_01, {}) == (("unstated", 100_01),)
    assert by_level(100_01, {"region": 60}) == (("unstated", 100_01),)


@given(st.integers(0, 10**18), st.integers(1, 99))
def test_nothing_is_lost_between_levels(sum_, percent) -> None:
    found = by_level(sum_, {"federal": percent, "region": 100 - percent})
    assert sum(share for _, share in found) == sum_


@given(st.integers(0, 10**18))
def test_a_twelfth_is_off_by_half_a_kopeck_at_most(year) -> None:
    assert abs(12 * twelfth(year) - year) <= 6
