"""Orlova's calls: who gained a right, who was promised, who was forgotten; and who asked not to be called."""

from datetime import date, timedelta

import pytest

from ryadom.patronage import api as patronage
from ryadom.patronage import planning, times
from ryadom.patronage.actions import contacts
from ryadom.patronage.models import Contact, PlannedCall

from .conftest import AT, CHE, ON, WHEN

pytestmark = pytest.mark.django_db


def talk(by, who, about="Спросили, чем помочь", next_on=None, reached="talked", way="call", **when):
    return patronage.record_contact(
        by=by, person=who.pk, way=way, reached=reached, about=about, next_on=next_on, **{**WHEN, **when}
    )


def planned(by, on=ON):
    patronage.plan_day(by=by, account=by.account_id, on=on)
    return [(one.person.surname, one.why) for one in patronage.calls(by=by, account=by.account_id, on=on)]


@pytest.fixture
def rights(monkeypatch):
    """What the rules are made to say: `rights({person: [Right]})`."""
    found = {}
    monkeypatch.setattr(contacts, "_rights", [lambda region, persons, since, on: found])
    return found


def test_the_plan_puts_promises_first_then_rights_then_the_forgotten(orlova, person, beside, rights, gulnara, galina):
    quiet = person("Молчанова")
    for one in (gulnara, galina, quiet):
        beside(orlova, one)
    talk(orlova, galina, next_on=ON, at=AT - timedelta(days=20), on=ON - timedelta(days=20))
    rights[gulnara.pk] = [patronage.Right("unified-child-benefit", since=ON - timedelta(days=1))]
    assert planned(orlova) == [("Соколова", "promised"), ("Ахметова", "gained"), ("Молчанова", "long_ago")]
    second = patronage.calls(by=orlova, account=orlova.account_id, on=ON)[1]
    assert second.measures == ("unified-child-benefit",)


def test_a_plan_made_twice_stays(orlova, gulnara, beside):
    beside(orlova, gulnara)
    assert planned(orlova) == planned(orlova) == [("Ахметова", "long_ago")]


def test_a_right_that_was_talked_about_is_no_news(orlova, gulnara, beside, rights):
    beside(orlova, gulnara)
    rights[gulnara.pk] = [patronage.Right("unified-child-benefit", since=ON - timedelta(days=3))]
    talk(orlova, gulnara, at=AT - timedelta(days=1), on=ON - timedelta(days=1))
    assert planned(orlova) == []


def test_who_asked_not_to_be_called_is_not_called(orlova, gulnara, beside):
    beside(orlova, gulnara)
    patronage.plan_day(by=orlova, account=orlova.account_id, on=ON)
    patronage.no_calls(by=orlova, person=gulnara.pk, words="Пишите в чат", **WHEN)
    assert planned(orlova) == [], "the line of today goes too"
    assert planned(orlova, ON + timedelta(days=1)) == []
    with pytest.raises(patronage.NotPossible, match="просил не звонить"):
        talk(orlova, gulnara)
    talk(orlova, gulnara, way="message")
    patronage.calls_again(by=orlova, person=gulnara.pk, **WHEN)
    talk(orlova, gulnara)


def test_asking_in_the_call_itself_counts(orlova, gulnara, beside):
    beside(orlova, gulnara)
    talk(orlova, gulnara, reached="no_calls", about="Сказала, что удобнее писать")
    assert patronage.asked_not_to_call(region=CHE, persons=[gulnara.pk]) == {gulnara.pk: "Сказала, что удобнее писать"}


def test_a_call_does_the_line_and_leaves_the_next_day(orlova, gulnara, beside):
    beside(orlova, gulnara)
    patronage.plan_day(by=orlova, account=orlova.account_id, on=ON)
    talk(orlova, gulnara, about="Рассказала о единой выплате", next_on=ON + timedelta(days=7))
    (line,) = patronage.calls(by=orlova, account=orlova.account_id, on=ON)
    assert line.state == "done"
    care = patronage.of_person(by=orlova, person=gulnara.pk, on=ON)
    assert (care.last_contact_at, care.next_contact_on) == (AT, ON + timedelta(days=7))
    (kept,) = patronage.contacts(region=CHE, persons=[gulnara.pk])
    assert (kept.about, kept.who) == ("Рассказала о единой выплате", "Ольга Орлова")


def test_nobody_answered_is_no_contact(orlova, gulnara, beside):
    beside(orlova, gulnara)
    talk(orlova, gulnara, reached="no_answer", about="", next_on=ON + timedelta(days=1))
    care = patronage.of_person(by=orlova, person=gulnara.pk, on=ON)
    assert (care.last_contact_at, care.next_contact_on) == (None, ON + timedelta(days=1))


def test_a_talk_without_words_is_refused(orlova, gulnara, beside):
    beside(orlova, gulnara)
    with pytest.raises(patronage.NotPossible, match="о чём поговорили"):
        talk(orlova, gulnara, about="   ")
    with pytest.raises(patronage.NotPossible, match="следующего контакта"):
        talk(orlova, gulnara, next_on=ON - timedelta(days=1))
    assert not Contact.objects.in_region(CHE).exists()


def test_a_day_holds_no_more_calls_than_fit(orlova, person, beside):
    for n in range(times.ASSUMED.calls_a_day + 3):
        beside(orlova, person(f"Семья{n:02}"))
    assert len(planned(orlova)) == times.ASSUMED.calls_a_day
    assert len(planned(orlova)) == times.ASSUMED.calls_a_day
    assert PlannedCall.objects.in_region(CHE).count() == times.ASSUMED.calls_a_day


def test_the_absent_calls_nobody_and_the_deputy_calls_for_both(orlova, yurina, gulnara, galina, beside):
    beside(orlova, gulnara)
    beside(yurina, galina)
    patronage.go_away(
        by=orlova, account=orlova.account_id, starts=ON, ends=ON, why="sick", deputy=yurina.account_id, **WHEN
    )
    assert planned(orlova) == []
    assert {name for name, _why in planned(yurina)} == {"Ахметова", "Соколова"}


@pytest.mark.django_db(transaction=False)
def test_the_longest_without_a_contact_comes_first():
    def family(number, spoken):
        return planning.Family(number, last_contact=spoken)

    found = planning.plan(
        [family("b", date(2026, 1, 2)), family("a", date(2026, 1, 1)), family("c", None)],
        on=ON,
        contact_days=90,
        most=2,
    )
    assert [line.person for line in found] == ["c", "a"]


def test_who_is_promised_soon_is_not_called_today():
    soon = planning.Family("a", None, next_contact=ON + timedelta(days=3), gained=("x",))
    later = planning.Family("b", None, next_contact=ON + timedelta(days=60), gained=("x",))
    found = planning.plan([soon, later], on=ON, contact_days=90, most=9)
    assert [line.person for line in found] == ["b"]


def test_a_near_date_is_a_reason_once(orlova):
    near = planning.Family("a", ON - timedelta(days=40), ahead_on=ON + timedelta(days=10))
    told = planning.Family("b", ON - timedelta(days=5), ahead_on=ON + timedelta(days=10))
    found = planning.plan([near, told], on=ON, contact_days=90, most=9)
    assert [(line.person, line.why, line.due_on) for line in found] == [("a", "ahead", ON + timedelta(days=10))]
