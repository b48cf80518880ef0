"""The promise counts working days, a pause moves it by the days it stood and by nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ryadom.cases import life
from ryadom.kit.calendar import Calendar, Year

CLOCK = Calendar.of([Year(2026, days_off=frozenset({date(2026, 11, 4)}))]).or_weekends_only()
THURSDAY = date(2026, 11, 12)


def test_ten_working_days_from_thursday():
    assert life.promise(THURSDAY, life.Term(10), (), CLOCK) == date(2026, 11, 26)


def test_a_holiday_is_not_a_working_day():
    assert life.promise(date(2026, 11, 3), life.Term(1), (), CLOCK) == date(2026, 11, 5)


def test_three_days_of_waiting_move_the_promise_by_three_days():
    rest = life.Break(date(2026, 11, 13), date(2026, 11, 18))  # Friday to Wednesday: Mon, Tue, Wed
    assert life.promise(THURSDAY, life.Term(10), [rest], CLOCK) == date(2026, 12, 1)


def test_calendar_days_end_on_a_working_day():
    assert life.promise(THURSDAY, life.Term(30, working=False), (), CLOCK) == date(2026, 12, 14)
    rest = life.Break(date(2026, 11, 13), date(2026, 11, 18))
    assert life.promise(THURSDAY, life.Term(30, working=False), [rest], CLOCK) == date(2026, 12, 17)


def test_a_weekend_of_waiting_moves_nothing():
    rest = life.Break(date(2026, 11, 14), date(2026, 11, 15))
    assert life.promise(THURSDAY, life.Term(10), [rest], CLOCK) == date(2026, 11, 26)


def test_a_pause_that_stands_moves_nothing_yet():
    assert life.promise(THURSDAY, life.Term(10), [life.Break(THURSDAY, None)], CLOCK) == date(2026, 11, 26)


@given(st.integers(0, 40), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
@settings(max_examples=100)
def test_waiting_never_brings_the_promise_forward(days, rests):
    breaks = [life.Break(THURSDAY + timedelta(a), THURSDAY + timedelta(a + b)) for a, b in rests]
    plain = life.promise(THURSDAY, life.Term(days), (), CLOCK)
    assert life.promise(THURSDAY, life.Term(days), breaks, CLOCK) >= plain


@pytest.mark.parametrize(
    ("state", "promised", "late"),
    [
        ("open", date(2026, 11, 11), True),
        ("open", THURSDAY, False),
        ("open", None, False),
        ("paused", date(2026, 11, 11), False),
        ("closed", date(2026, 11, 11), False),
    ],
)
def test_who_is_late(state, promised, late):
    assert life.is_overdue(state, promised, THURSDAY) is late


def test_days_left_and_days_late():
    assert life.days_left(date(2026, 11, 16), THURSDAY, CLOCK) == 2
    assert life.days_left(date(2026, 11, 10), THURSDAY, CLOCK) == -2


def test_nothing_but_a_note_or_an_appeal_follows_the_end():
    assert life.VERBS["closed"] == {"note", "answer_request", "reopen_as_appeal"}
