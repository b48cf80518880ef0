"""What a page of the resident's way costs the database: at most twelve questions to it, on the demonstration's data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.measures import api as measures
from ryadom.people.demo import SIGN_IN

from .telling import REGION, person_of

pytestmark = pytest.mark.django_db
MOST = 12


def cost(who, path):
    who.client.get(path)
    with CaptureQueriesContext(connection) as spent:
        assert who.client.get(path).status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in spent)  # those are only for the rollback of these tests


@pytest.mark.parametrize("path", ["/", "/help/", "/about/", "/region-choice/", "/enter/", "/claims/"])
def test_a_strangers_pages(visitor, path):
    assert cost(visitor, path) <= MOST


def test_a_strangers_conversation(visitor):
    asking = visitor.asks("galina", "gas")
    way = asking.way
    spent = {
        path: cost(visitor, f"{way}{path}")
        for path in ("check/", "results/", "results/gas-registration/", "apply/gas-registration/", "sheet/")
    }
    assert max(spent.values()) <= MOST, spent


@pytest.mark.parametrize("cast", SIGN_IN)
def test_a_known_residents_pages(cast, at_home):
    home = at_home(cast)
    claims = [a for a in home.open("/claims/").links("/claims/") if len(a) > 20 and "external" not in a]
    assert claims or not measures.of_persons(region=REGION, persons=[person_of(cast).id]), "nothing was looked at"
    spent = {path: cost(home, path) for path in ("/", "/claims/", "/me/", "/help/", *claims)}
    assert max(spent.values()) <= MOST, {path: many for path, many in spent.items() if many > MOST}


def test_a_known_residents_conversation(at_home):
    asking = at_home("galina").asks("galina", "gas")
    parts = ("check/", "results/", "results/gas-registration/", "apply/gas-registration/", "sheet/")
    spent = {part: cost(asking.who, f"{asking.way}{part}") for part in parts}
    assert max(spent.values()) <= MOST, spent


def test_the_next_question(visitor, at_home):
    for who in (visitor, at_home("kim")):
        page = who.send("/help/?situation=low-income", {"for_whom": "self", "name": ""})
        assert cost(who, page.response.redirect_chain[-1][0]) <= MOST
