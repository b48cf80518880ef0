"""Boxed expressions as functions of a running and a scope: compiled once, evaluated for every family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..builtins.lists import _member_truth
from ..errors import Bad
from ..images import join
from ..unknown import Maybe, MaybeList, Unknown, is_boolean, settled_list, unknown_boolean, unknown_of
from ..values import FeelFunction, all_of, any_of, kind_of, weigh
from ..walking import call, members_of
from . import model as m
from .errors import Misfit, Place
from .session import Scope, Session, Text
from .types import ANY, Type, Types, fitted

Running = Callable[[Session, Scope], Any]


class Compiler:
    """Makes the expressions of one model run; knows the model's types and all its names."""

    def __init__(self, types: Types, names: frozenset[str], made: list[Text] | None = None) -> None:
        self.types, self.names = types, names
        self.made: list[Text] = [] if made is None else made  # every text of the model, to be looked through

    def box(self, box: m.Box | None, place: Place) -> Running:
        """An expression with the type it declares; none is null with a warning."""
        if box is None:
            return lambda session, scope: session.warn(Bad("no-logic"), place)
        return self.typed(_COMPILERS[type(box)](self, box), box.type_ref, box.place)

    def typed(self, run: Running, type_ref: str, place: Place) -> Running:
        kind = self.types.named(type_ref, place)
        if kind is ANY:
            return run
        return lambda session, scope: fit(run(session, scope), kind, session, place)

    def text(self, text: str, place: Place) -> Text:
        return self._text(Text(text, place, self.names))

    def tests(self, text: str, place: Place) -> Text:
        return self._text(Text(text, place, self.names, "unary tests"))

    def _text(self, text: Text) -> Text:
        self.made.append(text)
        return text

    # -- one kind of box each

    def literal(self, box: m.LiteralBox) -> Running:
        text = self.text(box.text, box.place)
        return lambda session, scope: session.value(text, scope)

    def context(self, box: m.ContextBox) -> Running:
        entries = []
        for variable, inner in box.entries:
            run = self.box(inner, box.place)
            name = None if variable is None else variable.name
            entries.append((name, run if variable is None else self.typed(run, variable.type_ref, box.place)))

        def run_context(session: Session, scope: Scope) -> Any:
            made: dict[str, Any] = {}
            seen = dict(scope)  # an entry sees those before it; a function also itself
            for name, run in entries:
                value = run(session, seen)
                if name is None:
                    return value
                made[name] = seen[name] = value
            return made

        return run_context

    def list(self, box: m.ListBox) -> Running:
        items = [self.box(item, box.place) for item in box.items]
        return lambda session, scope: [item(session, scope) for item in items]

    def relation(self, box: m.RelationBox) -> Running:
        rows = [
            [
                (column.name, self.typed(self.box(cell, box.place), column.type_ref, box.place))
                for column, cell in zip(box.columns, row, strict=True)
            ]
            for row in box.rows
        ]
        return lambda session, scope: [{name: run(session, scope) for name, run in row} for row in rows]

    def function(self, box: m.FunctionBox) -> Running:
        if box.kind != "FEEL":
            return lambda session, scope: foreign_function(box)
        body = self.within(box).box(box.body, box.place)
        return lambda session, scope: self.callable(box, body, session, lambda: scope, "")

    def within(self, box: m.FunctionBox) -> Compiler:
        """Inside a function its parameters may be called `Person.Name`, which means a path everywhere else."""
        dotted = {param.name for param in box.params if "." in param.name}
        return Compiler(self.types, self.names | dotted, self.made) if dotted else self

    def callable(
        self, box: m.FunctionBox, body: Running, session: Session, scope: Callable[[], Scope], name: str
    ) -> FeelFunction:
        """A function of the model as the language calls it. Arguments that do not fit stop the call with a warning."""
        params = tuple(param.name for param in box.params)
        kinds = [self.types.named(param.type_ref, box.place) for param in box.params]

        def run(*args: Any) -> Any:
            session.enter()
            try:
                step(session)
                given = [
                    argument(value, kind, session, name or "function", param)
                    for value, kind, param in zip(args, kinds, params, strict=True)
                ]
                return body(session, {**scope(), **dict(zip(params, given, strict=True))})
            finally:
                session.leave()

        return FeelFunction(params, run, name)

    def invocation(self, box: m.InvocationBox) -> Running:
        callee = self.box(box.callee, box.place)
        title = box.callee.text if isinstance(box.callee, m.LiteralBox) else "function"
        bindings = [
            (variable.name, self.typed(self.box(inner, box.place), variable.type_ref, box.place))
            for variable, inner in box.bindings
        ]

        def run(session: Session, scope: Scope) -> Any:
            function = callee(session, scope)
            named = [(name, value(session, scope)) for name, value in bindings]
            try:
                if type(function) is Unknown:
                    return unknown_of(function.facts, True)
                return call(function, [], named, title) if named else call(function, [], None, title)
            except Bad as bad:
                return session.warn(bad, box.place)

        return run

    def conditional(self, box: m.ConditionalBox) -> Running:
        condition, then = self.box(box.condition, box.place), self.box(box.then, box.place)
        otherwise = self.box(box.otherwise, box.place)

        def run(session: Session, scope: Scope) -> Any:
            truth = condition(session, scope)
            if type(truth) is Unknown:
                if session.cuts is not None:
                    session.cuts.boolean(truth)
                return join(truth, then(session, scope), otherwise(session, scope))
            if truth is not True and truth is not False and truth is not None:
                return session.warn(Bad("not-boolean", found=kind_of(truth)), box.place)
            return (then if truth is True else otherwise)(session, scope)

        return run

    def filter(self, box: m.FilterBox) -> Running:
        source, match = self.box(box.source, box.place), self.box(box.match, box.place)

        def run(session: Session, scope: Scope) -> Any:
            value = source(session, scope)
            members = members_of(value) if value is not None else []
            made: list[Any] = []
            for member, given in pairs(members):
                step(session)
                own = member if isinstance(member, dict) else {}
                verdict = match(session, {**scope, "item": member, **own})
                if verdict is True:
                    made.append(member if given is None else Maybe(member, given))
                elif type(verdict) is Unknown:
                    condition = verdict if is_boolean(verdict) else unknown_boolean(verdict.facts)
                    made.append(Maybe(member, condition if given is None else all_of([condition, given])))
                elif verdict is not False and verdict is not None:
                    raise Bad("not-boolean", found=kind_of(verdict))
            return settled_list(made, members.open if type(members) is MaybeList else None)

        return guarded(run, box.place)

    def loop(self, box: m.LoopBox) -> Running:
        source, body = self.box(box.source, box.place), self.box(box.body, box.place)
        name, every = box.variable.name, box.kind == "every"

        def run_for(session: Session, scope: Scope) -> Any:
            members = members_of(source(session, scope))
            made: list[Any] = []
            for member, given in pairs(members):
                step(session)
                value = body(session, {**scope, "partial": made, name: member})
                made.append(value if given is None else Maybe(value, given))
            return settled_list(made, members.open if type(members) is MaybeList else None)

        def run_quantified(session: Session, scope: Scope) -> Any:
            members = members_of(source(session, scope))

            def truths() -> Iterator[Any]:
                for member, given in pairs(members):
                    step(session)
                    truth = body(session, {**scope, name: member})
                    if type(truth) is not Unknown and truth not in (True, False, None):
                        raise Bad("not-boolean", found=kind_of(truth))
                    yield _member_truth(truth, given, every)
                if type(members) is MaybeList and members.open is not None:
                    yield unknown_boolean(members.open)

            return (all_of if every else any_of)(truths())

        return guarded(run_for if box.kind == "for" else run_quantified, box.place)

    def table(self, box: m.TableBox) -> Running:
        from .tables import compile_table

        return compile_table(box, self)


def fit(value: Any, kind: Type, session: Session, place: Place, *, trusted: bool = False) -> Any:
    """The value as the type takes it, or null with a warning."""
    if value is None or kind is ANY:
        return value
    try:
        weigh(value)  # a type may be recursive, and a value may hold the same part twice at every step
        return fitted(value, kind, session, trusted=trusted)
    except (Misfit, Bad) as problem:
        return session.warn(problem, place)


def argument(value: Any, kind: Type, session: Session, function: str, name: str) -> Any:
    weigh(value)
    try:
        return fitted(value, kind, session)
    except Misfit:
        raise Bad("argument-type", name=function, argument=name, wanted=kind.name, found=kind_of(value)) from None


def foreign_function(box: m.FunctionBox) -> FeelFunction:
    """A function of Java or of a statistical model: known by name, never run."""

    def run(*args: Any) -> Any:
        raise Bad("foreign-function", kind=box.kind)

    return FeelFunction(tuple(param.name for param in box.params), run)


def guarded(run: Running, place: Place) -> Running:
    def safe(session: Session, scope: Scope) -> Any:
        try:
            return run(session, scope)
        except Bad as bad:
            return session.warn(bad, place)

    return safe


def step(session: Session) -> None:
    from .session import STEPS

    session.steps += 1
    if session.steps > STEPS:
        raise Bad("too-many-steps", limit=STEPS)


def pairs(members: list[Any] | MaybeList) -> Any:
    """Each member with the condition under which it is one."""
    return members.parts() if isinstance(members, MaybeList) else ((member, None) for member in members)


_COMPILERS: dict[type, Callable[[Compiler, Any], Running]] = {
    m.LiteralBox: Compiler.literal, m.ContextBox: Compiler.context, m.ListBox: Compiler.list,
    m.RelationBox: Compiler.relation, m.FunctionBox: Compiler.function, m.InvocationBox: Compiler.invocation,
    m.ConditionalBox: Compiler.conditional, m.FilterBox: Compiler.filter, m.LoopBox: Compiler.loop,
    m.TableBox: Compiler.table,
}  # fmt: skip
