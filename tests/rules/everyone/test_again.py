"""While one number moves, the same families are decided again: what a slider shows is what a whole run would say."""

from datetime import date
from functools import cache

import numpy as np
import pytest
from tests.rules.everyone.test_deciding import table
from tests.stories.cast import book

from ryadom.rules.everyone.again import Again
from ryadom.rules.everyone.decided import OUTCOMES
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.imagined.region import imagined_part

ON = date(2026, 11, 20)
UNKNOWN, REFUSED = OUTCOMES.index("unknown"), OUTCOMES.index("not_entitled")


@cache
def imagined():
    return imagined_part(book("RU-CHE"), "chelyabinsk", families=700, seed=11)


@cache
def again(parameter: str) -> Again:
    return Again(book("RU-CHE"), imagined(), on=ON, parameter=parameter)


def parameter_of(name: str) -> str:
    return next(one.id for one in book("RU-CHE").parameters.values() if one.name == name)


def plainly(decided) -> dict:
    """Outcome and amount by measure, version and subject."""
    return {subject: values[:4] for subject, values in table(decided).items()}


@pytest.mark.parametrize(
    "trial", [{"прожиточный минимум": {"на душу": 30000}}, {"прожиточный минимум": {"дети": 5000}}]
)
def test_a_moved_number_changes_what_a_whole_run_changes(trial) -> None:
    moving = again(parameter_of("прожиточный минимум"))
    found, whole = (
        plainly(moving.decide(trial)),
        plainly(Everyone(book("RU-CHE"), on=ON, parameters=trial).decide(imagined())),
    )
    today = plainly(Everyone(book("RU-CHE"), on=ON).decide(imagined()))
    assert plainly(moving.today) == {subject: today[subject] for subject in found}
    # It never says more than is so: where a whole run tries all values and is sure, it may still not be.
    differs = {subject for subject in found if found[subject] != whole[subject]}
    assert all(found[subject][0] == UNKNOWN for subject in differs) and len(differs) < len(found) / 200
    beside = {subject for subject in whole if subject not in found and whole[subject] != today[subject]}
    assert len(beside) <= moving.handed
    assert found != plainly(moving.today)


def test_a_number_may_move_there_and_back() -> None:
    moving = again(parameter_of("прожиточный минимум"))
    first = plainly(moving.decide({"прожиточный минимум": {"на душу": 30000}}))
    moving.decide({"прожиточный минимум": {"на душу": 12000}})
    assert plainly(moving.decide({"прожиточный минимум": {"на душу": 30000}})) == first


def test_only_measures_that_read_the_number_are_decided_again() -> None:
    named = {one.measure for one in again(parameter_of("МРОТ")).today}
    assert named and named < {measure.id for measure in book("RU-CHE").measures.values()}
    assert all(np.isin(one.outcome, [REFUSED]).mean() < 1 for one in again(parameter_of("МРОТ")).today)


def test_whoever_is_not_chosen_is_not_decided_again_and_the_others_come_out_the_same() -> None:
    minimum = parameter_of("прожиточный минимум")
    trial = {"прожиточный минимум": {"на душу": 30000}}

    def known(_, today):
        return today.outcome != UNKNOWN

    few = Again(book("RU-CHE"), imagined(), on=ON, parameter=minimum, choose=known)
    few.settle()  # what it forgets it works out anew
    found, every = plainly(few.decide(trial)), plainly(again(minimum).decide(trial))
    today = plainly(again(minimum).today)
    assert found == {subject: every[subject] for subject in every if today[subject][0] != UNKNOWN}
    still, exact = plainly(few.decide({})), plainly(few.today)
    assert found != exact
    assert all(still[subject] == exact[subject] or still[subject][0] == UNKNOWN for subject in exact)
