"""Pyotr asks to be told on the day on which his certificate begins; staff get a task, nobody is told twice."""

from datetime import date, timedelta

import pytest

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.measures.models import Reminder
from ryadom.measures.tasks import tell_reminders_of_today
from ryadom.people import api as people
from ryadom.regions import clock

from .conftest import AT, CHE, ON, WHEN

pytestmark = pytest.mark.django_db
DAY = date(2027, 5, 14)


@pytest.fixture
def pyotr(person):
    return person("Орлов", "Пётр", "Ильич")


@pytest.fixture
def ask(pyotr, book):
    def make(by, day=DAY, **more):
        about = {"measure": "certificate", "subject": str(pyotr.pk), "subject_name": "Пётр", "begins": True}
        return measures.remind(by=by, person=pyotr.pk, day=day, channel="web", book=book, **{**about, **more}, **WHEN)

    return make


def open_ones(pyotr):
    return measures.reminders(region=CHE, persons=[pyotr.pk], at=AT)


def tasks(vera, on):
    return [note.text for note in cases.today(by=vera, on=on).notes]


def on_the_day(day=DAY):
    return clock.frozen(AT.replace(year=day.year, month=day.month, day=day.day))


def test_asked_twice_it_is_one_and_one_button_takes_it_back(pyotr, resident, ask):
    me = resident(pyotr)
    first, again = ask(me), ask(me)
    assert first.token == again.token
    (told,) = open_ones(pyotr)
    assert (told.day, told.begins, told.asked_on, told.told_on, told.helper_name) == (DAY, True, ON, None, "")
    for _click in range(2):
        measures.stop_reminding(by=me, reminder=first.token, **WHEN)
    assert open_ones(pyotr) == ()
    assert ask(me).token != first.token  # and may be asked for anew


def test_on_the_day_staff_get_a_task_and_the_page_says_it_once(pyotr, resident, ask, vera):
    ask(resident(pyotr))
    with on_the_day(DAY - timedelta(1)):
        assert tell_reminders_of_today(0) == 0
    with on_the_day():
        assert [tell_reminders_of_today(0), tell_reminders_of_today(0)] == [1, 0]
    (task,) = tasks(vera, DAY)
    assert task == (
        "Просили напомнить: «Удостоверение», с 14\u00a0мая\u00a02027 может быть положено. Проверьте дело и позвоните."
    ).replace("Удостоверение", Reminder.objects.in_region(CHE).get().title)
    assert open_ones(pyotr)[0].told_on == DAY
    assert measures.reminders(region=CHE, persons=[pyotr.pk], at=AT + timedelta(365)) == ()


def test_a_day_on_which_nothing_ran_is_told_late_and_not_lost(pyotr, resident, ask, vera):
    ask(resident(pyotr), begins=False)
    with on_the_day(DAY + timedelta(3)):
        assert tell_reminders_of_today(0) == 1
    (task,) = tasks(vera, DAY + timedelta(3))
    assert "право могло закончиться" in task


def test_what_was_taken_back_is_not_told(pyotr, resident, ask, vera):
    me = resident(pyotr)
    measures.stop_reminding(by=me, reminder=ask(me).token, **WHEN)
    with on_the_day():
        assert tell_reminders_of_today(0) == 0
    assert tasks(vera, DAY) == []


def test_nobody_is_told_to_call_one_who_has_died(pyotr, resident, ask, vera):
    ask(resident(pyotr))
    pyotr.died_on = ON
    pyotr.save()
    with on_the_day():
        assert tell_reminders_of_today(0) == 0
    assert tasks(vera, DAY) == []


def test_staff_ask_for_him_and_he_reads_who_did(pyotr, vera, ask):
    kept = ask(vera)
    assert kept.helper_name == vera.name
    (line,) = people.readings_of(region=CHE, person_id=pyotr.pk)
    assert (line.reader, line.purpose) == (vera.name, "Записана просьба напомнить 14 мая 2027")
    ask(vera)
    assert len(people.readings_of(region=CHE, person_id=pyotr.pk)) == 1


def test_a_code_without_a_passport_keeps_no_reminder(pyotr, resident, ask):
    with pytest.raises(measures.Forbidden):
        ask(resident(pyotr, level="contact"))
    assert open_ones(pyotr) == ()


@pytest.mark.parametrize("day", [ON, ON - timedelta(1), ON + timedelta(366 * 18 + 1)])
def test_only_a_day_that_lies_ahead(pyotr, resident, ask, day):
    with pytest.raises(measures.WrongState):
        ask(resident(pyotr), day=day)


def test_only_a_measure_of_the_region(pyotr, resident, ask):
    with pytest.raises(measures.WrongState):
        ask(resident(pyotr), measure="moon")


def test_the_text_names_no_measure_and_is_short(pyotr, resident, ask):
    me = resident(pyotr)
    for begins in (True, False):
        text = measures.reminder_text(ask(me, begins=begins, day=DAY + timedelta(begins)), "8 (351) 000-00-00")
        assert "мая" in text
        assert "8 (351)" in text
        assert len(text) <= 201
        assert "достоверение" not in text
    assert measures.reminder_text(open_ones(pyotr)[0], "") == ""


def test_the_list_costs_one_query(pyotr, resident, ask, django_assert_num_queries):
    me = resident(pyotr)
    for more in range(5):
        ask(me, day=DAY + timedelta(more))
    with django_assert_num_queries(1):
        assert len(open_ones(pyotr)) == 5
