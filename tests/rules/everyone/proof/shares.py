"""The million decisions of continuous integration in shares: a file with one share goes to one worker."""

from __future__ import annotations

from tests.rules.everyone.proof.running import Judged, run

SHARE, SHARES = 200_000, 5
# Disagreements that are known and not mended yet, by share; none may be added unseen, and a mended one has to go.
# 3: batch 103/9, voronezh-second-child, one family among 400: columns say not entitled, one family unknown; asked alone
#    both say the same.
# 5: batch 105/4, student-family-capital, two children; of the batches 6 and 7 nobody knows yet.
KNOWN = {3: 1, 5: 4}


def share(number: int) -> Judged:
    """The random decisions of one share, both ways."""
    found = run(seed=100 + number, decisions=SHARE, workers=1, say=False)
    print("\n".join(found.counted.lines()))
    assert found.disagreements <= KNOWN.get(number, 0), "\n".join(found.reports)
    assert found.counted.decisions >= SHARE
    assert found.counted.unknown * 100 >= 30 * found.counted.decisions
    assert found.counted.near * 100 >= 20 * found.counted.sampled
    return found
