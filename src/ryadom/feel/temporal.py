"""Dates, times and durations of FEEL.

A date is Python's own `date` within years 1..9999 and a `FarDate` outside; times carry nanoseconds and a zone's name,
which Python's do not, so `Time` and `DateTime` are ours. Years are counted astronomically (the year before 1 is 0, -1
...).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache, total_ordering
from typing import Any
from zoneinfo import ZoneInfo

from .errors import Bad

YEAR_LIMIT = 999_999_999
NANO = 1_000_000_000
DAY = 86_400 * NANO
LONGEST = 10**27  # nanoseconds or months: more than the years that a date can have
_EPOCH = 719_163  # date(1970, 1, 1).toordinal()


@total_ordering
@dataclass(frozen=True, slots=True)
class DayDuration:
    """A days and time duration, in whole nanoseconds."""

    nanos: int

    def __lt__(self, other: Any) -> bool:
        return self.nanos < other.nanos if isinstance(other, DayDuration) else NotImplemented

    def __str__(self) -> str:
        days, rest = divmod(abs(self.nanos), DAY)
        seconds, nano = divmod(rest, NANO)
        hours, seconds = divmod(seconds, 3600)
        minutes, seconds = divmod(seconds, 60)
        tail = f"{hours}H" * bool(hours) + f"{minutes}M" * bool(minutes)
        if seconds or nano:
            tail += f"{seconds}{fraction(nano)}S"
        body = f"{days}D" * bool(days) + (f"T{tail}" if tail else "")
        return ("-" if self.nanos < 0 else "") + "P" + (body or "T0S")


@total_ordering
@dataclass(frozen=True, slots=True)
class MonthDuration:
    """A years and months duration, in whole months."""

    months: int

    def __lt__(self, other: Any) -> bool:
        return self.months < other.months if isinstance(other, MonthDuration) else NotImplemented

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        body = f"{years}Y" * bool(years) + f"{months}M" * bool(months)
        return ("-" if self.months < 0 else "") + "P" + (body or "0M")


@total_ordering
@dataclass(frozen=True, slots=True)
class FarDate:
    """A date whose year Python's own type cannot hold."""

    year: int
    month: int
    day: int

    def __lt__(self, other: Any) -> bool:
        return ymd(self) < ymd(other) if isinstance(other, dt.date | FarDate) else NotImplemented

    def __gt__(self, other: Any) -> bool:
        return ymd(self) > ymd(other) if isinstance(other, dt.date | FarDate) else NotImplemented

    def __str__(self) -> str:
        return show_date(self)


AnyDate = dt.date | FarDate


def ymd(value: AnyDate) -> tuple[int, int, int]:
    return value.year, value.month, value.day


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day; at most one of `offset` (seconds east of Greenwich) and `zone` (its name) is set."""

    hour: int
    minute: int
    second: int
    nano: int = 0
    offset: int | None = None
    zone: str | None = None

    @property
    def of_day(self) -> int:
        """Nanoseconds since midnight on the clock."""
        return (self.hour * 3600 + self.minute * 60 + self.second) * NANO + self.nano

    def __str__(self) -> str:
        clock = f"{self.hour:02}:{self.minute:02}:{self.second:02}{fraction(self.nano)}"
        if self.zone is not None:
            return f"{clock}@{self.zone}"
        return clock + ("" if self.offset is None else show_offset(self.offset))


@dataclass(frozen=True, slots=True)
class DateTime:
    day: AnyDate
    time: Time

    def __str__(self) -> str:
        return f"{show_date(self.day)}T{self.time}"


def fraction(nano: int) -> str:
    return f".{nano:09}".rstrip("0") if nano else ""


def show_offset(offset: int) -> str:
    if offset == 0:
        return "Z"
    hours, rest = divmod(abs(offset), 3600)
    minutes, seconds = divmod(rest, 60)
    sign = "-" if offset < 0 else "+"
    return f"{sign}{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def show_date(value: AnyDate) -> str:
    year, month, day = ymd(value)
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


# -- the calendar ------------------------------------------------------------------------------------------------


def days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def make_date(year: int, month: int, day: int) -> AnyDate:
    """A date, or Bad when there is no such day."""
    if not (abs(year) <= YEAR_LIMIT and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        raise Bad("bad-temporal", found=f"{year}-{month}-{day}")
    return dt.date(year, month, day) if 1 <= year <= 9999 else FarDate(year, month, day)


def to_days(value: AnyDate) -> int:
    """Days since 1970-01-01."""
    if isinstance(value, dt.date):
        return value.toordinal() - _EPOCH
    cycles, year = divmod(value.year - 2000, 400)  # the calendar repeats every 400 years, 146,097 days
    return dt.date(2000 + year, value.month, value.day).toordinal() - _EPOCH + cycles * 146_097


def from_days(days: int) -> AnyDate:
    ordinal = days + _EPOCH
    if 1 <= ordinal <= 3_652_059:
        return dt.date.fromordinal(ordinal)
    start = dt.date(2000, 1, 1).toordinal()
    cycles, rest = divmod(ordinal - start, 146_097)
    near = dt.date.fromordinal(start + rest)
    return make_date(near.year + cycles * 400, near.month, near.day)


def add_months(value: AnyDate, months: int) -> AnyDate:
    """The same day `months` later, or the last day of a shorter month (31 January + 1 month is 28 or 29 February)."""
    year, month = divmod(value.year * 12 + value.month - 1 + months, 12)
    return make_date(year, month + 1, min(value.day, days_in_month(year, month + 1)))


def add_days(value: AnyDate, days: int) -> AnyDate:
    return from_days(to_days(value) + days)


# -- zones and instants ------------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except Exception:  # ZoneInfo raises four kinds for a bad name; all mean the same here
        return None


def offset_of(day: AnyDate, time: Time) -> int | None:
    """Seconds east of Greenwich at this moment, or None for a local time."""
    if time.zone is None:
        return time.offset
    zone = zone_named(time.zone)
    if zone is None:
        raise Bad("bad-temporal", found=time.zone)
    year, month, date_of_month = ymd(day)
    if not 2 <= year <= 9998:
        year = 2000 + year % 400
    moment = dt.datetime(year, month, date_of_month, time.hour, time.minute, time.second, tzinfo=zone)
    shift = moment.utcoffset()
    return 0 if shift is None else int(shift.total_seconds())


_TIME_DAY = dt.date(1970, 1, 1)


def instant(value: AnyDate | DateTime | Time) -> tuple[bool, int]:
    """(has a zone, nanoseconds): two values compare when their first parts agree."""
    if isinstance(value, Time):
        offset = offset_of(_TIME_DAY, value)
        return offset is not None, value.of_day - (offset or 0) * NANO
    if isinstance(value, DateTime):
        offset = offset_of(value.day, value.time)
        return offset is not None, to_days(value.day) * DAY + value.time.of_day - (offset or 0) * NANO
    return True, to_days(value) * DAY  # a bare date meets a moment as its midnight in Greenwich


def shift_datetime(value: DateTime, nanos: int) -> DateTime:
    days, rest = divmod(to_days(value.day) * DAY + value.time.of_day + nanos, DAY)
    return DateTime(from_days(days), clock(rest, value.time))


def shift_time(value: Time, nanos: int) -> Time:
    return clock((value.of_day + nanos) % DAY, value)


def clock(nanos: int, like: Time) -> Time:
    seconds, nano = divmod(nanos, NANO)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return Time(hour, minute, second, nano, like.offset, like.zone)


def months_between(start: AnyDate, end: AnyDate) -> int:
    """Whole months from start to end, towards zero, as the standard's `years and months duration` counts them."""
    if ymd(end) < ymd(start):
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (1 if end.day < start.day else 0)


# -- Python's own values -----------------------------------------------------------------------------------------


def from_python_time(value: dt.time) -> Time:
    shift = value.utcoffset()
    offset = None if shift is None else int(shift.total_seconds())
    return Time(value.hour, value.minute, value.second, value.microsecond * 1000, offset)


def from_python_datetime(value: dt.datetime) -> DateTime:
    zone = getattr(value.tzinfo, "key", None)
    time = (
        from_python_time(value.timetz())
        if zone is None
        else Time(value.hour, value.minute, value.second, 0, None, zone)
    )
    shift = value.utcoffset()
    offset = None if shift is None or zone else int(shift.total_seconds())
    return DateTime(value.date(), Time(time.hour, time.minute, time.second, value.microsecond * 1000, offset, zone))


def from_python_timedelta(value: dt.timedelta) -> DayDuration:
    return DayDuration((value.days * 86_400 + value.seconds) * NANO + value.microseconds * 1000)
