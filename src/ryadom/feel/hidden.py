"""What the operators say when a value is not known: bounds kept, cuts noted, nothing observed.

Bounds of an operation are the operation on the bounds, which is right because each one used here is monotone and the
rounding of decimal numbers is monotone too. An open bound stays open only where the operation is strict and exact.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import Any

from .decimals import MATH
from .errors import Bad
from .origins import origin_of
from .temporal import DayDuration, MonthDuration
from .unknown import (
    Cuts,
    MaybeList,
    Unknown,
    closed_interval,
    facts_in,
    unknown_boolean,
    unknown_of,
)  # fmt: skip
from .values import compare, equal_null, kind_of

Operation = Callable[[Any, Any], Any]


def ends(value: Any) -> tuple[Any, Any, bool, bool]:
    """(low, high, low_open, high_open); a known value is both of its ends."""
    if type(value) is Unknown:
        low, high = _span_of_options(value)
        return low, high, value.low_open, value.high_open
    return value, value, False, False


def _span_of_options(value: Unknown) -> tuple[Any, Any]:
    if value.options and value.low is None and value.high is None:
        try:
            return min(value.options), max(value.options)
        except TypeError:
            return None, None
    return value.low, value.high


def kind_of_unknown(value: Unknown) -> str | None:
    """The FEEL type that every value of it has, as far as its options or bounds tell."""
    low, high = (value.low, value.high) if value.options is None else (next(iter(value.options), None), None)
    end = low if low is not None else high
    return None if end is None else kind_of(end)


def absent(*values: Any) -> bool:
    return any(type(value) is Unknown and value.may_be_absent for value in values)


def missing(*values: Any) -> frozenset[Hashable]:
    return frozenset().union(*(facts_in(value) for value in values))


# -- comparison -----------------------------------------------------------------------------------------------------

_SIDES = {"<": -1, ">=": -1, ">": +1, "<=": +1}
_MIRROR = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def compare_hidden(op: str, left: Any, right: Any, cuts: Cuts | None) -> Any:
    """`<` and its kin when a side is unknown. Comparing with null is null whatever the other side turns out to be."""
    if left is None or right is None:
        raise Bad("not-comparable", left=kind_of(left), right=kind_of(right))
    if cuts is not None:
        _note_order(op, left, right, cuts)
    if type(left) is MaybeList or type(right) is MaybeList:
        return unknown_of(missing(left, right), True)
    try:
        verdict = _order(op, left, right)
    except Bad:
        verdict = None
    if verdict is None or absent(left, right):
        return unknown_boolean(missing(left, right), absent(left, right))
    return verdict


def _note_order(op: str, left: Any, right: Any, cuts: Cuts) -> None:
    if type(left) is Unknown and type(right) is not Unknown:
        cuts.boundary(left, right, _SIDES[op])
    elif type(right) is Unknown and type(left) is not Unknown:
        cuts.boundary(right, left, _SIDES[_MIRROR[op]])


def _order(op: str, left: Any, right: Any) -> bool | None:
    """Decided by the bounds, or None."""
    if op in (">", ">="):
        return _order(_MIRROR[op], right, left)
    low, high, low_open, high_open = ends(left)
    other_low, other_high, other_low_open, other_high_open = ends(right)
    strict = op == "<"
    if _surely_below(high, other_low, high_open or other_low_open, strict):
        return True
    if _surely_below(other_high, low, other_high_open or low_open, not strict):
        return False
    return None


def _surely_below(upper: Any, lower: Any, open_end: bool, strict: bool) -> bool:
    if upper is None or lower is None:
        return False
    order = compare(upper, lower)
    return order < 0 or (order == 0 and (open_end or not strict))


# -- equality -------------------------------------------------------------------------------------------------------


def equal_hidden(left: Any, right: Any, cuts: Cuts | None = None) -> Any:
    """`=` when a side is unknown; null equals only what may be absent."""
    if right is None or left is None:
        return equal_null(left if right is None else right)
    if type(left) is MaybeList or type(right) is MaybeList:
        return _equal_lists(left, right)
    if cuts is not None:
        _note_equal(left, right, cuts)
    if _disjoint(left, right):
        return unknown_boolean(missing(left, right)) if absent(left) and absent(right) else False
    if not absent(left, right) and _same_point(left, right):
        return True
    return unknown_boolean(missing(left, right))


def _note_equal(left: Any, right: Any, cuts: Cuts) -> None:
    if type(left) is Unknown and type(right) is not Unknown:
        cuts.equal(left, right)
    elif type(right) is Unknown and type(left) is not Unknown:
        cuts.equal(right, left)


def choices(value: Any) -> frozenset[Any] | None:
    if type(value) is Unknown:
        return value.options
    try:
        return frozenset({value})
    except TypeError:
        return None


def _disjoint(left: Any, right: Any) -> bool:
    mine, yours = choices(left), choices(right)
    if mine is not None and yours is not None and not mine & yours and one_kind(mine, yours):
        return True
    if _is_excluded(left, right) or _is_excluded(right, left):
        return True
    try:
        return _order("<", left, right) is True or _order(">", left, right) is True
    except Bad:
        return False


def one_kind(*sets: frozenset[Any]) -> bool:
    """Kinds are compared, because to Python true and 1 are the same member of a set."""
    return len({kind_of(value) for values in sets for value in values}) <= 1


def _is_excluded(unknown: Any, value: Any) -> bool:
    return type(unknown) is Unknown and type(value) is not Unknown and _hashable(value) and value in unknown.excluded


def _hashable(value: Any) -> bool:
    return isinstance(value, Hashable) and not isinstance(value, tuple)


def _same_point(left: Any, right: Any) -> bool:
    mine, yours = choices(left), choices(right)
    return mine is not None and yours is not None and mine == yours and len(mine) == 1 and one_kind(mine, yours)


def _equal_lists(left: Any, right: Any) -> Any:
    """Lists with uncertain members: false when the counts cannot agree, else unknown."""
    least, most = _count_bounds(left)
    other_least, other_most = _count_bounds(right)
    if (most is not None and most < other_least) or (other_most is not None and other_most < least):
        return False
    return unknown_boolean(missing(left, right))


def _count_bounds(value: Any) -> tuple[int, int | None]:
    if type(value) is MaybeList:
        return len(value.certain), None if value.open is not None else len(value.items)
    return (len(value), len(value)) if isinstance(value, list | tuple) else (0, None)


# -- arithmetic -----------------------------------------------------------------------------------------------------


def arithmetic_hidden(op: str, apply: Operation, left: Any, right: Any) -> Any:
    """Bounds of + - * /; anything else is an Unknown without bounds. null with anything stays null."""
    if left is None or right is None:
        raise Bad("operand-types", op=op, left=kind_of(left), right=kind_of(right))
    if type(left) is MaybeList or type(right) is MaybeList or op == "**":
        return unknown_of(missing(left, right), True)
    bounds = _BOUNDS[op](apply, left, right)
    maybe_null = absent(left, right) or (op == "/" and _may_be_zero(right))
    if bounds is None:
        return Unknown(missing(left, right), may_be_absent=maybe_null, origin=origin_of(op, apply, left, right))
    low, high, low_open, high_open = bounds
    return closed_interval(
        missing(left, right), low, high, low_open=low_open, high_open=high_open, may_be_absent=maybe_null,
        step=_step(op, left, right), origin=origin_of(op, apply, left, right),
    )  # fmt: skip


Bounds = tuple[Any, Any, bool, bool]


def _safe(apply: Operation, left: Any, right: Any) -> Any:
    """A bound, or None (no bound) when an end is missing or the result has no place on the line."""
    if left is None or right is None:
        return None
    try:
        return apply(left, right)
    except Bad:
        return None


def _exact(*values: Any) -> bool:
    """Days and short decimals: adding or scaling them is strict, so an open bound stays open."""
    return all(value is None or type(value) is not Decimal or len(value.as_tuple().digits) <= 28 for value in values)


def _bounds_add(apply: Operation, left: Any, right: Any) -> Bounds | None:
    a, b, a_open, b_open = ends(left)
    c, d, c_open, d_open = ends(right)
    if isinstance(a, str) or isinstance(c, str):
        return None  # joined texts do not keep the order of their parts
    low, high = _safe(apply, a, c), _safe(apply, b, d)
    strict = _strict(left, right) and _exact(low, high)
    return low, high, (a_open or c_open) and strict, (b_open or d_open) and strict


def _strict(*values: Any) -> bool:
    """Adding months clamps to the month's end: two days may meet, so bounds close."""
    return not any(isinstance(end, MonthDuration) for value in values for end in ends(value)[:2])


def _bounds_subtract(apply: Operation, left: Any, right: Any) -> Bounds:
    a, b, a_open, b_open = ends(left)
    c, d, c_open, d_open = ends(right)
    low, high = _safe(apply, a, d), _safe(apply, b, c)
    strict = _strict(left, right) and _exact(low, high)
    return low, high, (a_open or d_open) and strict, (b_open or c_open) and strict


def _sign(value: Any) -> int | None:
    """+1 or -1 when every possible value has that sign (zero counts as both), else None."""
    low, high, _, _ = ends(value)
    zero = _zero_like(low if low is not None else high)
    if zero is None:
        return None
    if low is not None and low >= zero:
        return 1
    return -1 if high is not None and high <= zero else None


def _zero_like(value: Any) -> Any:
    return {Decimal: Decimal(0), DayDuration: DayDuration(0), MonthDuration: MonthDuration(0)}.get(type(value))


def _may_be_zero(value: Any) -> bool:
    if type(value) is not Unknown:
        return False
    low, high, low_open, high_open = ends(value)
    zero = _zero_like(low if low is not None else high)
    if zero is None:
        return True
    above = low is not None and (low > zero or (low == zero and low_open))
    below = high is not None and (high < zero or (high == zero and high_open))
    return not (above or below)


def _bounds_scale(apply: Operation, left: Any, right: Any) -> Bounds | None:
    """A factor or divisor that is known, or two sides that are never negative; other products have no bounds here."""
    if type(right) is not Unknown:
        return _scaled(apply, left, right, _sign(right))
    if type(left) is not Unknown:
        return _scaled(lambda a, b: apply(b, a), right, left, _sign(left))
    if _sign(left) == 1 and _sign(right) == 1:
        a, b, _, _ = ends(left)
        c, d, _, _ = ends(right)
        return _safe(apply, a, c), _safe(apply, b, d), False, False
    return None


def _scaled(apply: Operation, unknown: Any, factor: Any, sign: int | None) -> Bounds | None:
    low, high, low_open, high_open = ends(unknown)
    first, second = _safe(apply, low, factor), _safe(apply, high, factor)
    strict = _exact(first, second) and factor != _zero_like(factor)
    if sign is None:
        return None
    if sign > 0:
        return first, second, low_open and strict, high_open and strict
    return second, first, high_open and strict, low_open and strict


def _bounds_divide(apply: Operation, left: Any, right: Any) -> Bounds | None:
    if type(right) is not Unknown:
        if right == _zero_like(right):
            raise Bad("division-by-zero")
        bounds = _scaled(apply, left, right, _sign(right))
        return bounds and (bounds[0], bounds[1], False, False)
    if _sign(left) != 1 or _sign(right) != 1 or _may_be_zero(right):
        return None
    a, b, _, _ = ends(left)
    c, d, _, _ = ends(right)
    low = _safe(apply, a, d) if d is not None else _zero_like(a)
    return low, _safe(apply, b, c), False, False


_BOUNDS: dict[str, Callable[[Operation, Any, Any], Bounds | None]] = {
    "+": _bounds_add, "-": _bounds_subtract, "*": _bounds_scale, "/": _bounds_divide,
}  # fmt: skip


def _step(op: str, left: Any, right: Any) -> Decimal | None:
    """The grid of a result: sums of grids stay on the finer one when one divides the other, products scale it."""
    steps = [value.step if type(value) is Unknown else _grid(value) for value in (left, right)]
    if None in steps:
        return None
    first, second = steps
    assert first is not None and second is not None
    if op in ("+", "-"):
        fine, coarse = min(first, second), max(first, second)
        return fine if fine > 0 and MATH.remainder(coarse, fine) == 0 else None
    return MATH.multiply(first, second) if op == "*" else None


def _grid(value: Any) -> Decimal | None:
    if type(value) is not Decimal or value == 0:
        return Decimal(1) if type(value) is Decimal else None
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) and exponent > -20 else None


__all__ = ["absent", "arithmetic_hidden", "choices", "compare_hidden", "ends", "equal_hidden", "missing", "one_kind"]
