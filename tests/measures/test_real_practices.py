"""The shipped practices of one region, not invented ones: Galina's gas and the car of the Kims as samples they are."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from ryadom.measures import api as measures
from ryadom.rules.api import FactValue, book_at

from .conftest import CHE, ON, PRACTICES, WHEN

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def book():
    return book_at(PRACTICES, CHE)


def apply(me, who, measure, facts, book):
    claim = measures.start_draft(
        by=me, form_token=uuid4(), person=who.pk, measure=measure, subject="family",
        facts={ref: FactValue(value) for ref, value in facts.items()}, channel="web", book=book, **WHEN,
    )  # fmt: skip
    return measures.send(by=me, claim=claim.token, book=book, **WHEN)


def test_galina_is_told_what_is_missing_and_the_sample_is_not_granted(galina, household, fact, resident, nina, book):
    _family, home = household(galina)
    fact(galina, "birth-date", date(1952, 3, 8))
    fact(galina, "lives-here", True)
    fact(home, "gas", False)
    claim = apply(resident(galina), galina, "gas-equipment", {}, book)
    assert claim.case.promised_on is not None and claim.number
    asked = [item for item in measures.documents(by=nina, token=claim.token, on=ON) if item.state == "requested"]
    assert asked and all(not item.for_person for item in asked)
    with pytest.raises(measures.NotPossible) as caught:
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    assert "образец" in str(caught.value)


def test_the_kims_know_their_sum(person, household, fact, resident, staff, nina, ivan, book):
    mother = person("Ким", "Марина", "Сергеевна")
    wards = []
    for number in range(5):
        ward = person("Ким", f"Ребёнок{number}", "")
        fact(ward, "birth-date", date(2015, 1, 1 + number))
        wards.append((ward, "ward"))
    household(mother, *wards)
    fact(mother, "birth-date", date(1980, 5, 1))
    said = {"lives-here": True, "lives-here-since": date(2000, 1, 1)}
    for key, value in said.items():
        fact(mother, key, value)
    claim = apply(resident(mother), mother, "foster-family-car", {"car-price": Decimal("1800000")}, book)
    found = measures.assess(by=nina, token=claim.token, book=book, on=ON)
    states = {one.id: str(one.state) for one in found.criteria}
    assert (states["lives-here"], states["three-years"]) == ("met", "met")
    assert "not_met" not in states.values()
    assert found.quota is not None
