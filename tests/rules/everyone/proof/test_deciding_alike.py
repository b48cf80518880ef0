"""Everyone at once and one by one: some thousand random decisions, and every case of every practice."""

from __future__ import annotations

import pytest
from tests.rules.everyone.proof.__main__ import summary
from tests.rules.everyone.proof.batches import REGIONS, batch
from tests.rules.everyone.proof.counting import Counted
from tests.rules.everyone.proof.practices import batches_of_cases
from tests.rules.everyone.proof.running import Judged, judged


@pytest.mark.parametrize("number", [2, 4, 7])
def test_random_families_are_decided_alike(number) -> None:
    found = judged(batch(11, number, 130))
    assert not found.disagreements, "\n".join(found.reports)
    assert found.counted.decisions > 3_500
    assert found.counted.unknown * 100 >= 30 * found.counted.decisions


def test_the_cases_of_the_practices_are_decided_alike() -> None:
    total = Judged(Counted())
    regions = set()
    for one in batches_of_cases():
        found = judged(one)
        regions.add(one.region)
        total.counted.add(found.counted)
        total.disagreements += found.disagreements
        total.reports += found.reports
    assert not total.disagreements, "\n".join(total.reports)
    assert regions == set(REGIONS)
    assert total.counted.decisions > 40_000
    assert summary(total, [], {}).startswith(f"decisions {total.counted.decisions} disagreements 0 ")
