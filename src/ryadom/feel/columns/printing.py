"""A tree becomes closures over columns, once; each closure gives the value of its node in every row of a scope.

The scope resolves names: `scope.read(name)` gives a column or a plain value, `scope.memo` keeps what was worked out, so
that the same words in two rules are one value. A node that columns do not hold raises NotInColumns: the whole rule is
then for the rules of one family.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from inspect import signature
from typing import Any, Protocol

from .. import tree as t
from ..builtins import BUILTINS, Builtin
from ..errors import Bad
from ..expression import Expression
from ..values import compare as compare_plain
from ..values import equal as equal_plain
from .arithmetic import Quotient, arith, minus
from .comparing import equal, ordered, unequal
from .functions import COLUMN_FUNCTIONS
from .lists import kept
from .logic import all_of, any_of, between, choose
from .values import RAISED_VALUE, Line, Members, NotInColumns, Value, is_column, number


class Scope(Protocol):
    """Where a rule is printed: what its names mean in every row."""

    memo: dict[Any, Value]

    def read(self, name: str) -> Value: ...


Printing = Callable[[Any], Value]
PRINTERS: dict[type, Callable[[Any, str], Printing]] = {}


@dataclass(frozen=True)
class Printed:
    """A rule as columns read it. `run(scope)` gives its value in every row; NotInColumns where it has none there."""

    text: str
    run: Printing


def print_columns(expression: Expression) -> Printed:
    """The closures of an expression. Raises NotInColumns for a node that columns never hold."""
    return Printed(expression.text, printing(expression.tree, expression.text))


def prints(kind: type) -> Callable[[Callable[[Any, str], Printing]], Callable[[Any, str], Printing]]:
    def add(function: Callable[[Any, str], Printing]) -> Callable[[Any, str], Printing]:
        PRINTERS[kind] = function
        return function

    return add


def printing(node: t.Node, text: str) -> Printing:
    """The closure of one node."""
    printer = PRINTERS.get(type(node))
    if printer is None:
        raise NotInColumns(f"{type(node).__name__}: {text[slice(*node.span)]}")
    return printer(node, text)


# The names behind each remembered text: whoever changes what a name means forgets the values of these.
SAID: dict[str, frozenset[str]] = {}


def names_in(node: t.Node) -> Iterator[str]:
    """Every name that a tree says, entries of a person (`заявитель.возраст`) included."""
    if isinstance(node, t.Name):
        yield node.name
    if isinstance(node, t.Path):
        yield node.key
    for child in t.children(node):
        yield from names_in(child)


def remembered(node: t.Node, text: str, run: Printing) -> Printing:
    """The same words in one scope are worked out once."""
    key = text[slice(*node.span)]
    SAID[key] = frozenset(names_in(node))

    def once(scope: Any) -> Value:
        memo = scope.memo
        if key not in memo:
            memo[key] = run(scope)
        return memo[key]

    return once


@prints(t.Literal)
def _literal(node: t.Literal, text: str) -> Printing:
    value = node.value
    if not isinstance(value, Decimal | str | bool | dt.date | None):
        raise NotInColumns(text[slice(*node.span)])
    return lambda scope: value


@prints(t.Name)
def _name(node: t.Name, text: str) -> Printing:
    name = node.name
    return lambda scope: scope.read(name)


@prints(t.Arith)
def _arith(node: t.Arith, text: str) -> Printing:
    left, right, op = printing(node.left, text), printing(node.right, text), node.op
    if op == "**":
        raise NotInColumns(text[slice(*node.span)])
    return lambda scope: arith(op, left(scope), right(scope))


@prints(t.Neg)
def _neg(node: t.Neg, text: str) -> Printing:
    operand = printing(node.operand, text)

    def run(scope: Any) -> Value:
        value = operand(scope)
        return (
            arith("-", Decimal(0), value) if type(value) is Quotient or not is_column(value) else minus(number(value))
        )

    return run


@prints(t.Compare)
def _compare(node: t.Compare, text: str) -> Printing:
    left, right, op = printing(node.left, text), printing(node.right, text), node.op
    return remembered(node, text, lambda scope: compared(op, left(scope), right(scope)))


def compared(op: str, left: Value, right: Value) -> Value:
    """Any comparison of two values, columns or plain."""
    if RAISED_VALUE in (left, right):
        return RAISED_VALUE
    if _all_plain(left) and _all_plain(right):
        return _plainly(op, left, right)
    if isinstance(left, list) or isinstance(right, list):
        raise NotInColumns("a list compared, some of it a column")
    if op in ("=", "!="):
        return equal(left, right) if op == "=" else unequal(left, right)
    return ordered(op, left, right)


def _plainly(op: str, left: Any, right: Any) -> Value:
    try:
        if op in ("=", "!="):
            same = equal_plain(left, right)
            return same if op == "=" or same is None else not same
        order = compare_plain(left, right)
    except Bad:
        return None
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[op]


@prints(t.Between)
def _between(node: t.Between, text: str) -> Printing:
    value, low, high = (printing(part, text) for part in (node.value, node.low, node.high))

    def run(scope: Any) -> Value:
        given = value(scope)
        return between(compared(">=", given, low(scope)), compared("<=", given, high(scope)))

    return remembered(node, text, run)


@prints(t.And)
def _and(node: t.And, text: str) -> Printing:
    parts = [printing(part, text) for part in node.parts]
    return lambda scope: all_of(part(scope) for part in parts)


@prints(t.Or)
def _or(node: t.Or, text: str) -> Printing:
    parts = [printing(part, text) for part in node.parts]
    return lambda scope: any_of(part(scope) for part in parts)


@prints(t.If)
def _if(node: t.If, text: str) -> Printing:
    condition, then, otherwise = (printing(part, text) for part in (node.condition, node.then, node.otherwise))
    return lambda scope: choose(condition(scope), lambda: then(scope), lambda: otherwise(scope))


# -- belonging --------------------------------------------------------------------------------------------------------

Test = Callable[[Value, Any], Value]


@prints(t.In)
def _in(node: t.In, text: str) -> Printing:
    value, tests = printing(node.value, text), [_test(test, text) for test in node.tests]

    def run(scope: Any) -> Value:
        given = value(scope)
        return any_of(test(given, scope) for test in tests)

    return remembered(node, text, run)


def _test(node: t.Node, text: str) -> Test:
    if isinstance(node, t.OpTest):
        operand, op = printing(node.operand, text), node.op
        return lambda value, scope: compared(op, value, operand(scope))
    if isinstance(node, t.RangeOf):
        return _within(node, text)
    if isinstance(node, t.ListOf):
        parts = [_test(item, text) for item in node.items]
        return lambda value, scope: any_of(part(value, scope) for part in parts)
    other = printing(node, text)
    return lambda value, scope: _member_or_equal(value, other(scope))


def _member_or_equal(value: Value, other: Value) -> Value:
    if isinstance(other, list):  # a named set of codes
        return any_of(compared("=", value, one) for one in other)
    return compared("=", value, other)


def _within(node: t.RangeOf, text: str) -> Test:
    low, high = printing(node.low, text), printing(node.high, text)
    first, last = ">" if node.low_open else ">=", "<" if node.high_open else "<="
    return lambda value, scope: between(compared(first, value, low(scope)), compared(last, value, high(scope)))


# -- lists, paths, functions ------------------------------------------------------------------------------------------


@prints(t.Filter)
def _filter(node: t.Filter, text: str) -> Printing:
    source, condition = printing(node.source, text), printing(node.condition, text)

    def run(scope: Any) -> Value:
        members = source(scope)
        if members is RAISED_VALUE:
            return members
        if type(members) is not Members:
            raise NotInColumns(f"a filter over {type(members).__name__}")
        return kept(members, condition(members.scope))

    return remembered(node, text, run)


@prints(t.Path)
def _path(node: t.Path, text: str) -> Printing:
    source, key = printing(node.source, text), node.key

    def run(scope: Any) -> Value:
        value = source(scope)
        if isinstance(value, dt.date) and key == "year":
            return Decimal(value.year)
        if type(value) is Line and value.days and key == "year":
            return COLUMN_FUNCTIONS["year"](value)
        if hasattr(value, "read"):  # one person of the family
            return value.read(key)
        raise NotInColumns(f"{key} of {type(value).__name__}")

    return remembered(node, text, run)


@prints(t.ListOf)
def _list(node: t.ListOf, text: str) -> Printing:
    items = [printing(item, text) for item in node.items]
    return lambda scope: [item(scope) for item in items]


@prints(t.Call)
def _call(node: t.Call, text: str) -> Printing:
    if not isinstance(node.callee, t.Name):
        raise NotInColumns(text[slice(*node.span)])
    args = [printing(arg, text) for arg in node.args]
    named = [(name, printing(value, text)) for name, value in node.named or ()]
    name = node.callee.name

    def run(scope: Any) -> Value:
        values = [arg(scope) for arg in args]
        given = {key: value(scope) for key, value in named}
        if name in BUILTINS:
            return applied(name, BUILTINS[name], values, given)
        called = scope.read(name)
        if not callable(called):
            raise NotInColumns(f"{name}()")
        return called(*values, **given)

    return remembered(node, text, run)


def applied(name: str, function: Builtin, values: list[Value], named: dict[str, Value]) -> Value:
    """A function of the language: over plain values as one row calls it, over columns by its own body."""
    if any(value is RAISED_VALUE for value in (*values, *named.values())):
        return RAISED_VALUE
    if all(_all_plain(value) for value in (*values, *named.values())):
        try:
            return function.call(values, list(named.items()) if named else None)
        except Bad:
            return None
    body = COLUMN_FUNCTIONS.get(name)
    if body is None or named or not _takes(body, len(values)):
        raise NotInColumns(f"{name}() of {len(values)}")
    return body(*values)


@cache
def _takes(body: Callable[..., Value], count: int) -> bool:
    """Whether a function takes so many values. The rules of one family say what a wrong number means."""
    try:
        signature(body).bind(*range(count))
    except TypeError:
        return False
    return True


def _all_plain(value: Value) -> bool:
    if isinstance(value, list):
        return all(_all_plain(one) for one in value)
    return not is_column(value) and type(value) is not Quotient
