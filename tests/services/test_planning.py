"""Galina's week: the care worker comes on Mondays and Thursdays, and the plan gives what the programme promises."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.services.planning import Volume, plan

MONDAY = date(2026, 11, 23)
MON, TUE, THU, FRI = 0, 1, 3, 4


def everyday(day):
    return True


def test_food_twice_a_week_and_cleaning_once():
    week = plan(
        [Volume("food", 2, "week"), Volume("cleaning", 1, "week")],
        first=MONDAY, last=MONDAY + timedelta(6), weekdays=[MON, THU], works=everyday,
    )  # fmt: skip
    assert [(visit.on, dict(visit.services)) for visit in week.visits] == [
        (date(2026, 11, 23), {"food": 1, "cleaning": 1}),
        (date(2026, 11, 26), {"food": 1}),
    ]
    assert week.short == ()


def test_three_times_over_five_days():
    week = plan(
        [Volume("food", 3, "week")], first=MONDAY, last=MONDAY + timedelta(4), weekdays=range(5), works=everyday
    )
    assert [visit.on.weekday() for visit in week.visits] == [0, 1, 3]


def test_a_holiday_moves_its_times_to_the_day_that_is_left():
    week = plan(
        [Volume("food", 2, "week")], first=MONDAY, last=MONDAY + timedelta(6), weekdays=[MON, THU],
        works=lambda day: day != MONDAY,
    )  # fmt: skip
    assert [(visit.on, visit.services["food"]) for visit in week.visits] == [(date(2026, 11, 26), 2)]


def test_a_week_without_a_day_is_named():
    holidays = plan(
        [Volume("food", 2, "week")], first=MONDAY, last=MONDAY + timedelta(6), weekdays=[MON], works=lambda day: False
    )
    assert holidays.visits == ()
    (short,) = holidays.short
    assert (short.service, short.first, short.last, short.wanted) == ("food", MONDAY, date(2026, 11, 29), 2)


def test_half_a_month_gets_half_of_it_rounded_up():
    half = plan(
        [Volume("window", 1, "month")], first=date(2026, 11, 16), last=date(2026, 11, 30), weekdays=[TUE, FRI],
        works=everyday,
    )  # fmt: skip
    assert [visit.services["window"] for visit in half.visits] == [1]


def test_no_volume_is_refused():
    with pytest.raises(ValueError, match="food"):
        Volume("food", 0, "week")
    with pytest.raises(ValueError, match="year"):
        Volume("food", 1, "year")


@given(
    st.integers(1, 40), st.sampled_from(["week", "month"]), st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 120), st.sets(st.integers(0, 6), min_size=1),
)  # fmt: skip
def test_every_whole_period_gets_exactly_what_is_promised(times, per, first, length, weekdays):
    last = first + timedelta(length)
    made = plan([Volume("food", times, per)], first=first, last=last, weekdays=sorted(weekdays), works=everyday)

    def period(day):
        return (day - timedelta(day.weekday())) if per == "week" else day.replace(day=1)

    given_in = Counter()
    for visit in made.visits:
        assert first <= visit.on <= last
        assert visit.on.weekday() in weekdays
        given_in[period(visit.on)] += visit.services["food"]
    short = {period(one.first) for one in made.short}
    for begins in {period(first + timedelta(shift)) for shift in range(length + 1)}:
        ends = begins + timedelta(6) if per == "week" else (begins + timedelta(31)).replace(day=1) - timedelta(1)
        whole = first <= begins and ends <= last
        assert given_in[begins] <= times
        if whole:
            assert given_in[begins] == (0 if begins in short else times)
        assert given_in[begins] or begins in short


@given(st.integers(1, 20), st.integers(1, 7))
def test_times_are_spread_evenly(times, days):
    week = plan([Volume("food", times, "week")], first=MONDAY, last=MONDAY + timedelta(6), weekdays=range(days),
                works=everyday)  # fmt: skip
    counts = [visit.services["food"] for visit in week.visits] + [0] * (days - len(week.visits))
    assert max(counts) - min(counts) <= 1
