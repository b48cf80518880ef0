"""Ten families, money for some of them: who is left out is left out by lot, whatever list they stood in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.whatif.cutting import Cutter
from ryadom.rules.whatif.population import Population
from ryadom.rules.whatif.running import compare
from ryadom.rules.whatif.sides import sides
from ryadom.rules.whatif.worth import YES, worths

PAYMENT = "large-family-utilities"  # 2 704 roubles a month


def cut(quo, read, people, roubles, seed=1, per="month"):
    found = compare(quo, read(ceiling={PAYMENT: {per: roubles}}, seed=seed), people)
    return found, found.cuts[0]


def test_without_money_nobody_is_served(quo, read, cast) -> None:
    found, line = cut(quo, read, cast, 0)
    assert (line.served, line.paid) == (0, 0)
    assert line.left > 1
    assert found.measures[0].decisions.lose == line.left
    assert found.cost.lost == line.wanted * 12


def test_with_enough_money_nothing_changes(quo, read, cast) -> None:
    found, line = cut(quo, read, cast, 1_000_000)
    assert (line.left, found.decisions.lose) == (0, 0)
    assert line.paid == line.wanted


def test_money_for_one_goes_to_one(quo, read, cast) -> None:
    found, line = cut(quo, read, cast, 2704)
    assert (line.served, line.paid) == (1, 270_400)
    assert found.measures[0].receive_after == 1


def test_a_year_holds_twelve_months(quo, read, cast) -> None:
    assert cut(quo, read, cast, 2704 * 12, per="year")[1].served == 1
    assert cut(quo, read, cast, 2704 * 12 - 1, per="year")[1].served == 0


def test_another_seed_draws_other_lots(quo, read, part) -> None:
    lucky = {served(quo, read, part, seed) for seed in range(8)}
    assert len(lucky) > 1
    assert all(len(one) == 1 for one in lucky)


def served(quo, read, part, seed):
    """The ids of the families that are still paid when there is money for one."""
    two = sides(quo, read(ceiling={PAYMENT: {"month": 2704}}, seed=seed))
    cutter, after = Cutter(two), worths(Everyone(two.after, on=two.scenario.on, measures=[PAYMENT]), part)
    cutter.line_up(part, after, 0)
    cutter.draw()
    left = cutter.cut(PAYMENT, after[PAYMENT], part, 0)
    return frozenset(str(part.family_ids[row]) for row in left.family[left.gets == YES])


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_the_cut_keeps_the_ceiling_and_forgets_the_order(quo, read, part, data) -> None:
    order = np.array(data.draw(st.permutations(range(part.families))))
    roubles, seed = data.draw(st.integers(0, 12_000)), data.draw(st.integers(0, 5))
    turned = Population.held([part.take(order)], title="", hash="")
    straight = Population.held([part], title="", hash="")
    found, line = cut(quo, read, turned, roubles, seed)
    assert line.paid <= roubles * 100
    assert line.served + line.left == cut(quo, read, straight, 10**6, seed)[1].served
    same, alike = cut(quo, read, straight, roubles, seed)
    assert (found.decisions, found.cost, line) == (same.decisions, same.cost, alike)
