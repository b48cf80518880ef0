"""+ - * / and named rounding over columns of whole numbers with a scale: exact, bounds kept, nothing wraps.

A sum or product that stays below LIMIT by the bounds of its parts is proven and computed as it is. Otherwise every row
is looked at: one that might wrap is handed to the rules of one family. A quotient stays a quotient until the rounding
that the profile wants around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from ..arithmetic import arithmetic
from ..errors import Bad
from .values import (
    ABSENT,
    LIMIT,
    MAYBE_ABSENT,
    NO_HIGH,
    NO_LOW,
    RAISED_VALUE,
    THERE,
    ZERO,
    Array,
    Line,
    NotInColumns,
    Value,
    beyond,
    is_column,
    known_mask,
    made,
    nothing_beside,
    number,
    one_scale,
    rescaled,
    union,
    worst,
)

SAFE = float(2**60)  # an estimate of a product in floating point below this is below LIMIT for sure
LARGE = 2**59  # and one that is not below it is above this for sure


@dataclass(slots=True, eq=False)
class Quotient:
    """`whole + above / below`, not rounded yet."""

    whole: Line | None
    above: Line
    below: Line

    @property
    def null(self) -> Array | None:
        return worst(worst(self.above.null, self.below.null), None if self.whole is None else self.whole.null)


def arith(op: str, left: Value, right: Value) -> Value:
    """One operator over two values, columns or plain."""
    if left is RAISED_VALUE or right is RAISED_VALUE:
        return RAISED_VALUE
    if left is None or right is None:
        return nothing_beside(left if right is None else right)
    if _plain(left) and _plain(right):
        return _folded(op, left, right)
    if type(left) is Quotient or type(right) is Quotient or op == "/":
        return _quotient(op, left, right)
    return _OPERATIONS[op](number(left), number(right))


def _plain(value: Value) -> bool:
    return not is_column(value) and type(value) is not Quotient


def _folded(op: str, left: Any, right: Any) -> Value:
    try:
        return arithmetic(op)(left, right)
    except Bad:
        return None


def add(a: Line, b: Line) -> Line:
    a, b = one_scale(a, b)
    mask, null = union(a.mask, b.mask), worst(a.null, b.null)
    most = a.most + b.most
    low, high = a.low + b.low, a.high + b.high
    if mask is None:
        high = low
    else:
        low = np.where((a.low == NO_LOW) | (b.low == NO_LOW), NO_LOW, low)
        high = np.where((a.high == NO_HIGH) | (b.high == NO_HIGH), NO_HIGH, high)
    return _proven(made(low, high, mask, null, a.scale, min(most, LIMIT), False), most)


def _proven(value: Line, most: int) -> Line:
    """A sum of two numbers below LIMIT cannot wrap; it may leave LIMIT, and then the row is for one family."""
    if most < LIMIT:
        return value
    known = value.low == value.high
    found = beyond(value, known & ((value.low >= LIMIT) | (value.low <= -LIMIT)))
    if value.mask is not None:  # an end that left LIMIT is none, or LIMIT itself where that is what is sure
        found.low = np.where(found.low <= -LIMIT, NO_LOW, np.minimum(found.low, LIMIT))
        found.high = np.where(found.high >= LIMIT, NO_HIGH, np.maximum(found.high, -LIMIT))
    return found


def minus(a: Line) -> Line:
    if a.mask is None:
        low = -a.low
        return Line(low, low, None, a.null, a.scale, a.most, a.days)
    return Line(-a.high, -a.low, a.mask, a.null, a.scale, a.most, a.days)  # NO_LOW is the negative of NO_HIGH


def subtract(a: Line, b: Line) -> Line:
    return add(a, minus(b))


def multiply(a: Line, b: Line) -> Line:
    mask, null = union(a.mask, b.mask), worst(a.null, b.null)
    most, scale = a.most * b.most, a.scale + b.scale
    if mask is None:
        found = Line(low := a.low * b.low, low, None, null, scale, min(most, LIMIT))
        return found if most < LIMIT else beyond(found, _may_wrap(a.low, b.low))
    low, high = _products(a, b, most)
    found = made(low, high, mask, null, scale, min(most, LIMIT), False)
    if most < LIMIT:
        return found
    known = np.broadcast_to(mask, np.shape(found.low)) == 0
    return beyond(found, known & _may_wrap(a.low, b.low))


def _may_wrap(a: Array, b: Array) -> Array:
    return np.abs(np.asarray(a, np.float64)) * np.abs(np.asarray(b, np.float64)) >= SAFE


def _products(a: Line, b: Line, most: int) -> tuple[Array, Array]:
    """One side known: its sign says which end gives which. Both unknown and perhaps negative: no bounds."""
    corners = [_signed(x, y, most) for x in (a.low, a.high) for y in (b.low, b.high)]
    low, high = np.minimum.reduce([c[0] for c in corners]), np.maximum.reduce([c[1] for c in corners])
    told = (a.low == a.high) | (b.low == b.high) | ((a.low >= 0) & (b.low >= 0))
    return np.where(told, low, NO_LOW), np.where(told, high, NO_HIGH)


def _signed(a: Array, b: Array, most: int) -> tuple[Array, Array]:
    """A product of two ends as the least and the most that it may be: the same number, or no end of its sign."""
    found = a * b
    endless = (np.abs(a) >= NO_HIGH) | (np.abs(b) >= NO_HIGH)
    up = (a >= 0) == (b >= 0)
    end = np.where(endless, np.where(up, NO_HIGH, NO_LOW), found)
    if most < LIMIT:
        return end, end
    wraps = ~endless & _may_wrap(a, b)
    return np.where(wraps, np.where(up, LARGE, NO_LOW), end), np.where(wraps, np.where(up, NO_HIGH, -LARGE), end)


# -- quotients --------------------------------------------------------------------------------------------------------


def _quotient(op: str, left: Value, right: Value) -> Value:
    if op == "/" and type(left) is not Quotient:
        return divide(number(left), right)
    if op == "/":
        return _divided(left, number(right))
    if type(left) is Quotient and type(right) is Quotient:
        raise NotInColumns("two quotients in one rounding")
    if op == "*":
        quotient, factor = (left, number(right)) if type(left) is Quotient else (right, number(left))
        whole = None if quotient.whole is None else multiply(quotient.whole, factor)
        return Quotient(whole, multiply(quotient.above, factor), quotient.below)
    if type(left) is Quotient:
        other = number(right)
        return _plus(left, other if op == "+" else minus(other))
    return _plus(right if op == "+" else _negative(right), number(left))


def _negative(value: Quotient) -> Quotient:
    return Quotient(None if value.whole is None else minus(value.whole), minus(value.above), value.below)


def _plus(value: Quotient, other: Line) -> Quotient:
    return Quotient(other if value.whole is None else add(value.whole, other), value.above, value.below)


def _divided(value: Quotient, by: Line) -> Quotient:
    if value.whole is not None:
        raise NotInColumns("a sum with a quotient divided again")
    return Quotient(None, value.above, multiply(value.below, by))


def divide(left: Line, right: Value) -> Value:
    """Exact where the divisor is a literal of twos and fives, otherwise a quotient that waits for its rounding."""
    if type(right) is Decimal and right != 0:
        exact = _by_literal(left, right)
        if exact is not None:
            return exact
    return Quotient(None, left, number(right))


def _by_literal(left: Line, right: Decimal) -> Line | None:
    """One over the literal, if that is a short decimal."""
    factor = Decimal(1) / right
    if factor * right != 1 or len(factor.as_tuple().digits) > 18:
        return None
    return multiply(left, number(factor))


# -- rounding ---------------------------------------------------------------------------------------------------------

HALF_UP, HALF_EVEN, HALF_DOWN, UP, DOWN, FLOOR, CEILING = (
    "round half up", "decimal", "round half down", "round up", "round down", "floor", "ceiling",
)  # fmt: skip


MOST_PLACES = 18  # digits of the largest power of ten that fits


def rounded(mode: str, value: Value, places: int) -> Value:
    """A value brought to `places` digits after the point, as the named rounding says."""
    if abs(places) > MOST_PLACES:
        raise NotInColumns(f"a rounding to {places} digits")
    if type(value) is Quotient:
        return _rounded_quotient(mode, value, places)
    given = number(value)
    if given.scale <= places:
        return given
    unit = 10 ** (given.scale - places)
    if unit >= LIMIT:
        raise NotInColumns("a rounding to a unit beyond all numbers")
    low = _rounded_end(mode, given.low, unit, given.mask)
    high = low if given.mask is None else _rounded_end(mode, given.high, unit, given.mask)
    return made(low, high, given.mask, given.null, places, given.most // unit + 1, False)


def _rounded_end(mode: str, end: Array, unit: int, mask: Array | None) -> Array:
    base, rest = np.divmod(end, np.int64(unit))
    found = base + _step(mode, base, rest, np.int64(unit))
    return found if mask is None else np.where((end == NO_LOW) | (end == NO_HIGH), end, found)


def _step(mode: str, base: Array, rest: Array, unit: Array) -> Array:
    """0 or 1: whether `base + rest / unit` (0 <= rest < unit) goes up to the next whole number."""
    negative = base < 0
    if mode == FLOOR:
        up: Array = np.zeros_like(rest, np.bool_)
    elif mode == CEILING:
        up = rest > 0
    elif mode == UP:
        up = (rest > 0) & ~negative
    elif mode == DOWN:
        up = (rest > 0) & negative
    else:
        up = _half(mode, base, rest, unit, negative)
    return up.astype(np.int64)


def _half(mode: str, base: Array, rest: Array, unit: Array, negative: Array) -> Array:
    other = unit - rest  # twice the rest may wrap, the difference cannot
    tie = rest == other
    if mode == HALF_UP:
        tie_up = tie & ~negative
    elif mode == HALF_DOWN:
        tie_up = tie & negative
    else:
        tie_up = tie & (base % 2 != 0)
    return (rest > other) | tie_up


def _rounded_quotient(mode: str, value: Quotient, places: int) -> Line:
    """Bounds of a rounded quotient. A divisor that is zero gives null, one that may be zero perhaps null."""
    above, below = value.above, value.below
    shift = places - above.scale + below.scale
    if shift >= 0:
        above = _longer(above, shift)
    else:
        below = _longer(below, -shift)
    whole = _whole(value.whole, places)
    null = _no_division(value.null, below)
    mask = union(union(above.mask, below.mask), whole.mask)
    most = above.most + whole.most  # divided by one at the least, and rounded to a whole number
    if mask is None:
        low = _quotient_end(mode, whole.low, above.low, _divisor(below.low))
        return _proven(Line(low, low, None, null, places, min(most, LIMIT)), most)
    low, high = _quotient_bounds(mode, whole, above, below)
    found = made(low, high, known_mask(np.broadcast_to(mask, np.shape(low))), null, places, min(most, LIMIT), False)
    return _proven(found, most)


def _longer(value: Line, digits: int) -> Line:
    """The same number with more digits: rows that would wrap are for one family."""
    if value.most * 10**digits < LIMIT:
        found = rescaled(value, value.scale + digits)
    else:
        found = multiply(value, Line(np.int64(10**digits), np.int64(10**digits), scale=0, most=10**digits))
    return Line(found.low, found.high, found.mask, found.null, value.scale, found.most)


def _whole(value: Line | None, places: int) -> Line:
    zero = np.int64(0)
    if value is None:
        return Line(zero, zero)
    if value.scale > places:
        raise NotInColumns("a sum with a quotient, finer than its rounding")
    return rescaled(value, places)


def _divisor(below: Array) -> Array:
    return np.where(below == 0, 1, below)


def _no_division(null: Array | None, below: Line) -> Array | None:
    zero, maybe = (below.low == 0) & (below.high == 0), (below.low <= 0) & (below.high >= 0)
    if not np.any(maybe):
        return null
    return worst(null, np.where(zero, ABSENT, np.where(maybe, MAYBE_ABSENT, THERE)).astype(np.int8))


def _quotient_end(mode: str, whole: Array, above: Array, below: Array) -> Array:
    """One end: `whole + above / below`, rounded; the sign of the divisor is moved to what is divided."""
    sign = np.where(below < 0, -1, 1)
    base, rest = np.divmod(above * sign, below * sign)
    base = base + whole
    return base + _step(mode, base, rest, below * sign)


def _quotient_bounds(mode: str, whole: Line, above: Line, below: Line) -> tuple[Array, Array]:
    """The ends over an interval of divisors that are all above zero; a divisor that may be zero or less has none, and
    neither has a quotient of two unknowns where what is divided may have either sign.
    """
    fixed = below.low == below.high
    turned = fixed & (below.low < 0)
    first: Any = np.where(turned, above.high, above.low)
    last: Any = np.where(turned, above.low, above.high)
    d_low, d_high = _divisor(below.low), _divisor(below.high)
    low = _quotient_end(mode, whole.low, first, np.where(first < 0, d_low, d_high))
    high = _quotient_end(mode, whole.high, last, np.where(last < 0, d_high, d_low))
    endless = below.high == NO_HIGH  # divided by what has no end, nothing is left
    low = np.where(endless & (first >= 0), whole.low, low)
    high = np.where(endless & (last < 0), whole.high, high)
    one_sign = (above.low >= 0) | (above.high <= 0)
    untold = ~(fixed | (one_sign & (below.low > 0)))
    no_low = untold | (whole.low == NO_LOW) | (np.abs(first) == NO_HIGH)
    no_high = untold | (whole.high == NO_HIGH) | (np.abs(last) == NO_HIGH)
    return np.where(no_low, NO_LOW, low), np.where(no_high, NO_HIGH, high)


_OPERATIONS = {"+": add, "-": subtract, "*": multiply}

__all__ = ["ZERO", "Quotient", "arith", "minus", "rounded"]
