"""The tree of a sentence in FEEL: frozen nodes, each with the span of text it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression; `span` is the half-open range of characters it was written with."""

    span: Span


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, string, boolean, null or temporal literal (`@"2026-01-01"`), already a value."""

    value: Any


@dataclass(frozen=True, slots=True)
class Broken(Node):
    """A literal that has the right form and no meaning (`@"foo"`): null with a warning, as the standard wants."""

    code: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Neg(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Arith(Node):
    op: str  # + - * / **
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Compare(Node):
    op: str  # = != < <= > >=
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class OpTest(Node):
    """A unary test with an operator: `< 5`, `>= @"2026-01-01"`."""

    op: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """Unary tests of one input: any of `tests`, or none of them when `negated`; `-` is an empty tuple."""

    tests: tuple[Node, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """`name in source`, or `name in source..end` when `end` is given."""

    name: str
    source: Node
    end: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    every: bool
    iterators: tuple[Iterator, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class Filter(Node):
    source: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Path(Node):
    source: Node
    key: str


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    low: Node
    high: Node
    low_open: bool
    high_open: bool


@dataclass(frozen=True, slots=True)
class OpRange(Node):
    """A range written with one operator: `(< 10)`, `(= 10)`."""

    op: str
    operand: Node


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    params: tuple[tuple[str, Any], ...]  # name, type or None
    body: Node | None  # None: external, which we never run


@dataclass(frozen=True, slots=True)
class Call(Node):
    callee: Node
    args: tuple[Node, ...]
    named: tuple[tuple[str, Node], ...] | None  # None: positional


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type: Any


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order of the text."""
    found: list[Node] = []
    for field in type(node).__dataclass_fields__:
        _collect(getattr(node, field), found)
    return tuple(found)


def _collect(value: Any, found: list[Node]) -> None:
    if isinstance(value, Node):
        found.append(value)
    elif isinstance(value, tuple):
        for part in value:
            _collect(part, found)
