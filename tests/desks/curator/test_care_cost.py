"""The lists of help at home cost the same queries for one person and for thirty; each name leaves a line."""

import pytest
from tests.desks.curator.test_cost import cost

from ryadom.people.models import AccessLine
from ryadom.services import api as services

from .conftest import CHE, WHEN, the_book

pytestmark = pytest.mark.django_db

MOST = {"/staff/care/": 19, "/staff/care/bills/": 12}


@pytest.fixture
def told(person, vera):
    """So many people of whom Vera has told that they need help."""

    def come(first, last):
        for number in range(first, last):
            services.tell_need(
                by=vera, person=person(f"Людина{number}", "Анна", "").pk, need="одна", told_by="curator", form="home",
                channel="phone", book=the_book(), **WHEN,
            )  # fmt: skip

    return come


@pytest.mark.parametrize("path", sorted(MOST))
def test_lists_cost_the_same_for_one_and_for_thirty(path, at_desk, ivan, told):
    desk = at_desk(ivan)
    told(0, 1)
    one = cost(desk, path)
    told(1, 30)
    assert cost(desk, path) == one <= MOST[path]


def test_each_name_of_the_queue_leaves_one_line_a_day(at_desk, nina, told):
    told(0, 3)
    desk = at_desk(nina)
    for _look in range(2):
        assert "Людина2" in desk.get("/staff/care/").content.decode()
    assert AccessLine.objects.in_region(CHE).filter(account=nina.account_id).count() == 3
