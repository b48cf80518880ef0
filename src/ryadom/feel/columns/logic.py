"""Logic over columns: false > unknown > null > true for `and`, true > unknown > null > false for `or`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import numpy as np

from .values import (
    ABSENT,
    FALSE,
    MAYBE_ABSENT,
    NULL,
    RAISED,
    RAISED_NULL,
    RAISED_VALUE,
    THERE,
    TRUE,
    UNKNOWN,
    ZERO,
    Array,
    Choice,
    Line,
    NotInColumns,
    Truth,
    Value,
    is_column,
    known_mask,
    line,
    made,
    one_scale,
    raised_in,
    truth,
    union,
    waiting,
    worst,
)


def _table(decisive: int, neutral: int) -> Array:
    """What a first part and the next give together, both in 0..4. Parts are looked at in order: what was raised
    before the deciding part ends everything, what comes after it is never looked at.
    """
    made = np.zeros(25, np.int8)
    for first in range(5):
        for second in range(5):
            made[first * 5 + second] = _together(first, second, decisive, neutral)
    return made


def _together(first: int, second: int, decisive: int, neutral: int) -> int:
    if first in (decisive, RAISED):
        return first
    if second in (decisive, RAISED):
        return second
    if UNKNOWN in (first, second):
        return UNKNOWN
    return NULL if NULL in (first, second) else neutral


_AND, _OR = _table(FALSE, TRUE), _table(TRUE, FALSE)
# Two ends of one question: both are looked at, and one that cannot be asked leaves no answer.
_BETWEEN = np.array([max(a, b) if RAISED in (a, b) else NULL if NULL in (a, b) else _AND[a * 5 + b]
                     for a in range(5) for b in range(5)], np.int8)  # fmt: skip
_NOT = np.array([TRUE, UNKNOWN, NULL, FALSE, RAISED], np.int8)


def _joined(parts: Iterable[Value], table: Array, decisive: bool) -> Value:
    found: Value = not decisive
    for part in parts:
        if found is decisive or found is RAISED_VALUE:
            return found
        found = _with(found, part, table, decisive)
    return found


def _with(found: Value, part: Value, table: Array, decisive: bool | None) -> Value:
    if decisive is not None and found is (not decisive) and type(part) in (Truth, bool):
        return part
    if decisive is not None and part is (not decisive):
        return found
    if not is_column(found) and not is_column(part):
        return plain(table[_code(found) * 5 + _code(part)])
    first, second = truth(found), truth(part)
    code = _codes(first.code, second.code, table)
    mask = union(first.mask, second.mask)
    return waiting(code, mask)


def _codes(first: Array, second: Array, table: Array) -> Array:
    """Both by the table. Where nothing is null or raised, false < unknown < true says the same, and quicker."""
    if table is not _BETWEEN and _two_sided(first) and _two_sided(second):
        return np.minimum(first, second) if table is _AND else np.maximum(first, second)
    return table.take(first * np.int8(5) + second)


def _two_sided(code: Array) -> bool:
    return not np.any((code == NULL) | (code == RAISED))


def _code(value: Value) -> int:
    return int(truth(value).code)


def plain(code: Any) -> Value:
    """The plain value of a truth that is the same everywhere."""
    return {FALSE: False, TRUE: True, NULL: None, RAISED: RAISED_VALUE}[int(code)]


def all_of(parts: Iterable[Value]) -> Value:
    """`and` of any number, in their order."""
    return _joined(parts, _AND, False)


def any_of(parts: Iterable[Value]) -> Value:
    """`or` of any number, in their order."""
    return _joined(parts, _OR, True)


def between(above: Value, below: Value) -> Value:
    """Both comparisons of a range: null where either is."""
    return _with(above, below, _BETWEEN, None)


def at_once(join: Callable[[Iterable[Value]], Value], parts: list[Value]) -> Value:
    """`all` and `any` of a list: every part is worked out first, so what was raised in any ends it."""
    found, raised = join(parts), [rows for rows in map(raised_in, parts) if rows is not None]
    if not raised:
        return found
    gone = np.logical_or.reduce(np.broadcast_arrays(*raised))
    given = truth(found)
    code = np.where(gone, np.int8(RAISED), given.code)
    return Truth(code, None if given.mask is None else np.where(gone, ZERO, given.mask))


def negate(value: Value) -> Value:
    """`not`: null for anything that is neither true nor false."""
    if not is_column(value):
        return plain(_NOT[_code(value)])
    given = truth(value)
    return Truth(_NOT.take(given.code), given.mask)


def choose(condition: Value, then: Callable[[], Value], otherwise: Callable[[], Value]) -> Value:
    """`if`: the second branch where the condition is false or null, either where it is not known."""
    if condition is RAISED_VALUE:
        return RAISED_VALUE
    if not is_column(condition):
        return then() if condition is True else otherwise()
    given = truth(condition)
    first, second = then(), otherwise()
    kinds = {_kind(one) for one in (first, second) if one is not None and one is not RAISED_VALUE}
    if len(kinds) > 1:
        raise NotInColumns("a choice between values of two kinds")
    if "truth" in kinds:
        return _either_truth(given, truth(first), truth(second))
    if Choice in kinds:
        return _either_choice(given, first, second)
    return _either_line(given, line(first), line(second))


def _kind(value: Value) -> Any:
    """What sort of value this is: only values of one sort stand in one column."""
    if type(value) in (Truth, bool):
        return "truth"
    return value.days if type(value) is Line else _DAYS.get(type(value), type(value))


_DAYS = {Decimal: False, dt.date: True}  # plain values as a line would have them


def _masks(given: Truth, first: Array | None, second: Array | None) -> Array:
    found = union(union(given.mask, first), second)
    return ZERO if found is None else found


def _either_truth(given: Truth, first: Truth, second: Truth) -> Truth:
    picked = np.where(given.code == TRUE, first.code, second.code)
    unsure = given.code == UNKNOWN
    same = (first.code == second.code) & (first.code != UNKNOWN)
    code = np.where(unsure, np.where(same, first.code, np.int8(UNKNOWN)), picked)
    code = np.where(unsure & ((first.code == RAISED) | (second.code == RAISED)), np.int8(RAISED), code)
    code = np.where(given.code == RAISED, np.int8(RAISED), code).astype(np.int8)
    own = np.where(given.code == TRUE, _or_zero(first.mask), _or_zero(second.mask))
    mask = np.where(unsure, _masks(given, first.mask, second.mask), own)
    return waiting(code, mask)


def _or_zero(mask: Array | None) -> Array:
    return ZERO if mask is None else mask


def _either_choice(given: Truth, first: Value, second: Value) -> Choice:
    if type(first) is not Choice or type(second) is not Choice or first.names != second.names:
        raise NotInColumns("a choice between choices of two kinds")
    unsure = given.code == UNKNOWN
    bits = np.where(unsure, first.bits | second.bits, np.where(given.code == TRUE, first.bits, second.bits))
    null = _either_null(given, first.null, second.null)
    mask = np.where(unsure, _masks(given, first.mask, second.mask), _picked(given, first.mask, second.mask))
    alone = np.bitwise_count(bits) == 1  # both branches say the same: nothing is waited for
    if null is not None:
        alone = alone & (null != MAYBE_ABSENT)
    return Choice(bits, first.names, known_mask(np.where(alone, ZERO, mask)), null)


def _picked(given: Truth, first: Array | None, second: Array | None) -> Array:
    return np.where(given.code == TRUE, _or_zero(first), _or_zero(second))


def _either_null(given: Truth, first: Array | None, second: Array | None) -> Array | None:
    """How far the chosen value is there; where either may be chosen, a missing one makes it perhaps absent."""
    raised = given.code == RAISED
    if first is None and second is None and not raised.any():
        return None
    a = np.int8(THERE) if first is None else first
    b = np.int8(THERE) if second is None else second
    unsure = given.code == UNKNOWN
    both: Any = np.where((a > THERE) | (b > THERE), np.int8(MAYBE_ABSENT), np.int8(THERE))
    both = np.where((a == ABSENT) & (b == ABSENT), np.int8(ABSENT), both)
    both = np.where((a >= RAISED_NULL) | (b >= RAISED_NULL), np.int8(RAISED_NULL), both)
    found = np.where(unsure, both, np.where(given.code == TRUE, a, b))
    return np.where(raised, RAISED_NULL, found).astype(np.int8)


def _either_line(given: Truth, first: Line, second: Line) -> Line:
    first, second = one_scale(first, second)
    unsure, yes = given.code == UNKNOWN, given.code == TRUE
    null = _either_null(given, first.null, second.null)
    low: Any = np.where(yes, first.low, second.low)
    high: Any = np.where(yes, first.high, second.high)
    mask = _picked(given, first.mask, second.mask)
    if given.mask is not None:
        # Only what is there has a place on the line: an absent branch leaves the bounds of the other.
        a_low, a_high = _shown(first, second)
        b_low, b_high = _shown(second, first)
        low = np.where(unsure, np.minimum(a_low, b_low), low)
        high = np.where(unsure, np.maximum(a_high, b_high), high)
        mask = np.where(unsure, _masks(given, first.mask, second.mask), mask)
    return made(low, high, known_mask(mask), null, first.scale, max(first.most, second.most), first.days or second.days)


def _shown(value: Line, other: Line) -> tuple[Array, Array]:
    if value.null is None:
        return value.low, value.high
    gone = value.null >= ABSENT
    return np.where(gone, other.low, value.low), np.where(gone, other.high, value.high)


__all__ = ["all_of", "any_of", "at_once", "between", "choose", "negate", "plain", "worst"]
