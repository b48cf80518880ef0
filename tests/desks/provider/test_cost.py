"""A page of thirty costs the same queries as a page of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desks.provider.conftest import CHE, STARTS, WHEN, text

from ryadom.hire import api as hire
from ryadom.providers import api as providers
from ryadom.services import api as services

pytestmark = pytest.mark.django_db
PATHS = ("", "orders/", "people/", "month/", "places/", "hire/")
PAGES = tuple(f"/provider/{path}" for path in PATHS)


@pytest.fixture
def people_in_care(person, nina, ivan, vera, polina, care, book):
    def make(count, *, waiting):
        providers.set_places(by=ivan, provider=care.id, form="home", places=200, on=STARTS.replace(month=1))
        for number in range(count):
            whom = person(f"Соколова{number}{'ждёт' if waiting else ''}")
            told = services.tell_need(
                by=vera, person=whom.pk, need="одна", told_by="curator", form="home", channel="phone", book=book, **WHEN
            )
            services.recognise(by=nina, programme=told.id, why="", **WHEN)
            services.draw(
                by=nina, programme=told.id, lines=[services.Line("shopping", 1, "week")], starts=STARTS,
                ends=STARTS.replace(month=12), ceiling=services.Ceiling(None), book=book, **WHEN,
            )  # fmt: skip
            services.approve(by=ivan, programme=told.id, **WHEN)
            sent = services.order(by=vera, programme=told.id, provider=care.id, book=book, **WHEN).live_order
            if not waiting:
                services.accept(by=polina, order=sent.id, weekdays=[0], starts=STARTS, **WHEN)
                item = {"provider": care.id, "thing": "walker", "number": f"Х-{whom.pk}", "book": book, "on": STARTS}
                hire.put_on_shelf(by=polina, **item)
                asked = hire.ask(by=vera, person=whom.pk, thing="walker", need="", channel="web", book=book, **WHEN)
                hire.confirm(by=nina, hire=asked.id, ground="ipra", why="ИПРА 1", book=book, **WHEN)
                hire.keep(by=vera, hire=asked.id, provider=care.id, **WHEN)
                services.plan_visits(by=polina, order=sent.id, first=STARTS, last=STARTS, book=book, on=STARTS)

    return make


def counts(client):
    found = {}
    for path in PAGES:
        client.get(path)  # the first look of a day leaves lines in the log
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(path).status_code == 200
        found[path] = len(caught)
    return found


def test_thirty_rows_cost_what_one_costs(people_in_care, polina, at_desk):
    people_in_care(1, waiting=False)
    people_in_care(1, waiting=True)
    client = at_desk(polina)
    one = counts(client)
    people_in_care(29, waiting=False)
    people_in_care(29, waiting=True)
    thirty = counts(client)
    assert thirty == one
    assert max(one.values()) <= 22, one
    page = text(client.get("/provider/people/"))
    assert page.count("<tr>") == 31, CHE
