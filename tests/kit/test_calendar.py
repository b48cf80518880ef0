from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.kit.calendar import Calendar, CalendarMissing, Year

# An invented year in the shape of a real one: the New Year holidays off, one Saturday worked.
HOLIDAYS = frozenset(date(2026, 1, day) for day in (1, 2, 5, 6, 7, 8, 9))
YEAR = Year(2026, days_off=HOLIDAYS, working=frozenset({date(2026, 2, 14)}))
CALENDAR = Calendar.of([YEAR])
in_2026 = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 10, 1))


def test_a_term_counts_from_the_day_after():
    assert CALENDAR.add_working_days(date(2026, 11, 12), 1).day == date(2026, 11, 13)
    assert CALENDAR.add_working_days(date(2026, 11, 12), 2).day == date(2026, 11, 16)


def test_holidays_and_transferred_days_are_respected():
    assert CALENDAR.next_working_day(date(2026, 1, 1)).day == date(2026, 1, 12)
    assert CALENDAR.is_working(date(2026, 2, 14))
    assert CALENDAR.add_working_days(date(2026, 2, 13), 1).day == date(2026, 2, 14)


def test_a_calendar_term_that_ends_on_a_day_off_moves_on():
    assert CALENDAR.add_calendar_days(date(2026, 2, 5), 30).day == date(2026, 3, 9)


def test_a_year_that_nobody_entered_is_named():
    with pytest.raises(CalendarMissing, match="2027") as missing:
        CALENDAR.add_working_days(date(2026, 12, 30), 5)
    assert missing.value.year == 2027
    assert "2027" in missing.value.ru


def test_falling_back_to_weekends_is_a_choice_and_says_so():
    fallback = CALENDAR.or_weekends_only()
    due = fallback.add_working_days(date(2026, 12, 30), 5)
    assert due.approximate
    assert due.day == date(2027, 1, 6)
    assert not fallback.add_working_days(date(2026, 11, 12), 5).approximate
    assert fallback.working_days_between(date(2026, 12, 30), date(2027, 1, 6)).approximate


def test_a_day_of_another_year_or_two_meanings_is_refused():
    with pytest.raises(ValueError, match="stands in the calendar of 2026"):
        Year(2026, days_off=frozenset({date(2025, 1, 1)}))
    with pytest.raises(ValueError, match="both off and worked"):
        Year(2026, days_off=frozenset({date(2026, 1, 1)}), working=frozenset({date(2026, 1, 1)}))
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_working_days(date(2026, 1, 1), -1)


@given(in_2026, st.integers(min_value=1, max_value=40))
def test_counting_forth_and_back_agree(start, days):
    due = CALENDAR.add_working_days(start, days)
    assert CALENDAR.is_working(due.day)
    assert CALENDAR.working_days_between(start, due.day).days == days
    assert CALENDAR.working_days_between(due.day, start).days == -days


@given(in_2026)
def test_the_next_working_day_skips_none(day):
    found = CALENDAR.next_working_day(day).day
    assert CALENDAR.is_working(found)
    assert not any(CALENDAR.is_working(day + timedelta(days=n)) for n in range((found - day).days))
