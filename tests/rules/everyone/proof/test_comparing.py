"""The proof notices: a kernel that is wrong in one decision of one family is named, with the smallest such family."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from tests.rules.everyone.proof.batches import Batch, batch, book_of
from tests.rules.everyone.proof.comparing import differences
from tests.rules.everyone.proof.mutants import by_rows
from tests.rules.everyone.proof.printing import facts_yaml
from tests.rules.everyone.proof.running import judged
from tests.rules.everyone.proof.shrinking import Trial, smallest
from tests.stories.cast import NAMES, family, told

from ryadom.packs.api import read_documents
from ryadom.rules.api import family_from_document
from ryadom.rules.everyone.decided import EXACT, OUTCOMES, STATES
from ryadom.rules.everyone.rows import decide_by_rows
from ryadom.rules.outcomes import Outcome, State
from ryadom.rules.snapshots.families import part_of

HERE, ON = "RU-CHE", date(2026, 11, 20)
CAST = [name for name in NAMES if told(name)["facts"]["region"] == HERE]


@cache
def cast() -> Batch:
    """The people of the demonstration as one batch."""
    return Batch("the cast", HERE, ON, {}, part_of(book_of(HERE), [family(name) for name in CAST]))


@cache
def rows():
    return by_rows(cast())


def rowwise(spoil):
    """A kernel that answers by rows and then spoils what it has found."""

    def kernel(book, on, measures, parameters):
        return lambda part: tuple(
            spoil(one) for one in decide_by_rows(book, part, on=on, measures=measures, parameters=parameters)
        )

    return kernel


def a_kopeck_less(one):
    """The wrong rounding: an amount of roubles and kopecks loses one."""
    spoilt = (one.amount_state == EXACT) & (one.amount_low % 100 != 0)
    return replace(one, amount_low=one.amount_low - spoilt, amount_high=one.amount_high - spoilt)


def unknown_is_no(one):
    """The dropped unknown: who has not told enough is refused."""
    no, unknown = OUTCOMES.index(Outcome.NOT_ENTITLED), one.is_outcome(Outcome.UNKNOWN)
    return replace(one, outcome=np.where(unknown, np.int8(no), one.outcome))


def nobody_waits(one):
    return replace(one, missing=np.zeros_like(one.missing))


def first_is_met(one):
    """The turned comparison: the first criterion that is not met counts as met."""
    unmet = one.state(0) == STATES.index(State.NOT_MET) if one.criterion_ids else np.zeros(len(one), np.bool_)
    return replace(one, criteria=np.where(unmet, one.criteria - np.uint64(STATES.index(State.NOT_MET)), one.criteria))


def test_the_same_decisions_do_not_differ() -> None:
    assert differences(rows(), rows()) == []
    assert differences(tuple(one for one in rows()), by_rows(cast())) == []


@pytest.mark.parametrize(
    ("spoil", "what"),
    [(a_kopeck_less, "amount_low"), (unknown_is_no, "outcome"), (nobody_waits, "missing"), (first_is_met, "criteria")],
)
def test_a_wrong_kernel_is_named_with_the_column_that_is_wrong(spoil, what) -> None:
    found = differences(tuple(spoil(one) for one in rows()), rows())
    assert found
    assert {one.what for one in found} == {what}
    decided = {
        (one.measure, family, person) for one in rows() for family, person in zip(one.family, one.person, strict=True)
    }
    assert {(one.measure, one.family, one.person) for one in found} <= decided


def test_a_measure_that_the_kernel_forgot_is_missed() -> None:
    found = differences(rows()[1:], rows())
    assert {(one.measure, one.what) for one in found} == {(rows()[0].measure, "decided")}
    assert len(found) == len(rows()[0])


def test_somebody_decided_twice_is_a_difference() -> None:
    twice = tuple(replace(one, family=np.zeros_like(one.family)) if at == 0 else one for at, one in enumerate(rows()))
    assert {one.what for one in differences(twice, rows())} == {"decided"}


def test_the_order_of_subjects_is_no_difference() -> None:
    def turned(one):
        back = {name: column[::-1] for name, column in one.columns().items()}
        return replace(one, **back, by_row=one.by_row[::-1])

    assert differences(tuple(turned(one) for one in rows()), rows()) == []


def test_a_report_brings_the_smallest_family_as_a_facts_file() -> None:
    """Who has not told enough is refused: one person, nothing told, is already enough to see it."""
    book = book_of(HERE)
    spoilt = rowwise(unknown_is_no)
    first = differences(spoilt(book, ON, None, {})(cast().part), rows())[0]
    trial = Trial(book, ON, first.measure, {}, spoilt(book, ON, [first.measure], {}), "outcome")
    small, seen = smallest(trial, family(CAST[first.family]), [first])
    assert seen and len(small.persons) <= 1
    assert sum(len(p.facts) for p in small.persons) + len(small.facts) <= 2
    (document,) = read_documents(facts_yaml(book, small), "facts.yaml")
    again = family_from_document(document, lambda region: book, ON)
    assert trial.differs(again), "the file tells what the family is"


def test_a_kernel_that_breaks_has_decided_nothing() -> None:
    def broken(book, on, measures, parameters):
        def decide(part):
            raise IndexError("of a column")

        return decide

    found = judged(cast(), broken)
    assert found.disagreements == sum(map(len, rows()))
    assert "IndexError" in found.reports[0]


@pytest.mark.parametrize("name", CAST)
def test_a_facts_file_is_read_as_the_family_that_was_written(name) -> None:
    book, one = book_of(HERE), family(name)
    (document,) = read_documents(facts_yaml(book, one), "facts.yaml")
    again = family_from_document(document, lambda region: book, ON)
    assert again.facts == one.facts and again.cover == one.cover and again.persons_open == one.persons_open
    assert {p.id: p.facts for p in again.persons} == {p.id: p.facts for p in one.persons}
    assert sorted((r.month, r.amount) for r in again.records) == sorted((r.month, r.amount) for r in one.records)


def test_a_seed_and_a_number_give_the_same_batch() -> None:
    one, again, other = batch(7, 3, 12), batch(7, 3, 12), batch(8, 3, 12)
    assert (one.on, one.parameters, one.region) == (again.on, again.parameters, again.region)
    assert one.part.person.keys() == again.part.person.keys()
    for key, column in one.part.person.items():
        assert (column.state == again.part.person[key].state).all() and (
            column.values == again.part.person[key].values
        ).all()
    assert other.on != one.on or other.part.persons != one.part.persons
