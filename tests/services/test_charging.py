"""What Galina pays for a month of care: nothing, all of it, or no more than the rule of the region allows."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.kit.money import BadMoney
from ryadom.services.charging import Given, Why, bill

FOOD = Given("food", 8, Decimal("100.50"))
CLEANING = Given("cleaning", 2, None)
money = st.decimals(0, 10_000, places=2)


def test_free_is_free_even_without_a_tariff():
    month = bill([FOOD, CLEANING], Decimal(0))
    assert (month.pays, month.why) == (Decimal(0), Why.FREE)
    assert month.cost is None
    assert month.budget is None
    assert month.untold == ("cleaning",)


def test_below_the_ceiling_the_person_pays_what_it_costs():
    month = bill([FOOD], Decimal(1000))
    assert (month.cost, month.pays, month.budget, month.why) == (Decimal(804), Decimal(804), Decimal(0), Why.ALL)


def test_above_it_the_budget_pays_the_rest():
    month = bill([FOOD], Decimal("700.10"))
    assert (month.pays, month.budget, month.why) == (Decimal("700.10"), Decimal("103.90"), Why.CEILING)


def test_a_ceiling_that_is_reached_anyway_needs_no_other_tariff():
    month = bill([FOOD, CLEANING], Decimal(800))
    assert (month.pays, month.why, month.budget) == (Decimal(800), Why.CEILING, None)


def test_without_a_tariff_the_bill_is_bounded_and_not_told():
    month = bill([FOOD, CLEANING], Decimal(1000))
    assert (month.pays, month.low, month.high, month.why) == (None, Decimal(804), Decimal(1000), Why.UNKNOWN)


def test_without_the_share_too():
    month = bill([FOOD], None)
    assert (month.pays, month.budget, month.low, month.high) == (None, None, Decimal(0), Decimal(804))
    nothing = bill([Given("food", 0, None)], None)
    assert nothing.pays == 0


def test_a_tariff_is_money():
    with pytest.raises(BadMoney):
        bill([Given("food", 1, Decimal("0.001"))], Decimal(1))


@given(
    st.lists(st.builds(Given, st.sampled_from(["food", "cleaning"]), st.integers(0, 31), st.none() | money)),
    st.none() | money,
)
def test_nobody_pays_twice_and_unknown_stays_inside_its_bounds(lines, ceiling):
    month = bill(lines, ceiling)
    if month.pays is not None:
        assert month.low <= month.pays
        assert month.high is None or month.pays <= month.high
    if month.pays is not None and month.cost is not None:
        assert month.budget == month.cost - month.pays >= 0
    if ceiling is not None and month.pays is not None:
        assert month.pays <= ceiling
    if month.pays is None:
        # What is not known now lies between the bounds, whatever is entered later.
        told = [
            Given(one.service, one.times, one.tariff if one.tariff is not None else Decimal("7.77")) for one in lines
        ]
        later = bill(told, Decimal("55.55") if ceiling is None else ceiling)
        assert month.low <= later.pays
        assert month.high is None or later.pays <= month.high
