"""The office of Miass on the phone: real pages over HTTP, with the small library of invented measures as the law."""

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
    vera,
)

from ryadom.people.models import Account, Person
from ryadom.regions import clock
from ryadom.rules import api as rules


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
        client = Client(headers={"accept-language": "ru"})
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return open_for


@pytest.fixture
def andrei(person):  # noqa: F811
    """Andrei, whose phone stands in his file."""
    one = person("Волков", "Андрей", "")
    Person.objects.in_region(CHE).filter(pk=one.pk).update(phone="+73000000501")
    return one


@pytest.fixture
def token():
    return lambda: str(uuid4())
