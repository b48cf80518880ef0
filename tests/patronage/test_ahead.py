"""What will change by itself: asked of the rules at night, kept beside each family, told on the day with its reason."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.patronage import api as patronage
from ryadom.patronage import foreseeing
from ryadom.patronage.api import Ahead
from ryadom.patronage.models import Care

from .conftest import CHE, ON, SAK, WHEN

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
THREE = Ahead(ON + 12 * DAY, "closes", "maternity-capital-monthly", None, ("age",))


@pytest.fixture
def foresee(monkeypatch):
    """What the rules would say: `foresee({gulnara: [Ahead]})`; keeps how often they were asked and about how many."""
    said, asked = {}, []

    def ask(region, persons, on):
        asked.append((region, len(persons)))
        return {person: said.get(person, ()) for person in persons}

    monkeypatch.setattr(foreseeing, "_foresee", [ask])

    def tell(known):
        said.clear()
        said.update({who.pk: found for who, found in known.items()})
        return asked

    return tell


def ahead(orlova):
    wanted = patronage.Wanted(state="ahead", order="ahead")
    return [
        (one.person.surname, one.ahead_on) for one in patronage.caseload(by=orlova, **WHEN, wanted=wanted).rows
    ]  # fmt: skip


def test_the_nearest_day_stands_beside_the_family_and_orders_the_list(orlova, gulnara, galina, beside, foresee):
    beside(orlova, gulnara), beside(orlova, galina)
    later = Ahead(ON + 30 * DAY, "ends", "care-allowance")
    foresee({gulnara: [later, THREE], galina: [Ahead(ON + 5 * DAY, "paper", "disability", galina.pk)]})
    assert patronage.look_ahead(region=CHE, on=ON) == 2
    assert ahead(orlova) == [("Соколова", ON + 5 * DAY), ("Ахметова", ON + 12 * DAY)]
    care = patronage.of_person(by=orlova, person=gulnara.pk, on=ON)
    assert care.ahead == (THREE, later)
    assert care.ahead[0].because == ("age",)


def test_a_day_that_has_come_is_no_longer_told_and_a_far_one_not_yet(orlova, gulnara, beside, foresee):
    beside(orlova, gulnara)
    foresee({gulnara: [Ahead(ON, "ends", "today"), Ahead(ON + 61 * DAY, "ends", "far"), THREE]})
    patronage.look_ahead(region=CHE, on=ON)
    assert patronage.of_person(by=orlova, person=gulnara.pk, on=ON).ahead == (THREE,)
    assert patronage.of_person(by=orlova, person=gulnara.pk, on=THREE.on + DAY).ahead == ()


def test_a_family_is_looked_at_once_a_day_and_forgets_what_is_no_longer_so(orlova, gulnara, beside, foresee):
    beside(orlova, gulnara)
    asked = foresee({gulnara: [THREE]})
    assert [patronage.look_ahead(region=CHE, on=ON) for _run in range(2)] == [1, 0]
    assert asked == [(CHE, 1)]
    foresee({})
    assert patronage.look_ahead(region=CHE, on=ON + DAY) == 1
    assert ahead(orlova) == []
    assert Care.objects.in_region(CHE).get(ends_at=None).ahead == []


def test_another_region_is_not_touched(orlova, gulnara, beside, foresee):
    beside(orlova, gulnara)
    asked = foresee({gulnara: [THREE]})
    assert patronage.look_ahead(region=SAK, on=ON) == 0
    assert asked == [] and ahead(orlova) == []


def test_the_plan_calls_about_a_near_day_and_says_which(orlova, gulnara, beside, foresee):
    beside(orlova, gulnara)
    patronage.record_contact(
        by=orlova, person=gulnara.pk, way="call", reached="talked", about="Всё хорошо", next_on=None, on=ON - 20 * DAY,
        at=WHEN["at"] - 20 * DAY,
    )  # fmt: skip
    foresee({gulnara: [THREE]})
    patronage.look_ahead(region=CHE, on=ON)
    patronage.plan_day(by=orlova, account=orlova.account_id, on=ON)
    (call,) = patronage.calls(by=orlova, account=orlova.account_id, on=ON)
    assert (call.why, call.due_on, call.ahead) == ("ahead", THREE.on, (THREE,))


def test_whoever_gets_the_family_gets_its_days(orlova, yurina, gulnara, beside, foresee):
    care = beside(orlova, gulnara)
    foresee({gulnara: [THREE]})
    patronage.look_ahead(region=CHE, on=ON)
    patronage.hand_over(
        by=orlova, care=care.token, curator=yurina.account_id, about="Переезд", agreed=patronage.Agreed(True), **WHEN
    )
    (asked,) = patronage.moves(by=yurina, on=ON)
    patronage.settle(by=yurina, transition=asked.token, verdict="accepted", answer="", **WHEN)
    assert patronage.of_person(by=yurina, person=gulnara.pk, on=ON).ahead == (THREE,)


@pytest.mark.parametrize("families", [1, 50])
def test_a_batch_of_fifty_costs_what_one_costs(families, orlova, person, beside, foresee):
    for number in range(families):
        beside(orlova, person(f"Семья{number:02}"))
    foresee({})
    with CaptureQueriesContext(connection) as spent:
        assert patronage.look_ahead(region=CHE, on=ON) == families
    assert sum("SAVEPOINT" not in one["sql"] for one in spent) == 3  # the batch, its day, and that nothing is left


def test_more_than_a_batch_is_asked_in_two(orlova, person, beside, foresee):
    for number in range(51):
        beside(orlova, person(f"Семья{number:02}"))
    asked = foresee({})
    assert patronage.look_ahead(region=CHE, on=ON) == 51
    assert asked == [(CHE, 50), (CHE, 1)]


def test_what_is_kept_is_read_back_whole():
    assert Ahead.unpacked(THREE.packed()) == THREE
    assert THREE.packed()["on"] == date(2026, 12, 5).isoformat()
