"""A page of sixty families costs as many statements as a page of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.patronage import api as patronage

from .conftest import CHE, ON, WHEN

pytestmark = pytest.mark.django_db
BIG = {"wanted": patronage.Wanted(order="name"), "size": 100}


@pytest.fixture
def families(person, household, beside, orlova):
    """So many families of Orlova with a need, a contact and a question each: `families(30)`."""
    made = []

    def fill(up_to):
        while len(made) < up_to:
            head = person(f"Семья{len(made):02}")
            household(head, person(f"Ребёнок{len(made):02}"))
            beside(orlova, head)
            patronage.record_need(by=orlova, person=head.pk, words="Помощь", source="self", **WHEN)
            patronage.asked_for_a_person(
                region=CHE, thread=f"t{len(made)}", person=head.pk, summary="Вопрос", crisis=False, **WHEN
            )
            made.append(head)
        return made

    return fill


READS = {
    "caseload": lambda by: len(patronage.caseload(by=by, **WHEN, **BIG).rows),
    "queue": lambda by: len(patronage.queue(by=by, **WHEN)),
    "calls": lambda by: len(patronage.calls(by=by, account=by.account_id, on=ON)),
    "moves": lambda by: len(patronage.moves(by=by, on=ON)),
}


def counted(read, by):
    with CaptureQueriesContext(connection) as seen:
        found = read(by)
    return found, len(seen)


@pytest.mark.parametrize("name", READS)
def test_sixty_rows_cost_what_one_costs(name, families, orlova, yurina):
    costs, rows = [], []
    for many in (1, 30, 60):
        families(many)
        if name == "calls":
            patronage.plan_day(by=orlova, account=orlova.account_id, on=ON)
        if name == "moves":
            _hand_over_all(orlova, yurina)
        found, cost = counted(READS[name], orlova)
        rows.append(found)
        costs.append(cost)
    assert rows == ([1, 12, 12] if name == "calls" else [1, 30, 60])
    assert costs[0] == costs[1] == costs[2], costs
    assert costs[2] <= 10


def _hand_over_all(orlova, yurina):
    waiting = {one.care for one in patronage.moves(by=orlova, on=ON)}
    for care in patronage.caseload(by=orlova, **WHEN, **BIG).rows:
        if care.token not in waiting:
            patronage.hand_over(
                by=orlova, care=care.token, curator=yurina.account_id, about="Отпуск",
                agreed=patronage.Agreed(True), **WHEN,
            )  # fmt: skip


def test_the_heads_view_costs_the_same_for_any_number(families, orlova, boyko, staff):
    families(1)
    _found, one = counted(lambda by: patronage.overview(by=by, **WHEN), boyko)
    families(30)
    for n in range(5):
        staff(f"Куратор{n}", "curator")
    found, many = counted(lambda by: patronage.overview(by=by, **WHEN), boyko)
    assert (found.families, found.waiting) == (30, 30)
    assert one == many <= 14


def test_a_plan_for_sixty_is_made_in_few_statements(families, orlova):
    families(60)
    _made, cost = counted(lambda by: patronage.plan_day(by=by, account=by.account_id, on=ON), orlova)
    assert cost <= 14
