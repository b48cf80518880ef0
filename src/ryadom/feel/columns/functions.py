"""The functions of the language over columns, by the name that a rule says."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np

from . import calendar
from .arithmetic import CEILING, DOWN, FLOOR, HALF_DOWN, HALF_EVEN, HALF_UP, UP, rounded
from .lists import count, greatest, least
from .logic import all_of, any_of, at_once, negate
from .values import Line, Members, NotInColumns, Value, line, made, nothing_beside, number


def _whole(value: Value, what: str) -> int:
    if type(value) is not Decimal:
        raise NotInColumns(f"{what} that differs from row to row")
    return int(value)


def _rounding(mode: str) -> Callable[..., Value]:
    def body(value: Value, places: Value = Decimal(0)) -> Value:
        return rounded(mode, value, _whole(places, "places"))

    return body


def _count(members: Value) -> Value:
    if type(members) is not Members:
        raise NotInColumns("count of something else than members")
    return count(members)


def _spread(body: Callable[[list[Value]], Value]) -> Callable[..., Value]:
    """A function of one list or of any number of values."""

    def answer(*values: Value) -> Value:
        given = values[0] if len(values) == 1 and isinstance(values[0], list) else list(values)
        return body(given)

    return answer


def _ages(unit: int, shift: int) -> Callable[..., Value]:
    count_ages = calendar.ages(unit, shift)

    def answer(born: Value, on: Value) -> Value:
        if born is None or on is None:
            return nothing_beside(born if on is None else on)
        first, second = _day(born), _day(on)
        return count_ages(first, second)

    return answer


def _day(value: Value) -> Line:
    found = line(value)
    if not found.days:
        raise NotInColumns("a number where a day stands")
    return found


def _moved(move: Callable[[Line, int], Line]) -> Callable[..., Value]:
    def answer(day: Value, months: Value = Decimal(0)) -> Value:
        return move(_day(day), _whole(months, "months"))

    return answer


def _date(*values: Value) -> Value:
    if len(values) == 1:
        return _day(values[0])
    if len(values) != 3:
        raise NotInColumns(f"date of {len(values)} values")
    year, month, day = values
    given = number(year)
    if given.scale:
        raise NotInColumns("a year that is no whole number")
    return calendar.date_of(given, _whole(month, "a month"), _whole(day, "a day"))


def _absolute(value: Value) -> Value:
    given = number(value)
    if given.mask is None:
        low = np.abs(given.low)
        return Line(low, low, None, given.null, given.scale, given.most)
    low = np.maximum(np.maximum(given.low, -given.high), np.int64(0))
    high = np.maximum(-given.low, given.high)  # NO_LOW is the negative of NO_HIGH
    return made(low, high, given.mask, given.null, given.scale, given.most, False)


def _truths(join: Callable[[Any], Value]) -> Callable[..., Value]:
    return _spread(lambda values: at_once(join, values))


COLUMN_FUNCTIONS: dict[str, Callable[..., Value]] = {
    **{mode: _rounding(mode) for mode in (HALF_UP, HALF_EVEN, HALF_DOWN, UP, DOWN, FLOOR, CEILING)},
    "count": _count,
    "min": _spread(least),
    "max": _spread(greatest),
    "abs": _absolute,
    "not": negate,
    "all": _truths(all_of),
    "any": _truths(any_of),
    "date": _date,
    "year": calendar.year,
    "полных лет": _ages(12, 0),
    "полных лет со следующего дня": _ages(12, -1),
    "полных месяцев": _ages(1, 0),
    "прибавить месяцы": _moved(calendar.plus_months),
    "начало месяца": _moved(calendar.month_start),
    "конец месяца": _moved(calendar.month_end),
}

__all__ = ["COLUMN_FUNCTIONS"]
