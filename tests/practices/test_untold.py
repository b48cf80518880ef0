"""What the book keeps of families that told nothing is exactly what they would be answered without it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from tests.stories.cast import NAMES, book, family, told

from ryadom.rules.api import Cover, FactRef, FactValue, Family, Person, answer, answers_as_data

ON = date(2026, 11, 20)
COUPLE = {"applicant": "applicant", "spouse": "spouse", "child-1": "child", "child-2": "child"}


def thinned(whole: Family, chance: Random) -> Family:
    """The same family of whom about half is known; everybody keeps their role."""
    persons = tuple(
        replace(p, facts={k: v for k, v in p.facts.items() if k == "family-role" or chance.random() < 0.5})
        for p in whole.persons
    )
    return replace(whole, persons=persons, facts={k: v for k, v in whole.facts.items() if chance.random() < 0.5})


def unnamed(whole: Family) -> Family:
    """The same people, in the same roles, of whom nothing else is known."""
    roles = {p.id: {k: v for k, v in p.facts.items() if k == "family-role"} for p in whole.persons}
    persons = tuple(replace(p, name="кто-то", facts=roles[p.id]) for p in whole.persons)
    return replace(whole, persons=persons, facts={}, records=(), cover=None)


def after(first: Family, asked: Family, on: date):
    """What `asked` is answered when the book has answered `first` before."""
    rules = book(asked.region)
    rules.forget_untold()
    answer(rules, first, on=on, ask=False)
    return answers_as_data(answer(rules, asked, on=on))


def alone(asked: Family, on: date):
    rules = book(asked.region)
    rules.forget_untold()
    return answers_as_data(answer(rules, asked, on=on))


@pytest.mark.parametrize("name", NAMES)
def test_a_family_is_answered_as_if_nobody_had_asked_before(name: str) -> None:
    whole, on = family(name), told(name)["on"]
    half = thinned(whole, Random(name))
    assert after(unnamed(whole), half, on) == alone(half, on)
    assert after(half, whole, on) == alone(whole, on)


@pytest.fixture
def couple() -> Family:
    """A couple with two children as a conversation first knows them: by their roles."""
    return Family(
        "RU-CHE",
        tuple(Person(id, "", {"family-role": FactValue(role)}) for id, role in COUPLE.items()),
    )


ONE_FACT = [
    (FactRef("lives-here", "applicant"), False), (FactRef("citizen", "child-2"), False),
    (FactRef("birth-date", "child-1"), date(2020, 5, 1)), (FactRef("disability", "child-2"), "disabled_child"),
    (FactRef("special-operation"), "none"), (FactRef("received:maternity-capital"), True),
    (FactRef("income:2025-10..2026-09"), Decimal(300000)),
]  # fmt: skip


@pytest.mark.parametrize(("ref", "value"), ONE_FACT, ids=[ref.id for ref, _value in ONE_FACT])
def test_one_fact_told_changes_every_answer_that_looks_for_it(couple: Family, ref: FactRef, value) -> None:
    kind = book("RU-CHE").facts.get(ref.key)
    if kind is not None and kind.file.type == "choice":
        value = kind.file.choices[-1].value
    knows_more = couple.with_fact(ref, FactValue(value))
    assert after(couple, knows_more, ON) == alone(knows_more, ON)
    assert after(knows_more, couple, ON) == alone(couple, ON)


def test_nothing_told_is_looked_up_and_nobody_is_kept_by_name(couple: Family) -> None:
    rules = book("RU-CHE")
    first = replace(couple, persons=tuple(replace(p, name="Анна") for p in couple.persons))
    rules.forget_untold()
    answer(rules, first, on=ON, ask=False)
    assert rules.untold
    assert not [kept for kept in rules.untold.values() if kept.answer.subject_name]
    named = answer(rules, replace(couple, persons=tuple(replace(p, name="Вера") for p in couple.persons)), on=ON)
    assert {one.subject_name for one in named.measures} == {"", "Вера"}


def test_months_that_are_covered_are_not_taken_for_months_nobody_told(couple: Family) -> None:
    grows = replace(couple, persons_open=True)
    covered = replace(grows, cover=Cover(date(2025, 1, 1), date(2026, 10, 1)))
    assert after(covered, grows, ON) == alone(grows, ON)
    assert after(grows, covered, ON) == alone(covered, ON)


def test_numbers_given_for_a_trial_are_not_kept(couple: Family) -> None:
    rules = book("RU-CHE")
    rules.forget_untold()
    answer(rules, replace(couple, parameters={"МРОТ": 1}), on=ON, ask=False)
    assert not rules.untold and not rules.findings
