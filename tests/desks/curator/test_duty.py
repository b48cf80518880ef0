"""The page of the rota: Elena Boyko enters who is on duty, Olga Orlova reads it; nothing leaves unless she says so."""

from datetime import timedelta

import pytest

from ryadom.talk import api as talk

from .conftest import AT, CHE, ON
from .test_cost import cost
from .test_patronage import orlova, said, yurina  # noqa: F401

pytestmark = pytest.mark.django_db
SHIFT = {"name": "", "phone": "8 900 000-11-22", "day": f"{ON:%d.%m.%Y}", "opens": "08:00", "closes": "20:00"}
TERMS = {
    "terms-within": "10", "terms-escalate_after": "15", "terms-starts": f"{ON:%d.%m.%Y}",
    "terms-act": "Приказ 12 от 01.11.2026",
}  # fmt: skip
OUTSIDE = {"url": "https://example.org/v1", "model": "some-model", "choose": "on", "timeout": "1500", "act": "Приказ 7"}


@pytest.fixture
def boyko(staff):
    return staff("Елена Бойко", "head")


def test_the_head_enters_a_shift_and_the_curator_reads_it(at_desk, boyko, orlova):  # noqa: F811
    desk = at_desk(boyko)
    assert "Никто." in said(desk.get("/staff/duty/"))
    answer = desk.post("/staff/duty/", {**SHIFT, "who": str(orlova.account_id)})
    assert answer.status_code == 302, said(answer)
    (shift,) = talk.shifts(CHE, since=AT)
    assert (shift.account, shift.phone) == (orlova.account_id, "79000001122")
    assert shift.ends_at - shift.starts_at == timedelta(hours=12)
    read = said(at_desk(orlova).get("/staff/duty/"))
    assert orlova.name in read and "Внести дежурство" not in read


def test_a_night_ends_in_the_morning(at_desk, boyko):
    wanted = {**SHIFT, "who": "other", "name": "Дежурная часть", "opens": "20:00", "closes": "08:00"}
    assert at_desk(boyko).post("/staff/duty/", wanted).status_code == 302
    (shift,) = talk.shifts(CHE, since=AT)
    assert shift.account is None and shift.ends_at - shift.starts_at == timedelta(hours=12)


def test_terms_are_entered_with_their_act_and_said_when_they_are_missing(at_desk, boyko):
    desk = at_desk(boyko)
    assert "Сроки не внесены" in said(desk.get("/staff/duty/"))
    assert desk.post("/staff/duty/terms/", TERMS).status_code == 302
    page = said(desk.get("/staff/duty/"))
    assert "Приказ 12" in page and "Сроки не внесены" not in page


@pytest.mark.parametrize("wrong", [{"opens": "семь"}, {"who": "other"}, {"day": ""}, {"phone": "12"}])
def test_a_mistake_says_how_to_put_it_right_and_keeps_what_was_typed(at_desk, boyko, wrong):
    answer = at_desk(boyko).post("/staff/duty/", {**SHIFT, "who": "other", **wrong})
    assert answer.status_code == 422
    assert 'value="20:00"' in answer.content.decode()
    assert talk.shifts(CHE, since=AT) == ()


def test_a_shift_is_taken_back(at_desk, boyko):
    desk = at_desk(boyko)
    desk.post("/staff/duty/", {**SHIFT, "who": "other", "name": "Дежурная часть"})
    (shift,) = talk.shifts(CHE, since=AT)
    assert desk.post(f"/staff/duty/{shift.token}/cancel/").status_code == 302
    assert talk.shifts(CHE, since=AT) == ()


def test_the_page_costs_the_same_for_one_shift_and_for_thirty(at_desk, boyko):
    def enter(first, last):
        for n in range(first, last):
            talk.enter_shift(
                by=boyko, account=None, name=f"Смена {n}", phone="79000000000", starts_at=AT + timedelta(hours=n),
                ends_at=AT + timedelta(hours=n + 8), at=AT,
            )  # fmt: skip

    desk = at_desk(boyko)
    enter(0, 1)
    one = cost(desk, "/staff/duty/")
    enter(1, 30)
    assert cost(desk, "/staff/duty/") == one <= 20


def test_nothing_leaves_until_the_head_decides_by_an_act_and_it_is_switched_off(at_desk, boyko):
    desk = at_desk(boyko)
    assert "Выключено" in said(desk.get("/staff/outside/"))
    refused = desk.post("/staff/outside/", {**OUTSIDE, "url": "http://example.org"})
    assert refused.status_code == 422 and "начинается с https://" in refused.content.decode()
    assert desk.post("/staff/outside/", OUTSIDE).status_code == 302
    assert talk.outside_decided(CHE).act == "Приказ 7"
    assert "Приказ 7" in said(desk.get("/staff/outside/"))
    desk.post("/staff/outside/end/")
    assert talk.outside_decided(CHE) is None
