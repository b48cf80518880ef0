"""Reading dates, times and durations from text, exactly as the standard spells them."""

from __future__ import annotations

import re
from typing import Any

from .errors import Bad
from .temporal import (
    DAY,
    LONGEST,
    NANO,
    AnyDate,
    DateTime,
    DayDuration,
    MonthDuration,
    Time,
    add_days,
    make_date,
    zone_named,
)  # fmt: skip

_DATE = re.compile(r"(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:(Z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z][\w+/-]*))?", re.ASCII
)
_DAYS = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?", re.ASCII)
_MONTHS = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)


def read_date(text: str) -> AnyDate:
    match = _DATE.fullmatch(text)
    if match is None or int(match[2]) == 0:
        raise Bad("bad-temporal", found=text)
    year = int(match[2])
    return make_date(-year if match[1] else year, int(match[3]), int(match[4]))


def read_time(text: str) -> Time:
    return _read_clock(text)[0]


def _read_clock(text: str) -> tuple[Time, bool]:
    """The time, and whether it was 24:00:00, the midnight that ends a day."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise Bad("bad-temporal", found=text)
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    nano = int((match[4] or "0")[:9].ljust(9, "0"))
    ends = hour == 24 and not (minute or second or nano)
    if ends:
        hour = 0
    return make_time(hour, minute, second, nano, _offset(match), match[10]), ends


def _offset(match: re.Match[str]) -> int | None:
    if match[5]:
        return 0
    if not match[6]:
        return None
    hours, minutes, seconds = int(match[7]), int(match[8]), int(match[9] or 0)
    if minutes > 59 or seconds > 59:
        raise Bad("bad-temporal", found=match[0])
    return (hours * 3600 + minutes * 60 + seconds) * (-1 if match[6] == "-" else 1)


def make_time(hour: int, minute: int, second: int, nano: int, offset: int | None, zone: str | None = None) -> Time:
    """A time, or Bad when the clock has no such hand."""
    fits = 0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second <= 59 and abs(offset or 0) <= 18 * 3600
    if not fits or (zone is not None and zone_named(zone) is None):
        raise Bad("bad-temporal", found=f"{hour}:{minute}:{second}")
    return Time(hour, minute, second, nano, offset, zone)


def read_datetime(text: str) -> DateTime:
    day, mark, rest = text.partition("T")
    if not mark:
        return DateTime(read_date(text), Time(0, 0, 0))
    time, next_day = _read_clock(rest)
    return DateTime(add_days(read_date(day), 1) if next_day else read_date(day), time)


def read_duration(text: str) -> DayDuration | MonthDuration:
    months = _MONTHS.fullmatch(text)
    if months and (months[2] or months[3]):
        count = int(months[2] or 0) * 12 + int(months[3] or 0)
        return MonthDuration(_bounded(-count if months[1] else count, text))
    days = _DAYS.fullmatch(text)
    if days is None or not any(days.group(2, 3, 4, 5)):
        raise Bad("bad-temporal", found=text)
    seconds = int(days[3] or 0) * 3600 + int(days[4] or 0) * 60 + int(days[5] or 0)
    nanos = int(days[2] or 0) * DAY + seconds * NANO + int((days[6] or "0")[:9].ljust(9, "0"))
    return DayDuration(_bounded(-nanos if days[1] else nanos, text))


def _bounded(count: int, text: str) -> int:
    """A count that some calendar can hold."""
    if abs(count) >= LONGEST:
        raise Bad("bad-temporal", found=text[:40])
    return count


def read_temporal(text: str) -> Any:
    """The value of `@"..."`: the form of the text tells which kind it is."""
    if text.lstrip("-").startswith("P"):
        return read_duration(text)
    if "T" in text.partition("@")[0]:
        return read_datetime(text)
    return read_time(text) if ":" in text else read_date(text)
