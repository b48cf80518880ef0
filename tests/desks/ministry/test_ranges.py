"""How far a number may be dragged."""

from decimal import Decimal

import pytest

from ryadom.desks.ministry.whatif.ranges import range_of


@pytest.mark.parametrize("now", ["2704", "50", "16.5", "0.35", "1", "0", "974163.72"])
def test_it_goes_from_nothing_to_about_twice_and_stops_at_the_present_value(now) -> None:
    found = range_of(Decimal(now))
    assert found.low == 0
    assert 0 <= found.first < found.step
    assert (found.now - found.first) % found.step == 0 == (found.high - found.first) % found.step
    assert found.low <= found.now < found.high


def test_a_present_value_between_round_steps_begins_at_nothing_all_the_same() -> None:
    found = range_of(Decimal(2704))
    assert (found.low, found.first, found.step, found.high) == (0, 4, 50, 5404)
