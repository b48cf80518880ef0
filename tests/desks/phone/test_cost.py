"""The list of calls costs the same for one call and for thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.desks.phone import calls, returning

from .conftest import AT

pytestmark = pytest.mark.django_db
MOST = 10


def cost(client):
    client.get("/staff/phone/")
    with CaptureQueriesContext(connection) as found:
        assert client.get("/staff/phone/").status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in found)


def test_thirty_calls_cost_what_one_costs(at_desk, vera, person):
    def come(first, last):
        for n in range(first, last):
            who = person(f"Людина{n}", "Анна", "")
            call = calls.begin(by=vera, phone=f"+7300000{n:04}", name="Анна", at=AT, person=who.pk)
            until = returning.promised("RU-CHE", "hour", None, AT)
            back = returning.ask(by=vera, call=call.token, phone=call.phone, agreed=True, about="", until=until, at=AT)
            returning.tried(by=vera, token=back.token, reached=False, at=AT)

    desk = at_desk(vera)
    come(0, 1)
    one = cost(desk)
    come(1, 30)
    assert cost(desk) == one <= MOST
