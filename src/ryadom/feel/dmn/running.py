"""Running a model: decisions with what they require, services as functions, and what is unknown made sharp.

A key that the facts do not have is unknown; `None` is known to be absent. What a decision answers over unknown facts
is Unknown with the facts that can still change it, or the value that all their completions give.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Bad, FeelSyntaxError, nearest
from ..split import settle
from ..unknown import Cuts, Unknown
from ..values import FeelFunction
from . import model as m
from .boxed import Compiler, Running, argument, fit
from .errors import ModelError, ModelWarning, Place, of_syntax
from .facts import Outcome, Tried, as_told, given_for, unknowns_in, with_tried
from .graph import Graph, Home, load
from .names import free_names
from .session import Scope, Session
from .told import read_as
from .types import Type

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
    """The data one running works on; a service has one of its own.

    `given`: values of inputs (and of decisions given to a service), `loose`: facts under names that the model does
    not declare, `made`: decisions computed so far.
    """

    given: dict[int, Any]
    loose: dict[str, Any]
    made: dict[int, Any] = field(default_factory=dict)

    @property
    def values(self) -> Iterator[Any]:
        yield from self.given.values()
        yield from self.loose.values()


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

    def needs(self, node: m.Node) -> list[str]:
        """The names of what an element requires."""
        if isinstance(node, m.Decision):
            return [other.name for other in self.graph.needed(node)]
        return [other.name for other in self._params(node)] if isinstance(node, m.Service) else []

    def told(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Facts of a file in the form of the types that the model declares for them."""
        kinds = {node.name: self._kind(node) for node in (*self.inputs, *self.decisions)}
        return {name: read_as(value, kinds[name]) if name in kinds else value for name, value in facts.items()}

    def strange(self, facts: Mapping[str, Any], file: str) -> list[ModelWarning]:
        """Facts under names that nothing in the model is called: misspelt, or meant for another model."""
        known = self.declared | self.loose
        found = []
        for name in facts.keys() - known:
            close = nearest(name, known)
            params = (("name", name), ("near", f" («{close}»?)" if close else ""))
            found.append(ModelWarning("unnamed-fact", Place(file, 1, "YAML"), params))
        return sorted(found, key=str)

    def _loose_names(self) -> frozenset[str]:
        """What the tables of a model without input elements ask for: Camunda writes such models."""
        if any(isinstance(node, m.InputData) for node in self.graph.nodes.values()):
            return frozenset()
        return frozenset(name for home in self.graph.homes.values() for name in free_names(home.model, home.names))

    def problems(self) -> list[ModelWarning]:
        """The texts of the model that do not read. Raises ModelError for a type that nobody defines."""
        for node in self.graph.nodes.values():
            self._kind(node)
            if isinstance(node, m.Decision):
                self._logic(node)
            elif isinstance(node, m.Knowledge) and node.logic is not None and node.logic.kind == "FEEL":
                self._body(node, node.logic)
        found: dict[ModelWarning, None] = {}
        for compiler in self.compilers.values():
            for text in compiler.made:
                if isinstance(text.read, FeelSyntaxError):
                    found[of_syntax(text.read, text.place)] = None
        return list(found)

    # -- running

    def decide(self, name: str, facts: Mapping[str, Any], *, budget: int = BUDGET) -> Answer:
        """The answer of one decision over some facts."""
        decision = self.find(name)

        def run(session: Session, frame: _Frame) -> Any:
            return self._decision(decision, session, frame)

        return self._sharp(decision.name, self.inputs, facts, run, budget)

    def serve(self, name: str, facts: Mapping[str, Any], *, budget: int = BUDGET) -> Answer:
        """The answer of a decision service over its inputs, each by its name."""
        service = self.find(name, m.Service)
        params = self._params(service)

        def run(session: Session, frame: _Frame) -> Any:
            given = {id(node): frame.given[id(node)] for node in params}
            return self._serve(service, given, session, frame, self.graph.home(service))

        return self._sharp(service.name, params, facts, run, budget)

    def _sharp(
        self,
        name: str,
        inputs: Sequence[m.Node],
        facts: Mapping[str, Any],
        run: Callable[[Session, _Frame], Any],
        budget: int,
    ) -> Answer:
        """The answer as it is, and where it is unknown the one that all completions of the unknown facts give."""
        told = as_told(facts)
        warnings: dict[ModelWarning, None] = {}
        unknowns: dict[Hashable, Unknown] = {}

        def once(tried: Tried, cuts: Cuts) -> Outcome:
            session = Session(cuts)
            try:
                frame = self._frame(inputs, told, tried, session)
                if not tried:
                    unknowns.update(pair for value in frame.values for pair in unknowns_in(value))
                outcome = Outcome(run(session, frame))
            except RecursionError:
                outcome = Outcome(session.warn(Bad("recursion"), self.graph.main.place))
            except Bad as bad:
                outcome = Outcome(session.warn(bad, self.graph.main.place))
            warnings.update(dict.fromkeys(session.warnings))
            return outcome

        first, cuts = once({}, (opening := Cuts())), opening
        missing, kept = first.facts, tuple(warnings)
        open_facts = {fact: unknowns[fact] for fact in missing if fact in unknowns}
        if not missing or not budget or len(open_facts) != len(missing) or len(missing) > MANY:
            return Answer(name, first.value, kept, missing)
        settled = settle(
            once, open_facts, is_unknown=_is_open, facts_of=_open_facts, budget=budget, first=(first, cuts)
        )
        if settled.known:
            return Answer(name, settled.outcome.value, tuple(warnings))
        return Answer(name, first.value, kept, settled.facts or missing)

    def _frame(self, inputs: Sequence[m.Node], told: Mapping[str, Any], tried: Tried, session: Session) -> _Frame:
        """The inputs of a running, each as its type takes it."""
        given: dict[int, Any] = {}
        for node in inputs:
            kind = self._kind(node)
            value = given_for(node.name, kind, self._told_of(node, told), tried)
            given[id(node)] = fit(value, kind, session, node.place, trusted=True)
        loose = {name: with_tried(value, tried) for name, value in told.items() if name not in self.declared}
        for name in self.loose - loose.keys():
            loose[name] = tried.get(name, Unknown(frozenset({name})))
        return _Frame(given, loose)

    def _told_of(self, node: m.Node, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Inputs of an imported model may be told under its alias."""
        namespace = self.graph.home(node).model.namespace
        alias = self.graph.homes[self.graph.main.namespace].aliases.get(namespace)
        below = told.get(alias) if alias else None
        return below if isinstance(below, Mapping) and node.name in below else told

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
        scope: dict[str, Any] = dict(frame.loose)
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
            self.compiled[id(node)] = self._body(node, node.logic)
        return compiler.callable(
            node.logic, self.compiled[id(node)], session, lambda: self._scope(node, session, frame), node.name
        )

    def _body(self, node: m.Knowledge, logic: m.FunctionBox) -> Running:
        compiler = self.compilers[id(self.graph.home(node))]
        body = compiler.within(logic).box(logic.body, node.place)
        return compiler.typed(body, self._result_ref(node), node.place)

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


def _is_open(outcome: Any) -> bool:
    return bool(outcome.facts)


def _open_facts(outcome: Any) -> frozenset[Hashable]:
    return frozenset(outcome.facts)
