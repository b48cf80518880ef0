"""Whoever has the number and the letters sees the state and the day at the site, without signing in."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from ryadom.cases import api as cases
from ryadom.kit.calendar import Calendar, Year
from ryadom.people.api import system_actor
from ryadom.people.models import Person
from ryadom.regions import clock

pytestmark = pytest.mark.django_db
CHE, ON, AT = "RU-CHE", date(2026, 11, 12), datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
CALENDAR = Calendar.of([Year(2026, days_off=frozenset())]).or_weekends_only()


@pytest.fixture(autouse=True)
def _today(settings):
    settings.RYADOM_REGION = CHE
    with clock.frozen(AT):
        yield


@pytest.fixture
def number(db):
    """Andrei's обращение."""
    person = Person.objects.create(region=CHE, surname="Волков", name="Андрей", registered_at=AT)
    by = system_actor(region=CHE, reason="a test")
    return cases.open_case(
        by=by, kind="enquiry", title="О работе", person=person.pk, channel="phone", calendar=CALENDAR, on=ON, at=AT,
        term=cases.Term(10),
    ).number  # fmt: skip


def asked(client, number, letters):
    answer = client.post("/status/", {"number": number, "letters": letters})
    return answer.status_code, " ".join(answer.content.decode().partition("<main")[2].split())


def test_the_state_and_the_day_and_nothing_else(number):
    code, page = asked(Client(), number, cases.code_of(CHE, number).lower())
    assert code == 200
    assert "Принято" in page and "Ответим до 26 ноября 2026" in page
    assert "Волков" not in page and "О работе" not in page


def test_wrong_letters_are_counted_and_then_wait(number):
    client = Client()
    for left in (4, 3, 2, 1, 0):
        code, page = asked(client, number, "АААА")
        assert code == 422 and f"Осталось попыток: {left}" in page
    code, page = asked(Client(), number, cases.code_of(CHE, number))
    assert code == 429 and "через 15" in page, "another browser does not help"


def test_an_empty_form_says_what_is_needed(number):
    code, page = asked(Client(), number, " ")
    assert code == 422 and "и номер, и буквы" in page
    assert number in page, "what was typed stays"
