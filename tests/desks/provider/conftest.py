"""«Забота рядом» at its desk: Polina leads, Tamara goes to people; another provider and an office stand beside."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.services.conftest import (  # noqa: F401  (the same office, the same providers)
    AT,
    CHE,
    ENDS,
    LIP,
    ON,
    STARTS,
    WHEN,
    approved,
    book,
    care,
    drawn,
    galina,
    herself,
    ivan,
    nina,
    oleg,
    person,
    provider,
    represents,
    resident,
    running,
    staff,
    told,
    vera,
    worker,
)

from ryadom.people.models import Account
from ryadom.regions import clock
from ryadom.services import api as services

MONDAY_NOON = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)


@pytest.fixture
def polina(care, worker):  # noqa: F811
    return worker(care.id, "Полина Гордеева", leads=True)


@pytest.fixture
def tamara(care, polina, worker):  # noqa: F811
    """Goes to people and leads nobody, since Polina does. Orders of the office's own tests are answered by Polina."""
    return polina


@pytest.fixture
def lida(care, polina, worker):  # noqa: F811
    return worker(care.id, "Лида Ильина")


@pytest.fixture(autouse=True)
def _today(settings):
    settings.RYADOM_REGION = CHE
    with clock.frozen(MONDAY_NOON):
        yield


@pytest.fixture
def at_desk(db):
    """A browser in which this one has signed in."""

    def open_for(actor):
        client = Client()
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return open_for


@pytest.fixture
def planned(running, polina, book):  # noqa: F811
    """Two weeks of visits: today, Thursday, and the week after."""
    services.plan_visits(by=polina, order=running.id, first=STARTS, last=STARTS + timedelta(13), book=book, on=STARTS)
    return services.visits(by=polina, order=running.id, first=STARTS, last=STARTS + timedelta(13), on=STARTS)


def text(answer):
    """What a page says, without non-breaking spaces."""
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
