"""A page costs the same number of queries for one row and for thirty."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.papers.test_checks import photo

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.papers import api as papers
from ryadom.people.models import AccessLine

from .conftest import CHE, ON, WHEN

pytestmark = pytest.mark.django_db

# A file is read with a line for everybody who stands in it, and the rules are run over all of it: that costs more.
MOST = {"/staff/?whose=all": 15, "/staff/?whose=mine": 15, "/staff/today/": 15, "/staff/": 18}
FILE = 29
CLAIM = 22


def cost(client, path):
    client.get(path)  # the regions of the account are asked once a session
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in found)  # in a test only, where a transaction is open already


@pytest.fixture
def crowd(person, household, fact, resident, sent, nina, vera):
    """So many people, each with an application that Nina holds and Vera helps with, and a note for today."""

    def come(first, last):
        for number in range(first, last):
            who = person(f"Людина{number}", "Анна", "")
            household(who)
            fact(who, "lives-here", True)
            claim = sent(resident(who), who, "certificate")
            cases.take(by=nina, case=claim.case.token, **WHEN)
            cases.assist(by=vera, case=claim.case.token, **WHEN)
            cases.note(by=nina, person=who.pk, case=claim.case.token, text="Позвонить", next_contact_on=ON, **WHEN)
            asked = {"authority": "ЗАГС", "subject": "справка", "due_on": ON - timedelta(days=1)}
            cases.request(by=nina, case=claim.case.token, **asked, on=ON - timedelta(days=3), at=WHEN["at"])

    return come


@pytest.mark.parametrize("path", sorted(MOST))
def test_lists_cost_the_same_for_one_row_and_for_thirty(path, at_desk, nina, crowd):
    desk = at_desk(nina)
    crowd(0, 1)
    one = cost(desk, path)
    crowd(1, 30)
    assert cost(desk, path) == one <= MOST[path]


def test_a_curator_s_own_list_costs_the_same(at_desk, vera, crowd):
    desk = at_desk(vera)
    crowd(0, 1)
    one = cost(desk, "/staff/")
    crowd(1, 30)
    assert cost(desk, "/staff/") == one <= MOST["/staff/"]


def test_a_large_family_costs_as_much_as_a_small_one(reads, nina, person, household, fact, sent, resident):
    small, large = person("Малый", "Лев", ""), person("Большой", "Лев", "")
    household(small, (person("Малый", "Ян", ""), "child"))
    household(large, *[(person("Большой", f"Ян{n}", ""), "child") for n in range(30)])
    for who in (small, large):
        fact(who, "lives-here", True)
        claim = sent(resident(who), who, "certificate")
        for _ in range(1 if who is small else 10):
            cases.note(by=nina, person=who.pk, text="Звонили", **WHEN)
    desk = reads(nina, small, large)
    few, many = (cost(desk, f"/staff/people/{who.pk}/") for who in (small, large))
    assert few == many <= FILE
    assert cost(desk, f"/staff/claims/{claim.token}/") <= CLAIM


@pytest.fixture
def asked_for_gas(person, household, fact, resident, draft, book, vera, nina, settings, tmp_path):
    """A claim for gas in a family of so many, with so many papers, requests, proofs and notes."""
    settings.MEDIA_ROOT = tmp_path

    def make(rows):
        who = person(f"Людина{rows}", "Анна", "")
        relatives = [(person(f"Людина{rows}", f"Ян{number}", ""), "child") for number in range(rows)]
        _family, home = household(who, *relatives)
        fact(who, "lives-here", True)
        fact(home, "gas", False)
        me = resident(who)
        claim = draft(me, who, "gas")
        for number in range(rows):
            paper = papers.add(
                region=CHE, owner=who.pk, kind="contract", title="Договор",
                files=[(f"{number}.jpg", photo(size=(40 + number, 60)))], account=me.account_id, at=WHEN["at"],
            )  # fmt: skip
            measures.attach_paper(by=me, claim=claim.token, paper=paper.token, document="contract", **WHEN)
        claim = measures.send(by=me, claim=claim.token, book=book, **WHEN)
        cases.take(by=nina, case=claim.case.token, **WHEN)
        cases.assist(by=vera, case=claim.case.token, **WHEN)
        for number in range(rows):
            asked = {"authority": "ЗАГС", "subject": f"справка {number}", "due_on": ON + timedelta(days=3)}
            cases.request(by=nina, case=claim.case.token, **asked, **WHEN)
            cases.note(by=nina, person=who.pk, case=claim.case.token, text="Позвонить", **WHEN)
            measures.prove(
                by=nina, claim=claim.token, ref="house-costs", value=Decimal(80000 + number), source="document",
                book=book, **WHEN,
            )  # fmt: skip
        return who, claim

    return make


def test_a_claim_and_its_family_cost_the_same_for_one_row_and_for_thirty(reads, nina, book, asked_for_gas):
    found = [asked_for_gas(rows) for rows in (1, 30)]
    desk = reads(nina, *[who for who, _claim in found])
    page = desk.get(f"/staff/claims/{found[1][1].token}/").context["sheet"]
    assert page.answer and page.facts and len(page.papers) == 30 and len(page.requests) > 30
    few, many = (cost(desk, f"/staff/claims/{claim.token}/") for _who, claim in found)
    assert few == many <= CLAIM
    few, many = (cost(desk, f"/staff/people/{who.pk}/") for who, _claim in found)
    assert few == many <= FILE
    for _who, claim in found:
        measures.decide_refuse(by=nina, claim=claim.token, book=book, ground="moved", **WHEN)
    few, many = (cost(desk, f"/staff/claims/{claim.token}/") for _who, claim in found)
    assert few == many <= CLAIM


def test_a_look_leaves_one_line(reads, at_desk, nina, asked_for_gas):
    """A family's page leaves a line for each who stands in it at every look; a claim's page one line a day."""
    who, claim = asked_for_gas(1)
    lines = AccessLine.objects.in_region(CHE).filter(person=who.pk)
    desk = at_desk(nina)
    for _look in range(2):
        desk.get(f"/staff/claims/{claim.token}/")
        assert lines.count() == 1
    desk = reads(nina, who)
    for looks in (1, 2):
        desk.get(f"/staff/people/{who.pk}/")
        assert lines.count() == 1 + looks
