"""The types of a model: what they take, what the standard converts on the way, and what an unknown value may still be.

Converted are: a list of one member where a value is wanted, a value where a list is wanted, a date where a date and
time is wanted. Everything else that does not fit is null with a warning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .. import tree as t
from ..errors import Bad, FeelSyntaxError, nearest
from ..temporal import DateTime, FarDate, Time
from ..unknown import BOOLEANS, MaybeList, Unknown, facts_in, unknown_of
from ..values import kind_of, show
from .errors import Misfit, ModelError, Place
from .model import ItemDefinition
from .session import Session, Text

BUILT_IN = {
    "Any": "Any", "Null": "null", "number": "number", "string": "string", "boolean": "boolean", "date": "date",
    "time": "time", "date and time": "date and time", "dateTime": "date and time",
    "days and time duration": "days and time duration", "day and time duration": "days and time duration",
    "dayTimeDuration": "days and time duration", "years and months duration": "years and months duration",
    "year and month duration": "years and months duration", "yearMonthDuration": "years and months duration",
    "list": "list", "context": "context", "function": "function", "range": "range",
    "integer": "number", "long": "number", "double": "number", "decimal": "number",  # as Camunda writes them
}  # fmt: skip
DEEP = 8  # how far the parts of an unknown context are told apart


@dataclass(slots=True, eq=False)
class Type:
    """A resolved type. `item`: of a list; `parts`: of a context (resolved when first used, types may be recursive)."""

    name: str
    base: str = "Any"
    item: Type | None = None
    parts: tuple[tuple[str, ItemDefinition], ...] | None = None
    allowed: Text | None = None
    constraint: Text | None = None
    result: str = ""
    home: Types | None = None

    def part(self, definition: ItemDefinition) -> Type:
        assert self.home is not None
        return self.home.of(definition)


ANY = Type("Any")


class Types:
    """The types of one model, by the names that its `typeRef`s say."""

    def __init__(self, definitions: tuple[ItemDefinition, ...], names: frozenset[str]) -> None:
        self.definitions = {one.name: one for one in definitions}
        self.names = names
        self.imported: dict[str, Types] = {}
        self.resolved: dict[int, Type] = {}
        self.open: list[ItemDefinition] = []

    def named(self, ref: str, place: Place) -> Type:
        """The type of a `typeRef`. Raises ModelError for a name that nobody defines."""
        if not ref:
            return ANY
        if ref in self.definitions:
            return self.of(self.definitions[ref])
        alias, dot, rest = ref.partition(".")
        if dot and alias in self.imported:
            return self.imported[alias].named(rest, place)
        if ":" in ref and ref not in BUILT_IN:  # a prefix of XML, as version 1.1 wrote types
            return self.named(ref.rpartition(":")[2], place)
        if ref in BUILT_IN:
            return Type(ref, BUILT_IN[ref])
        close = nearest(ref, [*self.definitions, *BUILT_IN])
        raise ModelError("unknown-type", place, name=ref, near=f" ({close}?)" if close else "")

    def of(self, definition: ItemDefinition) -> Type:
        if id(definition) in self.resolved:
            return self.resolved[id(definition)]
        if definition in self.open:
            raise ModelError("type-cycle", definition.place, name=definition.name)
        self.open.append(definition)
        try:
            made = self._made(definition)
        finally:
            self.open.pop()
        self.resolved[id(definition)] = made
        return made

    def _made(self, definition: ItemDefinition) -> Type:
        name = definition.name
        allowed = self._tests(definition.allowed, definition.place)
        if definition.function:
            return Type(name, "function", result=definition.result, home=self)
        if definition.components:
            parts = tuple((part.name, part) for part in definition.components)
            single = Type(name, "context", parts=parts, allowed=allowed, home=self)
        else:
            below = self.named(definition.type_ref, definition.place)
            single = replace(below, name=name, allowed=allowed) if allowed else below
        if not definition.collection:
            constraint = self._tests(definition.constraint, definition.place)
            return replace(single, constraint=constraint) if constraint else single
        return Type(
            name, "list", item=single, home=self, constraint=self._tests(definition.constraint, definition.place)
        )

    def _tests(self, text: str, place: Place) -> Text | None:
        return Text(text, place, self.names, "unary tests") if text else None


# -- known values -----------------------------------------------------------------------------------------------------


def fitted(value: Any, kind: Type, session: Session, *, trusted: bool = False) -> Any:
    """The value as the type takes it, converted where the standard converts. Raises Misfit.

    `trusted`: what is unknown is a fact of this type, so nothing about it has to be doubted.
    """
    if value is None or (kind.base == "Any" and kind.allowed is None and kind.item is None):
        return value
    if type(value) is Unknown or type(value) is MaybeList:
        return value if trusted else _fitted_hidden(value, kind)
    if kind.item is not None:
        members = value if isinstance(value, list | tuple) else [value]
        made: Any = [fitted(member, kind.item, session, trusted=trusted) for member in members]
    else:
        if isinstance(value, list | tuple) and len(value) == 1 and kind.base not in ("list", "Any"):
            value = value[0]
            if value is None or type(value) is Unknown:
                return fitted(value, kind, session, trusted=trusted)
        made = _single(value, kind, session, trusted)
    for tests in (kind.allowed, kind.constraint):
        if tests is not None:
            _check(made, tests, session)
    return made


def _single(value: Any, kind: Type, session: Session, trusted: bool) -> Any:
    if kind.base in ("Any", kind_of(value)):
        return value if kind.parts is None else _context(value, kind, session, trusted)
    if kind.base == "date and time" and isinstance(value, dt.date | FarDate):
        return DateTime(value, Time(0, 0, 0, 0, 0, None))
    raise Misfit("wrong-type", wanted=kind.name, found=shown(value))


def _context(value: Mapping[str, Any], kind: Type, session: Session, trusted: bool) -> Any:
    made: dict[str, Any] = dict(value)
    for name, definition in kind.parts or ():
        if name not in value:
            raise Misfit("wrong-type", wanted=f"{kind.name} ({name})", found=shown(value))
        made[name] = fitted(value[name], kind.part(definition), session, trusted=trusted)
    return made


def _check(value: Any, tests: Text, session: Session) -> None:
    verdict = session.value(tests, {"?": value})
    if verdict is not True and type(verdict) is not Unknown:
        raise Misfit("not-allowed", found=shown(value), allowed=tests.text)


def shown(value: Any) -> str:
    """A value in a sentence: its kind and as much of it as fits."""
    kind = kind_of(value)
    if callable(value):
        return kind
    try:
        text = f"{kind} {show(value, isinstance(value, str))}"
    except Bad:  # too large to be written out
        return kind
    return text if len(text) < 80 else text[:79] + "…"


# -- unknown values ---------------------------------------------------------------------------------------------------


def _fitted_hidden(value: Unknown | MaybeList, kind: Type) -> Any:
    """Of an unknown value only what is sure about every completion is kept: it may turn out not to fit, and be null."""
    if type(value) is MaybeList:
        return value if kind.base == "list" and kind.item is ANY else unknown_of(facts_in(value), True)
    assert isinstance(value, Unknown)
    samples = [one for one in (value.low, value.high, *(value.options or ())) if one is not None]
    if samples and (kind.item is not None or any(kind_of(one) != kind.base for one in samples)):
        return unknown_of(value.facts, True)  # it would be converted or refused
    if samples and kind.allowed is None and kind.constraint is None:
        return value
    return perhaps_absent(value)


def perhaps_absent(value: Unknown) -> Unknown:
    return value if value.may_be_absent else replace(value, may_be_absent=True)


def unknown_input(path: str, kind: Type, deep: int = 0) -> Any:
    """A fact nobody told: anything its type takes; of a context, each of its parts."""
    if kind.parts is not None and kind.item is None and deep < DEEP:
        return {name: unknown_input(f"{path}.{name}", kind.part(part), deep + 1) for name, part in kind.parts}
    unknown = Unknown(frozenset({path}))
    if kind.base == "boolean":
        return replace(unknown, options=BOOLEANS)
    return unknown if kind.allowed is None else _narrowed(unknown, kind.allowed)


def completed(value: Any, path: str, kind: Type, deep: int = 0) -> Any:
    """A told fact, with what is missing inside it unknown."""
    if type(value) is Unknown and value.facts == frozenset({path}):
        return unknown_input(path, kind, deep)
    if deep >= DEEP:
        return value
    if kind.item is not None and isinstance(value, list):
        item = kind.item
        return [completed(member, f"{path}[{number}]", item, deep + 1) for number, member in enumerate(value, 1)]
    if kind.parts is None or kind.item is not None or not isinstance(value, Mapping):
        return value
    made = dict(value)
    for name, definition in kind.parts:
        below, part = f"{path}.{name}", kind.part(definition)
        given = name in value
        made[name] = completed(value[name], below, part, deep + 1) if given else unknown_input(below, part, deep + 1)
    return made


def _narrowed(unknown: Unknown, allowed: Text) -> Unknown:
    """The values that simple tests leave: a list of literals, or one range between literals."""
    read = allowed.read
    if isinstance(read, FeelSyntaxError) or not isinstance(read.tree, t.Tests) or read.tree.negated:
        return unknown
    tests = read.tree.tests
    if tests and all(isinstance(test, t.Literal) and test.value is not None for test in tests):
        return replace(unknown, options=frozenset(test.value for test in tests if isinstance(test, t.Literal)))
    (test,) = tests if len(tests) == 1 else (None,)
    if isinstance(test, t.RangeOf) and isinstance(test.low, t.Literal) and isinstance(test.high, t.Literal):
        ends = {"low": test.low.value, "high": test.high.value}
        return replace(unknown, **ends, low_open=test.low_open, high_open=test.high_open)
    if isinstance(test, t.OpTest) and test.op in ("<", "<=") and isinstance(test.operand, t.Literal):
        return replace(unknown, high=test.operand.value, high_open=test.op == "<")
    if isinstance(test, t.OpTest) and test.op in (">", ">=") and isinstance(test.operand, t.Literal):
        return replace(unknown, low=test.operand.value, low_open=test.op == ">")
    return unknown


__all__ = ["ANY", "Type", "Types", "completed", "fitted", "shown", "unknown_input"]
