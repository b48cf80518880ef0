"""How points and ranges lie to each other (`before`, `during`, ...), identity, and a range from its text."""

from __future__ import annotations

from typing import Any

from ..errors import Bad, FeelSyntaxError
from ..temporal import DateTime, Time
from ..values import Range, compare, equal, kind_of, negate
from .registry import builtin, hidden

_POINT = "number|string|date|time|date and time|days and time duration|years and months duration"
_TWO_POINTS = f"point1: {_POINT}, point2: {_POINT}"
_POINT_RANGE = f"point: {_POINT}, range: range"
_RANGE_POINT = f"range: range, point: {_POINT}"
_TWO_RANGES = "range1: range, range2: range"


class _Beyond:
    """The missing end of `(< 10)` or `(>= 5)`: it lies below (-1) or above (+1) every point."""

    def __init__(self, side: int) -> None:
        self.side = side


_BELOW, _ABOVE = _Beyond(-1), _Beyond(+1)


def _ends(value: Range) -> tuple[Any, Any]:
    if value.shape in ("<", "<="):
        return _BELOW, value.high
    if value.shape in (">", ">="):
        return value.low, _ABOVE
    if value.shape == "=":
        return value.low, value.low
    if value.low is None or value.high is None:
        raise Bad("bad-range")
    return value.low, value.high


def _order(left: Any, right: Any) -> int:
    if isinstance(left, _Beyond) or isinstance(right, _Beyond):
        return getattr(left, "side", 0) - getattr(right, "side", 0)
    return compare(left, right)


@builtin(f"before({_TWO_POINTS})")
def before(first: Any, second: Any) -> bool:
    return _order(first, second) < 0


@builtin(f"before({_POINT_RANGE})")
def point_before_range(point: Any, span: Range) -> bool:
    order = _order(point, _ends(span)[0])
    return order < 0 or (order == 0 and span.low_open)


@builtin(f"before({_RANGE_POINT})")
def range_before_point(span: Range, point: Any) -> bool:
    order = _order(_ends(span)[1], point)
    return order < 0 or (order == 0 and span.high_open)


@builtin(f"before({_TWO_RANGES})")
def range_before(first: Range, second: Range) -> bool:
    order = _order(_ends(first)[1], _ends(second)[0])
    return order < 0 or (order == 0 and (first.high_open or second.low_open))


@builtin(f"after({_TWO_POINTS})")
def after(first: Any, second: Any) -> bool:
    return before(second, first)


@builtin(f"after({_POINT_RANGE})")
def point_after_range(point: Any, span: Range) -> bool:
    return range_before_point(span, point)


@builtin(f"after({_RANGE_POINT})")
def range_after_point(span: Range, point: Any) -> bool:
    return point_before_range(point, span)


@builtin(f"after({_TWO_RANGES})")
def range_after(first: Range, second: Range) -> bool:
    return range_before(second, first)


@builtin(f"meets({_TWO_RANGES})")
def meets(first: Range, second: Range) -> bool:
    return not first.high_open and not second.low_open and _order(_ends(first)[1], _ends(second)[0]) == 0


@builtin(f"met by({_TWO_RANGES})")
def met_by(first: Range, second: Range) -> bool:
    return meets(second, first)


@builtin(f"overlaps({_TWO_RANGES})")
def overlaps(first: Range, second: Range) -> bool:
    return not range_before(first, second) and not range_before(second, first)


def _low_order(first: Range, second: Range) -> int:
    """Which range begins earlier; with equal ends a closed one does."""
    order = _order(_ends(first)[0], _ends(second)[0])
    return order or int(first.low_open) - int(second.low_open)


def _high_order(first: Range, second: Range) -> int:
    order = _order(_ends(first)[1], _ends(second)[1])
    return order or int(second.high_open) - int(first.high_open)


@builtin(f"overlaps before({_TWO_RANGES})")
def overlaps_before(first: Range, second: Range) -> bool:
    return _low_order(first, second) < 0 and _high_order(first, second) <= 0 and overlaps(first, second)


@builtin(f"overlaps after({_TWO_RANGES})")
def overlaps_after(first: Range, second: Range) -> bool:
    return overlaps_before(second, first)


@builtin(f"finishes({_POINT_RANGE})")
def point_finishes(point: Any, span: Range) -> bool:
    return not span.high_open and _order(_ends(span)[1], point) == 0


@builtin(f"finishes({_TWO_RANGES})")
def finishes(first: Range, second: Range) -> bool:
    return _high_order(first, second) == 0 and _low_order(first, second) >= 0


@builtin(f"finished by({_RANGE_POINT})")
def finished_by_point(span: Range, point: Any) -> bool:
    return point_finishes(point, span)


@builtin(f"finished by({_TWO_RANGES})")
def finished_by(first: Range, second: Range) -> bool:
    return finishes(second, first)


@builtin(f"includes({_RANGE_POINT})")
def includes_point(span: Range, point: Any) -> bool:
    low, high = _ends(span)
    under, over = _order(low, point), _order(point, high)
    return (under < 0 or (under == 0 and not span.low_open)) and (over < 0 or (over == 0 and not span.high_open))


@builtin(f"includes({_TWO_RANGES})")
def includes(first: Range, second: Range) -> bool:
    return _low_order(first, second) <= 0 and _high_order(first, second) >= 0


@builtin(f"during({_POINT_RANGE})")
def point_during(point: Any, span: Range) -> bool:
    return includes_point(span, point)


@builtin(f"during({_TWO_RANGES})")
def during(first: Range, second: Range) -> bool:
    return includes(second, first)


@builtin(f"starts({_POINT_RANGE})")
def point_starts(point: Any, span: Range) -> bool:
    return not span.low_open and _order(_ends(span)[0], point) == 0


@builtin(f"starts({_TWO_RANGES})")
def starts(first: Range, second: Range) -> bool:
    return _low_order(first, second) == 0 and _high_order(first, second) <= 0


@builtin(f"started by({_RANGE_POINT})")
def started_by_point(span: Range, point: Any) -> bool:
    return point_starts(point, span)


@builtin(f"started by({_TWO_RANGES})")
def started_by(first: Range, second: Range) -> bool:
    return starts(second, first)


@builtin(f"coincides({_TWO_POINTS})")
def points_coincide(first: Any, second: Any) -> bool:
    return _order(first, second) == 0


@builtin(f"coincides({_TWO_RANGES})")
def coincides(first: Range, second: Range) -> bool:
    return _low_order(first, second) == 0 and _high_order(first, second) == 0


# -- identity and logic -----------------------------------------------------------------------------------------------


@builtin("is(value1: any?, value2: any?)")
def identical(first: Any, second: Any) -> bool:
    """The same element of the value's domain: 23:00 in Moscow is not 20:00 in Greenwich, though they are equal."""
    if kind_of(first) != kind_of(second):
        return False
    if isinstance(first, Time | DateTime):
        return bool(first == second)
    return equal(first, second) is True


@builtin("not(negand: any)")
def negation(value: Any) -> bool | None:
    answer: bool | None = negate(value)
    if answer is None and value is not None:
        raise Bad("not-boolean", found=kind_of(value))
    return answer


@builtin("range(from: string)")
def range_from(text: str) -> Range:
    """A range from its text, with literal ends: `range("[18..25)")`."""
    from ..range_text import parse_range

    try:
        return parse_range(text)
    except FeelSyntaxError:
        raise Bad("bad-value", why=text[:40]) from None


@hidden("not")
def _not_hidden(value: Any) -> Any:
    return negate(value)
