"""A path costs the same with one mark and with thirty, a list the same with one path and with all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.routes import api as routes
from ryadom.routes.models import RouteCopy, StepMark

from .conftest import AT, CHE, ON

pytestmark = pytest.mark.django_db


def spent(act):
    act()  # caches of books and practices
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


@pytest.mark.parametrize("rows", [1, 30])
def test_one_path(rows, tamara, resident, walks):
    me = resident(tamara)
    token = walks.choose(me, tamara, "death")
    copy = RouteCopy.objects.in_region(CHE).get(token=token)
    for number in range(rows):
        StepMark.objects.create(
            region=CHE, copy=copy, step="medical-certificate", what=("done", "undone")[number % 2], on=ON, at=AT
        )
    assert spent(lambda: walks.see(me, token)) == 10


@pytest.mark.parametrize("rows", [1, 14])
def test_all_paths_of_a_family(rows, tamara, resident, walks, book):
    me = resident(tamara)
    for route in sorted(routes.routes(CHE, ON))[:rows]:
        walks.choose(me, tamara, route)
    assert len(routes.briefs(region=CHE, persons=[tamara.pk])) == rows
    assert spent(lambda: routes.briefs(region=CHE, persons=[tamara.pk])) == 1
    assert spent(lambda: routes.of_persons(region=CHE, persons=[tamara.pk], book=book, on=ON)) == 10
