"""What is proved by turns is proved whole in the end, and alike by every worker."""

import pytest
from tests.turns import by_turns, number_of_commit


@pytest.mark.parametrize(("many", "most"), [(100, 20), (5, 1), (7, 3)])
def test_the_turns_together_hold_everything_and_none_is_empty(many, most):
    turns = [by_turns(range(many), most, whole=False, turn=turn) for turn in range(-(-many // most))]
    assert sorted(one for part in turns for one in part) == list(range(many))
    assert all(0 < len(part) <= most for part in turns)
    assert by_turns(range(many), most, whole=True) == list(range(many))


def test_the_turn_is_the_same_for_every_worker_of_a_commit():
    assert number_of_commit() == number_of_commit()
    assert by_turns(range(100), 20) == by_turns(range(100), 20)
