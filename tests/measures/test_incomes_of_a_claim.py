"""Gulnara told the family's income in one sum: how it is proved, and what a proof of the file is worth beside it."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from ryadom.measures import api as measures
from ryadom.rules.api import FactRef, FactValue, book_at

from .conftest import CHE, ON, PRACTICES, WHEN

pytestmark = pytest.mark.django_db
YEAR = "income:2025-10..2026-09"


@pytest.fixture(scope="module")
def book():
    return book_at(PRACTICES, CHE)


@pytest.fixture
def gulnara(person, household, fact):
    mother = person("Ахметова", "Гульнара", "")
    children = [(person("Ахметов", name, ""), "child") for name in ("Ленар", "Алсу", "Марат")]
    household(mother, *children)
    fact(mother, "birth-date", date(1980, 8, 8))
    fact(mother, "lives-here", True)
    for number, (child, _relation) in enumerate(children):
        fact(child, "birth-date", date(2011 + number, 5, 5))
        fact(child, "study", "school")
        child.birth_date = date(2011 + number, 5, 5)
        child.save()
    return mother


@pytest.fixture
def claim(gulnara, resident, book):
    me = resident(gulnara)
    draft = measures.start_draft(
        by=me, form_token=uuid4(), person=gulnara.pk, measure="large-family-utilities", subject="family",
        facts={YEAR: FactValue(Decimal("888000"))}, channel="web", book=book, **WHEN,
    )  # fmt: skip
    return measures.send(by=me, claim=draft.token, book=book, **WHEN)


def income_of(claim, nina, book):
    """How the condition about income stands, and whether words alone carry it."""
    found = measures.assess(by=nina, token=claim.token, book=book, on=ON)
    one = next(one for one in found.criteria if FactRef(YEAR) in one.facts)
    return str(one.state), one.by_word


def test_what_is_only_said_is_not_proved(claim, nina, book):
    assert income_of(claim, nina, book) == ("met", True)


def test_staff_confirm_the_sum_for_this_claim(claim, nina, book):
    measures.prove(
        by=nina, claim=claim.token, ref=YEAR, value=Decimal("888000"), source="register", book=book, **WHEN
    )  # fmt: skip
    assert income_of(claim, nina, book) == ("met", False)


@pytest.mark.parametrize(
    ("ref", "value"), [("income:2024-10..2025-09", Decimal("1")), (YEAR, True), (YEAR, 888000.0)]
)  # fmt: skip
def test_no_other_window_and_no_other_kind_of_value(claim, nina, book, ref, value):
    with pytest.raises(measures.WrongState):
        measures.prove(by=nina, claim=claim.token, ref=ref, value=value, source="register", book=book, **WHEN)


def test_a_register_s_total_wins_over_the_words_of_the_claim(claim, gulnara, income, nina, book):
    income(gulnara, "1900000")
    assert income_of(claim, nina, book) == ("not_met", False)


def test_words_of_the_claim_win_over_older_words(claim, gulnara, income, nina, book):
    income(gulnara, "9000000", source="said")
    assert income_of(claim, nina, book) == ("met", True)
