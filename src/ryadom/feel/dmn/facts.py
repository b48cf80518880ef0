"""What a running is given: told facts as FEEL holds them, and for those nobody told an Unknown of the declared type.

Parts of contexts and members of lists are told apart: `заявитель.доход`, `дети[2].возраст`. While an unknown answer is
made sharp, some of these unknown facts are tried with values; `tried` holds them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from ..unknown import MaybeList, Unknown, facts_in
from ..values import adopt, show, weigh
from .types import Type, completed, unknown_input

Tried = Mapping[Hashable, Any]


def as_told(value: Any) -> Any:
    """A value of the caller as FEEL holds it, whole numbers and parts of it included."""
    if isinstance(value, Mapping):
        return {str(key): as_told(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_told(part) for part in value]
    return adopt(value)


def given_for(name: str, kind: Type, told: Mapping[str, Any], tried: Tried) -> Any:
    """The value of one input: told, with what is missing inside it unknown, or unknown as a whole."""
    value = completed(told[name], name, kind) if name in told else unknown_input(name, kind)
    return with_tried(value, tried) if tried else value


def with_tried(value: Any, tried: Tried) -> Any:
    """A value in which unknown facts stand as what is tried for them."""
    if type(value) is Unknown:
        (fact,) = value.facts if len(value.facts) == 1 else (None,)
        return tried.get(fact, value)
    if isinstance(value, Mapping):
        return {key: with_tried(part, tried) for key, part in value.items()}
    if isinstance(value, list):
        return [with_tried(part, tried) for part in value]
    return value


def unknowns_in(value: Any) -> Iterator[tuple[Hashable, Unknown]]:
    """Every unknown fact inside a value, each with what it may be."""
    if type(value) is Unknown:
        if len(value.facts) == 1:
            yield next(iter(value.facts)), value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from unknowns_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from unknowns_in(part)


class Outcome:
    """An answer that can be compared and hashed, so that those of several completions can be joined.

    Raises Bad for one that grows without end when it is written out: a list may hold the same list twice, and so on.
    """

    __slots__ = ("facts", "key", "value")

    def __init__(self, value: Any) -> None:
        weigh(value)
        self.value, self.key, self.facts = value, _key(value), facts_in(value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Outcome) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def _key(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return "context", frozenset((name, _key(part)) for name, part in value.items())
    if isinstance(value, list | tuple):
        return "list", tuple(_key(part) for part in value)
    if isinstance(value, Decimal | str | bool) or value is None:
        return type(value).__name__, value
    if type(value) in (Unknown, MaybeList):
        return "unknown", tuple(sorted(map(str, facts_in(value))))
    return type(value).__name__, show(value)
