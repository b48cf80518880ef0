"""The head's view: promises kept and broken, timers, a family moved at once, a right without anybody beside it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.patronage import api as patronage
from ryadom.patronage.models import Entry, PlannedCall

from .conftest import AT, CHE, LAW, ON, WHEN

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def talked(by, who, days_ago, next_in=None):
    on, at = ON - days_ago * DAY, AT - days_ago * DAY
    next_on = on + next_in * DAY if next_in is not None else None
    patronage.record_contact(
        by=by, person=who.pk, way="call", reached="talked", about="Бумаги", next_on=next_on, on=on, at=at
    )


def test_a_promise_is_kept_by_whoever_calls_in_time_and_broken_by_nobody_calling(
    orlova, boyko, gulnara, galina, beside
):
    beside(orlova, gulnara), beside(orlova, galina)
    talked(orlova, gulnara, 10, next_in=5)
    talked(orlova, gulnara, 5)  # on the very day
    talked(orlova, galina, 10, next_in=5)
    talked(orlova, galina, 4)  # a day too late
    found = patronage.overview(by=boyko, **WHEN)
    (row,) = [one for one in found.rows if one.load.account_id == orlova.account_id]
    assert (row.kept.kept, row.kept.broken, found.kept.total) == (1, 1, 2)


def test_a_promise_of_today_is_not_broken_yet_and_an_old_one_is_forgotten(orlova, boyko, gulnara, galina, beside):
    beside(orlova, gulnara), beside(orlova, galina)
    talked(orlova, gulnara, 10, next_in=10)
    talked(orlova, galina, 30, next_in=5)
    assert patronage.overview(by=boyko, **WHEN).kept.total == 0


def test_an_answer_after_the_hour_is_a_broken_promise(orlova, boyko, gulnara, beside):
    beside(orlova, gulnara)
    then = AT - 2 * DAY - timedelta(hours=70)
    for thread, late in (("t1", False), ("t2", True)):
        patronage.asked_for_a_person(
            region=CHE, thread=thread, person=None, summary="", crisis=False, on=then.date(), at=then
        )
        row = Entry.objects.in_region(CHE).get(thread=thread)
        row.answered_at = row.promised_at + timedelta(minutes=1 if late else -1)
        row.save()
    found = patronage.overview(by=boyko, **WHEN)
    assert (found.kept.kept, found.kept.broken) == (1, 1)


def test_the_line_says_when_silence_gives_back_and_when_the_head_is_told(orlova, boyko):
    patronage.asked_for_a_person(region=CHE, thread="t1", person=None, summary="", crisis=False, **WHEN)
    (waits,) = patronage.queue(by=boyko, **WHEN)
    assert waits.escalates_at == AT + timedelta(minutes=120) and waits.takes_back_at is None
    patronage.take(by=orlova, entry=waits.token, **WHEN)
    (taken,) = patronage.queue(by=boyko, **WHEN)
    assert taken.takes_back_at == AT + timedelta(minutes=15) and taken.escalates_at is None
    before = taken.takes_back_at - timedelta(seconds=1)
    assert patronage.take_back_silent(region=CHE, on=ON, at=before) == 0
    assert patronage.take_back_silent(region=CHE, on=ON, at=taken.takes_back_at) == 1


def test_a_head_moves_a_family_at_once_with_consent_or_a_reason(orlova, yurina, boyko, gulnara, beside):
    care = beside(orlova, gulnara)
    no_word = {"about": "Нагрузка", "agreed": patronage.Agreed(False, "")}
    with pytest.raises(patronage.NotPossible):
        patronage.move_now(by=boyko, care=care.token, curator=yurina.account_id, **no_word, **WHEN)
    reason = {"about": "Нагрузка", "agreed": patronage.Agreed(False, "Куратор заболел, семью не застали")}
    patronage.move_now(by=boyko, care=care.token, curator=yurina.account_id, **reason, **WHEN)
    now = patronage.of_person(by=yurina, person=gulnara.pk, on=ON)
    assert now.curator == yurina.account_id and now.own
    (moved,) = [one for one in patronage.moves(by=boyko, on=ON, person=gulnara.pk) if one.move == "transfer"]
    assert (moved.state, moved.consent, moved.override) == ("done", False, "Куратор заболел, семью не застали")


def test_a_curator_moves_nobody_at_once(orlova, yurina, gulnara, beside):
    care = beside(orlova, gulnara)
    with pytest.raises(patronage.Forbidden):
        patronage.move_now(
            by=orlova, care=care.token, curator=yurina.account_id, about="Так", agreed=patronage.Agreed(True), **WHEN
        )


def first(by, who):
    return patronage.first_contact(by=by, person=who.pk, measures=["school-outfit"], **WHEN)


def test_who_gained_a_right_gets_the_least_loaded_and_a_call_today(orlova, yurina, boyko, gulnara, galina, beside):
    beside(orlova, galina)
    assert first(boyko, gulnara) == yurina.account_id
    care = patronage.of_person(by=yurina, person=gulnara.pk, on=ON)
    assert care.ground == "override" and "Согласие спросит куратор" in care.ground_words
    (call,) = patronage.calls(by=yurina, account=yurina.account_id, on=ON)
    assert (call.why, call.measures, call.person.id) == ("gained", ("school-outfit",), gulnara.pk)
    assert care.family in patronage.cared_for(CHE)
    with pytest.raises(patronage.Late):
        first(boyko, gulnara)


def test_a_full_day_leaves_the_first_call_to_the_next_plan(orlova, boyko, gulnara, person):
    for number in range(12):
        PlannedCall.objects.create(
            region=CHE, account_id=orlova.account_id, day=ON, person_id=person(f"Звонок{number}").pk, why="long_ago",
            place=number + 1,
        )  # fmt: skip
    assert first(boyko, gulnara) == orlova.account_id
    assert gulnara.pk not in {one.person.id for one in patronage.calls(by=orlova, account=orlova.account_id, on=ON)}


def test_where_everybody_is_full_nobody_is_given_a_family(orlova, boyko, gulnara):
    patronage.set_capacity(by=boyko, account=orlova.account_id, families=0, at=AT)
    with pytest.raises(patronage.NotPossible):
        first(boyko, gulnara)
    with pytest.raises(patronage.Forbidden):
        first(orlova, gulnara)


def test_the_promises_of_thirty_cost_what_one_costs(orlova, boyko, person, beside):
    def cost():
        with CaptureQueriesContext(connection) as spent:
            patronage.overview(by=boyko, **WHEN)
        return len(spent)

    made = [person("Семья00")]
    beside(orlova, made[0], LAW)
    talked(orlova, made[0], 10, next_in=5)
    one = cost()
    for number in range(1, 30):
        made.append(person(f"Семья{number:02}"))
        beside(orlova, made[-1], LAW)
        talked(orlova, made[-1], 10, next_in=5)
    assert cost() == one <= 17
