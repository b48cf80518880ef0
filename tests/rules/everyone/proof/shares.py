"""The million decisions in shares, a file each: one is run at each commit (`conftest`), all by `make proofs`."""

from __future__ import annotations

from tests.rules.everyone.proof.running import Judged, run

SHARE, SHARES = 200_000, 5


def share(number: int) -> Judged:
    """The random decisions of one share, both ways."""
    found = run(seed=100 + number, decisions=SHARE, workers=1, say=False)
    print("\n".join(found.counted.lines()))
    assert not found.disagreements, "\n".join(found.reports)
    assert found.counted.decisions >= SHARE
    assert found.counted.unknown * 100 >= 30 * found.counted.decisions
    assert found.counted.near * 100 >= 20 * found.counted.sampled
    return found
