"""The values of FEEL as Python holds them, and how they meet: kinds, equality, order, text.

number = Decimal (34 digits, half even) | string = str | boolean = bool | date = date or FarDate | time = Time |
date and time = DateTime | durations = DayDuration, MonthDuration | list = list or tuple | context = Mapping |
range = Range | function = FeelFunction or any callable | null = None | not known yet = Unknown, MaybeList
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .errors import Bad
from .temporal import (
    DateTime,
    DayDuration,
    FarDate,
    MonthDuration,
    Time,
    from_python_datetime,
    from_python_time,
    from_python_timedelta,
    instant,
    show_date,
    to_days,
)  # fmt: skip
from .unknown import OPENED, Maybe, MaybeList, Unknown, unknown_boolean

LARGEST = 1_000_000  # characters of a string and members of a list that an evaluation may make


@dataclass(frozen=True, slots=True)
class Range:
    """Values between two ends. `shape` keeps how it was written: `[1..5]` is `..`, `(< 10)` is `<`; `(!= 10)` is
    `!=`.
    """

    low: Any
    high: Any
    low_open: bool = False
    high_open: bool = False
    shape: str = ".."


OPENED[Range] = lambda span: (span.low, span.high)


@dataclass(frozen=True, slots=True, eq=False)
class FeelFunction:
    """A function of FEEL: `run` takes the arguments by position, in the order of `params`."""

    params: tuple[str, ...]
    run: Callable[..., Any]
    name: str = ""


_KINDS: dict[type, str] = {
    type(None): "null", Decimal: "number", str: "string", bool: "boolean", dt.date: "date", FarDate: "date",
    Time: "time", DateTime: "date and time", DayDuration: "days and time duration",
    MonthDuration: "years and months duration", list: "list", tuple: "list", dict: "context", Range: "range",
    FeelFunction: "function", Unknown: "unknown", MaybeList: "list", Maybe: "list",
}  # fmt: skip


def kind_of(value: Any) -> str:
    """The FEEL type of a value, as its name is written."""
    kind = _KINDS.get(type(value))
    if kind is not None:
        return kind
    if isinstance(value, Mapping):
        return "context"
    if isinstance(value, str):
        return "string"
    if isinstance(value, Sequence):
        return "list"
    return "function" if callable(value) else "other"


# -- values from outside ------------------------------------------------------------------------------------------


def _no_float(value: float) -> Any:
    raise Bad("float-value")


_ADOPT: dict[type, Callable[[Any], Any]] = {
    int: Decimal, float: _no_float, dt.datetime: from_python_datetime, dt.time: from_python_time,
    dt.timedelta: from_python_timedelta,
}  # fmt: skip
FOREIGN = frozenset(_ADOPT)


def adopt(value: Any) -> Any:
    """A value of the caller as FEEL holds it. Floats are refused: no binary fraction comes near money."""
    change = _ADOPT.get(type(value))
    return value if change is None else change(value)


# -- equality -----------------------------------------------------------------------------------------------------

_TIMED = (Time, DateTime)


def equal(left: Any, right: Any) -> Any:
    """`=` of the standard: two-valued with null, null for different kinds, by member for lists and contexts."""
    if left is None or right is None:
        return equal_null(left if right is None else right)
    if type(left) is Decimal and type(right) is Decimal:
        return left == right
    if type(left) in _HIDDEN or type(right) in _HIDDEN:
        return _equal_hidden(left, right)
    kind, other = kind_of(left), kind_of(right)
    if kind != other:
        raise Bad("not-comparable", left=kind, right=other)
    by_kind: Callable[[Any, Any], Any] = _EQUALS.get(kind, _plain_equal)
    return by_kind(left, right)


_HIDDEN = (Unknown, MaybeList)


def _equal_hidden(left: Any, right: Any) -> Any:
    from .hidden import equal_hidden

    return equal_hidden(left, right)


def equal_null(value: Any) -> bool | Unknown:
    if type(value) is Unknown and value.may_be_absent:
        return unknown_boolean(value.facts)
    return value is None


def _plain_equal(left: Any, right: Any) -> bool:
    return bool(left == right)


def _equal_timed(left: Any, right: Any) -> bool | None:
    """The kit compares whole seconds: 10:30:00.0001 equals 10:30:00.0002."""
    (zoned, nanos), (other_zoned, other) = instant(left), instant(right)
    return zoned == other_zoned and nanos // 1_000_000_000 == other // 1_000_000_000


def weigh(value: Any) -> int:
    """How many values this one would be if it were written out; Bad when more than an evaluation may make.

    A list may hold the same list twice, and so on inwards: written out such a thing grows without end.
    """
    return _weigh(value, {})


DEEPEST = 100  # lists and contexts inside each other, in a value


def _weigh(value: Any, known: dict[int, int], depth: int = 0) -> int:
    if not isinstance(value, list | tuple | dict):
        return 1 + len(value) // 10 if isinstance(value, str) else 1
    if depth > DEEPEST:
        raise Bad("too-large")
    if id(value) not in known:
        known[id(value)] = 0
        parts = value.values() if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_weigh(part, known, depth + 1) for part in parts)
        if known[id(value)] > LARGEST:
            raise Bad("too-large")
    return known[id(value)]


def _equal_lists(left: Any, right: Any) -> Any:
    weigh(left)
    weigh(right)
    if len(left) != len(right):
        return False
    return all_of(equal(a, b) for a, b in zip(left, right, strict=True))


def _equal_contexts(left: Any, right: Any) -> Any:
    if left is right:
        return True
    if type(left) is not dict and type(right) is not dict:
        return bool(left == right)  # contexts of the caller know themselves who they are
    weigh(left)
    weigh(right)
    if set(left) != set(right):
        return False
    return all_of(equal(left[key], right[key]) for key in left)


def _equal_ranges(left: Range, right: Range) -> Any:
    if (left.shape, left.low_open, left.high_open) != (right.shape, right.low_open, right.high_open):
        return False
    return all_of((equal(left.low, right.low), equal(left.high, right.high)))


_EQUALS: dict[str, Callable[[Any, Any], Any]] = {
    "time": _equal_timed, "date and time": _equal_timed, "list": _equal_lists,
    "context": _equal_contexts, "range": _equal_ranges,
}  # fmt: skip


# -- logic --------------------------------------------------------------------------------------------------------


def all_of(parts: Any) -> Any:
    """`and` of any number: false > Unknown > null > true. Stops at the first false."""
    return _fold(parts, False)


def any_of(parts: Any) -> Any:
    """`or` of any number: true > Unknown > null > false. Stops at the first true."""
    return _fold(parts, True)


def _fold(parts: Any, decisive: bool) -> Any:
    missing: list[Unknown] = []
    null = False
    for part in parts:
        if part is decisive:
            return decisive
        if type(part) is Unknown:
            missing.append(part)
        elif part is not (not decisive):
            null = True
    if missing:
        return merged(missing, null)
    return None if null else not decisive


def merged(missing: list[Unknown], null: bool) -> Unknown:
    """Several unknown truths together."""
    if len(missing) == 1:
        return unknown_boolean(missing[0].facts, null or missing[0].may_be_absent)
    facts = frozenset().union(*(part.facts for part in missing))
    return unknown_boolean(facts, null or any(part.may_be_absent for part in missing))


def negate(value: Any) -> Any:
    """`not`: null for anything that is neither true nor false."""
    if value is True or value is False:
        return not value
    if type(value) is Unknown:
        return unknown_boolean(value.facts, value.may_be_absent)
    return None


# -- order --------------------------------------------------------------------------------------------------------

_PLAIN = frozenset({"number", "string", "days and time duration", "years and months duration"})


_SELF_ORDERED = frozenset({Decimal, str, dt.date, DayDuration, MonthDuration})


def order_key(value: Any) -> tuple[str, Any]:
    """(scale, key): values of one scale compare by their keys; Bad for what has no order."""
    kind = kind_of(value)
    if kind in _PLAIN:
        return kind, value
    if kind == "date":
        return kind, to_days(value)
    if kind in ("time", "date and time"):
        zoned, nanos = instant(value)
        return f"{kind} {'zoned' if zoned else 'local'}", nanos
    raise Bad("not-comparable", left=kind, right=kind)


def compare(left: Any, right: Any) -> int:
    """-1, 0 or 1; Bad when the two have no common order."""
    kind = type(left)
    if kind is type(right) and kind in _SELF_ORDERED:
        return int(left > right) - int(left < right)
    (scale, a), (other, b) = order_key(left), order_key(right)
    if scale != other:
        raise Bad("not-comparable", left=kind_of(left), right=kind_of(right))
    return int(a > b) - int(a < b)


# -- text ---------------------------------------------------------------------------------------------------------


def show(value: Any, inside: bool = False) -> str:
    """The text that `string()` gives; strings inside lists and contexts stand in quotes."""
    if not inside and isinstance(value, list | tuple | dict):
        weigh(value)
    if value is None:
        return "null"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if inside else str(value)
    if isinstance(value, Decimal):
        return show_number(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | FarDate):
        return show_date(value)
    return _SHOWS.get(kind_of(value), str)(value)


def show_number(value: Decimal) -> str:
    """Plain digits, no exponent, zeros kept as they were computed."""
    if not -40 <= value.adjusted() <= 40:
        return str(value)
    text = f"{value:f}"
    return text[1:] if value == 0 and text.startswith("-") else text


def _show_range(value: Range) -> str:
    if value.shape != "..":
        end = value.low if value.low is not None else value.high
        return f"({value.shape} {show(end, True)})"
    opening, closing = "(" if value.low_open else "[", ")" if value.high_open else "]"
    return f"{opening}{show(value.low, True)}..{show(value.high, True)}{closing}"


def _show_context(value: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{_show_key(key)}: {show(value[key], True)}" for key in value) + "}"


def _show_key(key: str) -> str:
    return key if key.replace(" ", "a").replace("_", "a").isalnum() else show(key, True)


def _show_list(value: Any) -> str:
    if type(value) is MaybeList:
        return repr(value)
    return "[" + ", ".join(show(item, True) for item in value) + "]"


def _show_function(value: Any) -> str:
    params = ", ".join(getattr(value, "params", ()))
    return f"function({params})"


_SHOWS: dict[str, Callable[[Any], str]] = {
    "list": _show_list, "context": _show_context, "range": _show_range, "function": _show_function,
}  # fmt: skip
