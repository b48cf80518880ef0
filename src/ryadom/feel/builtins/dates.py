"""Functions over dates, times and durations: the standard's, and the choices of Russian law under their own names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..errors import Bad
from ..images import decreasing, increasing
from ..reading import make_time, read_date, read_datetime, read_duration, read_time
from ..temporal import (
    NANO,
    AnyDate,
    DateTime,
    DayDuration,
    FarDate,
    MonthDuration,
    Time,
    add_days,
    add_months,
    days_in_month,
    from_python_datetime,
    make_date,
    months_between,
    to_days,
    ymd,
)  # fmt: skip
from ..unknown import Boundary, Unknown
from ..values import kind_of
from .numbers import whole
from .registry import builtin, hidden

# -- making temporal values -------------------------------------------------------------------------------------------


@builtin("date(from: string|date|date and time)")
def date(source: Any) -> AnyDate:
    if isinstance(source, str):
        return read_date(source)
    return source.day if isinstance(source, DateTime) else source


@builtin("date(year: number, month: number, day: number)")
def date_of(year: Decimal, month: Decimal, day: Decimal) -> AnyDate:
    return make_date(whole(year), whole(month), whole(day))


@builtin("time(from: string|time|date|date and time)")
def time(source: Any) -> Time:
    if isinstance(source, str):
        return read_time(source)
    if isinstance(source, DateTime):
        return source.time
    return source if isinstance(source, Time) else Time(0, 0, 0, 0, 0)


@builtin("time(hour: number, minute: number, second: number, offset: days and time duration?)")
def time_of(hour: Decimal, minute: Decimal, second: Decimal, offset: DayDuration | None) -> Time:
    seconds, nano = divmod(int(second * NANO), NANO)
    east = None if offset is None else int(Decimal(offset.nanos) / NANO)
    return make_time(whole(hour), whole(minute), seconds, nano, east)


@builtin("date and time(from: string|date|date and time)")
def date_and_time(source: Any) -> DateTime:
    if isinstance(source, str):
        return read_datetime(source)
    return source if isinstance(source, DateTime) else DateTime(source, Time(0, 0, 0, 0, 0))


@builtin("date and time(date: date|date and time, time: time)")
def date_and_time_of(day: Any, clock: Time) -> DateTime:
    return DateTime(day.day if isinstance(day, DateTime) else day, clock)


@builtin("date and time(date: date|date and time, timezone: string)")
def date_and_time_in(day: Any, zone: str) -> DateTime:
    """The same hands of the clock in a zone; a bare date is its midnight there."""
    clock = day.time if isinstance(day, DateTime) else Time(0, 0, 0)
    made = make_time(clock.hour, clock.minute, clock.second, clock.nano, None, zone)
    return DateTime(_day(day), made)


@builtin("duration(from: string|days and time duration|years and months duration)")
def duration(source: Any) -> DayDuration | MonthDuration:
    return read_duration(source) if isinstance(source, str) else source


@builtin("years and months duration(from: date|date and time, to: date|date and time)")
def years_and_months_duration(start: Any, end: Any) -> MonthDuration:
    return MonthDuration(months_between(_day(start), _day(end)))


def _day(value: Any) -> AnyDate:
    return value.day if isinstance(value, DateTime) else value


@builtin("now()")
def now() -> DateTime:
    """The clock. A published measure may not ask it: its date is the date of decision."""
    return from_python_datetime(dt.datetime.now(dt.UTC))


@builtin("today()")
def today() -> dt.date:
    """The calendar. A published measure may not ask it: its date is the date of decision."""
    return dt.datetime.now(dt.UTC).date()


# -- asking about them ------------------------------------------------------------------------------------------------

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_YEAR = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def weekday(day: AnyDate) -> int:
    """1 is Monday, 7 is Sunday."""
    return (to_days(day) + 3) % 7 + 1


@builtin("day of week(date: date|date and time)")
def day_of_week(value: Any) -> str:
    return _WEEK[weekday(_day(value)) - 1]


@builtin("day of year(date: date|date and time)")
def day_of_year(value: Any) -> Decimal:
    day = _day(value)
    return Decimal(to_days(day) - to_days(make_date(day.year, 1, 1)) + 1)


@builtin("month of year(date: date|date and time)")
def month_of_year(value: Any) -> str:
    return _YEAR[_day(value).month - 1]


@builtin("week of year(date: date|date and time)")
def week_of_year(value: Any) -> Decimal:
    """The week by ISO 8601: the first one holds the year's first Thursday."""
    day = _day(value)
    thursday = add_days(day, 4 - weekday(day))
    return Decimal((to_days(thursday) - to_days(make_date(thursday.year, 1, 1))) // 7 + 1)


@builtin("last day of month(date: date|date and time)")
def last_day_of_month(value: Any) -> Decimal:
    day = _day(value)
    return Decimal(days_in_month(day.year, day.month))


# -- what the law names -----------------------------------------------------------------------------------------------


def _age_in_months(born: AnyDate, on: AnyDate) -> int:
    """Months lived on a day. A month is full on the same day of the month; where that day does not exist, on the first
    day of the month after: a person born on 29 February turns a year older on 1 March of a common year."""
    if ymd(on) < ymd(born):
        return -_age_in_months(on, born)
    months = (on.year - born.year) * 12 + on.month - born.month
    return months - (1 if on.day < born.day else 0)


@builtin("полных лет(от: date|date and time, на: date|date and time)")
def full_years(born: Any, on: Any) -> Decimal:
    """Full years on a day: the age is reached on the birthday itself; born on 29 February, on 1 March of a common year.

    Civil law ends a period of years on the same date of the last year; where the month has no such date, on its last
    day. Age is not a period: it is full when the birthday has come, so 28 February is too early.
    """
    months = _age_in_months(_day(born), _day(on))
    return Decimal(months // 12 if months >= 0 else -(-months // 12))


@builtin("полных лет со следующего дня(от: date|date and time, на: date|date and time)")
def full_years_day_after(born: Any, on: Any) -> Decimal:
    """Full years counted as courts count age: reached at the end of the birthday, so from the day after it."""
    return full_years(born, add_days(_day(on), -1))


@builtin("полных месяцев(от: date|date and time, на: date|date and time)")
def full_months(start: Any, on: Any) -> Decimal:
    """Full months on a day, reached on the same day of the month (or on the 1st after a month that has no such day)."""
    return Decimal(_age_in_months(_day(start), _day(on)))


@builtin("начало месяца(дата: date|date and time, сдвиг: number?)")
def month_start(day: Any, shift: Decimal | None) -> AnyDate:
    """The first day of the month, moved by whole months: сдвиг -1 is the month before."""
    first = make_date(_day(day).year, _day(day).month, 1)
    return add_months(first, whole(shift or Decimal(0)))


@builtin("конец месяца(дата: date|date and time, сдвиг: number?)")
def month_end(day: Any, shift: Decimal | None) -> AnyDate:
    """The last day of the month, moved by whole months."""
    return add_days(month_start(day, (shift or Decimal(0)) + 1), -1)


@builtin("прибавить месяцы(дата: date|date and time, месяцев: number)")
def plus_months(day: Any, months: Decimal) -> AnyDate:
    """The same day so many months later, or the last day of a shorter month: 31 January + 1 is 28 or 29 February."""
    return add_months(_day(day), whole(months))


# -- the same, when a date is not known -------------------------------------------------------------------------------


def _day_cuts(reaches: Callable[[AnyDate], bool], guess: AnyDate) -> list[Boundary]:
    """The first day, within five weeks of a guess, at which a monotone `reaches` changes; found by halving."""
    low, high = -35, 35
    before = reaches(add_days(guess, low))
    if reaches(add_days(guess, high)) == before:
        return []
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if reaches(add_days(guess, middle)) == before else (low, middle)
    return [(add_days(guess, high), -1)]


@lru_cache(maxsize=4096)
def _birthdays(count: Callable[[Any, Any], Decimal], unit: int, day: AnyDate, wanted: int) -> tuple[Boundary, ...]:
    """The birthday from which on an age is reached by `day`: the same few ages are asked of everyone on a day."""
    return tuple(_day_cuts(lambda d: count(d, day) >= wanted, add_months(day, -wanted * unit)))


@lru_cache(maxsize=4096)
def _days(count: Callable[[Any, Any], Decimal], unit: int, start: AnyDate, wanted: int) -> tuple[Boundary, ...]:
    """The day from which on somebody born on `start` has reached an age."""
    return tuple(_day_cuts(lambda d: count(start, d) >= wanted, add_months(start, wanted * unit)))


def _ages_hidden(count: Callable[[Any, Any], Decimal], unit: int) -> Callable[..., Any]:
    """Ages fall as the birthday grows later and rise with the day they are asked for."""

    def answer(born: Any, on: Any) -> Any:
        if type(born) is Unknown and kind_of(on) in ("date", "date and time"):
            day = _day(on)

            def birthdays(point: Any, side: int) -> Iterable[Boundary]:
                return _birthdays(count, unit, day, _reached(point, side))

            return _stepped(decreasing(born, lambda end: count(end, day), birthdays))
        if type(on) is Unknown and kind_of(born) in ("date", "date and time"):
            start = _day(born)

            def days(point: Any, side: int) -> Iterable[Boundary]:
                return _days(count, unit, start, _reached(point, side))

            return _stepped(increasing(on, lambda end: count(start, end), days))
        if type(born) is Unknown and type(on) is Unknown:
            return NotImplemented
        raise Bad("bad-value", why="date")

    return answer


def _reached(point: Any, side: int) -> int:
    """The whole age at which a boundary is passed: just below 18 it is 18, just above it is 19."""
    whole_part = int(point.to_integral_value("ROUND_FLOOR")) if isinstance(point, Decimal) else 0
    return whole_part if side < 0 and whole_part == point else whole_part + 1


def _stepped(value: Any) -> Any:
    """Ages are whole numbers."""
    if type(value) is not Unknown:
        return value
    return Unknown(
        value.facts, value.low, value.high, may_be_absent=value.may_be_absent, step=Decimal(1), origin=value.origin
    )


hidden("полных лет")(_ages_hidden(full_years, 12))
hidden("полных лет со следующего дня")(_ages_hidden(full_years_day_after, 12))
hidden("полных месяцев")(_ages_hidden(full_months, 1))


def _moved_hidden(move: Callable[[Any, Any], AnyDate]) -> Callable[..., Any]:
    """Month arithmetic never decreases with the day it starts from."""

    def answer(day: Any, months: Any) -> Any:
        if type(day) is not Unknown or type(months) is Unknown:
            return NotImplemented
        shift = whole(months or Decimal(0))

        def back(point: Any, side: int) -> list[Boundary]:
            guess = add_months(_day(point), -shift)
            return _day_cuts(lambda d: _passes(move(d, months), point, side), guess)

        return increasing(day, lambda end: move(end, months), back)

    return answer


def _passes(moved: AnyDate, point: Any, side: int) -> bool:
    return ymd(moved) >= ymd(point) if side < 0 else ymd(moved) > ymd(point)


hidden("начало месяца")(_moved_hidden(month_start))
hidden("конец месяца")(_moved_hidden(month_end))
hidden("прибавить месяцы")(_moved_hidden(plus_months))

CLOCK = frozenset({"now", "today"})

__all__ = ["CLOCK", "FarDate", "weekday"]
