"""Belonging: `in`, ranges, lists of tests, and the unary tests of one input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import tree as t
from .errors import Bad
from .hidden import kind_of_unknown
from .row import closure, compiles, equals, guarded, ordered, tested
from .running import Closure, Env
from .unknown import MaybeList, Unknown, facts_in, unknown_boolean
from .values import Range, all_of, any_of, kind_of, negate


def inside(value: Any, span: Range, env: Env) -> Any:
    """Does the range hold the value?"""
    if span.shape != "..":
        return tested(span.shape, value, span.low if span.low is not None else span.high, env)
    first = ordered(">" if span.low_open else ">=", value, span.low, env)
    second = ordered("<" if span.high_open else "<=", value, span.high, env)
    return all_of((first, second))


def belongs(value: Any, test: Any, env: Env) -> Any:
    """`value in test`: within a range, equal to a value, or a member (or within a member) of a list."""
    if type(test) is Range:
        return inside(value, test, env)
    if isinstance(test, list | tuple) or type(test) is MaybeList:
        return _among(value, test, env)
    if type(test) is Unknown and kind_of_unknown(test) is None:
        return unknown_boolean(test.facts | facts_in(value), True)  # it may be a list, or a range that does not fit
    return equals(value, test, env)


def _among(value: Any, members: Any, env: Env) -> Any:
    from .builtins.lists import over_members

    env.run.spend(members)
    if kind_of(value) == "list" and type(members) is not MaybeList and _quiet_equal(value, members, env) is True:
        return True
    return over_members(members, lambda member: _fits(value, member, env), every=False)


def _fits(value: Any, member: Any, env: Env) -> Any:
    try:
        return inside(value, member, env) if type(member) is Range else equals(value, member, env)
    except Bad:
        return False


def _quiet_equal(left: Any, right: Any, env: Env) -> Any:
    try:
        return equals(left, right, env)
    except Bad:
        return False


Test = Callable[[Any, Env], Any]


def unary(node: t.Node) -> Test:
    """One unary test as a function of the input and the scope; a test that does not fit is null and hides no other."""
    test = _unary(node)

    def run(value: Any, env: Env) -> Any:
        try:
            return test(value, env)
        except Bad as bad:
            return env.run.warn(bad, node.span)

    return run


def _unary(node: t.Node) -> Test:
    if isinstance(node, t.OpTest):
        operand, op = closure(node.operand), node.op
        return lambda value, env: tested(op, value, operand(env), env)
    if isinstance(node, t.Tests):
        inner = [unary(test) for test in node.tests]
        return lambda value, env: _tests(value, env, inner, node.negated)
    run, asks = closure(node), _mentions_input(node)
    if asks:
        return lambda value, env: run(env.inner({"?": value}))
    return lambda value, env: belongs(value, run(env), env)


def _tests(value: Any, env: Env, tests: list[Test], negated: bool) -> Any:
    verdict = any_of(test(value, env) for test in tests) if tests else True
    return negate(verdict) if negated else verdict


def _mentions_input(node: t.Node) -> bool:
    if isinstance(node, t.Name):
        return node.name == "?"
    return any(_mentions_input(child) for child in t.children(node))


@compiles(t.In)
def _in(node: t.In) -> Closure:
    value, tests = closure(node.value), [unary(test) for test in node.tests]
    place = node.span, "in", node.value.span, (node.tests[0].span[0], node.tests[-1].span[1])

    def run(env: Env) -> Any:
        x = value(env)
        result = any_of(test(x, env) for test in tests)
        env.run.compared(place, x, None, result)
        return result

    return run


@compiles(t.Tests)
def _whole_tests(node: t.Tests) -> Closure:
    test = unary(node)
    given = closure(t.Name(node.span, "?"))
    return guarded(node.span, lambda env: test(given(env), env))


@compiles(t.OpTest)
def _op_test(node: t.OpTest) -> Closure:
    return _whole_tests(t.Tests(node.span, (node,), False))
