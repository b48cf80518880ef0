"""The properties of temporal values and ranges: `.year`, `.time offset`, `.start included`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .arithmetic import seconds
from .builtins.dates import weekday
from .decimals import MATH
from .errors import Bad
from .hidden import kind_of_unknown
from .images import increasing
from .temporal import DAY, NANO, DateTime, DayDuration, MonthDuration, Time, instant, make_date, offset_of
from .unknown import Boundary, Unknown, unknown_of
from .values import kind_of


def property_of(value: Any, key: str) -> Any:
    """The property, or Bad when such a value has none of this name."""
    if type(value) is Unknown:
        return _hidden(value, key)
    read = _PROPERTIES.get(kind_of(value), {}).get(key)
    if read is None:
        raise Bad("no-such-key", key=key)
    return read(value)


def _hidden(value: Unknown, key: str) -> Any:
    """Of an unknown date the year keeps its bounds; other properties say nothing."""
    kind = kind_of_unknown(value)
    if key == "year" and kind in (None, "date") and value.options is None:
        return increasing(value, lambda day: Decimal(day.year), _first_days)
    if key in _CALENDAR and kind != "context":
        low, high = (Decimal(end) for end in _CALENDAR[key])
        return Unknown(value.facts, low, high, may_be_absent=value.may_be_absent, step=Decimal(1), origin=None)
    return unknown_of(value.facts, True)


_CALENDAR = {"month": (1, 12), "day": (1, 31), "weekday": (1, 7)}


def _first_days(point: Any, side: int) -> list[Boundary]:
    year = int(point.to_integral_value("ROUND_FLOOR"))
    return [(make_date(year if side < 0 and year == point else year + 1, 1, 1), -1)]


def _clock(value: Time, day: Any = None) -> dict[str, Callable[[], Any]]:
    return {
        "hour": lambda: Decimal(value.hour),
        "minute": lambda: Decimal(value.minute),
        "second": lambda: Decimal(value.second),
        "time offset": lambda: _offset(value, day),
        "timezone": lambda: value.zone,
    }


def _offset(value: Time, day: Any) -> DayDuration | None:
    seconds = offset_of(day or dt.date(1970, 1, 1), value)
    return None if seconds is None else DayDuration(seconds * NANO)


def _of_clock(key: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, DateTime):
            return _clock(value.time, value.day)[key]()
        return _clock(value)[key]()

    return read


def _of_duration(unit: int, size: int) -> Callable[[DayDuration], Decimal]:
    """Whole units within the next larger one, with the sign of the duration."""

    def read(value: DayDuration) -> Decimal:
        count = abs(value.nanos) // unit % size
        return Decimal(-count if value.nanos < 0 else count)

    return read


def _of_months(part: Callable[[int], int]) -> Callable[[MonthDuration], Decimal]:
    def read(value: MonthDuration) -> Decimal:
        count = part(abs(value.months))
        return Decimal(-count if value.months < 0 else count)

    return read


_DATE: dict[str, Callable[[Any], Any]] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(weekday(day)),
}


def _seconds(value: Any) -> Decimal:
    """`value`: the point on the line where such values are compared, in seconds."""
    return MATH.divide(Decimal(instant(value)[1]), Decimal(NANO))


_CLOCK = {key: _of_clock(key) for key in ("hour", "minute", "second", "time offset", "timezone")}


def _of_day(read: Callable[[Any], Any]) -> Callable[[DateTime], Any]:
    return lambda moment: read(moment.day)


_PROPERTIES: dict[str, dict[str, Callable[[Any], Any]]] = {
    "date": {**_DATE, "value": _seconds},
    "time": {**_CLOCK, "value": _seconds},
    "date and time": {**{key: _of_day(read) for key, read in _DATE.items()}, **_CLOCK, "value": _seconds},
    "days and time duration": {
        "days": _of_duration(DAY, 10**30),
        "hours": _of_duration(3600 * NANO, 24),
        "minutes": _of_duration(60 * NANO, 60),
        "seconds": _of_duration(NANO, 60),
        "value": lambda value: seconds(value),
    },
    "years and months duration": {
        "years": _of_months(lambda months: months // 12),
        "months": _of_months(lambda months: months % 12),
        "value": lambda value: Decimal(value.months),
    },
    "range": {
        "start": lambda value: value.low,
        "end": lambda value: value.low if value.shape == "=" else value.high,
        "start included": lambda value: value.low is not None and not value.low_open,
        "end included": lambda value: value.shape == "=" or (value.high is not None and not value.high_open),
    },
}
