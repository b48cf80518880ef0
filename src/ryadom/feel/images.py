"""What becomes of an unknown value under a function that only rises or only falls, and of two values of which we do not
know which: the bounds that are left, and the way back to the fact.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from .errors import Bad
from .hidden import absent, choices, ends, missing, one_kind
from .unknown import MaybeList, Unknown, closed_interval, unknown_of
from .values import equal, kind_of


def minus_hidden(value: Any) -> Any:
    if type(value) is MaybeList:
        return unknown_of(missing(value), True)
    return decreasing(value, _negative, lambda point, side: [(_negative(point), -side)], strict=True)


def _negative(value: Any) -> Any:
    from .arithmetic import minus

    return minus(value)


def increasing(value: Unknown, change: Callable[[Any], Any], inverse: Any = None, *, strict: bool = False) -> Any:
    """The image of an Unknown under a function that never decreases; open bounds close unless it is strict."""
    low, high, low_open, high_open = ends(value)
    return closed_interval(
        value.facts,
        _image(change, low),
        _image(change, high),
        low_open=low_open and strict,
        high_open=high_open and strict,
        may_be_absent=value.may_be_absent,
        origin=value.origin.then(inverse) if value.origin and inverse else None,
    )


def decreasing(value: Unknown, change: Callable[[Any], Any], inverse: Any = None, *, strict: bool = False) -> Any:
    low, high, low_open, high_open = ends(value)
    return closed_interval(
        value.facts,
        _image(change, high),
        _image(change, low),
        low_open=high_open and strict,
        high_open=low_open and strict,
        may_be_absent=value.may_be_absent,
        step=value.step if strict else None,
        origin=value.origin.then(inverse) if value.origin and inverse else None,
    )


def _image(change: Callable[[Any], Any], end: Any) -> Any:
    if end is None:
        return None
    try:
        return change(end)
    except Bad:
        return None


def join(condition: Unknown, first: Any, second: Any) -> Any:
    """Either of two values, we do not know which: what both agree on stays known. Two comparisons that wait for the
    same facts are one object, and need not agree: only what a fact itself is, or an image of it, is one value.
    """
    if (first is second and (type(first) is not Unknown or first.origin is not None)) or (
        _both_plain(first, second) and kind_of(first) == kind_of(second) and equal(first, second) is True
    ):
        return first
    facts = condition.facts | missing(first, second)
    maybe_null = first is None or second is None or absent(first, second)
    shown = [value for value in (first, second) if value is not None]
    if any(type(value) is MaybeList or kind_of(value) in ("list", "context", "range", "function") for value in shown):
        return unknown_of(facts, maybe_null)
    options = _joined_options(shown)
    if options is not None:
        return Unknown(facts, options=options, may_be_absent=maybe_null, origin=None)
    return _hull(facts, shown, maybe_null)


def _both_plain(first: Any, second: Any) -> bool:
    return type(first) not in (Unknown, MaybeList) and type(second) not in (Unknown, MaybeList)


def _joined_options(shown: list[Any]) -> frozenset[Any] | None:
    sets = [choices(value) for value in shown]
    if any(one is None for one in sets):
        return None
    together: frozenset[Any] = frozenset().union(*(one for one in sets if one is not None))
    return together if one_kind(*(one for one in sets if one is not None)) and len(together) <= 16 else None


def _hull(facts: frozenset[Hashable], shown: list[Any], maybe_null: bool) -> Any:
    """The smallest interval that holds both."""
    lows = [ends(value)[0] for value in shown]
    highs = [ends(value)[1] for value in shown]
    try:
        low = None if None in lows else min(lows)
        high = None if None in highs else max(highs)
    except TypeError:
        low = high = None
    if isinstance(low, str) or isinstance(high, bool):
        low = high = None
    low_open = low is not None and all(ends(value)[2] for value in shown)
    high_open = high is not None and all(ends(value)[3] for value in shown)
    return Unknown(facts, low, high, low_open, high_open, may_be_absent=maybe_null, origin=None)
