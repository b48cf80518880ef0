"""The way back to the fact: at which value of x does `x + 3`, `2 * x` or `x / 12` pass a given point?

A boundary that is not exact would cost sharpness, never soundness: the cell next to it is evaluated again and stays
unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .decimals import MATH
from .errors import Bad
from .temporal import MonthDuration, add_days, add_months
from .unknown import Boundary, Origin, Unknown

Operation = Callable[[Any, Any], Any]
_STEPS = 40  # neighbouring decimals to try around a guess


def origin_of(op: str, apply: Operation, left: Any, right: Any) -> Origin | None:
    """The origin of a result with exactly one unknown side, or None."""
    if type(left) is Unknown and type(right) is not Unknown:
        return left.origin and left.origin.then(_inverse(op, apply, right, first=True))
    if type(right) is Unknown and type(left) is not Unknown:
        return right.origin and right.origin.then(_inverse(op, apply, left, first=False))
    return None


def _inverse(op: str, apply: Operation, known: Any, *, first: bool) -> Callable[[Any, int], list[Boundary]]:
    """The boundaries of x at which `x op known` (or `known op x`) meets a boundary. Too many are harmless."""
    undo = _UNDO.get(op)

    def pull(point: Any, side: int) -> list[Boundary]:
        try:
            return [] if undo is None else undo(apply, point, side, known, first)
        except (Bad, TypeError, ArithmeticError, ValueError):
            return []

    return pull


def _undo_add(apply: Operation, point: Any, side: int, known: Any, first: bool) -> list[Boundary]:
    if type(known) is MonthDuration and type(point) is dt.date:
        return _day_boundary(apply, add_months(point, -known.months), point, side, known)
    from .arithmetic import arithmetic

    return [(arithmetic("-")(point, known), side)]


def _undo_subtract(apply: Operation, point: Any, side: int, known: Any, first: bool) -> list[Boundary]:
    from .arithmetic import arithmetic

    if not first:
        return [(arithmetic("-")(known, point), -side)]
    if type(known) is MonthDuration and type(point) is dt.date:
        return _day_boundary(apply, add_months(point, known.months), point, side, known)
    return [(arithmetic("+")(point, known), side)]


def _day_boundary(apply: Operation, guess: Any, point: dt.date, side: int, known: Any) -> list[Boundary]:
    """Month ends clamp, so the first day whose image passes the point lies within three days of the plain answer."""
    for shift in range(-4, 5):
        day = add_days(guess, shift)
        moved = apply(day, known)
        if moved >= point if side < 0 else moved > point:
            return [(day, -1)]
    return []


def _undo_multiply(apply: Operation, point: Any, side: int, known: Any, first: bool) -> list[Boundary]:
    if type(known) is not Decimal or type(point) is not Decimal or known == 0:
        return []
    guess = MATH.divide(point, known)
    return _boundary(lambda x: apply(x, known), guess, point, side, rising=known > 0)


def _undo_divide(apply: Operation, point: Any, side: int, known: Any, first: bool) -> list[Boundary]:
    if type(known) is not Decimal or type(point) is not Decimal:
        return []
    if first:
        guess = MATH.multiply(point, known)
        return _boundary(lambda x: apply(x, known), guess, point, side, rising=known > 0)
    zero: list[Boundary] = [(Decimal(0), -1), (Decimal(0), +1)]
    if point == 0:
        return zero
    guess = MATH.divide(known, point)
    return zero + _boundary(lambda x: apply(known, x), guess, point, side, rising=known < 0)


def _boundary(
    image: Callable[[Decimal], Any], guess: Decimal, point: Decimal, side: int, *, rising: bool
) -> list[Boundary]:
    """The two neighbouring decimals between which the image passes the point; both are cut, nothing lies between
    them.
    """

    def upper(x: Decimal) -> bool:
        """Is x on the far side of the change, in the direction of growing x?"""
        value = image(x)
        reached = bool(value >= point) if side < 0 else bool(value > point)
        return reached if rising else not reached

    x = guess
    for _ in range(_STEPS):
        if not upper(x):
            break
        x = MATH.next_minus(x)
    for _ in range(_STEPS):
        after = MATH.next_plus(x)
        if upper(after):
            return [(x, +1), (after, -1)]
        x = after
    return []


_UNDO: dict[str, Callable[[Operation, Any, int, Any, bool], list[Boundary]]] = {
    "+": _undo_add, "-": _undo_subtract, "*": _undo_multiply, "/": _undo_divide,
}  # fmt: skip
