"""Of the five shares of the million decisions one is run at each commit, all of them by `make proofs`."""

from tests.rules.everyone.proof.shares import SHARES
from tests.turns import by_turns

_mine = by_turns(range(1, SHARES + 1), 1)
collect_ignore = [f"test_share_{number}.py" for number in range(1, SHARES + 1) if number not in _mine]
