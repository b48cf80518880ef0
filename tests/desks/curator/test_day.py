"""One day of a curator with sixty families: the same statements as with one, what lies ahead said with its reason."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.patronage.conftest import LAW

from ryadom.cases import api as cases
from ryadom.patronage import api as patronage
from ryadom.patronage.models import Care

from .conftest import CHE, ON, WHEN

pytestmark = pytest.mark.django_db
MOST_DAY, MOST_FAMILIES, MOST_LOAD = 45, 30, 50


@pytest.fixture
def orlova(staff):
    return staff("Ольга Орлова", "curator")


@pytest.fixture
def families(ivan, orlova, person, household):
    """So many families of Orlova, each called about a day that is near and with a need in the line."""
    made = []

    def fill(up_to):
        while len(made) < up_to:
            who = person(f"Семья{len(made):02}")
            household(who)
            patronage.assign(by=ivan, person=who.pk, curator=orlova.account_id, why=LAW, **WHEN)
            ahead = patronage.Ahead(ON + timedelta(days=12), "ends", "gas", who.pk)
            Care.objects.in_region(CHE).filter(person=who).update(ahead=[ahead.packed()], ahead_on=ahead.on)
            patronage.record_need(by=orlova, person=who.pk, words="Дрова", source="self", urgent=True, **WHEN)
            made.append(who)
        patronage.plan_day(by=orlova, account=orlova.account_id, on=ON)
        return made

    return fill


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\u00a0", " ")


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as spent:
        assert client.get(path).status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in spent)


@pytest.mark.parametrize(("path", "most"), [("/staff/day/", MOST_DAY), ("/staff/families/?order=ahead", MOST_FAMILIES)])
def test_sixty_families_cost_what_one_costs(path, most, at_desk, orlova, families):
    desk = at_desk(orlova)
    families(1)
    one = cost(desk, path)
    families(60)
    assert cost(desk, path) == one <= most


def test_the_heads_view_of_sixty_costs_what_one_costs(at_desk, ivan, families):
    desk = at_desk(ivan)
    families(1)
    one = cost(desk, "/staff/load/")
    families(60)
    assert cost(desk, "/staff/load/") == one <= MOST_LOAD


def test_the_day_says_in_how_many_days_and_why(at_desk, orlova, families):
    families(1)
    page = text(at_desk(orlova).get("/staff/day/"))
    assert "через 12 дней" in page and "закончится право" in page


def test_the_curator_has_one_day_and_who_decides_has_dates(at_desk, orlova, nina, families):
    (who,) = families(1)
    cases.note(by=orlova, person=who.pk, text="Позвонить про дом", next_contact_on=ON, **WHEN)
    desk = at_desk(orlova)
    page = desk.get("/staff/day/")
    assert "Позвонить про дом" in text(page) and "/staff/today/" not in page.content.decode()
    note = re.search(r"/staff/notes/[0-9a-f-]{36}/done/", page.content.decode())[0]
    assert desk.post(note)["Location"] == "/staff/day/"
    assert "Позвонить про дом" not in text(desk.get("/staff/day/"))
    assert "/staff/today/" in at_desk(nina).get("/staff/").content.decode()


def test_a_head_moves_a_family_by_two_presses(at_desk, ivan, orlova, staff, families):
    (who,) = families(1)
    yurina = staff("Светлана Юрина", "curator")
    desk = at_desk(ivan)
    assert "Семья согласна, передать" in text(desk.get("/staff/families/?whose=all"))
    address = f"/staff/families/{who.pk}/move/now/"
    bare = {"curator": yurina.account_id, "agreed": "no", "reason": ""}
    assert "Напишите, зачем" in text(desk.post(address, bare))
    done = desk.post(address, {**bare, "agreed": "yes", "reason": "Выравниваем нагрузку"})
    assert done.status_code == 302
    assert patronage.of_person(by=yurina, person=who.pk, on=ON).curator == yurina.account_id
    assert at_desk(orlova).post(address, bare).status_code == 403


def test_a_family_with_a_new_right_gets_a_curator_by_one_button(at_desk, ivan, orlova, person, household):
    who = person("Ильина", "Вера", "")
    household(who)
    desk = at_desk(ivan)
    done = desk.post(f"/staff/load/first/{who.pk}/", {"measures": "gas no-such"})
    assert done["Location"].endswith("/staff/load/#gained")
    (call,) = patronage.calls(by=orlova, account=orlova.account_id, on=ON)
    assert (call.why, call.measures) == ("gained", ("gas",))
    again = desk.post(f"/staff/load/first/{who.pk}/", {})
    assert again.status_code in (409, 422) and "уже есть куратор" in text(again)
