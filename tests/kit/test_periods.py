from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.kit.periods import (
    LeapBirthday,
    add_months,
    age_on,
    birthday,
    day_after,
    day_before,
    full_months,
    holds_on,
    last_of_month,
    months_between,
    overlap,
    window,
)

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
ends = st.one_of(st.none(), days)


def test_a_month_after_31_january_ends_with_february():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 11, 12), 2) == date(2027, 1, 12)
    with pytest.raises(OverflowError):
        add_months(date(9999, 12, 1), 1)


def test_born_on_29_february_the_choice_is_named():
    born = date(2008, 2, 29)
    assert birthday(born, 18) == date(2026, 3, 1)
    assert birthday(born, 18, leap=LeapBirthday.FEBRUARY_28) == date(2026, 2, 28)
    assert birthday(born, 20) == date(2028, 2, 29)
    assert age_on(born, date(2026, 2, 28)) == 17
    assert age_on(born, date(2026, 2, 28), leap=LeapBirthday.FEBRUARY_28) == 18


def test_timur_is_nineteen_from_his_birthday_on():
    born = date(2007, 4, 17)
    assert age_on(born, date(2026, 4, 16)) == 18
    assert age_on(born, date(2026, 4, 17)) == 19
    assert age_on(born, born) == 0
    with pytest.raises(ValueError, match="born after"):
        age_on(born, date(2007, 4, 16))


@given(days, days)
def test_an_age_is_reached_on_its_birthday_and_not_before(born, on):
    if born > on:
        born, on = on, born
    age = age_on(born, on)
    assert birthday(born, age) <= on or age == 0
    assert on < birthday(born, age + 1)


@given(days, st.integers(min_value=-600, max_value=600))
def test_months_move_by_exactly_so_many_months(day, months):
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


@given(days, days)
def test_full_months_never_overshoot(first, last):
    if first <= last:
        months = full_months(first, last)
        assert add_months(first, months) <= last < add_months(first, months + 1)


def test_the_window_of_the_unified_benefit():
    assert window(date(2026, 1, 20), -13, -2) == (date(2024, 12, 1), date(2025, 11, 30))
    assert len(list(months_between(*window(date(2026, 1, 20), -13, -2)))) == 12
    assert last_of_month(date(2024, 2, 5)) == date(2024, 2, 29)


@given(ends, ends, ends, ends)
def test_periods_overlap_when_they_share_a_day(a, b, c, d):
    one, other = _ordered(a, b), _ordered(c, d)
    edges = [day for day in (*one, *other) if day] or [date(2000, 1, 1)]
    shared = any(holds_on(*one, day) and holds_on(*other, day) for day in edges)
    assert overlap(one, other) == overlap(other, one) == shared


def _ordered(first, last):
    return (last, first) if first and last and last < first else (first, last)


def test_days_beside_a_day():
    day = date(2026, 11, 12)
    assert day_after(day_before(day)) == day == day_before(day) + timedelta(days=1)
    assert day_before(date.min) == date.min
    assert day_after(date.max) == date.max
