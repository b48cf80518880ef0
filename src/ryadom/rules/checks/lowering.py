"""A rule taken down to free variables: definitions written out to their facts, parameters put in as numbers.

What cannot be followed exactly (a sum over members, a comparison of two unknown things) becomes a variable of its own,
so that `a or not(a)` is still seen through; the space remembers that such a variable is wider than the truth.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.feel import Expression, Unknown, evaluate
from ryadom.feel import tree as t
from ryadom.rules.checks.formulas import all_of, explored, variables_in
from ryadom.rules.checks.space import MEMBERS, Space
from ryadom.rules.compiled import DATED, CompiledVersion, Rulebook
from ryadom.rules.incomes import months_between, window
from ryadom.rules.kinds import IncomeWindow
from ryadom.rules.parameters import Parameter, ParameterMissing

__all__ = ["Lowering", "NoValue", "Stretch", "substance"]

AGES = frozenset({"полных лет", "полных лет со следующего дня", "полных месяцев"})
APPLICATION = ("application date",)
NOWHERE = (0, 0)
DEEPEST = 40
PLAIN = (
    t.Literal, t.Neg, t.Arith, t.Compare, t.And, t.Or, t.Between, t.In, t.OpTest, t.If, t.ListOf, t.RangeOf, t.OpRange,
)  # fmt: skip


class NoValue(Exception):
    """A parameter or a definition has no value in the stretch of time looked at."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


@dataclass(frozen=True)
class Stretch:
    """Days between which no parameter and no definition changes."""

    first: date
    last: date | None


@dataclass
class Lowering:
    """The rules of one version of a measure (or of none), lowered for one stretch of time."""

    book: Rulebook
    stretch: Stretch
    version: CompiledVersion | None = None
    for_: str = "person"
    space: Space = field(default_factory=Space)
    member: bool = False
    depth: int = 0

    def rule(self, rule: Expression) -> Expression:
        """The same rule over variables. Raises NoValue."""
        owner = "member" if self.member else self.own("subject")
        return Expression(rule.text, "expression", self.node(rule.tree, owner))

    def own(self, owner: str) -> str:
        """Where nobody else is the subject, the subject is the one who asks."""
        return "applicant" if owner == "subject" and self.for_ in ("person", "family") else owner

    # -- nodes --------------------------------------------------------------------------------------------------------

    def node(self, node: t.Node, owner: str) -> t.Node:
        if isinstance(node, t.Name):
            return self.named(node, owner)
        if isinstance(node, t.Call):
            return self.call(node, owner)
        if isinstance(node, t.Path):
            return self.path(node, owner)
        if isinstance(node, t.Compare | t.Between | t.In):
            return self.atom(node, owner)
        if isinstance(node, PLAIN):
            return self.parts(node, owner)
        if isinstance(node, t.Quantified):
            return self.truth(node, owner)
        return self.blank(node, owner)

    def parts(self, node: t.Node, owner: str) -> t.Node:
        """The same node with its parts lowered."""
        changed: dict[str, Any] = {}
        for name in type(node).__dataclass_fields__:
            value = getattr(node, name)
            if isinstance(value, t.Node):
                changed[name] = self.node(value, owner)
            elif isinstance(value, tuple) and value and isinstance(value[0], t.Node):
                changed[name] = tuple(self.node(part, owner) for part in value)
        return replace(node, **changed)

    def atom(self, node: t.Node, owner: str) -> t.Node:
        """A comparison. Of one variable it is cut exactly; of several it is true or false, we do not say why."""
        lowered = self.parts(node, owner)
        read = variables_in(lowered)
        if len(read) < 2:
            return lowered
        found = [self.space.variables[name] for name in read]
        roots = frozenset().union(*(v.roots for v in found))
        absent = any(v.domain.may_be_absent for v in found) or _can_break(lowered)
        key = ("atom", substance(lowered))
        return _name(self.space.boolean(key, roots, exact=False, absent=absent, why=self.words(node)), node)

    def truth(self, node: t.Node, owner: str) -> t.Node:
        key = ("truth", owner, substance(node))
        return _name(self.space.boolean(key, {MEMBERS}, exact=False, absent=True, why=self.words(node)), node)

    def blank(self, node: t.Node, owner: str) -> t.Node:
        key = ("blank", owner, substance(node))
        return _name(self.space.opaque(key, {MEMBERS}, self.words(node)), node)

    def words(self, node: t.Node) -> str:
        """How the part of a rule is called where it was not followed: the names in it."""
        return ", ".join(sorted(set(_said(node)))) or type(node).__name__.lower()

    # -- names --------------------------------------------------------------------------------------------------------

    def named(self, node: t.Name, owner: str) -> t.Node:
        known = self.book.names.get(node.name)
        if known is None:
            return self.blank(node, owner)
        if known.kind == "person fact":
            return self.fact(self.book.facts[known.id], owner, node)
        if known.kind == "fact":
            return self.fact(self.book.facts[known.id], None, node)
        if known.kind in ("definition", "person definition"):
            return self.definition(node, owner if known.kind == "person definition" else "nobody")
        if known.kind == "parameter":
            return _literal(self.value(self.book.parameters[known.id], ()), node)
        if known.kind == "set":
            return t.ListOf(node.span, tuple(_literal(one, node) for one in self.book.sets[known.id]))
        return self.engine(node, owner)

    def fact(self, kind: Any, owner: str | None, node: t.Node) -> t.Node:
        if owner == "nobody":
            return self.blank(node, owner)
        counted_from = self.version is not None and self.version.file.reference == kind.file.name
        if counted_from and owner in (None, self.own("subject")):
            return self.reference(node)
        return _name(self.space.fact(kind, owner), node)

    def definition(self, node: t.Name, owner: str) -> t.Node:
        found = self.book.definitions[node.name]
        version = found.at(self.stretch.first)
        if version is None:
            raise NoValue(node.name)
        if found.type == "people" or self.depth > DEEPEST:
            return self.blank(node, owner)
        self.depth += 1
        try:
            return self.node(version.rule.tree, owner)
        finally:
            self.depth -= 1

    def engine(self, node: t.Name, owner: str) -> t.Node:
        name, space = node.name, self.space
        if name == "дата":
            return self.reference(node)
        if name == "дата заявления":
            by_day = self.version is not None and self.version.by_application
            return self.reference(node) if by_day else _name(space.day(APPLICATION, date(1900, 1, 1), None), node)
        if name == "месяцев в окне":
            return _literal(Decimal(self.months()), node)
        if name == "человек в составе":
            return self.count(t.Name(node.span, "состав"), node)
        if name == "доход состава":
            return _name(space.money(("income",), {"income"}), node)
        if name == "среднедушевой доход":
            return _name(space.money(("income per head",), {"income", MEMBERS}), node)
        if name == "доход человека":
            return _name(space.money(("income", owner), {"income"}), node)
        if name == "уже получено":
            return _name(space.boolean(("received",), {"received"}, exact=True, absent=False), node)
        return self.blank(node, owner)

    def reference(self, node: t.Node) -> t.Node:
        """`дата`: any day of the stretch; the fact that the version counts from is the same day."""
        last = self.stretch.last
        return _name(self.space.day(("reference",), self.stretch.first, last), node)

    def months(self) -> int:
        rule = self.version.file.income if self.version and self.version.file.income else IncomeWindow(months=[-12, -1])
        return months_between(*window(rule, self.stretch.first))

    # -- calls --------------------------------------------------------------------------------------------------------

    def path(self, node: t.Path, owner: str) -> t.Node:
        if isinstance(node.source, t.Name) and node.source.name == "заявитель":
            return self.named(t.Name(node.span, node.key), "applicant")
        source = self.node(node.source, owner)
        return replace(node, source=source) if variables_in(source) else self.blank(node, owner)

    def call(self, node: t.Call, owner: str) -> t.Node:
        name = node.callee.name if isinstance(node.callee, t.Name) else ""
        known = self.book.names.get(name.removesuffix(DATED))
        if known is not None and known.kind in ("parameter", "table"):
            return self.looked_up(node, self.book.parameters[known.id], owner)
        if name == "count" and len(node.args) == 1:
            return self.count(node.args[0], node)
        lowered = replace(
            node,
            args=tuple(self.node(arg, owner) for arg in node.args),
            named=None if node.named is None else tuple((key, self.node(arg, owner)) for key, arg in node.named),
        )
        read = variables_in(lowered)
        if name in AGES and len(read) == 2:
            return self.age(lowered, read)
        return lowered

    def age(self, node: t.Call, read: frozenset[str]) -> t.Node:
        found = [self.space.variables[name] for name in read]
        roots = frozenset().union(*(v.roots for v in found))
        absent = any(v.domain.may_be_absent for v in found)
        return _name(self.space.whole(("age", substance(node)), roots, absent=absent, why=self.words(node)), node)

    def looked_up(self, node: t.Call, parameter: Parameter, owner: str) -> t.Node:
        given = dict(zip(parameter.keys, node.args, strict=False)) | dict(node.named or ())
        on = given.pop("дата", None)
        keys = {key: self.constant(self.node(value, owner)) for key, value in given.items()}
        at = None if on is None else self.constant(self.node(on, owner))
        if None in keys.values() or (on is not None and not isinstance(at, date)):
            return self.between(node, parameter)
        return _literal(self.value(parameter, tuple((k, str(keys[k])) for k in parameter.keys if k in keys), at), node)

    def between(self, node: t.Node, parameter: Parameter) -> t.Node:
        """A value of another day, or of a key that is not known: between the smallest and the largest one."""
        try:
            low, high = parameter.range(self.book.region)
        except ParameterMissing:
            raise NoValue(parameter.name) from None
        if low == high:
            return _literal(low, node)
        domain = Unknown(frozenset({"?"}), low=low, high=high)
        key = ("value", parameter.id, substance(node))
        return _name(self.space.add(key, domain, {key}, exact=False, why=parameter.name), node)

    def value(self, parameter: Parameter, keys: tuple[tuple[str, str], ...], on: date | None = None) -> Decimal:
        try:
            return parameter.at(on or self.stretch.first, self.book.region, keys).value
        except ParameterMissing:
            raise NoValue(parameter.name) from None

    def constant(self, node: t.Node) -> Any:
        """The value of a part that reads nothing, None when it reads something."""
        return None if variables_in(node) else evaluate(Expression("", "expression", node), {})

    # -- people -------------------------------------------------------------------------------------------------------

    def count(self, people: t.Node, node: t.Node) -> t.Node:
        """How many belong to a list: any number when somebody can belong to it, none when nobody can."""
        filters = self.filters(people)
        if filters is None:
            return self.blank(node, "count")
        key = ("count", frozenset(substance(one) for one in filters))
        name = self.space.name(key)
        if name is not None:
            return _name(name, node)
        inner = Lowering(self.book, self.stretch, self.version, self.for_, Space(), member=True)
        tests = [inner.node(one, "member") for one in filters]
        wanted = all_of([[Expression("", "expression", test)] for test in tests])
        found = explored(inner.space, wanted, enough=(True,))
        if found.never:
            return _literal(Decimal(0), node)
        exact = True in found.seen and inner.space.doubt(n for one in tests for n in variables_in(one)) is None
        name = self.space.count(key, self.words(people))
        if not exact:
            self.space.variables[name] = replace(self.space.variables[name], exact=False)
        return _name(name, node)

    def filters(self, people: t.Node) -> tuple[t.Node, ...] | None:
        """The conditions that make a member of a list, followed down to all members; None for another list."""
        if isinstance(people, t.Filter):
            below = self.filters(people.source)
            return None if below is None else (*below, people.condition)
        if not isinstance(people, t.Name):
            return None
        if people.name == "члены семьи":
            return ()
        if people.name == "состав":
            composition = self.version.file.composition if self.version else None
            return self.filters(t.Name(people.span, composition)) if composition else ()
        found = self.book.definitions.get(people.name)
        version = found.at(self.stretch.first) if found and found.type == "people" else None
        return self.filters(version.rule.tree) if version else None


def substance(node: Any) -> Any:
    """What a part of a rule says, wherever it stands: equal for equal words."""
    if isinstance(node, t.Node):
        parts = (getattr(node, name) for name in type(node).__dataclass_fields__ if name != "span")
        return (type(node).__name__, *(substance(part) for part in parts))
    if isinstance(node, tuple):
        return tuple(substance(part) for part in node)
    return type(node).__name__, repr(node)


def _said(node: t.Node) -> Any:
    if isinstance(node, t.Name):
        yield node.name
    elif isinstance(node, t.Path):
        yield node.key
    for child in t.children(node):
        yield from _said(child)


def _can_break(node: t.Node) -> bool:
    """Whether the value may be null although no fact is absent: a division, or a function of the language."""
    breaks = isinstance(node, t.Call | t.Path) or (isinstance(node, t.Arith) and node.op in ("/", "**"))
    return breaks or any(_can_break(child) for child in t.children(node))


def _name(name: str, node: t.Node) -> t.Name:
    return t.Name(node.span, name)


def _literal(value: Any, node: t.Node) -> t.Literal:
    return t.Literal(node.span, value)
