"""Applications over HTTP: the same verbs, permissions and words as the pages, on the office's invented measures."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from tests.cases.conftest import CHE, LIP, galina, ivan, nina, oleg, person, represents, resident, staff, vera  # noqa: F401
from tests.measures.conftest import draft, fact, household, the_book  # noqa: F401

from ryadom.measures import api as measures
from ryadom.people.models import Account
from ryadom.regions.clock import frozen
from ryadom.rules import api as rules
from ryadom.rules.api import FactValue

from .conftest import AT, ON

pytestmark = pytest.mark.django_db
ROLES = (
    *("self", "representative", "spouse", "stranger", "anonymous", "curator", "specialist", "head"),
    *("methodologist", "observer", "foreign"),
)
RESIDENTS, HELPERS = {"self", "representative"}, {"curator", "specialist"}
MAY = {"start": RESIDENTS | HELPERS, "send": RESIDENTS, "read": RESIDENTS | HELPERS | {"head"}}


@pytest.fixture(autouse=True)
def _office(monkeypatch):
    """The rules of the office, in whichever region somebody serves."""
    monkeypatch.setattr(rules, "rulebook", lambda region, on: the_book())


@pytest.fixture
def pyotr(person, household, fact):  # noqa: F811
    one = person("Орлов", "Пётр", "Ильич")
    wife = person("Орлова", "Нина", "Львовна")
    household(one, (wife, "spouse"))
    fact(one, "lives-here", True)
    one.wife = wife
    return one


@pytest.fixture
def signed_in(pyotr, person, staff, resident, represents):  # noqa: F811
    def client(who, **more) -> Client:
        caller = Client(**more)
        if who == "representative":
            daughter = person("Орлова", "Елена", "Петровна")
            represents(daughter, pyotr)
        makers = {
            "self": lambda: resident(pyotr),
            "contact": lambda: resident(pyotr, level="contact"),
            "spouse": lambda: resident(pyotr.wife),
            "representative": lambda: resident(daughter),
            "stranger": lambda: resident(person("Чужова")),
            "foreign": lambda: staff("Липа", "curator", "specialist", "head", region=LIP),
        }
        if who != "anonymous":
            by = makers.get(who, lambda: staff(who, who))()
            caller.force_login(Account.objects.get(pk=by.account_id))
        return caller

    return client


def apply(caller, pyotr, **more):
    body = {"form_token": str(uuid4()), "measure": "certificate", "person": str(pyotr.pk), **more}
    return caller.post("/api/v1/applications", json.dumps(body), content_type="application/json")


def post(caller, address):
    return caller.post(address, b"", content_type="application/json")


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("verb", MAY)
def test_who_may(signed_in, pyotr, resident, verb, who) -> None:  # noqa: F811
    caller = signed_in(who)
    if verb == "start":
        reply = apply(caller, pyotr)
    else:
        mine = caller if who == "self" else signed_in("self")
        token = apply(mine, pyotr).json()["token"]
        address = f"/api/v1/applications/{token}"
        reply = post(caller, f"{address}/send") if verb == "send" else caller.get(address)
    if who in MAY[verb]:
        assert reply.status_code in (200, 201), reply.content.decode()
        assert reply.json()["person"] == str(pyotr.pk)
    else:
        assert reply.status_code == 401 if who == "anonymous" else reply.status_code in (403, 404)
        assert set(reply.json()) == {"error", "message"}
        assert "Орлов" not in reply.content.decode()


def test_pyotr_applies_sends_and_watches(signed_in, pyotr, django_assert_max_num_queries) -> None:
    caller = signed_in("self")
    token = str(uuid4())
    drafts = [apply(caller, pyotr, form_token=token).json() for _ in range(2)]
    assert drafts[0] == drafts[1]
    assert drafts[0]["number"] == "" and drafts[0]["kept_until"]

    address = f"/api/v1/applications/{drafts[0]['token']}"
    sent = [post(caller, f"{address}/send").json() for _ in range(2)]
    assert sent[0] == sent[1]
    assert sent[0]["number"] and sent[0]["promised_on"] > "2026-11-20"

    with django_assert_max_num_queries(16):
        standing = caller.get(address).json()
    assert standing == sent[0]
    page = caller.get(f"/claims/{drafts[0]['token']}/").content.decode()
    for step in standing["steps"]:
        assert step["text"] in page
    again = apply(caller, pyotr).json()
    refused = post(caller, f"/api/v1/applications/{again['token']}/send")
    assert (refused.status_code, refused.json()["error"]) == (409, "already_open")
    assert sent[0]["number"] in refused.json()["message"]


def test_below_identified_the_draft_waits(signed_in, pyotr) -> None:
    mine = apply(signed_in("curator"), pyotr).json()
    reply = post(signed_in("contact"), f"/api/v1/applications/{mine['token']}/send")
    assert (reply.status_code, reply.json()["error"]) == (403, "not_identified")


def test_without_the_csrf_token_nothing_happens(signed_in, pyotr) -> None:
    caller = signed_in("self", enforce_csrf_checks=True)
    reply = apply(caller, pyotr)
    assert (reply.status_code, reply.json()["error"]) == (403, "no_csrf_token")


def test_words_are_words_whatever_source_they_claim(signed_in, pyotr) -> None:
    ref = f"citizen@{pyotr.pk}"
    reply = apply(signed_in("self"), pyotr, facts={ref: {"value": True, "source": "register"}})
    assert reply.status_code == 201
    found = measures.many(region=CHE, tokens=[reply.json()["token"]])
    (claim,) = found.values()
    held = measures.unpack(claim.facts.get("facts", claim.facts))
    assert held[ref] == FactValue(True, "said")


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({"gass": True}, "/facts/gass"),
        ({"citizen": True}, "/facts/citizen"),
        ({"citizen@x": "да"}, "/facts/citizen@x"),
        ({"birth-date@x": "2026-02-31"}, "/facts/birth-date@x"),
        ({"attested:nothing/at-all": True}, "/facts/attested:nothing~1at-all"),
    ],
)
def test_a_wrong_fact_is_named_and_nothing_is_kept(signed_in, pyotr, facts, path) -> None:
    reply = apply(signed_in("self"), pyotr, facts=facts)
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["path"] == path
    assert measures.of_persons(region=CHE, persons=[pyotr.pk]) == ()


@pytest.mark.parametrize("measure", ["nothing", "elsewhere"])
def test_what_cannot_be_applied_for_is_said(signed_in, pyotr, measure) -> None:
    reply = apply(signed_in("self"), pyotr, measure=measure)
    assert (reply.status_code, reply.json()["error"]) == (409, "not_possible")
    assert reply.json()["message"]


def test_the_day_is_the_regions_own(signed_in, pyotr) -> None:
    late = AT.replace(hour=20)  # already tomorrow in Chelyabinsk
    caller = signed_in("self")
    with frozen(late):
        draft_ = apply(caller, pyotr).json()
        sent = post(caller, f"/api/v1/applications/{draft_['token']}/send").json()
    assert date.fromisoformat(sent["sent_on"]) > ON
