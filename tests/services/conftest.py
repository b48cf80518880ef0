"""Galina of the office of Miass needs help at home; two providers there could give it, and one is full."""

from datetime import date
from uuid import UUID

import pytest
from django.conf import settings
from tests.cases.conftest import (  # noqa: F401  (the same office, the same people)
    AT,
    CHE,
    LIP,
    ON,
    galina,
    ivan,
    nina,
    oleg,
    person,
    represents,
    resident,
    staff,
    vera,
)

from ryadom.packs.api import install_library
from ryadom.people.api import actor, system_actor
from ryadom.people.models import Account, Organisation
from ryadom.providers import api as providers
from ryadom.rules import api as rules
from ryadom.services import api as services
from ryadom.services.api import Ceiling, Line

WHEN = {"on": ON, "at": AT}
STARTS, ENDS = date(2026, 11, 16), date(2027, 11, 15)


@pytest.fixture
def book(db):
    install_library(settings.RYADOM.practices, since=date(2024, 1, 1), at=AT)
    return rules.rulebook(CHE, ON)


@pytest.fixture
def provider(ivan):  # noqa: F811
    def make(title, *, places, form="home", owner="ngo", region=CHE):
        body = Organisation.objects.create(region=region, title=title)
        made = providers.enlist(by=ivan, organisation=body.pk, owner=owner, on=date(2026, 1, 1))
        return providers.set_places(by=ivan, provider=made.id, form=form, places=places, on=date(2026, 1, 1))

    return make


@pytest.fixture
def care(provider):
    return provider("Забота рядом", places=2)


@pytest.fixture
def worker(ivan):  # noqa: F811
    def make(provider_id: UUID, name="Тамара Ильина", region=CHE, leads=False):
        account = Account.objects.create_user(name)
        on = date(2026, 1, 1)
        providers.admit(by=ivan, provider=provider_id, account_id=account.pk, name=name, on=on, leads=leads)
        return actor(account_id=account.pk, region=region, on=ON)

    return make


@pytest.fixture
def tamara(care, worker):
    return worker(care.id)


@pytest.fixture
def herself(galina, resident):  # noqa: F811
    return resident(galina)


@pytest.fixture
def told(galina, vera, book):  # noqa: F811
    """Vera wrote down what the neighbour said."""
    return services.tell_need(
        by=vera, person=galina.pk, need="Упала, сама не ходит в магазин", told_by="neighbour", form="home",
        channel="phone", book=book, **WHEN,
    )  # fmt: skip


@pytest.fixture
def drawn(told, nina, book):  # noqa: F811
    services.recognise(by=nina, programme=told.id, why="одна, перелом", **WHEN)
    return services.draw(
        by=nina, programme=told.id, lines=[Line("shopping", 2, "week"), Line("cleaning", 1, "week")], starts=STARTS,
        ends=ENDS, ceiling=Ceiling(None), book=book, **WHEN,
    )  # fmt: skip


@pytest.fixture
def approved(drawn, ivan):  # noqa: F811
    return services.approve(by=ivan, programme=drawn.id, **WHEN)


@pytest.fixture
def running(approved, vera, care, tamara, book):  # noqa: F811
    """The order is accepted: Mondays and Thursdays."""
    sent = services.order(by=vera, programme=approved.id, provider=care.id, book=book, **WHEN).live_order
    return services.accept(by=tamara, order=sent.id, weekdays=[0, 3], starts=STARTS, **WHEN).live_order


__all__ = ["AT", "CHE", "ENDS", "LIP", "ON", "STARTS", "WHEN", "system_actor"]
