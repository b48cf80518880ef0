"""The profile: the part of FEEL that a published measure may use. It is total and can be compiled; a whitelist decides.

Allowed are comparisons, logic, exact arithmetic, loops over lists, filters over a member's own names, named rounding
and the functions listed here. Not allowed are functions of one's own, powers, positions in lists, the clock, and a
division that has no exact decimal unless a named rounding stands around it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from . import tree as t
from .builtins import BUILTINS
from .builtins.dates import CLOCK
from .builtins.numbers import ROUNDINGS
from .errors import FeelSyntaxError
from .expression import Expression
from .tokens import KEYWORDS

ALLOWED = ROUNDINGS | frozenset(
    {
        "abs", "min", "max", "sum", "сумма", "count", "mean", "all", "any", "not", "list contains", "distinct values",
        "concatenate", "union", "append", "flatten", "is", "contains", "starts with", "ends with", "upper case",
        "lower case", "string length", "substring", "substring before", "substring after", "date", "date and time",
        "time",         "duration", "years and months duration", "day of week", "day of year", "week of year",
        "month of year",
        "last day of month", "полных лет", "полных лет со следующего дня", "полных месяцев", "начало месяца",
        "конец месяца", "прибавить месяцы", "modulo", "even", "odd", "before", "after", "meets", "met by", "overlaps",
        "overlaps before", "overlaps after", "finishes", "finished by", "includes", "during", "starts", "started by",
        "coincides",
    }
)  # fmt: skip
_NODES = (
    t.Literal, t.Broken, t.Name, t.Neg, t.Arith, t.Compare, t.And, t.Or, t.Between, t.In, t.OpTest, t.Tests, t.If,
    t.Iterator, t.For, t.Quantified, t.Filter, t.Path, t.ListOf, t.ContextOf, t.RangeOf, t.OpRange, t.Call,
    t.InstanceOf,
)  # fmt: skip
_FORBIDDEN = frozenset("+-*/.'’")


def check_profile(expr: Expression, *, in_filters: Collection[str] | None = None) -> list[FeelSyntaxError]:
    """What keeps this expression out of the profile, in the order of the text; each error has a span and words.

    `in_filters` are the names a filter may use (a member's facts, definitions, parameters, the date); None allows all.
    """
    found = list(_faults(expr, expr.tree, rounded=False))
    found.extend(_name_faults(expr))
    if in_filters is not None:
        found.extend(_filter_faults(expr, in_filters))
    return sorted(found, key=lambda error: error.span)


def _error(expr: Expression, node: t.Node, code: str, **params: Any) -> FeelSyntaxError:
    return FeelSyntaxError(code, expr.text, node.span, **params)


def _faults(expr: Expression, node: t.Node, *, rounded: bool) -> Iterator[FeelSyntaxError]:
    """A walk that knows whether a named rounding stands around the place."""
    if isinstance(node, t.FunctionOf):
        yield _error(expr, node, "profile-function")
    elif not isinstance(node, _NODES):
        yield _error(expr, node, "profile-node")
    elif isinstance(node, t.Call):
        yield from _call_faults(expr, node)
        rounded = _is_rounding(node)
    elif isinstance(node, t.Arith):
        yield from _arith_faults(expr, node, rounded)
    elif isinstance(node, t.Filter) and _is_position(node.condition):
        yield _error(expr, node, "profile-index")
    elif not isinstance(node, t.Neg):
        rounded = False  # only arithmetic stays inside the rounding around it
    for child in t.children(node):
        yield from _faults(expr, child, rounded=rounded)


def _call_faults(expr: Expression, node: t.Call) -> Iterator[FeelSyntaxError]:
    if not isinstance(node.callee, t.Name):
        yield _error(expr, node, "profile-call")
        return
    name = node.callee.name
    if name in CLOCK:
        yield _error(expr, node, "profile-clock", name=name)
    elif name in BUILTINS and name not in ALLOWED:
        yield _error(expr, node, "profile-builtin", name=name)


def _is_rounding(node: t.Call) -> bool:
    return isinstance(node.callee, t.Name) and node.callee.name in ROUNDINGS


def _arith_faults(expr: Expression, node: t.Arith, rounded: bool) -> Iterator[FeelSyntaxError]:
    if node.op == "**":
        yield _error(expr, node, "profile-power")
    if node.op == "/" and not rounded and not _divides_exactly(node.right):
        yield _error(expr, node, "profile-division")


def _divides_exactly(divisor: t.Node) -> bool:
    """A literal whose only prime factors are 2 and 5 leaves a finite decimal."""
    value = divisor.value if isinstance(divisor, t.Literal) else None
    if not isinstance(value, Decimal) or value == 0:
        return False
    _, digits, exponent = value.as_tuple()
    number = int("".join(map(str, digits)))
    for prime in (2, 5):
        while number % prime == 0:
            number //= prime
    return number == 1 and isinstance(exponent, int)


def _is_position(condition: t.Node) -> bool:
    if isinstance(condition, t.Neg):
        return _is_position(condition.operand)
    return isinstance(condition, t.Arith) or (isinstance(condition, t.Literal) and isinstance(condition.value, Decimal))


def _name_faults(expr: Expression) -> Iterator[FeelSyntaxError]:
    for use in expr.uses:
        if use.name in BUILTINS:
            continue
        if _FORBIDDEN & set(use.name):
            yield FeelSyntaxError("profile-name", expr.text, use.span, name=use.name)
        word = next((word for word in use.name.split() if word in KEYWORDS), None)
        if word is not None:
            yield FeelSyntaxError("profile-keyword", expr.text, use.span, name=use.name, word=word)


def _filter_faults(expr: Expression, allowed: Collection[str]) -> Iterator[FeelSyntaxError]:
    for use in expr.uses:
        if use.in_filter and use.name not in allowed and use.name not in BUILTINS:
            yield FeelSyntaxError("profile-filter", expr.text, use.span, name=use.name)
