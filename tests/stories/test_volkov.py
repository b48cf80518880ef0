"""Andrei lost his job: nobody here decides it, so he takes the sheet, files it, and says what became of it."""

import re

import pytest

from .telling import Somebody, person_of

pytestmark = pytest.mark.django_db


def registered(at_work, surname="Волков", name="Андрей"):
    """At the office: entered, the passport seen, a code given."""
    desk = at_work("orlova")
    about = {"surname": surname, "name": name, "patronymic": "", "birth_date": "30.01.1987", "sex": "male"}
    desk.send("/staff/people/new/", {**about, "snils": "", "phone": "", "address": "", "source": "document"})
    person = person_of("volkov").id
    desk.opens_file(person)
    page = desk.send(f"/staff/people/{person}/code/", {"passport": "yes"})
    code = re.search(r"\b\d{4}-\d{4}-\d{4}\b", page.text)
    assert code, page
    return desk, person, code[0]


def test_anonymous_he_learns_who_decides_and_prints_the_sheet(visitor):
    asking = visitor.asks("volkov", "job-loss")
    page = asking.measure("Пособие по безработице")
    assert "Решает: центр занятости" in page and "скорее всего" in page
    (address,) = set(page.links("/apply/"))
    page = visitor.open(address)
    assert "Решает не соцзащита, а центр занятости" in page
    assert "Если войти по коду" in page
    assert "Пособие по безработице" in visitor.open(f"{asking.way}sheet/")
    printed = visitor.client.get(f"{asking.way}sheet.pdf")
    assert printed.content.startswith(b"%PDF-")


def test_with_a_code_he_keeps_his_answers_files_it_and_gets_it(visitor, at_work):
    asking = visitor.asks("volkov", "job-loss")
    _desk, _person, code = registered(at_work)
    visitor.send("/enter/", {"code": code})
    page = visitor.open(f"{asking.way}apply/unemployment-benefit@applicant/")
    visitor.send(f"{asking.way}apply/unemployment-benefit@applicant/start/", {"form_token": page.hidden("form_token")})
    listed = visitor.open("/claims/")
    assert "Пособие по безработице" in listed and "Памятка взята 20 ноября 2026" in listed
    (address,) = set(re.findall(r'action="(/claims/external/[^"]+)"', listed.html))
    assert "Подали 20 ноября 2026" in visitor.send(address, {"mark": "filed"})
    assert "Получили 20 ноября 2026" in visitor.send(address, {"mark": "got"})
    told = visitor.send(address, {"mark": "refused"}, status=409)
    assert "уже отмечено" in told


def test_a_code_works_once_and_for_one_person(visitor, at_work):
    _desk, _person, code = registered(at_work)
    visitor.send("/enter/", {"code": code})
    other = Somebody()
    assert "Код не подошёл" in other.send("/enter/", {"code": code}, status=422)
    assert "Войти по коду" in other.open("/claims/")
