"""Order and equality over columns: decided by the bounds, or not known."""

from __future__ import annotations

import numpy as np

from .logic import negate
from .values import (
    ABSENT,
    BEYOND,
    FALSE,
    MAYBE_ABSENT,
    NULL,
    RAISED,
    RAISED_NULL,
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
    line,
    one_scale,
    raised_in,
    truths,
    union,
    waiting,
    worst,
)


def ordered(op: str, left: Value, right: Value) -> Value:
    """`<` and its kin. With null it is null; with a value that may be absent it is not known."""
    if left is None or right is None:
        return _with_null(left if right is None else right)
    if op in (">", ">="):
        return ordered("<" if op == ">" else "<=", right, left)
    a, b = _comparable(left, right)
    mask, null = union(a.mask, b.mask), worst(a.null, b.null)
    code = truths(a.low < b.low if op == "<" else a.low <= b.low) if mask is None else _by_bounds(op, a, b)
    return _told(code, mask, null)


def _comparable(left: Value, right: Value) -> tuple[Line, Line]:
    a, b = line(left), line(right)
    if a.days is not b.days:
        raise NotInColumns("a day compared with a number")
    return one_scale(a, b)


def _by_bounds(op: str, a: Line, b: Line) -> Array:
    if op == "<":
        yes, no = a.high < b.low, a.low >= b.high
    else:
        yes, no = a.high <= b.low, a.low > b.high
    return _sure(yes, no)


def _sure(yes: Array, no: Array) -> Array:
    """True, else false, else unknown, as a sum: a row that is both is true."""
    return truths(yes) + np.int8(UNKNOWN) * ~(yes | no)


def _told(code: Array, mask: Array | None, null: Array | None) -> Truth:
    if null is not None:
        gone = np.where(null >= RAISED_NULL, np.int8(RAISED), np.int8(NULL))
        code = np.where(null >= ABSENT, gone, np.where(null == MAYBE_ABSENT, np.int8(UNKNOWN), code))
    return waiting(code, mask)


def _with_null(value: Value) -> Value:
    """Compared with null: null, unless the other side could not be had at all."""
    raised = raised_in(value)
    return None if raised is None else Truth(np.where(raised, np.int8(RAISED), np.int8(NULL)))


def equal(left: Value, right: Value) -> Value:
    """`=`: null equals only null."""
    if not is_column(left):
        left, right = right, left
    if right is None:
        return _is_null(left)
    if type(left) is Choice:
        return _equal_choice(left, right)
    if type(left) is Truth:
        return _equal_truth(left, right)
    return _equal_line(*_comparable(left, right))


def unequal(left: Value, right: Value) -> Value:
    return negate(equal(left, right))


def _is_null(value: Value) -> Value:
    if type(value) is Truth:
        code = np.where(value.code == NULL, np.int8(TRUE), np.int8(FALSE))
        code = np.where(value.code == RAISED, np.int8(RAISED), code)
        if value.mask is None:
            return Truth(code)
        # Whether a truth not known yet may be absent is not kept: rare enough to ask the rules of one family.
        unsure = value.code == UNKNOWN
        return Truth(np.where(unsure, np.int8(UNKNOWN), code), np.where(unsure, BEYOND, ZERO))
    if not is_column(value):
        return value is None
    if type(value) not in (Line, Choice):
        raise NotInColumns("a list compared with null")
    if value.null is None:
        return False
    codes = np.array([FALSE, UNKNOWN, TRUE, RAISED], np.int8)[value.null]
    return waiting(codes, value.mask)


def _equal_line(a: Line, b: Line) -> Truth:
    mask = union(a.mask, b.mask)
    if mask is None:
        code = truths(a.low == b.low)
    else:
        apart = (a.high < b.low) | (b.high < a.low)
        code = _sure((mask == 0) & ~apart, apart)
    return _told_equal(code, mask, a.null, b.null)


def _told_equal(code: Array, mask: Array | None, first: Array | None, second: Array | None) -> Truth:
    """Equality where a side may be null: two nulls are equal, null and something are not."""
    if first is not None or second is not None:
        a = np.int8(THERE) if first is None else first
        b = np.int8(THERE) if second is None else second
        unsure = ((a == MAYBE_ABSENT) | (b == MAYBE_ABSENT)) & (code == TRUE)
        unsure = unsure | ((a == MAYBE_ABSENT) & (b == MAYBE_ABSENT))
        code = np.where(unsure, np.int8(UNKNOWN), code)
        either = (a == ABSENT) | (b == ABSENT)
        with_null = np.where((a == ABSENT) & (b == ABSENT), TRUE, np.where((a == THERE) | (b == THERE), FALSE, UNKNOWN))
        code = np.where(either, with_null.astype(np.int8), code)
        code = np.where((a >= RAISED_NULL) | (b >= RAISED_NULL), np.int8(RAISED), code)
    return waiting(code, mask)


def _equal_choice(left: Choice, right: Value) -> Truth:
    if type(right) is Choice:
        if right.names != left.names:
            raise NotInColumns("choices of two kinds")
        bits, mask, null = right.bits, right.mask, right.null
    elif isinstance(right, str):
        bits, mask, null = np.uint64(1 << left.names.index(right) if right in left.names else 0), None, None
    else:
        raise NotInColumns("a choice compared with something else")
    masks = union(left.mask, mask)
    shared = left.bits & bits
    if masks is None:
        code = truths(shared != 0)
    else:
        alone = (left.bits == bits) & (np.bitwise_count(bits) == 1)
        code = _sure(alone & (shared != 0), shared == 0)
    return _told_equal(code, masks, left.null, null)


def _equal_truth(left: Truth, right: Value) -> Truth:
    if not isinstance(right, bool):
        raise NotInColumns("a truth compared with something else")
    same = TRUE if right else FALSE
    code = np.where(left.code == same, np.int8(TRUE), np.int8(FALSE))
    code = np.where(left.code == UNKNOWN, np.int8(UNKNOWN), code)
    return Truth(np.where(left.code == RAISED, np.int8(RAISED), code), left.mask)
