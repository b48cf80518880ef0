"""Olga Orlova's morning at her desk: who waits, whom to call, a family on one screen, a conversation taken."""

import re
from datetime import timedelta

import pytest
from tests.patronage.conftest import AGREED, LAW  # noqa: F401

from ryadom.patronage import api as patronage
from ryadom.people import api as people

from .conftest import AT, CHE, LIP, ON, WHEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def orlova(staff):
    return staff("Ольга Орлова", "curator")


@pytest.fixture
def yurina(staff):
    return staff("Светлана Юрина", "curator")


@pytest.fixture
def gulnara(person, household, fact):
    mother = person("Ахметова", "Гульнара", "Рашитовна")
    son = person("Ахметов", "Тимур", "")
    household(mother, (son, "child"))
    fact(mother, "lives-here", True)
    fact(son, "lives-here", True)
    return mother


@pytest.fixture
def hers(ivan, orlova, gulnara):
    """Gulnara's family is Orlova's."""
    patronage.assign(by=ivan, person=gulnara.pk, curator=orlova.account_id, why=LAW, **WHEN)
    return patronage.of_person(by=orlova, person=gulnara.pk, on=ON)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def said(response, status=200):
    assert response.status_code == status, text(response)[-600:]
    return text(response)


CONTACT = {
    "contact-way": "call", "contact-reached": "talked", "contact-about": "Рассказала о единой выплате",
    "contact-next_on": "24.11.2026",
}  # fmt: skip


def test_the_day_begins_with_who_waits(at_desk, orlova, gulnara, hers):
    patronage.record_need(by=orlova, person=gulnara.pk, words="Нечем топить", source="self", urgent=True, **WHEN)
    desk = at_desk(orlova)
    day = said(desk.get("/staff/day/"))
    assert "1 ждут ответа" in day
    assert "Нечем топить" in day
    assert "приняты условно" in day
    desk.post("/staff/day/plan/")
    assert "Давно не говорили" in said(desk.get("/staff/day/"))


def test_a_call_is_written_down_and_the_next_one_promised(at_desk, orlova, gulnara, hers):
    desk = at_desk(orlova)
    desk.post("/staff/day/plan/")
    done = desk.post(f"/staff/families/{gulnara.pk}/contact/", {**CONTACT, "back": "day"})
    assert done["Location"].endswith("/staff/day/#calls")
    assert "сделано" in said(desk.get("/staff/day/"))
    family = said(desk.get(f"/staff/families/{gulnara.pk}/"))
    assert "Рассказала о единой выплате" in family
    assert "снова 24.11.2026" in family


def test_a_mistake_keeps_what_was_typed(at_desk, orlova, gulnara, hers):
    desk = at_desk(orlova)
    wrong = desk.post(f"/staff/families/{gulnara.pk}/contact/", {**CONTACT, "contact-next_on": "вчера"})
    assert "Рассказала о единой выплате" in said(wrong, 422)
    empty = desk.post(f"/staff/families/{gulnara.pk}/contact/", {**CONTACT, "contact-about": " "})
    assert "о чём поговорили" in said(empty, 422)


def test_the_passport_is_one_screen(at_desk, orlova, gulnara, hers):
    family = said(at_desk(orlova).get(f"/staff/families/{gulnara.pk}/"))
    for part in ("Что нужно", "Что положено", "Кто в семье", "Что было сказано", "Кто был рядом", "Кто смотрел"):
        assert part in family
    assert "Ахметов Т." in family


def test_who_looks_is_written_where_gulnara_reads(at_desk, orlova, gulnara, hers):
    desk = at_desk(orlova)
    for _twice in range(2):
        desk.get("/staff/families/")
    listed = people.readings_of(region=CHE, person_id=gulnara.pk)
    assert [(one.reader, one.purpose) for one in listed] == [("Ольга Орлова", "Список семей и дел на день")]
    desk.get(f"/staff/families/{gulnara.pk}/")
    assert people.readings_of(region=CHE, person_id=gulnara.pk)[0].purpose == "Куратор семьи"


def test_another_curator_says_why_first(at_desk, yurina, gulnara, hers):
    desk = at_desk(yurina)
    asked = desk.get(f"/staff/families/{gulnara.pk}/")
    assert asked.status_code == 302
    assert f"/staff/people/{gulnara.pk}/" in asked["Location"]
    desk.post(f"/staff/people/{gulnara.pk}/purpose/", {"purpose": "came"})
    family = said(desk.get(f"/staff/families/{gulnara.pk}/"))
    assert "Записать контакт" not in family, "looking is not being beside"
    refused = desk.post(f"/staff/families/{gulnara.pk}/contact/", CONTACT)
    assert refused.status_code in (403, 422)
    assert patronage.contacts(region=CHE, persons=[gulnara.pk]) == ()


def test_a_need_is_answered_by_something(at_desk, orlova, gulnara, hers):
    desk, place = at_desk(orlova), f"/staff/families/{gulnara.pk}/need/"
    desk.post(place, {"need-words": "Тимуру нужно общежитие", "need-source": "self"})
    (need,) = patronage.needs(region=CHE, persons=[gulnara.pk])
    assert "Напишите, что помогло" in said(desk.post(f"{place}{need.token}/", {"answer": ""}), 422)
    desk.post(f"{place}{need.token}/", {"answer": "Дали место в общежитии"})
    assert "Помогло: Дали место в общежитии" in said(desk.get(f"/staff/families/{gulnara.pk}/"))


def test_do_not_call_is_seen_everywhere(at_desk, orlova, gulnara, hers):
    desk = at_desk(orlova)
    desk.post(f"/staff/families/{gulnara.pk}/calls/", {"words": "Пишите"})
    assert "Просили не звонить" in said(desk.get(f"/staff/families/{gulnara.pk}/"))
    assert "не звонить" in said(desk.get("/staff/families/?state=no_calls"))
    refused = desk.post(f"/staff/families/{gulnara.pk}/contact/", CONTACT)
    assert "просил не звонить" in said(refused, 422)


def test_a_family_without_a_curator_gets_one_with_her_consent(at_desk, orlova, gulnara):
    desk = at_desk(orlova)
    desk.post(f"/staff/people/{gulnara.pk}/purpose/", {"purpose": "came"})
    place = f"/staff/families/{gulnara.pk}/begin/"
    assert "напишите причину" in said(desk.post(place, {"ground-ground": "law:", "ground-words": ""}), 422)
    desk.post(place, {"ground-ground": "consent:phone", "ground-words": "", "ground-curator": ""})
    assert patronage.of_person(by=orlova, person=gulnara.pk, on=ON).curator_name == "Ольга Орлова"


def test_a_family_is_handed_over_and_accepted(at_desk, orlova, yurina, gulnara, hers):
    move = {"move": "transfer", "curator": yurina.account_id, "about": "Переехали", "consent": "on"}
    desk = at_desk(orlova)
    assert said(desk.get(f"/staff/families/{gulnara.pk}/move/"))
    wrong = desk.post(f"/staff/families/{gulnara.pk}/move/", {**move, "consent": ""})
    assert "Спросите согласие" in said(wrong, 422)
    desk.post(f"/staff/families/{gulnara.pk}/move/", move)
    other = at_desk(yurina)
    assert "вам передают семью" in said(other.get("/staff/moves/"))
    (asked,) = patronage.moves(by=yurina, on=ON)
    assert "почему не можете" in said(other.post(f"/staff/moves/{asked.token}/", {"verdict": "refused"}), 422)
    other.post(f"/staff/moves/{asked.token}/", {"verdict": "accepted"})
    assert patronage.of_person(by=yurina, person=gulnara.pk, on=ON).own


def test_the_end_of_a_care(at_desk, orlova, gulnara, hers):
    place = f"/staff/families/{gulnara.pk}/move/"
    desk = at_desk(orlova)
    assert "Напишите, почему" in said(desk.post(place, {"do": "end", "end-how": "settled", "end-words": ""}), 422)
    desk.post(place, {"do": "end", "end-how": "settled", "end-words": "Всё наладилось"})
    assert patronage.of_person(by=orlova, person=gulnara.pk, on=ON) is None
    assert desk.get(place).status_code == 404


def test_orlova_goes_on_leave_and_yurina_stands_in(at_desk, orlova, yurina, gulnara, hers):
    desk = at_desk(orlova)
    leave = {
        "starts": f"{ON:%d.%m.%Y}",
        "ends": f"{ON + timedelta(14):%d.%m.%Y}",
        "why": "leave",
        "deputy": yurina.account_id,
    }
    assert said(desk.post("/staff/away/", {**leave, "ends": f"{ON - timedelta(1):%d.%m.%Y}"}), 422)
    desk.post("/staff/away/", leave)
    assert "замещает Светлана Юрина" in said(desk.get("/staff/away/"))
    other = at_desk(yurina)
    assert "Ахметова" in said(other.get("/staff/families/?whose=stands_in"))
    assert "Записать контакт" in said(other.get(f"/staff/families/{gulnara.pk}/"))
    (absence,) = patronage.absences(by=orlova, on=ON)
    assert other.post(f"/staff/away/{absence.token}/back/").status_code == 403
    desk.post(f"/staff/away/{absence.token}/back/")
    assert patronage.absences(by=orlova, on=ON) == ()


def test_the_list_as_a_file(at_desk, orlova, gulnara, hers):
    import io

    from openpyxl import load_workbook

    found = at_desk(orlova).get("/staff/families.xlsx?whose=mine")
    sheet = load_workbook(io.BytesIO(found.content)).active
    rows = list(sheet.values)
    assert rows[0][0] == "Семья"
    assert (rows[1][0], rows[1][3]) == ("Ахметова Гульнара Рашитовна", "Ольга Орлова")


def test_the_head_sees_load_and_who_has_nobody(at_desk, ivan, orlova, nina, gulnara, hers, person):
    patronage.set_capacity(by=ivan, account=orlova.account_id, families=1, at=AT)
    alone = person("Одинокова")
    patronage.ask_for_curator(by=nina, person=alone.pk, why=LAW, **WHEN)
    desk = at_desk(ivan)
    load = said(desk.get("/staff/load/"))
    assert "1 из 1" in load
    assert "Одинокова" in load
    desk.post(f"/staff/load/{orlova.account_id}/", {"families": "40", "district": "75701"})
    assert "1 из 40" in said(desk.get("/staff/load/"))
    assert said(desk.post(f"/staff/load/{orlova.account_id}/", {"families": "много"}), 422)


def test_the_minister_sees_numbers_and_no_name(at_desk, staff, orlova, gulnara, hers):
    load = said(at_desk(staff("Игорь Савин", "observer")).get("/staff/load/"))
    assert "Ольга Орлова" in load
    assert "Ахметова" not in load


PAGES = {
    "/staff/day/": {"curator"},
    "/staff/families/": {"curator", "head"},
    "/staff/moves/": {"curator", "head"},
    "/staff/away/": {"curator", "head"},
    "/staff/load/": {"head", "observer"},
    "/staff/families.xlsx": {"curator", "head"},
}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", ["curator", "specialist", "head", "methodologist", "observer"])
def test_who_may_open_which_page(at_desk, staff, path, role):
    seen = at_desk(staff("Кто-то", role)).get(path)
    assert seen.status_code == (200 if role in PAGES[path] else 403)


def test_another_region_has_no_such_family(at_desk, staff, orlova, gulnara, hers):
    there = at_desk(staff("Липа", "curator", "head", region=LIP))
    session = there.session
    session["region"] = LIP
    session.save()
    assert there.get(f"/staff/families/{gulnara.pk}/").status_code == 404
    assert there.post(f"/staff/families/{gulnara.pk}/contact/", CONTACT).status_code == 404
    assert "Ахметова" not in said(there.get("/staff/families/?whose=all"))
