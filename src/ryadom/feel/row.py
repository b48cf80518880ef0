"""One row: a tree becomes Python closures once, and they give a value for each scope.

Errors are values: an operator or function that does not fit gives null and a named warning at its span.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from . import tree as t
from .arithmetic import arithmetic, minus
from .builtins import BUILTINS
from .errors import Bad
from .hidden import compare_hidden, equal_hidden
from .images import join
from .running import Closure, Env
from .types import conforms
from .unknown import MaybeList, Unknown, unknown_boolean
from .values import (
    FOREIGN,
    Range,
    adopt,
    all_of,
    compare,
    equal,
    kind_of,
    merged,
    negate,
)  # fmt: skip

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_HIDDEN = (Unknown, MaybeList)
COMPILERS: dict[type, Callable[[Any], Closure]] = {}


def compiles(kind: type) -> Callable[[Callable[[Any], Closure]], Callable[[Any], Closure]]:
    def add(function: Callable[[Any], Closure]) -> Callable[[Any], Closure]:
        COMPILERS[kind] = function
        return function

    return add


def closure(node: t.Node) -> Closure:
    """The function that evaluates this node in a scope."""
    return COMPILERS[type(node)](node)


def guarded(span: t.Span, inner: Closure) -> Closure:
    """Where `inner` raises Bad, null and a warning at this span."""

    def run(env: Env) -> Any:
        try:
            return inner(env)
        except Bad as bad:
            return env.run.warn(bad, span)

    return run


# -- leaves ---------------------------------------------------------------------------------------------------------


@compiles(t.Literal)
def _literal(node: t.Literal) -> Closure:
    value = node.value
    return lambda env: value


@compiles(t.Broken)
def _broken(node: t.Broken) -> Closure:
    return lambda env: env.run.warn(Bad(node.code, found=env.run.text[slice(*node.span)]), node.span)


@compiles(t.Name)
def _name(node: t.Name) -> Closure:
    name, span = node.name, node.span

    def run(env: Env) -> Any:
        scope: Env | None = env
        while scope is not None:
            try:
                value = scope.vars[name]
            except KeyError:
                scope = scope.parent
                continue
            return _adopted(value, env, span) if type(value) in FOREIGN else value
        if name in BUILTINS:
            return BUILTINS[name]
        return env.run.warn(Bad("unknown-name", name=name), span)

    return run


def _adopted(value: Any, env: Env, span: t.Span) -> Any:
    try:
        return adopt(value)
    except Bad as bad:
        return env.run.warn(bad, span)


# -- arithmetic -----------------------------------------------------------------------------------------------------


@compiles(t.Arith)
def _arith(node: t.Arith) -> Closure:
    left, right, span = closure(node.left), closure(node.right), node.span
    apply = arithmetic(node.op)
    if node.op == "+":
        return _plus(left, right, span, apply)

    def run(env: Env) -> Any:
        try:
            return apply(left(env), right(env))
        except Bad as bad:
            return env.run.warn(bad, span)

    return run


def _plus(left: Closure, right: Closure, span: t.Span, apply: Callable[[Any, Any], Any]) -> Closure:
    """`+` may also join texts, and long ones cost steps."""

    def run(env: Env) -> Any:
        try:
            made = apply(left(env), right(env))
            if type(made) is str:
                env.run.spend(made)
            return made
        except Bad as bad:
            return env.run.warn(bad, span)

    return run


@compiles(t.Neg)
def _neg(node: t.Neg) -> Closure:
    operand = closure(node.operand)
    return guarded(node.span, lambda env: minus(operand(env)))


# -- comparison -----------------------------------------------------------------------------------------------------


def ordered(op: str, left: Any, right: Any, env: Env) -> Any:
    """`<` and its kin over any two values."""
    if type(left) in _HIDDEN or type(right) in _HIDDEN:
        return compare_hidden(op, left, right, env.run.cuts)
    return _ORDER[op](compare(left, right), 0)


def equals(left: Any, right: Any, env: Env) -> Any:
    if type(left) in _HIDDEN or type(right) in _HIDDEN:
        return equal_hidden(left, right, env.run.cuts)
    return equal(left, right)


def tested(op: str, left: Any, right: Any, env: Env) -> Any:
    if op == "=":
        return equals(left, right, env)
    return negate(equals(left, right, env)) if op == "!=" else ordered(op, left, right, env)


@compiles(t.Compare)
def _compare(node: t.Compare) -> Closure:
    return _compare_equal(node) if node.op in ("=", "!=") else _compare_order(node)


def _compare_order(node: t.Compare) -> Closure:
    left, right, op = closure(node.left), closure(node.right), node.op
    direct, place = _ORDER[op], (node.span, op, node.left.span, node.right.span)

    def run(env: Env) -> Any:
        a, b = left(env), right(env)
        kind = type(a)
        result: Any
        if kind is type(b) and (kind is Decimal or kind is dt.date):
            result = direct(a, b)
        else:
            try:
                result = ordered(op, a, b, env)
            except Bad as bad:
                result = env.run.warn(bad, node.span)
        if env.run.trace is not None:
            env.run.compared(place, a, b, result)
        return result

    return run


def _compare_equal(node: t.Compare) -> Closure:
    left, right, op = closure(node.left), closure(node.right), node.op
    same, place = op == "=", (node.span, op, node.left.span, node.right.span)

    def run(env: Env) -> Any:
        a, b = left(env), right(env)
        kind = type(a)
        result: Any
        if kind is type(b) and (kind is str or kind is Decimal or kind is bool):
            result = (a == b) is same
        else:
            try:
                env.run.spend(a)
                result = tested(op, a, b, env)
            except Bad as bad:
                result = env.run.warn(bad, node.span)
        if env.run.trace is not None:
            env.run.compared(place, a, b, result)
        return result

    return run


@compiles(t.Between)
def _between(node: t.Between) -> Closure:
    value, low, high = closure(node.value), closure(node.low), closure(node.high)
    place = node.span, "between", node.value.span, (node.low.span[0], node.high.span[1])

    def run(env: Env) -> Any:
        x, a, b = value(env), low(env), high(env)
        try:
            result = all_of([ordered(">=", x, a, env), ordered("<=", x, b, env)])
        except Bad as bad:
            result = env.run.warn(bad, node.span)
        if env.run.trace is not None:
            env.run.compared(place, x, (a, b), result)
        return result

    return run


# -- logic ----------------------------------------------------------------------------------------------------------


def _truth(run: Closure, env: Env) -> Any:
    """A part of `and`/`or`; an unknown fact that stands here can only be true or false."""
    value = run(env)
    if type(value) is Unknown and env.run.cuts is not None:
        env.run.cuts.boolean(value)
    return value


@compiles(t.And)
def _and(node: t.And) -> Closure:
    return _joined([closure(part) for part in node.parts], False)


@compiles(t.Or)
def _or(node: t.Or) -> Closure:
    return _joined([closure(part) for part in node.parts], True)


def _joined(parts: list[Closure], decisive: bool) -> Closure:
    """`all_of` and `any_of` over parts that are evaluated one by one; it stops at the first that decides."""
    neutral = not decisive

    def run(env: Env) -> Any:
        missing: list[Unknown] = []
        null = False
        for part in parts:
            value = part(env)
            if value is neutral:
                continue
            if value is decisive:
                return decisive
            if type(value) is Unknown:
                if env.run.cuts is not None:
                    env.run.cuts.boolean(value)
                missing.append(value)
            else:
                null = True
        if missing:
            return merged(missing, null)
        return None if null else neutral

    return run


@compiles(t.If)
def _if(node: t.If) -> Closure:
    condition, then, otherwise = closure(node.condition), closure(node.then), closure(node.otherwise)

    def run(env: Env) -> Any:
        truth = _truth(condition, env)
        if truth is True:
            return then(env)
        if type(truth) is Unknown:
            return join(truth, then(env), otherwise(env))
        if truth is not False and truth is not None:
            env.run.warn(Bad("not-boolean", found=kind_of(truth)), node.condition.span)
        return otherwise(env)

    return run


@compiles(t.InstanceOf)
def _instance(node: t.InstanceOf) -> Closure:
    value, wanted = closure(node.value), node.type

    def run(env: Env) -> Any:
        given = value(env)
        env.run.spend(given)
        return unknown_boolean(given.facts) if type(given) is Unknown else conforms(given, wanted)

    return guarded(node.span, run)


# -- literals that hold others ----------------------------------------------------------------------------------------


@compiles(t.ListOf)
def _list(node: t.ListOf) -> Closure:
    items = [closure(item) for item in node.items]
    return lambda env: [item(env) for item in items]


@compiles(t.ContextOf)
def _context(node: t.ContextOf) -> Closure:
    entries = [(key, closure(value)) for key, value in node.entries]
    keys = [key for key, _ in entries]
    twice = next((key for key in keys if keys.count(key) > 1), None)

    def run(env: Env) -> Any:
        if twice is not None:
            return env.run.warn(Bad("duplicate-key", key=twice), node.span)
        made: dict[str, Any] = {}
        scope = env.inner(made)
        for key, value in entries:  # an entry sees those before it; a function also itself
            made[key] = value(scope)
        return made

    return run


@compiles(t.RangeOf)
def _range(node: t.RangeOf) -> Closure:
    low, high = closure(node.low), closure(node.high)

    def run(env: Env) -> Any:
        made = Range(low(env), high(env), node.low_open, node.high_open)
        _check_ends(made)
        return made

    return guarded(node.span, run)


def _check_ends(made: Range) -> None:
    ends = [end for end in (made.low, made.high) if end is not None and type(end) is not Unknown]
    if len({kind_of(end) for end in ends}) > 1 or any(kind_of(end) in _NO_RANGE for end in ends):
        raise Bad("bad-range")


_NO_RANGE = frozenset({"boolean", "list", "context", "range", "function"})


@compiles(t.OpRange)
def _op_range(node: t.OpRange) -> Closure:
    operand, op = closure(node.operand), node.op

    def run(env: Env) -> Any:
        end = operand(env)
        if op == "=":
            return Range(end, end, shape=op)
        return Range(None, end, True, op == "<", op) if op in ("<", "<=") else Range(end, None, op == ">", True, op)

    return guarded(node.span, run)


__all__ = ["COMPILERS", "closure", "compiles", "equals", "guarded", "ordered", "tested"]
