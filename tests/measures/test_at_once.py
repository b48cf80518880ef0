"""A doubled click, two specialists, two heads, the last place: at the same moment, with real threads."""

from uuid import uuid4

import pytest
from tests.cases.test_at_once import both as at_once

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.measures.models import Award, Claim, Decision

from .conftest import CHE, ON, WHEN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pyotr(person, fact, resident):
    who = person("Орлов", "Пётр", "Ильич")
    fact(who, "lives-here", True)
    return who, resident(who)


def both(*deeds):
    def safe(deed):
        def run():
            try:
                return deed()
            except (measures.ClaimError, measures.NotPossible, cases.CaseError) as error:
                return error

        return run

    return [type(result).__name__ for result in at_once(*map(safe, deeds))]


def test_a_doubled_click_on_send(pyotr, draft, book):
    who, me = pyotr
    form = uuid4()

    def click():
        claim = draft(me, who, "certificate", form_token=form)
        return measures.send(by=me, claim=claim.token, book=book, **WHEN)

    assert both(click, click) == ["ClaimView", "ClaimView"]
    assert Claim.objects.in_region(CHE).count() == 1
    assert cases.of_persons(region=CHE, persons=[who.pk])[0].number.endswith("000001")
    assert len(cases.of_persons(region=CHE, persons=[who.pk])) == 1


def test_two_specialists_decide(pyotr, nina, oleg, sent, book):
    who, me = pyotr
    claim = sent(me, who, "certificate")
    results = both(
        lambda: measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN),
        lambda: measures.decide_refuse(by=oleg, claim=claim.token, book=book, ground="moved", **WHEN),
    )
    assert "DecisionView" in results and len(set(results)) == 2
    assert set(results) - {"DecisionView"} <= {"AlreadyDecided", "Forbidden"}
    assert Decision.objects.in_region(CHE).count() == 1


def test_the_last_place_is_given_once(person, household, fact, resident, nina, oleg, ivan, staff, sent, book, places):
    other = staff("Ольга", "head")
    places(1)
    claims = []
    for surname in ("Ким", "Лим"):
        mother = person(surname, "Марина")
        household(mother, *((person(surname, str(n)), "ward") for n in range(5)))
        claims.append(sent(resident(mother), mother, "car", subject="family"))
    for claim in claims:
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    results = both(
        lambda: measures.approve(by=ivan, claim=claims[0].token, book=book, **WHEN),
        lambda: measures.approve(by=other, claim=claims[1].token, book=book, **WHEN),
    )
    assert results == ["DecisionView", "DecisionView"]
    assert Award.objects.in_region(CHE).count() == 1
    states = sorted(one.state for one in measures.many(region=CHE, tokens=[c.token for c in claims]).values())
    assert states == ["granted", "queued"] and ON


def test_two_drafts_of_one_application_are_sent_once(pyotr, draft, book):
    who, me = pyotr
    first, second = draft(me, who, "certificate"), draft(me, who, "certificate")
    results = both(
        lambda: measures.send(by=me, claim=first.token, book=book, **WHEN),
        lambda: measures.send(by=me, claim=second.token, book=book, **WHEN),
    )
    assert sorted(results) == ["AlreadyOpen", "ClaimView"]
