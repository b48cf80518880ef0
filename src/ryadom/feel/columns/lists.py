"""Lists of members over columns: kept by a condition, counted with bounds; the least and the greatest of values."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np

from .logic import all_of
from .values import (
    ABSENT,
    FALSE,
    MAYBE_ABSENT,
    NO_HIGH,
    NO_LOW,
    NULL,
    RAISED,
    RAISED_NULL,
    RAISED_VALUE,
    TRUE,
    UNKNOWN,
    Array,
    Line,
    Members,
    NotInColumns,
    Truth,
    Value,
    line,
    made,
    only,
    rescaled,
    truth,
    union,
    worst,
)

MOST_MEMBERS = 100_000


def kept(members: Members, condition: Value) -> Members:
    """The members for which a condition holds; null keeps nobody."""
    given = truth(condition)
    if np.any(given.code == NULL):
        given = Truth(np.where(given.code == NULL, np.int8(FALSE), given.code), given.mask)
    found = truth(all_of([members.truth, given]))
    code = np.broadcast_to(found.code, np.shape(members.truth.code))
    return Members(Truth(code, found.mask), members.start, members.scope, members.asked, members.open)


def per_row(values: Array, start: Array) -> Array:
    """The sum of a whole number over the members of each row."""
    # Marks are counted in 32 bits, which is quicker; numbers are added in 64.
    running = np.zeros(len(values) + 1, np.int32 if values.dtype == np.bool_ else np.int64)
    np.cumsum(values, out=running[1:], dtype=running.dtype)
    ends: Array = running[start]
    return (ends[1:] - ends[:-1]).astype(np.int64, copy=False)


def facts_per_row(mask: Array, start: Array) -> Array:
    """The facts of all members of each row together."""
    found = np.zeros(len(start) - 1, np.uint64)
    filled = start[1:] > start[:-1]
    if filled.any():
        found[filled] = np.bitwise_or.reduceat(mask, start[:-1][filled])
    return found


def count(members: Members) -> Line:
    """How many: those who are members for sure, up to everyone who may be one."""
    found = _counted(members)
    return found if members.asked is None else found.take(members.asked)


def _counted(members: Members) -> Line:
    code, start = members.truth.code, members.start
    low = per_row(code == TRUE, start)
    null = None
    if np.any(code == RAISED):
        null = np.where(per_row(code == RAISED, start) > 0, np.int8(RAISED_NULL), np.int8(0))
    if members.truth.mask is None and members.open is None:
        return Line(low, low, None, null, most=MOST_MEMBERS)
    high = low + per_row(code == UNKNOWN, start)
    if members.open is not None:
        high = np.where(members.open != 0, NO_HIGH, high)
    return made(low, high, undecided(members), null, 0, MOST_MEMBERS, False)


def undecided(members: Members) -> Array:
    """The facts that would tell who is in each list."""
    found = np.zeros(len(members.start) - 1, np.uint64)
    if members.truth.mask is not None:
        unsure = members.truth.code == UNKNOWN
        found = facts_per_row(only(members.truth.mask, unsure), members.start)
    return found if members.open is None else found | members.open


def total(members: Members, values: Array) -> Array:
    """The sum of whole numbers over those who are members for sure."""
    return per_row(np.where(members.truth.code == TRUE, values, 0), members.start)


def least(values: list[Value]) -> Value:
    return _extreme(values, np.minimum)


def greatest(values: list[Value]) -> Value:
    return _extreme(values, np.maximum)


def _extreme(values: list[Value], pick: Any) -> Value:
    """Bounds of min or max. A missing value makes it null; where something is unknown beside, one family decides."""
    if any(value is RAISED_VALUE for value in values):
        return RAISED_VALUE
    given = [line(value) for value in values]
    if len({one.days for one in given}) > 1:
        raise NotInColumns("days beside numbers")
    scale = max(one.scale for one in given)
    return _picked([rescaled(one, scale) for one in given], pick)


def _picked(given: list[Line], pick: Any) -> Line:
    mask, null = reduce(union, [one.mask for one in given]), reduce(worst, [one.null for one in given])
    first, *_ = given
    most, scale, days = max(one.most for one in given), first.scale, first.days
    low = reduce(pick, [one.low for one in given])
    high = low if mask is None else reduce(pick, [one.high for one in given])
    if null is None or mask is None:
        return made(low, high, mask, null, scale, most, days)
    # Beside a missing value an unknown one may be missing, too: then nothing is known of the result.
    lost = (null == ABSENT) & (mask != 0)
    null = np.where(lost, np.int8(MAYBE_ABSENT), null)
    low, high = np.where(lost, NO_LOW, low), np.where(lost, NO_HIGH, high)
    return made(low, high, mask, null, scale, most, days)


__all__ = ["count", "facts_per_row", "greatest", "kept", "least", "per_row", "total", "undecided"]
