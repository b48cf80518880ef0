"""What lies ahead, on the demonstration's data: 312 roubles too many, and a boy who turns seventeen in February."""

from datetime import date

import pytest

from ryadom.measures import api as measures
from ryadom.regions.clock import now

from .telling import REGION, person_of
from .test_cost import MOST, cost

pytestmark = pytest.mark.django_db
BIRTHDAY = date(2027, 2, 1)


def test_svetlana_reads_by_how_much_the_income_is_too_high(visitor):
    page = visitor.asks("morozovy", "low-income").page
    assert "Мешает одно условие: доход выше на 312 ₽ на человека." in page


def test_lyudmila_asks_to_be_told_on_romas_birthday(at_home, at_work):
    """He turns 17 on that day: the benefit for a child to 17 no longer fits."""
    asking = at_home("kim").asks("kim", "low-income")
    kim = person_of("kim")
    (address,) = {one for one in asking.page.links("/results/unified-child-benefit") if "day.ics" not in one} & {
        one for one in asking.page.links("/results/") if "С 1 февраля 2027" in asking.who.open(one)
    }
    page = asking.who.open(address)
    assert "С 1 февраля 2027 эта мера уже не подойдёт." in page or "До 31 января 2027 включительно" in page
    assert cost(asking.who, address) <= MOST
    asking.who.send(f"{address}remind/")
    assert "О чём напомним" in asking.who.open("/claims/")
    assert cost(asking.who, "/claims/") <= MOST
    desk = at_work("orlova")
    told = desk.opens_file(kim.id)
    assert "Что скоро изменится" in told
    assert "Просили напомнить" in told
    (kept,) = measures.reminders(region=REGION, persons=[kim.id], at=now())
    assert (kept.day, kept.begins) == (BIRTHDAY, False)


def test_the_desk_shows_what_is_missing_in_numbers(at_work):
    told = at_work("orlova").opens_file(person_of("morozovy").id)
    assert "Осталось узнать:" in told or "Немного не хватает" in told
    assert "312 ₽" in told
