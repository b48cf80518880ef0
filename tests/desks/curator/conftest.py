"""The office of Miass at its desk: real pages over HTTP, with the small library of invented measures as the law."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from tests.measures.conftest import (  # noqa: F401  (the same office, families and library)
    AT,
    CHE,
    LIP,
    ON,
    WHEN,
    book,
    draft,
    fact,
    galina,
    household,
    income,
    ivan,
    nina,
    oleg,
    person,
    represents,
    resident,
    sent,
    staff,
    the_book,
    the_places,
    vera,
)

from ryadom.people.models import Account
from ryadom.regions import clock
from ryadom.rules import api as rules

ACT = rules.Act("Постановление", "5", date(2026, 11, 1), verified="act")
A_VALUE = rules.Offer(
    "subsistence-minimum", {(("группа", "дети"),): Decimal(17500)}, date(2027, 1, 1), date(2027, 12, 31), ACT
)


@pytest.fixture(autouse=True)
def _today():
    with clock.frozen(AT):
        yield


@pytest.fixture(autouse=True)
def _law(monkeypatch, settings):
    settings.RYADOM_REGION = CHE
    monkeypatch.setattr(rules, "rulebook", lambda region, on: the_book())


@pytest.fixture
def at_desk(db):
    """A browser in which this member of staff has signed in."""

    def open_for(actor):
        client = Client()
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return open_for


@pytest.fixture
def reads(at_desk):
    """A browser in which the purpose of reading these people was said."""

    def open_for(actor, *people):
        client = at_desk(actor)
        for one in people:
            client.post(f"/staff/people/{one.pk}/purpose/", {"purpose": "came"})
        return client

    return open_for


@pytest.fixture
def pyotr(person, household, fact):  # noqa: F811
    """Pyotr lives here, that is proved: the certificate is due to him."""
    one = person("Орлов", "Пётр", "Ильич")
    household(one)
    fact(one, "lives-here", True)
    return one


@pytest.fixture
def asked(sent, resident, pyotr):  # noqa: F811
    """Pyotr's application for the certificate, sent by himself."""
    return sent(resident(pyotr), pyotr, "certificate")


@pytest.fixture
def token():
    return lambda: str(uuid4())
