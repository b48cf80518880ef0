"""Days over columns: ages, months added, parts of a date, from two tables of all days of four and a half centuries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from .values import (
    ABSENT,
    BEYOND,
    EPOCH,
    MAYBE_ABSENT,
    NO_HIGH,
    NO_LOW,
    ZERO,
    Array,
    Line,
    known_mask,
    made,
    union,
    worst,
)

FIRST, LAST = dt.date(1800, 1, 1), dt.date(2249, 12, 31)
FIRST_DAY, LAST_DAY = (FIRST - EPOCH).days, (LAST - EPOCH).days
# Days that are tried for one that is not known: half a century of months may be added to them inside the tables.
FIRST_TRIED, LAST_TRIED = (dt.date(1850, 1, 1) - EPOCH).days, (dt.date(2199, 12, 31) - EPOCH).days


class Tables(NamedTuple):
    """By day from FIRST: months since year 0, the day in its month. By month from FIRST: its first day, its length."""

    month: Array
    day: Array
    start: Array
    length: Array


@lru_cache(maxsize=1)
def tables() -> Tables:
    days = np.arange(np.datetime64(FIRST), np.datetime64(LAST) + 1)
    months = days.astype("datetime64[M]")
    firsts = np.unique(months)
    start = firsts.astype("datetime64[D]").astype(np.int64)
    length = ((firsts + 1).astype("datetime64[D]") - firsts.astype("datetime64[D]")).astype(np.int64)
    return Tables(months.astype(np.int64) + 1970 * 12, (days - months).astype(np.int64) + 1, start, length)


def _at(table: Array, days: Array) -> Array:
    return table[np.clip(days - FIRST_DAY, 0, LAST_DAY - FIRST_DAY)]


def months_of(days: Array) -> Array:
    """Months since year 0."""
    return _at(tables().month, days)


def day_of(days: Array) -> Array:
    """The day in its month, from 1."""
    return _at(tables().day, days)


def _outside(*values: Line) -> Array | None:
    """Rows with an end outside the tables. Their first day is outside, too: some ages look at the day before."""
    found: Any = False
    for value in values:
        early = (value.low > NO_LOW) & (value.low <= FIRST_DAY) | (value.high <= FIRST_DAY)
        late = (value.high < NO_HIGH) & (value.high > LAST_DAY) | (value.low > LAST_DAY)
        found = found | ((early | late) & _there(value))
    return found if np.any(found) else None


def _there(value: Line) -> Array:
    """Rows with a value: what stands in the others means nothing."""
    return True if value.null is None else value.null < ABSENT


def _checked(found: Line, *given: Line) -> Line:
    """The same line, without what lies outside the tables."""
    outside = _outside(*given)
    return found if outside is None else _handed(found, outside)


def _handed(found: Line, outside: Array) -> Line:
    """The same line, where some rows are for the rules of one family."""
    low, high = np.where(outside, NO_LOW, found.low), np.where(outside, NO_HIGH, found.high)
    mask = np.where(outside, BEYOND, ZERO if found.mask is None else found.mask)
    return Line(low, high, mask, found.null, found.scale, found.most, found.days)


def _age(born: Array, on: Array) -> Array:
    """Full months; on a day before birth the same count backwards."""
    first, later = np.minimum(born, on), np.maximum(born, on)
    months = months_of(later) - months_of(first) - (day_of(later) < day_of(first))
    return np.where(on < born, -months, months)


def ages(unit: int, shift: int) -> Callable[[Line, Line], Line]:
    """Full periods of `unit` months on a day (moved by `shift` days)."""

    def answer(born: Line, on: Line) -> Line:
        def count(start: Array, end: Array) -> Array:
            months = _age(start, end + shift)
            return np.sign(months) * (np.abs(months) // unit)

        mask, null = union(born.mask, on.mask), worst(born.null, on.null)
        if mask is None:
            low = count(born.low, on.low)
            return _checked(Line(low, low, None, null, most=6000), born, on)
        low = np.where((born.high == NO_HIGH) | (on.low == NO_LOW), NO_LOW, count(born.high, on.low))
        high = np.where((born.low == NO_LOW) | (on.high == NO_HIGH), NO_HIGH, count(born.low, on.high))
        both = _both_unknown(born, on)
        if both is not None:  # the rules of one family say nothing of it either
            low, high = np.where(both, NO_LOW, low), np.where(both, NO_HIGH, high)
            null = worst(null, np.where(both, MAYBE_ABSENT, 0).astype(np.int8))
        return _checked(made(low, high, mask, null, 0, 6000, False), born, on)

    return answer


def _both_unknown(a: Line, b: Line) -> Array | None:
    if a.mask is None or b.mask is None:
        return None
    both = (a.mask != 0) & (b.mask != 0)
    return both if both.any() else None


def plus_months(day: Line, months: int) -> Line:
    """The same day so many months later, or the last day of a shorter month."""

    def move(days: Array) -> Array:
        target = months_of(days) + months
        return first_of(target) + np.minimum(day_of(days), length_of(target)) - 1

    return _moved(day, move, months)


def month_start(day: Line, shift: int) -> Line:
    """The first day of the month, moved by whole months."""
    return _moved(day, lambda days: first_of(months_of(days) + shift), shift)


def month_end(day: Line, shift: int) -> Line:
    """The last day of the month, moved by whole months."""

    def move(days: Array) -> Array:
        target = months_of(days) + shift
        return first_of(target) + length_of(target) - 1

    return _moved(day, move, shift)


def _moved(day: Line, move: Callable[[Array], Array], months: int) -> Line:
    low = move(day.low)
    if day.mask is None:
        found = Line(low, low, None, day.null, 0, day.most, True)
    else:
        low = np.where(day.low == NO_LOW, NO_LOW, low)
        high = np.where(day.high == NO_HIGH, NO_HIGH, move(day.high))
        found = made(low, high, day.mask, day.null, 0, day.most, True)
    left = _no_month(months_of(day.low) + months) & (day.low > NO_LOW)
    left = left | (_no_month(months_of(day.high) + months) & (day.high < NO_HIGH))
    left = left & _there(day)
    return _checked(_handed(found, left) if np.any(left) else found, day)


FIRST_MONTH, LAST_MONTH = FIRST.year * 12, LAST.year * 12 + 11


def _no_month(month: Array) -> Array:
    """Months outside the tables."""
    return (month < FIRST_MONTH) | (month > LAST_MONTH)


def first_of(month: Array) -> Array:
    """The first day of a month, counted from year 0."""
    known = tables().start
    return known[np.clip(month - FIRST_MONTH, 0, len(known) - 1)]


def length_of(month: Array) -> Array:
    """The days of a month, counted from year 0."""
    known = tables().length
    return known[np.clip(month - FIRST_MONTH, 0, len(known) - 1)]


def year(day: Line) -> Line:
    """The year of a day."""
    low = months_of(day.low) // 12
    if day.mask is None:
        return _checked(Line(low, low, None, day.null, most=LAST.year), day)
    low = np.where(day.low == NO_LOW, NO_LOW, low)
    high = np.where(day.high == NO_HIGH, NO_HIGH, months_of(day.high) // 12)
    return _checked(made(low, high, day.mask, day.null, 0, LAST.year, False), day)


def date_of(year: Line, month: int, day: int) -> Line:
    """The day of a known year; null where there is none. An unknown year gives a day without bounds."""
    unsure = False if year.mask is None else year.mask != 0
    target = np.where(unsure, EPOCH.year, year.low) * 12 + month - 1
    none = (day < 1) | (day > length_of(target)) | (not 1 <= month <= 12)
    null = worst(year.null, np.where(unsure, MAYBE_ABSENT, np.where(none, ABSENT, 0)).astype(np.int8))
    low = first_of(target) + day - 1
    found = Line(low, low, None, null, 0, LAST_DAY, True)
    if year.mask is not None:
        low, high = np.where(unsure, NO_LOW, low), np.where(unsure, NO_HIGH, low)
        found = Line(low, high, known_mask(year.mask), null, 0, LAST_DAY, True)
    outside = _no_month(target) & _there(year)
    return _handed(found, outside) if np.any(outside) else found
