"""Families laid in columns are the same families: every answer stays as it was."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from tests.stories.cast import NAMES, book, family, told

from ryadom.rules.api import FactValue, answer
from ryadom.rules.everyone.decided import BROKEN, EXACT, OUTCOMES
from ryadom.rules.everyone.rows import amount_of, decide_by_rows
from ryadom.rules.snapshots.columns import Unfit
from ryadom.rules.snapshots.families import families_of, family_at, part_of

CHELYABINSK = [name for name in NAMES if told(name)["facts"]["region"] == "RU-CHE"]
ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def rules():
    return book("RU-CHE")


@pytest.fixture(scope="module")
def part(rules):
    return part_of(rules, [family(name) for name in CHELYABINSK])


def _plain(found):
    return [(m.id, m.outcome, amount_of(m.amount), [c.state for c in m.criteria], m.missing, m.proved) for m in found]


@pytest.mark.parametrize("name", CHELYABINSK)
def test_a_family_from_columns_is_answered_as_before(rules, part, name) -> None:
    again = family_at(part, CHELYABINSK.index(name))
    before = answer(rules, family(name), on=ON, ask=False).measures
    assert _plain(answer(rules, again, on=ON, ask=False).measures) == _plain(before)


def test_chosen_families_stay_whole(rules, part) -> None:
    rows = np.array([3, 1, 3])
    taken = part.take(rows)
    assert taken.families == 3
    assert [f.facts for f in families_of(taken)] == [family_at(part, int(row)).facts for row in rows]
    assert [len(f.persons) for f in families_of(taken)] == [len(family_at(part, int(row)).persons) for row in rows]
    assert [p.families for p in part.split(4)] == [4] * (part.families // 4) + [part.families % 4][: part.families % 4]


def test_the_decisions_of_a_part_are_the_answers_of_its_families(rules, part) -> None:
    decided = decide_by_rows(rules, part, on=ON)
    rows = sum(len(one) for one in decided)
    answers = [m for name in CHELYABINSK for m in answer(rules, family(name), on=ON, ask=False).measures]
    assert rows == len(answers)
    said = sorted((m.measure, m.outcome.value) for m in answers)
    assert sorted((d.measure, OUTCOMES[o].value) for d in decided for o in d.outcome) == said
    exact = sum((m.amount.value for m in answers if m.amount and m.amount.value is not None), Decimal(0))
    assert sum(int(d.exact().sum()) for d in decided) == exact * 100
    assert {int(state) for d in decided for state in d.amount_state} <= {0, EXACT, 2, BROKEN}
    for found in decided:
        waiting = found.is_outcome(*[o for o in OUTCOMES if o == "unknown"])
        assert (found.missing[~waiting] == 0).all()


def test_what_columns_would_round_is_refused(rules) -> None:
    one = family(CHELYABINSK[0])
    odd = replace(one.persons[0], facts={**one.persons[0].facts, "weeks-worked": FactValue(Decimal("1.23456789"))})
    with pytest.raises(Unfit, match="too long"):
        part_of(rules, [replace(one, persons=(odd, *one.persons[1:]))])
    with pytest.raises(Unfit, match="parameters of its own"):
        part_of(rules, [replace(one, parameters={"МРОТ": 1})])
