"""A page of thirty costs the same queries as a page of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.services.conftest import CHE, ENDS, STARTS, WHEN

from ryadom.providers import api as providers
from ryadom.services import api as services
from ryadom.services.api import Ceiling, Line


@pytest.fixture
def served(person, nina, ivan, vera, tamara, care, book):
    def make(count):
        providers.set_places(by=ivan, provider=care.id, form="home", places=count + 5, on=STARTS.replace(month=1))
        ids = []
        for number in range(count):
            whom = person(f"Соколова{number}")
            told = services.tell_need(
                by=vera, person=whom.pk, need="одна", told_by="curator", form="home", channel="phone", book=book, **WHEN
            )
            services.recognise(by=nina, programme=told.id, why="", **WHEN)
            services.draw(
                by=nina, programme=told.id, lines=[Line("shopping", 1, "week")], starts=STARTS, ends=ENDS,
                ceiling=Ceiling(None), book=book, **WHEN,
            )  # fmt: skip
            services.approve(by=ivan, programme=told.id, **WHEN)
            sent = services.order(by=vera, programme=told.id, provider=care.id, book=book, **WHEN).live_order
            services.accept(by=tamara, order=sent.id, weekdays=[0], starts=STARTS, **WHEN)
            services.plan_visits(by=tamara, order=sent.id, first=STARTS, last=STARTS, book=book, on=STARTS)
            ids.append(whom.pk)
        return ids

    return make


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_cost_the_same(rows, served, care):
    persons = served(rows)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert len(services.of_persons(region=CHE, persons=persons)) == rows
    assert len(counted) == 3
    with CaptureQueriesContext(connection) as counted:
        assert len(services.of_provider(region=CHE, provider=care.id, states=["accepted"])) == rows
    assert len(counted) == 4
    with CaptureQueriesContext(connection) as counted:
        assert len(services.day(region=CHE, provider=care.id, on=STARTS)) == rows
    assert len(counted) == 2
    with CaptureQueriesContext(connection) as counted:
        services.free_places(region=CHE, form="home", of=[care])
    assert len(counted) == 1
