"""Everyone at once and one by one: the same decisions of the cast and of every practice case."""

from datetime import date

import numpy as np
import pytest
from tests.stories.cast import NAMES, book, family, told

from ryadom.rules.everyone.decided import Decided
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.everyone.rows import decide_by_rows
from ryadom.rules.snapshots.families import part_of


def table(found: tuple[Decided, ...]) -> dict:
    """Decisions by measure, version and subject, as plain values."""
    return {
        (one.measure, one.version, int(one.family[at]), int(one.person[at])): (
            *(
                int(one.columns()[name][at])
                for name in ("outcome", "amount_low", "amount_high", "amount_state", "criteria")
            ),
            frozenset(fact for bit, fact in enumerate(one.facts) if int(one.missing[at]) >> bit & 1),
        )
        for one in found
        for at in range(len(one))
    }


@pytest.mark.parametrize("region", sorted({told(name)["facts"]["region"] for name in NAMES}))
@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2025, 2, 28), date(2027, 1, 1)])
def test_the_cast_is_decided_at_once_as_one_by_one(region: str, on: date) -> None:
    rules = book(region)
    part = part_of(rules, [family(name) for name in NAMES if told(name)["facts"]["region"] == region])
    at_once = Everyone(rules, on=on).decide(part)
    assert table(at_once) == table(decide_by_rows(rules, part, on=on))
    assert np.mean([flag for one in at_once for flag in one.by_row]) < 0.05


def test_numbers_on_trial_change_the_same_answers() -> None:
    rules = book("RU-CHE")
    part = part_of(rules, [family(name) for name in NAMES if told(name)["facts"]["region"] == "RU-CHE"])
    on, trial = date(2026, 11, 20), {"прожиточный минимум": {"на душу": 30000}}
    at_once = table(Everyone(rules, on=on, parameters=trial).decide(part))
    assert at_once == table(decide_by_rows(rules, part, on=on, parameters=trial))
    assert at_once != table(Everyone(rules, on=on).decide(part))
