"""Running a model: decisions with what they require, services as functions, and what is unknown made sharp.

A key that the facts do not have is unknown; `None` is known to be absent. What a decision answers over unknown facts
is Unknown with the facts that can still change it, or the value that all their completions give.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..errors import Bad, nearest
from ..split import settle
from ..unknown import Cuts, MaybeList, Unknown, facts_in
from ..values import FeelFunction, adopt, show
from . import model as m
from .boxed import Compiler, Running, argument, fit
from .errors import ModelError, ModelWarning
from .graph import Graph, Home, load
from .names import free_names
from .session import Scope, Session
from .types import ANY, Type, completed, unknown_input

Key = tuple[str, str]
BUDGET = 256  # evaluations that making an unknown answer sharp may take
MANY = 12  # with more unknown facts than this the answer is not split


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of a decision; `facts` are the missing ones that can still change it, `warnings` say why it is null."""

    name: str
    value: Any
    warnings: tuple[ModelWarning, ...] = ()
    facts: frozenset[Hashable] = frozenset()


@dataclass(slots=True, eq=False)
class _Frame:
    """The data one evaluation works on: inputs by key, decisions computed so far. A service has one of its own."""

    given: dict[int, Any]
    loose: Mapping[str, Any]
    made: dict[int, Any] = field(default_factory=dict)


class Models:
    """A loaded model, ready to be run any number of times."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.compilers = {id(home): Compiler(home.types, home.names) for home in graph.homes.values()}
        self.compiled: dict[int, Running] = {}
        self.declared = frozenset(node.name for node in graph.nodes.values()) | graph.aliases
        self.loose = self._loose_names()

    @classmethod
    def load(cls, path: Path) -> Models:
        return cls(load(path))

    # -- what there is

    @property
    def decisions(self) -> list[m.Decision]:
        return self.graph.own(m.Decision)

    @property
    def services(self) -> list[m.Service]:
        return self.graph.own(m.Service)

    @property
    def inputs(self) -> list[m.InputData]:
        """Every input, those of imported models included."""
        return [node for node in self.graph.nodes.values() if isinstance(node, m.InputData)]

    def find(self, name: str, kind: type[Any] = m.Decision) -> Any:
        """The element with a name or an id. Raises ModelError with the nearest name."""
        own = self.graph.own(kind)
        for node in own:
            if name in (node.name, node.id):
                return node
        close = nearest(name, [node.name for node in own])
        raise ModelError("no-decision", self.graph.main.place, name=name, near=f" («{close}»?)" if close else "")

    def _loose_names(self) -> frozenset[str]:
        """What the tables of a model without input elements ask for: Camunda writes such models."""
        if any(isinstance(node, m.InputData) for node in self.graph.nodes.values()):
            return frozenset()
        return frozenset(name for home in self.graph.homes.values() for name in free_names(home.model, home.names))

    # -- running

    def decide(self, name: str, facts: Mapping[str, Any], *, budget: int = BUDGET) -> Answer:
        """The answer of one decision over some facts."""
        decision = self.find(name)
        return self._sharp(
            decision.name, facts, lambda session, frame: self._decision(decision, session, frame), budget
        )

    def serve(self, name: str, facts: Mapping[str, Any], *, budget: int = BUDGET) -> Answer:
        """The answer of a decision service over its inputs, each by its name."""
        service = self.find(name, m.Service)

        def run(session: Session, frame: _Frame) -> Any:
            home = self.graph.home(service)
            given = {}
            for node in self._params(service):
                kind = self._kind(node)
                value = frame.loose.get(node.name, _MISSING)
                value = unknown_input(node.name, kind) if value is _MISSING else completed(value, node.name, kind)
                given[id(node)] = fit(value, kind, session, node.place)
            return self._serve(service, given, session, frame, home)

        return self._sharp(service.name, facts, run, budget)

    def _sharp(self, name: str, facts: Mapping[str, Any], run: Callable[[Session, _Frame], Any], budget: int) -> Answer:
        told = {key: _adopted(value) for key, value in facts.items()}
        warnings: dict[ModelWarning, None] = {}

        def once(changed: Mapping[Hashable, Any], cuts: Cuts) -> Any:
            session = Session(cuts)
            frame = _Frame({}, _Replaced(told, changed))
            try:
                value = run(session, _Inputs(self, session, frame, changed).frame)
            except RecursionError:
                value = session.warn(Bad("recursion"), self.graph.main.place)
            except Bad as bad:
                value = session.warn(bad, self.graph.main.place)
            warnings.update(dict.fromkeys(session.warnings))
            return _Outcome(value)

        first, cuts = once({}, (opening := Cuts())), opening
        missing = facts_in(first.value)
        if not missing:
            return Answer(name, first.value, tuple(warnings))
        kept = dict(warnings)
        unknowns: dict[Hashable, Any] = {f: self._unknown(f, told) for f in missing if isinstance(f, str)}
        if len(unknowns) == len(missing) <= MANY and all(isinstance(one, Unknown) for one in unknowns.values()):
            settled = settle(
                once, unknowns, is_unknown=_is_open, facts_of=_open_facts, budget=budget, first=(first, cuts)
            )
            if settled.known:
                return Answer(name, settled.outcome.value, tuple(warnings))
            return Answer(name, first.value, tuple(kept), settled.facts or missing)
        return Answer(name, first.value, tuple(kept), missing)

    def _unknown(self, fact: str, told: Mapping[str, Any]) -> Any:
        """The Unknown that stands for one missing fact (`Заявитель.доход` is a part of an input)."""
        head, *rest = self._path(fact)
        node = next((one for one in (*self.inputs, *self.graph.nodes.values()) if one.name == head), None)
        value = told.get(head, _MISSING)
        kind = ANY if node is None else self._kind(node)
        value = unknown_input(head, kind) if value is _MISSING else completed(value, head, kind)
        for part in rest:
            value = value.get(part) if isinstance(value, Mapping) else None
        return value

    def _path(self, fact: str) -> list[str]:
        known = [node.name for node in self.graph.nodes.values() if fact.startswith(node.name + ".")]
        if not known:
            return [fact]
        head = max(known, key=len)
        return [head, *fact[len(head) + 1 :].split(".")]

    def _kind(self, node: m.Node) -> Type:
        return self.graph.home(node).types.named(node.type_ref, node.place)

    # -- one element

    def _decision(self, decision: m.Decision, session: Session, frame: _Frame) -> Any:
        if id(decision) in frame.given:  # a service was given it
            return frame.given[id(decision)]
        if id(decision) not in frame.made:
            session.enter(4)
            try:
                scope = self._scope(decision, session, frame)
                frame.made[id(decision)] = self._logic(decision)(session, scope)
            finally:
                session.leave(4)
        return frame.made[id(decision)]

    def _logic(self, node: m.Decision) -> Running:
        if id(node) not in self.compiled:
            compiler = self.compilers[id(self.graph.home(node))]
            run = compiler.box(node.logic, node.place)
            self.compiled[id(node)] = compiler.typed(run, node.type_ref, node.place)
        return self.compiled[id(node)]

    def _scope(self, node: m.Decision | m.Knowledge, session: Session, frame: _Frame) -> Scope:
        """What an element sees: what it requires, imported things under the name of their model."""
        home = self.graph.home(node)
        scope: dict[str, Any] = {name: frame.loose[name] for name in frame.loose if name not in self.declared}
        scope |= {name: Unknown(frozenset({name})) for name in self.loose if name not in frame.loose}
        for other in self.graph.needed(node):
            value = self._value(other, session, frame)
            theirs = self.graph.home(other)
            alias = "" if theirs is home else home.aliases.get(theirs.model.namespace, "")
            if alias:
                scope[alias] = {**scope.get(alias, {}), other.name: value}
            else:
                scope.setdefault(other.id, value)  # Camunda lets expressions say the id of a decision
                scope[other.name] = value
        return scope

    def _value(self, node: m.Node, session: Session, frame: _Frame) -> Any:
        if isinstance(node, m.Decision):
            return self._decision(node, session, frame)
        if isinstance(node, m.Knowledge):
            return self._knowledge(node, session, frame)
        if isinstance(node, m.Service):
            return self._service(node, session, frame)
        return frame.given.get(id(node))

    def _knowledge(self, node: m.Knowledge, session: Session, frame: _Frame) -> Any:
        """A business knowledge model as a function; it sees what it requires and its parameters, nothing else."""
        if node.logic is None:
            return session.warn(Bad("no-logic"), node.place)
        compiler = self.compilers[id(self.graph.home(node))]
        if node.logic.kind != "FEEL":
            return compiler.function(node.logic)(session, {})
        if id(node) not in self.compiled:
            body = compiler.within(node.logic).box(node.logic.body, node.place)
            self.compiled[id(node)] = compiler.typed(body, self._result_ref(node), node.place)
        return compiler.callable(
            node.logic, self.compiled[id(node)], session, lambda: self._scope(node, session, frame), node.name
        )

    def _result_ref(self, node: m.Node) -> str:
        """The type of a function's result: that of its function type, or (as version 1.1 has it) the type itself."""
        kind = self._kind(node)
        return kind.result if kind.base == "function" else node.type_ref

    # -- services

    def _params(self, service: m.Service) -> list[m.Node]:
        home = self.graph.home(service)
        return [self.graph.target(home, need) for need in (*service.input_data, *service.input_decisions)]

    def _service(self, service: m.Service, session: Session, frame: _Frame) -> FeelFunction:
        params = self._params(service)
        home = self.graph.home(service)

        def run(*args: Any) -> Any:
            session.enter()
            try:
                given = {
                    id(node): argument(value, self._kind(node), session, service.name, node.name)
                    for node, value in zip(params, args, strict=True)
                }
                return self._serve(service, given, session, frame, home)
            finally:
                session.leave()

        return FeelFunction(tuple(node.name for node in params), run, service.name)

    def _serve(self, service: m.Service, given: dict[int, Any], session: Session, frame: _Frame, home: Home) -> Any:
        """The outputs of a service over its own inputs: one as its value, several as a context."""
        inner = _Frame(given, frame.loose)
        outputs = [self.graph.target(home, need) for need in service.outputs]
        made = {node.name: self._value(node, session, inner) for node in outputs}
        value = next(iter(made.values())) if len(outputs) == 1 else made
        kind = home.types.named(self._result_ref(service), service.place)
        return fit(value, kind, session, service.place)


_MISSING: Any = object()


class _Inputs:
    """The inputs of a running: told, or unknown, with the part of the unknown that is being looked at."""

    def __init__(self, models: Models, session: Session, frame: _Frame, changed: Mapping[Hashable, Any]) -> None:
        self.frame = frame
        for node in models.inputs:
            kind = models._kind(node)
            value = self._told(models, node, frame)
            value = unknown_input(node.name, kind) if value is _MISSING else completed(value, node.name, kind)
            value = replaced(value, changed)
            frame.given[id(node)] = fit(value, kind, session, node.place) if not facts_in(value) else value

    def _told(self, models: Models, node: m.InputData, frame: _Frame) -> Any:
        home = models.graph.home(node)
        alias = models.graph.homes[models.graph.main.namespace].aliases.get(home.model.namespace, "")
        below = frame.loose.get(alias, _MISSING) if alias else _MISSING
        if isinstance(below, Mapping) and node.name in below:
            return below[node.name]
        return frame.loose.get(node.name, _MISSING)


class _Replaced(dict[str, Any]):
    """The told facts with unknown ones replaced by what is being tried."""

    def __init__(self, told: Mapping[str, Any], changed: Mapping[Hashable, Any]) -> None:
        super().__init__({name: replaced(value, changed) for name, value in told.items()})
        for fact, value in changed.items():
            if isinstance(fact, str) and fact not in told:
                self[fact] = value


def replaced(value: Any, changed: Mapping[Hashable, Any]) -> Any:
    """A value in which the unknown facts being tried stand as what is tried."""
    if type(value) is Unknown and len(value.facts) == 1:
        (fact,) = value.facts
        return changed.get(fact, value)
    if isinstance(value, Mapping):
        return {key: replaced(part, changed) for key, part in value.items()} if changed else value
    if isinstance(value, list):
        return [replaced(part, changed) for part in value] if changed else value
    return value


def _adopted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _adopted(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_adopted(part) for part in value]
    return adopt(value)


class _Outcome:
    """A value that can be compared and hashed, so that the outcomes of completions can be joined."""

    __slots__ = ("key", "value")

    def __init__(self, value: Any) -> None:
        self.value, self.key = value, _key(value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Outcome) and self.key == other.key

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


def _is_open(outcome: Any) -> bool:
    return isinstance(outcome, _Outcome) and bool(facts_in(outcome.value))


def _open_facts(outcome: Any) -> frozenset[Hashable]:
    return facts_in(outcome.value) if isinstance(outcome, _Outcome) else frozenset()
