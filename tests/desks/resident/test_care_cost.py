"""A person's pages of help at home cost the same for one line and for thirty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.services.conftest import (  # noqa: F401  (the office of Miass and its providers)
    AT,
    CHE,
    approved,
    book,
    care,
    drawn,
    galina,
    herself,
    ivan,
    nina,
    person,
    provider,
    represents,
    resident,
    staff,
    told,
    vera,
)

from ryadom.people.models import Account
from ryadom.regions import clock
from ryadom.services.models import Programme


@pytest.fixture
def at_home(herself, settings):  # noqa: F811
    settings.RYADOM_REGION = CHE
    client = Client()
    client.force_login(Account.objects.get(pk=herself.account_id))
    with clock.frozen(AT):
        yield client


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in found)


def test_thirty_who_could_come_cost_what_one_does(at_home, approved, provider):  # noqa: F811
    path = f"/care/{approved.id}/choose/"
    provider("Первые", places=2)
    one = cost(at_home, path)
    for number in range(29):
        provider(f"Другие {number}", places=number)
    assert cost(at_home, path) == one
    assert "Другие 28" in at_home.get(path).content.decode()


def test_thirty_helps_cost_what_one_does(at_home, told, person, represents, galina, vera, book):  # noqa: F811
    from tests.services.conftest import WHEN

    from ryadom.services import api as services

    one = cost(at_home, "/care/")
    for number in range(29):
        mother = person(f"Соколова{number}")
        represents(galina, mother)
        services.tell_need(
            by=vera, person=mother.pk, need="одна", told_by="curator", form="home", channel="phone", book=book, **WHEN
        )
    assert Programme.objects.in_region(CHE).count() == 30
    assert cost(at_home, "/care/") == one
