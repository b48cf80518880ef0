"""The types of FEEL as `instance of` and function parameters name them, and whether a value conforms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .unknown import MaybeList
from .values import FeelFunction, Range, kind_of, weigh

SIMPLE = frozenset(
    {
        "Any", "Null", "number", "string", "boolean", "date", "time", "date and time", "days and time duration",
        "years and months duration", "list", "context", "range", "function",
    }
)  # fmt: skip
ALIASES = {"day and time duration": "days and time duration", "year and month duration": "years and months duration"}


@dataclass(frozen=True, slots=True)
class Type:
    """`name` with its parts: the item of a list or range, the parameters and result of a function, the keys of a
    context.
    """

    name: str
    item: Type | None = None
    entries: tuple[tuple[str, Type], ...] | None = None
    params: tuple[Type, ...] | None = None
    result: Type | None = None

    def __str__(self) -> str:
        if self.entries is not None:
            return "context<" + ", ".join(f"{key}: {kind}" for key, kind in self.entries) + ">"
        if self.params is not None:
            return f"function<{', '.join(map(str, self.params))}> -> {self.result}"
        return f"{self.name}<{self.item}>" if self.item else self.name


def conforms(value: Any, wanted: Type) -> bool:
    """Is this (known) value an instance of the type? null is an instance of Null only."""
    if wanted.name == "Any":
        return value is not None
    if wanted.name == "Null":
        return value is None
    if kind_of(value) != wanted.name:
        return False
    return _PARTS.get(wanted.name, _whole)(value, wanted)


def _whole(value: Any, wanted: Type) -> bool:
    return True


def _list(value: Any, wanted: Type) -> bool:
    members = [part for part, _ in value.parts()] if type(value) is MaybeList else value
    item = wanted.item
    if item is not None:
        weigh(value)
    return item is None or all(_member(member, item) for member in members)


def _member(value: Any, item: Type) -> bool:
    """A null member fits every type: null belongs to the domain of each of them."""
    return value is None or conforms(value, item)


def _context(value: Mapping[str, Any], wanted: Type) -> bool:
    if wanted.entries is None:
        return True
    return all(key in value and _member(value[key], kind) for key, kind in wanted.entries)


def _range(value: Range, wanted: Type) -> bool:
    if wanted.item is None:
        return True
    ends = [end for end in (value.low, value.high) if end is not None]
    return all(conforms(end, wanted.item) for end in ends)


def _function(value: Any, wanted: Type) -> bool:
    if wanted.params is None:
        return True
    if not isinstance(value, FeelFunction):
        return False
    return len(value.params) == len(wanted.params)


_PARTS = {"list": _list, "context": _context, "range": _range, "function": _function}
