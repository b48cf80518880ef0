"""Lis enters the numbers of the law and the year's places, Boyko looks and approves: real pages, no JavaScript."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.measures import api as measures
from ryadom.measures.models import Places
from ryadom.rules import api as rules
from ryadom.rules.entered import with_entered
from ryadom.rules.models import ValueEntry

from .conftest import A_VALUE, AT, CHE, ON, WHEN, the_book

pytestmark = pytest.mark.django_db
MINIMUM = "/staff/practices/parameters/subsistence-minimum/"
CAR = "/staff/practices/places/car/"
GOOD = {
    "value_3": "17 500", "starts": "01.01.2027", "ends": "31.12.2027", "act": "Постановление Правительства",
    "act_number": "5", "act_date": "01.11.2026", "act_url": "https://example.org/5", "verified": "act",
}  # fmt: skip
PLACES = {**GOOD, "places": "3", "starts": "01.01.2026", "ends": "31.12.2026"}


@pytest.fixture(autouse=True)
def _own_values(monkeypatch):
    monkeypatch.setattr(rules, "rulebook", lambda region, on: with_entered(replace(the_book(), region=region)))


@pytest.fixture
def lis(staff):
    return staff("Лис Татьяна", "methodologist")


@pytest.fixture
def boyko(staff):
    return staff("Бойко Раиса", "head")


def text(reply):
    return reply.content.decode().replace("\u00a0", " ")


def send(desk, path, data, status=302):
    reply = desk.post(path, data)
    assert reply.status_code == status, text(reply)
    return text(reply)


def waiting():
    (one,) = rules.values_waiting(region=CHE)
    return f"/staff/practices/values/{one.token}/"


def test_every_mistake_is_told_at_once_and_nothing_typed_is_lost(at_desk, lis):
    desk = at_desk(lis)
    typed = {"value_0": "много", "value_1": "-5", "starts": "31.02.2027", "act_number": "5-П", "act_url": "где-то"}
    told = send(desk, f"{MINIMUM}value/", typed, 422)
    for said in (
        "Напишите сумму цифрами", "не может быть меньше нуля", "Такого дня нет в календаре", "меняют каждый год",
        "Назовите акт", "Укажите дату акта", "Ссылка начинается с https://", "Выберите, как вы это проверили",
    ):  # fmt: skip
        assert said in told, said
    assert all(f'value="{value}"' in told for value in typed.values())
    assert "Впишите значение" not in told
    assert not ValueEntry.objects.in_region(CHE).exists()


def test_days_that_are_taken_and_a_jump_ask_once_more(at_desk, lis):
    desk = at_desk(lis)
    typed = {**GOOD, "value_3": "175 000", "starts": "01.06.2026", "ends": "31.12.2026"}
    told = send(desk, f"{MINIMUM}value/", typed, 422)
    assert "На эти дни уже внесено: дети: 16 901 ₽, с 01.01.2026 по 31.12.2026." in told
    assert "Прежнее значение — 16 901 ₽, новое отличается больше чем в три раза." in told
    assert 'name="sure_jump"' in told and 'name="sure_overlap"' in told
    told = send(desk, f"{MINIMUM}value/", {**typed, "sure_jump": "on"}, 422)
    assert "Прежнее значение" not in told and 'name="sure_jump"' in told  # the yes stays
    send(desk, f"{MINIMUM}value/", {**typed, "sure_jump": "on", "sure_overlap": "on"})
    assert 'name="sure_jump"' not in text(desk.get(f"{MINIMUM}value/"))


def test_one_enters_another_sees_before_and_after_and_approves(at_desk, lis, boyko, sent, resident, pyotr):
    mine, hers = at_desk(lis), at_desk(boyko)
    send(mine, f"{MINIMUM}value/", {**GOOD, "value_2": "15 100"})
    seen = text(mine.get(MINIMUM))
    assert "Вы это внесли" in seen and "/approve/" not in seen
    assert "ждут второго человека" in text(hers.get("/staff/practices/"))
    assert "внесено: Лис Татьяна" in text(hers.get("/staff/practices/parameters/"))
    seen = text(hers.get(MINIMUM))
    days = "Предложено с 1 января 2027 по 31 декабря 2027"
    for said in (days, "не внесено", "17 500 ₽", "15 100 ₽", "прочитан сам акт"):
        assert said in seen, said
    send(hers, f"{waiting()}approve/", {})
    seen = text(hers.get(MINIMUM))
    assert "с 01.01.2027: 17 500 ₽" in seen
    assert "Внесено: Лис Татьяна; утверждено: Бойко Раиса, 12.11.2026." in seen
    holding = rules.rulebook(CHE, ON).parameters["subsistence-minimum"]
    assert holding.at(date(2027, 5, 1), CHE, (("группа", "дети"),)).value == Decimal(17500)


def test_how_many_open_claims_it_touches(at_desk, boyko, lis, monkeypatch, asked):
    monkeypatch.setattr(rules, "measures_using", lambda book, on: dict.fromkeys(book.parameters, ("certificate",)))
    rules.enter_value(by=lis, book=the_book(), offer=A_VALUE, **WHEN)
    seen = text(at_desk(boyko).get(MINIMUM))
    assert "Изменит 1 меру." in seen and "На рассмотрении сейчас: 1 заявление." in seen


def test_a_mistake_is_put_right_by_a_new_record(at_desk, lis, boyko):
    send(at_desk(lis), f"{MINIMUM}value/", GOOD)
    send(at_desk(boyko), f"{waiting()}approve/", {})
    (old,) = rules.value_entries(region=CHE)
    desk = at_desk(lis)
    assert f"?instead={old.token}" in text(desk.get(MINIMUM))
    form = text(desk.get(f"{MINIMUM}value/?instead={old.token}"))
    assert 'value="17 500"' in form and 'value="01.01.2027"' in form and "Вы исправляете" in form
    send(desk, f"{MINIMUM}value/?instead={old.token}", {**GOOD, "value_3": "17 550"})
    assert "Заменит прежнюю запись целиком" in text(desk.get(MINIMUM))
    send(at_desk(boyko), f"{waiting()}approve/", {})
    assert "Заменено более новой записью." in text(desk.get(MINIMUM))
    assert desk.get(f"{MINIMUM}value/?instead=no-such").status_code == 404


def test_returned_with_a_reason_or_taken_back(at_desk, lis, boyko):
    mine, hers = at_desk(lis), at_desk(boyko)
    send(mine, f"{MINIMUM}value/", GOOD)
    assert "Напишите, что поправить." in send(hers, f"{waiting()}return/", {"reason": " "}, 422)
    send(hers, f"{waiting()}return/", {"reason": "В акте 17 550"})
    assert "возвращено: Бойко Раиса, 12.11.2026." in text(mine.get(MINIMUM))
    assert "В акте 17 550" in text(mine.get(MINIMUM))
    send(mine, f"{MINIMUM}value/", GOOD)
    send(mine, f"{waiting()}take-back/", {})
    assert "Отозвано: Лис Татьяна, 12.11.2026." in text(mine.get(MINIMUM))


def test_who_entered_it_is_turned_away_and_who_is_late_is_told(at_desk, lis, boyko, staff):
    send(at_desk(lis), f"{MINIMUM}value/", GOOD)
    path = waiting()
    assert "Утверждает другой человек: вы это внесли." in send(at_desk(lis), f"{path}approve/", {}, 403)
    send(at_desk(boyko), f"{path}approve/", {})
    late = send(at_desk(staff("Ершова Нина", "methodologist")), f"{path}approve/", {}, 409)
    assert "Уже сделано: Бойко Раиса, 12 ноября 2026 в 11:30 — утверждено." in late


def test_places_are_entered_by_one_and_approved_by_another(at_desk, lis, boyko):
    mine, hers = at_desk(lis), at_desk(boyko)
    assert "не внесено" in text(mine.get("/staff/practices/places/"))
    told = send(mine, CAR, {"places": "-1", "starts": "01.01.2026", "ends": "01.01.2025"}, 422)
    for said in ("не может быть меньше нуля", "Последний день раньше первого", "Назовите акт"):
        assert said in told, said
    send(mine, CAR, PLACES)
    assert "ждёт второго человека" in text(hers.get("/staff/practices/places/"))
    (line,) = measures.quotas(region=CHE, measures=["car"])[0].waiting
    path = f"/staff/practices/places/{line.token}/"
    assert "вы это внесли" in send(mine, f"{path}approve/", {}, 403)
    assert "Напишите, что поправить." in send(hers, f"{path}return/", {}, 422)
    send(hers, f"{path}approve/", {})
    assert "утверждено" in send(hers, f"{path}approve/", {}, 409)
    seen = text(hers.get(CAR))
    assert "3 места. С 01.01.2026 по 31.12.2026." in seen and "утверждено: Бойко Раиса" in seen
    told = send(mine, CAR, {**PLACES, "places": "30"}, 422)
    assert "На эти дни уже внесено: 3 места с 01.01.2026 по 31.12.2026." in told
    assert "Раньше было 3 места, новое число отличается больше чем в три раза." in told
    send(mine, CAR, {**PLACES, "places": "30", "sure_jump": "1", "sure_overlap": "1"})
    (line,) = measures.quotas(region=CHE, measures=["car"])[0].waiting
    send(mine, f"/staff/practices/places/{line.token}/take-back/", {})
    assert "Отозвано: Лис Татьяна" in text(mine.get(CAR))


# --- the cost -------------------------------------------------------------------------------------------------------


def cost(desk, path):
    desk.get(path)
    with CaptureQueriesContext(connection) as found:
        assert desk.get(path).status_code == 200
    return len(found)


@pytest.fixture
def records(lis, boyko):
    """So many settled records of values and of places, and one of each that waits."""

    def make(first, last):
        for n in range(first, last):
            starts = date(2030, 1, 1) + timedelta(days=400 * n)
            days = {"starts": starts, "ends": starts + timedelta(days=30)}
            row = {"region": CHE, "author_id": lis.account_id, "author_name": "Лис", "at": AT, **days}
            act = {"act": "Акт", "act_date": ON, "verified": "act"}
            done = {"verdict": "approved", "second_id": boyko.account_id, "second_name": "Бойко", "settled_at": AT}
            values = [{"keys": {"группа": "дети"}, "value": "17000"}]
            of = {"parameter": "subsistence-minimum", "values": values}
            ValueEntry.objects.create(**row, **of, **act, **done)
            ValueEntry.objects.create(**row, **of, **act)
            places = {"region": CHE, "measure": "car", "places": 5, "by_id": lis.account_id, "by_name": "Лис", "at": AT}
            Places.objects.create(**places, **days, **act, **done)
            Places.objects.create(**places, **days, **act)

    return make


MOST = {
    "/staff/practices/": 9, "/staff/practices/parameters/": 7, MINIMUM: 8, f"{MINIMUM}value/": 7,
    "/staff/practices/places/": 9, CAR: 9,
}  # fmt: skip


@pytest.mark.parametrize("path", sorted(MOST))
def test_a_page_costs_the_same_for_one_record_and_for_thirty(path, at_desk, boyko, records):
    desk = at_desk(boyko)
    records(0, 1)
    one = cost(desk, path)
    records(1, 30)
    assert cost(desk, path) == one <= MOST[path]
