"""Vera sees what soon changes for a family and what is missing to a right, and writes down who asks to be told. Answers
are made by hand here: what the rules foresee is proved where they do it.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ryadom.measures import api as measures
from ryadom.people import api as people
from ryadom.rules import api as rules
from ryadom.rules.api import Left, Missed, NearMiss, NextDate, Outcome

from .conftest import AT, CHE, ON
from .test_cost import CLAIM, FILE, cost

pytestmark = pytest.mark.django_db
DAY = ON + timedelta(days=100)


def text(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).replace("\u00a0", " ").split())


@pytest.fixture
def foreseen(monkeypatch):
    """The certificate ends on a day; something else is missed by a condition that counts nothing."""
    real = rules.answer

    def change(one):
        if one.measure == "certificate":
            return replace(one, next_date=NextDate(DAY, Outcome.NOT_ENTITLED, ("lives-here",)))
        if one.outcome is Outcome.NOT_ENTITLED and one.criteria:
            return replace(one, near_miss=NearMiss((Missed(one.criteria[0]),)))
        return one

    def answer(*args, ahead=False, **more):
        found = real(*args, **more)
        return replace(found, measures=tuple(map(change, found.measures)), left=Left(3, 5)) if ahead else found

    monkeypatch.setattr(rules, "answer", answer)
    monkeypatch.setattr("ryadom.measures.assessing.answer", answer)


@pytest.fixture
def desk(reads, vera, pyotr, foreseen):
    return reads(vera, pyotr)


def family_page(desk, pyotr):
    return desk.get(f"/staff/people/{pyotr.pk}/")


def press(desk, pyotr, **changed):
    about = {"measure": f"certificate@{pyotr.pk}", "day": DAY.isoformat(), "kind": "ends", **changed}
    return desk.post(f"/staff/people/{pyotr.pk}/remind/", about)


def open_ones(pyotr):
    return measures.reminders(region=CHE, persons=[pyotr.pk], at=AT)


def test_the_family_page_says_what_changes_and_how_much_is_left_to_ask(desk, pyotr):
    page = family_page(desk, pyotr)
    said = text(page)
    assert "Что скоро изменится" in said
    assert f"включительно. Потом право закончится. {page.context['due'].coming.soon[0].title}" in said
    assert "Осталось узнать: ответы не больше чем на 3 вопроса решат 5 мер." in said
    assert "Мешает одно условие: «" in said


def test_vera_writes_down_that_pyotr_asks_and_he_reads_who_did(desk, vera, pyotr):
    assert "Напомнить в этот день" in text(family_page(desk, pyotr))
    for _click in range(2):
        assert press(desk, pyotr).status_code == 302
    (kept,) = open_ones(pyotr)
    assert (kept.day, kept.begins, kept.helper_name) == (DAY, False, vera.name)
    lines = people.readings_of(region=CHE, person_id=pyotr.pk)
    assert sum("Записана просьба напомнить" in line.purpose for line in lines) == 1
    said = text(family_page(desk, pyotr))
    assert "напомним" in said
    assert "Просили напомнить" in said
    assert desk.post(f"/staff/people/{pyotr.pk}/reminders/{kept.token}/stop/").status_code == 302
    assert open_ones(pyotr) == ()


def test_on_the_day_it_stands_in_today_with_a_text_to_send(desk, pyotr, monkeypatch):
    press(desk, pyotr)
    assert measures.tell_due(region=CHE, on=ON, at=AT) == 0
    measures.tell_due(region=CHE, on=DAY, at=AT)
    monkeypatch.setattr("ryadom.desks.curator.letters.phone", lambda book: "83513000000")
    said = text(family_page(desk, pyotr))
    assert "Вы просили напомнить: с" in said
    assert "Просили напомнить: «" in said  # the task among the notes


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"day": "завтра"}, 422),
        ({"day": ON.isoformat()}, 422),
        ({"day": date(2099, 1, 1).isoformat()}, 422),
        ({"measure": "moon"}, 422),
        ({"measure": "certificate@11111111-1111-1111-1111-111111111111"}, 422),
    ],
)
def test_what_the_page_never_offered_is_refused_with_a_sentence(desk, pyotr, changed, status):
    assert press(desk, pyotr, **changed).status_code == status
    assert open_ones(pyotr) == ()


def test_without_a_purpose_the_page_asks_first(at_desk, vera, pyotr, foreseen):
    press(at_desk(vera), pyotr)
    assert open_ones(pyotr) == ()


def test_the_claim_says_the_day_and_who_checks(desk, asked):
    said = text(desk.get(f"/staff/claims/{asked.token}/"))
    assert "включительно. Потом право закончится." in said
    assert "условия этой меры проверяет программа" in said or "проверяет" in said


def test_the_letter_says_the_day(desk, pyotr, monkeypatch):
    kept = []
    monkeypatch.setattr("ryadom.papers.letters.answer", lambda letter: kept.append(letter) or b"%PDF")
    desk.get(f"/staff/people/{pyotr.pk}/sheet.pdf")
    assert any("Потом право закончится" in one.why for one in kept[0].rights)


def test_days_ahead_keep_within_the_cost_of_a_page(desk, pyotr, asked):
    press(desk, pyotr)
    assert cost(desk, f"/staff/people/{pyotr.pk}/") <= FILE
    assert cost(desk, f"/staff/claims/{asked.token}/") <= CLAIM
