"""Share 4 of the million decisions (see `shares`)."""

import pytest
from tests.rules.everyone.proof.shares import share


@pytest.mark.slow
def test_no_decision_of_this_share_differs() -> None:
    share(4)
