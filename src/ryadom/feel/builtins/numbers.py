"""Functions over numbers: rounding by name, powers, conversion."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)  # fmt: skip
from typing import Any

from ..arithmetic import finite, minus
from ..decimals import MATH
from ..errors import Bad
from ..hidden import ends
from ..images import increasing
from ..temporal import DayDuration, MonthDuration
from ..unknown import Unknown, closed_interval
from .registry import Body, builtin, hidden

# Rounding cannot be asked for more places than a decimal can have.
_LEAST, _MOST = -6111, 6176


def _context(mode: str) -> Context:
    made = MATH.copy()
    made.rounding = mode
    return made


_BY_MODE = {
    mode: _context(mode)
    for mode in (
        ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP,
    )
}  # fmt: skip


def whole(value: Decimal) -> int:
    """A count or a position: the part before the point. Bad when it is out of any reach."""
    if not -(10**15) < value < 10**15:
        raise Bad("number-overflow")
    return int(value)


def rounded(value: Decimal, scale: int, mode: str) -> Decimal:
    """The value with `scale` digits after the point (before it, when negative)."""
    if not _LEAST <= scale <= _MOST:
        raise Bad("bad-value", why=f"scale {scale}")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -scale:
        return value  # already that coarse; the digits stay as they are
    if value.adjusted() < -scale - 1:  # far below half of the last place
        tiny = Decimal((value.is_signed() * 1, (1,), -scale - 2)) if value else value
        return _quantize(tiny, scale, mode)
    return _quantize(value, scale, mode)


def _quantize(value: Decimal, scale: int, mode: str) -> Decimal:
    result = value.quantize(Decimal((0, (1,), -scale)), context=_BY_MODE[mode])
    return finite(MATH.plus(result))


def _rounding(name: str, mode: str) -> None:
    def body(n: Decimal, scale: Decimal) -> Decimal:
        return rounded(n, whole(scale), mode)

    builtin(f"{name}(n: number, scale: number)")(body)


for _name, _mode in {
    "decimal": ROUND_HALF_EVEN, "round up": ROUND_UP, "round down": ROUND_DOWN, "round half up": ROUND_HALF_UP,
    "round half down": ROUND_HALF_DOWN, "floor": ROUND_FLOOR, "ceiling": ROUND_CEILING,
}.items():  # fmt: skip
    _rounding(_name, _mode)


@builtin("floor(n: number)")
def floor(n: Decimal) -> Decimal:
    return rounded(n, 0, ROUND_FLOOR)


@builtin("ceiling(n: number)")
def ceiling(n: Decimal) -> Decimal:
    return rounded(n, 0, ROUND_CEILING)


ROUNDINGS = frozenset({"decimal", "round up", "round down", "round half up", "round half down", "floor", "ceiling"})


def _rounded_hidden(mode: str) -> Body:
    def answer(value: Any, scale: Any = Decimal(0)) -> Any:
        if type(value) is not Unknown or type(scale) is Unknown:
            return NotImplemented
        if type(scale) is not Decimal:
            raise Bad("bad-value", why="scale")
        if not all(end is None or isinstance(end, Decimal) for end in ends(value)[:2]):
            return NotImplemented
        places = whole(scale)
        return increasing(value, lambda end: rounded(end, places, mode), _unround(places, mode))

    return answer


def _unround(places: int, mode: str) -> Callable[[Any, int], list[tuple[Any, int]]]:
    """Where a rounded value passes a point: at a multiple of the last place, or half-way between two of them."""
    unit = Decimal((0, (1,), -places))
    half, tiny = MATH.divide(unit, Decimal(2)), MATH.divide(unit, Decimal(1000))

    def pull(point: Any, side: int) -> list[tuple[Any, int]]:
        goal = rounded(point, places, ROUND_CEILING)
        if side > 0 and goal == point:
            goal = MATH.add(goal, unit)
        near = (MATH.subtract(goal, unit), MATH.subtract(goal, half), goal)
        return [cut for place in near for cut in _passes(place, goal)]

    def _passes(place: Decimal, goal: Decimal) -> list[tuple[Any, int]]:
        before, at, after = (
            rounded(MATH.add(place, shift), places, mode) >= goal for shift in (MATH.minus(tiny), Decimal(0), tiny)
        )
        if at and not before:
            return [(place, -1)]
        return [(place, +1)] if after and not at else []

    return pull


for _name, _mode in {
    "decimal": ROUND_HALF_EVEN, "round up": ROUND_UP, "round down": ROUND_DOWN, "round half up": ROUND_HALF_UP,
    "round half down": ROUND_HALF_DOWN, "floor": ROUND_FLOOR, "ceiling": ROUND_CEILING,
}.items():  # fmt: skip
    hidden(_name)(_rounded_hidden(_mode))


@builtin("abs(n: number|days and time duration|years and months duration)")
def absolute(n: Any) -> Any:
    if isinstance(n, DayDuration | MonthDuration):
        return n if n >= type(n)(0) else minus(n)
    return MATH.abs(n)


@hidden("abs")
def _absolute_hidden(n: Any) -> Any:
    low, high = n.low, n.high
    if not (low is None or isinstance(low, Decimal)) or not (high is None or isinstance(high, Decimal)):
        return NotImplemented
    zero = Decimal(0)
    if low is not None and low >= 0:
        return n
    if high is not None and high <= 0:
        return minus(n)
    most = None if low is None or high is None else max(MATH.minus(low), high)
    origin = n.origin and n.origin.then(lambda point, side: [(point, side), (MATH.minus(point), -side)])
    return closed_interval(n.facts, zero, most, may_be_absent=n.may_be_absent, step=n.step, origin=origin)


@builtin("modulo(dividend: number, divisor: number)")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """The remainder with the sign of the divisor: dividend - divisor * floor(dividend / divisor)."""
    if divisor == 0:
        raise Bad("division-by-zero")
    rest = MATH.remainder(dividend, divisor)
    if not rest.is_finite():
        raise Bad("number-overflow")
    return rest if rest == 0 or rest.is_signed() == divisor.is_signed() else MATH.add(rest, divisor)


@builtin("sqrt(number: number)")
def square_root(number: Decimal) -> Decimal:
    if number < 0:
        raise Bad("bad-value", why="sqrt of a negative number")
    return finite(MATH.sqrt(number))


@builtin("log(number: number)")
def logarithm(number: Decimal) -> Decimal:
    if number <= 0:
        raise Bad("bad-value", why="log of zero or less")
    return finite(MATH.ln(number))


@builtin("exp(number: number)")
def exponent(number: Decimal) -> Decimal:
    return finite(MATH.exp(number))


@builtin("even(number: number)")
def even(number: Decimal) -> bool:
    return MATH.remainder(number, Decimal(2)) == 0


@builtin("odd(number: number)")
def odd(number: Decimal) -> bool:
    return abs(MATH.remainder(number, Decimal(2))) == 1


@builtin("number(from: string, grouping separator: string?, decimal separator: string?)")
def number(source: str, grouping: str | None, point: str | None) -> Decimal:
    if (
        grouping not in (None, " ", ",", ".")
        or point not in (None, ".", ",")
        or (grouping and grouping == (point or ""))
    ):
        raise Bad("bad-value", why="separator")
    plain = source.replace(grouping, "") if grouping else source
    return parse_number(plain.replace(point, ".") if point else plain)


def parse_number(text: str) -> Decimal:
    body = text.strip()
    if not body.isascii() or not body or body[-1] == "." or set(body) - set("0123456789.eE+-"):
        raise Bad("bad-value", why=f"{text[:40]} is not a number")
    value = MATH.create_decimal(body)
    if not value.is_finite():
        raise Bad("bad-value", why=f"{text[:40]} is not a number")
    return value
