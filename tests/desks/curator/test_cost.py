"""A page costs the same number of queries for one row and for thirty."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.cases import api as cases

from .conftest import ON, WHEN

pytestmark = pytest.mark.django_db

# A file is read with a line for everybody who stands in it, and the rules are run over all of it: that costs more.
MOST = {"/staff/?whose=all": 15, "/staff/?whose=mine": 15, "/staff/today/": 15, "/staff/": 18}
FILE = 35
CLAIM = 50


def cost(client, path):
    client.get(path)  # the regions of the account are asked once a session
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


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
