"""+ - * / ** and the minus sign over known values. What does not fit raises Bad; Unknown goes to `hidden`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .decimals import MATH
from .errors import Bad
from .temporal import (
    DAY,
    LONGEST,
    NANO,
    DateTime,
    DayDuration,
    FarDate,
    MonthDuration,
    Time,
    add_days,
    add_months,
    instant,
    shift_datetime,
    shift_time,
)  # fmt: skip
from .unknown import MaybeList, Unknown
from .values import LARGEST, kind_of

Operation = Callable[[Any, Any], Any]


def finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise Bad("number-overflow")
    return value


def _add_text(left: str, right: str) -> str:
    if len(left) + len(right) > LARGEST:
        raise Bad("too-large")
    return left + right


def _divide(left: Decimal, right: Decimal) -> Decimal:
    if right == 0:
        raise Bad("division-by-zero")
    return finite(MATH.divide(left, right))


def _power(left: Decimal, right: Decimal) -> Decimal:
    if (left == 0 and right <= 0) or (left < 0 and right != right.to_integral_value()):
        raise Bad("bad-value", why=f"{left:.6} ** {right:.6}")
    return finite(MATH.power(left, right))


def nanos_of(value: Decimal) -> DayDuration:
    return DayDuration(_count(MATH.quantize(value, Decimal(1)) if abs(value) < LONGEST else value))


def _count(value: Decimal) -> int:
    """A whole number of nanoseconds or months, cut towards zero; Bad beyond any calendar."""
    if not abs(finite(value)) < LONGEST:
        raise Bad("number-overflow")
    return int(value)


def days_of(nanos: int) -> DayDuration:
    """A duration that some calendar can hold: whole numbers would grow without end otherwise."""
    if abs(nanos) >= LONGEST:
        raise Bad("number-overflow")
    return DayDuration(nanos)


def months_of(months: int) -> MonthDuration:
    if abs(months) >= LONGEST:
        raise Bad("number-overflow")
    return MonthDuration(months)


def _scale_days(duration: DayDuration, factor: Decimal) -> DayDuration:
    return nanos_of(MATH.multiply(Decimal(duration.nanos), factor))


def _scale_months(duration: MonthDuration, factor: Decimal) -> MonthDuration:
    return MonthDuration(_count(MATH.multiply(Decimal(duration.months), factor)))


def _ratio(left: int, right: int) -> Decimal:
    return _divide(Decimal(left), Decimal(right))


def _add_months_to_datetime(moment: DateTime, duration: MonthDuration) -> DateTime:
    return DateTime(add_months(moment.day, duration.months), moment.time)


def _add_days_to_date(day: Any, duration: DayDuration) -> Any:
    return add_days(day, duration.nanos // DAY)  # part of a day back from midnight is the day before


def _difference(left: Any, right: Any) -> DayDuration:
    (zoned, a), (other, b) = instant(left), instant(right)
    if zoned != other:
        raise Bad("operand-types", op="-", left=kind_of(left), right=kind_of(right))
    return DayDuration(a - b)


def _flip(operation: Operation) -> Operation:
    return lambda left, right: operation(right, left)


_DATES: tuple[type, ...] = (dt.date, FarDate)
_ADD: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): lambda a, b: finite(MATH.add(a, b)),
    (str, str): _add_text,
    (DayDuration, DayDuration): lambda a, b: days_of(a.nanos + b.nanos),
    (MonthDuration, MonthDuration): lambda a, b: months_of(a.months + b.months),
    (DateTime, MonthDuration): _add_months_to_datetime,
    (DateTime, DayDuration): lambda a, b: shift_datetime(a, b.nanos),
    (Time, DayDuration): lambda a, b: shift_time(a, b.nanos),
    **{(day, MonthDuration): lambda a, b: add_months(a, b.months) for day in _DATES},
    **{(day, DayDuration): _add_days_to_date for day in _DATES},
}
_ADD |= {(b, a): _flip(operation) for (a, b), operation in list(_ADD.items()) if a is not b}

_SUBTRACT: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): lambda a, b: finite(MATH.subtract(a, b)),
    (DayDuration, DayDuration): lambda a, b: days_of(a.nanos - b.nanos),
    (MonthDuration, MonthDuration): lambda a, b: months_of(a.months - b.months),
    (DateTime, MonthDuration): lambda a, b: _add_months_to_datetime(a, MonthDuration(-b.months)),
    (DateTime, DayDuration): lambda a, b: shift_datetime(a, -b.nanos),
    (Time, DayDuration): lambda a, b: shift_time(a, -b.nanos),
    (Time, Time): _difference,
    **{(day, MonthDuration): lambda a, b: add_months(a, -b.months) for day in _DATES},
    **{(day, DayDuration): lambda a, b: _add_days_to_date(a, DayDuration(-b.nanos)) for day in _DATES},
    **{(a, b): _difference for a in (*_DATES, DateTime) for b in (*_DATES, DateTime)},
}

_MULTIPLY: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): lambda a, b: finite(MATH.multiply(a, b)),
    (DayDuration, Decimal): _scale_days,
    (MonthDuration, Decimal): _scale_months,
    (Decimal, DayDuration): _flip(_scale_days),
    (Decimal, MonthDuration): _flip(_scale_months),
}

_DIVIDE: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): _divide,
    (DayDuration, Decimal): lambda a, b: nanos_of(_divide(Decimal(a.nanos), b)),
    (MonthDuration, Decimal): lambda a, b: MonthDuration(_count(_divide(Decimal(a.months), b))),
    (DayDuration, DayDuration): lambda a, b: _ratio(a.nanos, b.nanos),
    (MonthDuration, MonthDuration): lambda a, b: _ratio(a.months, b.months),
}

_TABLES: dict[str, dict[tuple[type, type], Operation]] = {
    "+": _ADD, "-": _SUBTRACT, "*": _MULTIPLY, "/": _DIVIDE, "**": {(Decimal, Decimal): _power},
}  # fmt: skip
_HIDDEN = (Unknown, MaybeList)


def arithmetic(op: str) -> Operation:
    """The function of one operator over two values."""
    table = _TABLES[op]

    def apply(left: Any, right: Any) -> Any:
        operation = table.get((type(left), type(right)))
        if operation is not None:
            return operation(left, right)
        if type(left) in _HIDDEN or type(right) in _HIDDEN:
            from .hidden import arithmetic_hidden

            return arithmetic_hidden(op, apply, left, right)
        raise Bad("operand-types", op=op, left=kind_of(left), right=kind_of(right))

    return apply


def minus(value: Any) -> Any:
    """The sign before a number or a duration."""
    if type(value) is Decimal:
        return MATH.minus(value)
    if type(value) is DayDuration:
        return DayDuration(-value.nanos)
    if type(value) is MonthDuration:
        return MonthDuration(-value.months)
    if type(value) in _HIDDEN:
        from .images import minus_hidden

        return minus_hidden(value)
    raise Bad("operand-type", op="-", right=kind_of(value))


def seconds(value: DayDuration) -> Decimal:
    return MATH.divide(Decimal(value.nanos), Decimal(NANO))
