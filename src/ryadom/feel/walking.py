"""The parts of a row that go through lists, into contexts and out to functions: for, some, filter, path, call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from . import tree as t
from .builtins import BUILTINS, Builtin
from .builtins.dates import CLOCK
from .builtins.lists import _member_truth, position
from .errors import Bad, Span
from .images import increasing
from .properties import property_of
from .row import closure, compiles, guarded
from .running import CALLS, Closure, Env
from .temporal import add_days, to_days
from .types import conforms
from .unknown import Maybe, MaybeList, Unknown, facts_in, is_boolean, settled_list, unknown_boolean, unknown_of
from .values import LARGEST, FeelFunction, Range, adopt, all_of, any_of, compare, kind_of

# -- where members come from ------------------------------------------------------------------------------------------


def members_of(value: Any) -> list[Any] | MaybeList:
    """What a loop or a filter goes through: a list, the whole numbers or days of a range, else the value alone."""
    if type(value) is MaybeList:
        return value
    if type(value) is Unknown:
        return MaybeList((), value.facts)
    if isinstance(value, list | tuple):
        return value if isinstance(value, list) else list(value)
    if type(value) is Range:
        return _range_members(value)
    if value is None:
        raise Bad("not-iterable", found="null")
    return [value]


def _range_members(span: Range) -> list[Any]:
    if span.shape != ".." or span.low is None or span.high is None or compare(span.low, span.high) > 0:
        raise Bad("not-iterable", found="range")
    items = stretch(span.low, span.high)
    return items[int(span.low_open) : len(items) - int(span.high_open)]


def _pairs(members: list[Any] | MaybeList) -> Iterable[tuple[Any, Unknown | None]]:
    """Each member with the condition under which it is one."""
    return members.parts() if isinstance(members, MaybeList) else ((member, None) for member in members)


def stretch(start: Any, end: Any) -> list[Any]:
    """`start..end` of a loop, in either direction: whole numbers or days."""
    if type(start) is Decimal and type(end) is Decimal and start == int(start) and end == int(end):
        return [Decimal(n) for n in _between(int(start), int(end))]
    if kind_of(start) == kind_of(end) == "date":
        first = to_days(start)
        return [add_days(start, n - first) for n in _between(first, to_days(end))]
    raise Bad("not-iterable", found=kind_of(start))


def _between(first: int, last: int) -> range:
    if abs(last - first) > LARGEST:
        raise Bad("too-large")
    return range(first, last + 1) if first <= last else range(first, last - 1, -1)


Round = tuple[Env, list[Unknown]]


class _Loop:
    """All rounds of nested iterators: the scope of each, and the conditions under which it takes place."""

    def __init__(self, iterators: tuple[t.Iterator, ...]) -> None:
        self.parts = [(i.name, closure(i.source), closure(i.end) if i.end else None) for i in iterators]

    def rounds(self, env: Env, open_facts: set[Any], at: int = 0, given: tuple[Unknown, ...] = ()) -> Iterator[Round]:
        name, source, end = self.parts[at]
        members = self._members(source(env), None if end is None else end(env), end is not None)
        env.run.spend(members)
        if type(members) is MaybeList and members.open is not None:
            open_facts |= members.open
        for value, condition in _pairs(members):
            env.run.step()
            scope = env.inner({name: value})
            conditions = given if condition is None else (*given, condition)
            if at + 1 < len(self.parts):
                yield from self.rounds(scope, open_facts, at + 1, conditions)
            else:
                yield scope, list(conditions)

    def _members(self, first: Any, last: Any, two_ends: bool) -> list[Any] | MaybeList:
        if not two_ends:
            return members_of(first)
        facts = facts_in([first, last])
        return MaybeList((), facts) if facts else stretch(first, last)


def _together(conditions: list[Unknown]) -> Unknown | None:
    return None if not conditions else all_of(conditions)


@compiles(t.For)
def _for(node: t.For) -> Closure:
    loop, body = _Loop(node.iterators), closure(node.body)
    keeps = _keeps_partial(node.body)

    def run(env: Env) -> Any:
        made: list[Any] = []
        open_facts: set[Any] = set()
        outer = env.inner({"partial": made})
        for scope, conditions in loop.rounds(outer, open_facts):
            condition = _together(conditions)
            if keeps:  # else the list would hold itself
                env.run.spend(made)
                outer.vars["partial"] = list(made)
            value = body(scope)
            made.append(value if condition is None else Maybe(value, condition))
        return settled_list(made, frozenset(open_facts) if open_facts else None)

    return guarded(node.span, run)


def _keeps_partial(node: t.Node) -> bool:
    """May the body take `partial` itself into its value, and not only look at its members?"""
    if isinstance(node, t.Filter | t.Path) and isinstance(node.source, t.Name):
        return isinstance(node, t.Filter) and _keeps_partial(node.condition)
    return (isinstance(node, t.Name) and node.name == "partial") or any(map(_keeps_partial, t.children(node)))


@compiles(t.Quantified)
def _quantified(node: t.Quantified) -> Closure:
    loop, condition, every = _Loop(node.iterators), closure(node.condition), node.every

    def run(env: Env) -> Any:
        open_facts: set[Any] = set()

        def parts() -> Iterator[Any]:
            for scope, conditions in loop.rounds(env, open_facts):
                yield _member_truth(_truth_of(condition(scope), scope), _together(conditions), every)
            if open_facts:
                yield unknown_boolean(open_facts)

        return (all_of if every else any_of)(parts())

    return guarded(node.span, run)


def _truth_of(value: Any, env: Env) -> Any:
    if type(value) is Unknown and env.run.cuts is not None:
        env.run.cuts.boolean(value)
    return value


# -- filters and positions --------------------------------------------------------------------------------------------


@compiles(t.Filter)
def _filter(node: t.Filter) -> Closure:
    source, condition = closure(node.source), closure(node.condition)
    fixed = isinstance(node.condition, t.Literal | t.Neg)
    names_item = _says(node.condition, "item")
    truth = isinstance(node.condition, _TRUTHS)

    def run(env: Env) -> Any:
        value = source(env)
        if fixed:
            index = condition(env)
            if type(index) is Decimal:
                return _at(value, index)
        return _kept(value, condition, env, names_item, truth)

    return guarded(node.span, run)


_TRUTHS = (t.Compare, t.And, t.Or, t.Between, t.In, t.Quantified)  # what never is a position


def _says(node: t.Node, name: str) -> bool:
    return (isinstance(node, t.Name) and node.name == name) or any(_says(child, name) for child in t.children(node))


def _at(value: Any, index: Decimal) -> Any:
    """The member at a position, counted from 1 or back from -1."""
    if type(value) in (Unknown, MaybeList):
        return unknown_of(facts_in(value), True)
    items = value if isinstance(value, list | tuple) else [value]
    return items[position(items, index)]


def _kept(value: Any, condition: Closure, env: Env, names_item: bool, truth: bool) -> Any:
    """The members for which the condition is true; uncertain ones are kept as Maybe."""
    members = members_of(value) if value is not None else []
    env.run.spend(members)
    made: list[Any] = []
    for member, given in _pairs(members):
        env.run.step()
        verdict = condition(_member_scope(member, env, names_item))
        if type(verdict) is Decimal:
            return _at(value, verdict)
        if type(verdict) is Unknown and not is_boolean(verdict):
            return unknown_of(facts_in([value, verdict]), True)  # it may turn out to be a position
        _keep(made, member, given, _truth_of(verdict, env))
    if not truth and not made and type(members) is list and not members:
        _check_empty(condition, env)
    return settled_list(made, members.open if type(members) is MaybeList else None)


def _check_empty(condition: Closure, env: Env) -> None:
    """A position in an empty list is null with a warning, not an empty list."""
    quiet = Env(env.vars, env.parent, type(env.run)(env.run.text, None, None, None))
    verdict = condition(quiet)
    if type(verdict) is Decimal:
        raise Bad("index-range", index=verdict)


def _keep(made: list[Any], member: Any, given: Unknown | None, verdict: Any) -> None:
    if verdict is True:
        made.append(member if given is None else Maybe(member, given))
    elif type(verdict) is Unknown:
        made.append(Maybe(member, verdict if given is None else all_of([verdict, given])))


def _member_scope(member: Any, env: Env, names_item: bool) -> Env:
    """Inside a filter a member's own names come first, then `item` where the condition says it, then what is around."""
    scope = Env({"item": member}, env, env.run) if names_item else env
    return Env(member, scope, env.run) if isinstance(member, Mapping) else scope


# -- paths ------------------------------------------------------------------------------------------------------------


@compiles(t.Path)
def _path(node: t.Path) -> Closure:
    source, key, span = closure(node.source), node.key, node.span

    def run(env: Env) -> Any:
        try:
            value = source(env)
            if type(value) is list:
                env.run.spend(value)
            return follow(value, key)
        except Bad as bad:
            return env.run.warn(bad, span)

    return run


def follow(value: Any, key: str) -> Any:
    """`value.key`: of a context its entry, of a list the entries of its members, of a temporal value its property."""
    if isinstance(value, Mapping):
        try:
            return adopt(value[key])
        except KeyError:
            raise Bad("no-such-key", key=key) from None
    if type(value) is MaybeList:
        return value.map(lambda member: _follow_member(member, key))
    if isinstance(value, list | tuple):
        return [_follow_member(member, key) for member in value]
    return property_of(value, key)


def _follow_member(member: Any, key: str) -> Any:
    try:
        return follow(member, key)
    except Bad:
        return None


# -- functions --------------------------------------------------------------------------------------------------------


@compiles(t.FunctionOf)
def _function(node: t.FunctionOf) -> Closure:
    names, kinds = tuple(name for name, _ in node.params), [kind for _, kind in node.params]
    body = None if node.body is None else closure(node.body)

    def run(env: Env) -> Any:
        def call(*args: Any) -> Any:
            if body is None:
                raise Bad("external")
            for name, kind, value in zip(names, kinds, args, strict=True):
                if kind is not None and value is not None and type(value) is not Unknown and not conforms(value, kind):
                    raise Bad("argument-type", name="function", argument=name, wanted=str(kind), found=kind_of(value))
            return _nested(env, lambda: body(env.inner(dict(zip(names, args, strict=True)))))

        return FeelFunction(names, call)

    return run


def _nested(env: Env, work: Callable[[], Any]) -> Any:
    """One more call inside the others, up to a limit that leaves Python's own stack whole."""
    env.run.calls += 1
    try:
        env.run.step(10)
        if env.run.calls > CALLS:
            raise Bad("recursion")
        return work()
    finally:
        env.run.calls -= 1


@compiles(t.Call)
def _call(node: t.Call) -> Closure:
    args = [closure(arg) for arg in node.args]
    named = None if node.named is None else [(name, closure(value)) for name, value in node.named]
    callee = closure(node.callee)
    title = node.callee.name if isinstance(node.callee, t.Name) else "function"

    span = node.span

    def run(env: Env) -> Any:
        function = callee(env)
        values = [arg(env) for arg in args]
        by_name = None if named is None else [(name, value(env)) for name, value in named]
        try:
            if type(function) is Builtin:
                env.run.spend(*values)
                if function.work is not None and by_name is None:
                    env.run.step(function.work(*values))
                answer = call(function, values, by_name, title)
                env.run.spend(answer)
                return answer
            return call(function, values, by_name, title)
        except Bad as bad:
            return env.run.warn(bad, span)

    return run


def call(function: Any, args: list[Any], named: list[tuple[str, Any]] | None, title: str) -> Any:
    """A function of any origin with its arguments, positional or named."""
    if type(function) is Builtin:
        return function.call(args, named)
    if type(function) is FeelFunction:
        return function.run(*_positional(function, args, named))
    if function is None or not callable(function):
        raise Bad("unknown-function" if function is None else "not-a-function", name=title)
    return _call_host(function, args, named, title)


def _positional(function: FeelFunction, args: list[Any], named: list[tuple[str, Any]] | None) -> list[Any]:
    if named is not None:
        given = dict(named)
        if set(given) != set(function.params):
            raise Bad("argument-name", name="function", argument=", ".join(set(given) ^ set(function.params)))
        return [given[name] for name in function.params]
    if len(args) != len(function.params):
        raise Bad("argument-count", name="function")
    return args


def _call_host(function: Any, args: list[Any], named: list[tuple[str, Any]] | None, title: str) -> Any:
    """A function of the caller. It does not see an Unknown unless it says `sees_unknown`."""
    given = [*args, *(value for _, value in named or ())]
    facts = facts_in(given)
    if facts and not getattr(function, "sees_unknown", False):
        return unknown_of(facts)
    try:
        return adopt(function(*args, **dict(named or ())))
    except Bad:
        raise
    except Exception as error:  # the caller's function broke: that is a named warning, not the end of the evaluation
        raise Bad("host-error", name=title, why=f"{type(error).__name__}: {error}") from error


__all__ = ["BUILTINS", "CLOCK", "Span", "call", "dt", "follow", "increasing"]
