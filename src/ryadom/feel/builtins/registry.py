"""How a built-in function is declared: its signature beside its body, once.

`@builtin("substring(string: string, start position: number, length: number?)")` names the parameters (spaces
allowed), their types (`a|b` for either, `any` for every value with null, `?` for optional). A function may have
several signatures. `list...` takes either one list or any number of values; after other parameters it takes the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from ..errors import Bad
from ..hidden import kind_of_unknown
from ..unknown import Blind, MaybeList, Unknown, facts_in, unknown_of
from ..values import kind_of

Body = Callable[..., Any]
B = TypeVar("B", bound=Body)


_SCALARS = frozenset({Decimal, str, bool, dt.date, type(None)})
_PLAIN: dict[str, type] = {"number": Decimal, "string": str, "boolean": bool, "date": dt.date}


@dataclass(frozen=True, slots=True)
class Param:
    name: str
    kinds: frozenset[str]
    optional: bool
    plain: frozenset[type]  # what it takes as it stands, and what holds nothing that may be unknown

    def fit(self, function: str, value: Any) -> Any:
        """The value as this parameter takes it (a singleton list for its member, a value for a list), or Bad."""
        if "any" in self.kinds:
            return value
        kind = kind_of(value)
        if kind in self.kinds:
            return value
        if kind == "null" and self.optional:
            return None
        if kind == "list" and len(value) == 1 and kind_of(value[0]) in self.kinds:
            return value[0]
        if "list" in self.kinds and kind != "null":
            return [value]
        if kind == "list" and len(value) == 1 and type(value[0]) is Unknown:
            raise Blind(value[0])  # its only member may turn out to be what is wanted
        raise self._wrong(function, kind)

    def fit_hidden(self, function: str, value: Any) -> Any:
        """The same for a value that may be unknown; Blind when it would have to be looked into to tell."""
        if type(value) is MaybeList:
            if self.kinds.isdisjoint(_HOLDING):
                raise Blind(unknown_of(facts_in(value)))
            return value
        if type(value) is not Unknown:
            return self._holding(function, value) if facts_in(value) else self.fit(function, value)
        kind = kind_of_unknown(value)
        if kind is not None and kind not in self.kinds and self.kinds.isdisjoint(_HOLDING):
            raise self._wrong(function, kind)
        return value

    def _holding(self, function: str, value: Any) -> Any:
        """A list, context or range that has something unknown inside."""
        kind = kind_of(value)
        if kind in self.kinds or "any" in self.kinds:
            return value
        if "list" in self.kinds:
            return [value]
        if kind == "list" and len(value) == 1:
            return self.fit_hidden(function, value[0])
        raise self._wrong(function, kind)

    def _wrong(self, function: str, kind: str) -> Bad:
        wanted = " | ".join(sorted(self.kinds))
        return Bad("argument-type", name=function, argument=self.name, wanted=wanted, found=kind)


_HOLDING = frozenset({"any", "list"})


@dataclass(frozen=True, slots=True)
class Signature:
    params: tuple[Param, ...]
    body: Body
    variadic: bool

    def takes(self, args: Sequence[Any], shallow: bool) -> bool:
        """Whether these known arguments fit as they stand: then nothing has to be looked into or changed."""
        if self.variadic or len(args) != len(self.params):
            return False
        for param, value in zip(self.params, args, strict=True):
            kind = type(value)
            if kind not in param.plain and not (shallow and kind is list and "list" in param.kinds):
                return False
        return True

    def counts(self, given: int) -> bool:
        """Whether so many arguments can stand without names."""
        if self.variadic:
            return given >= len(self.params)
        return sum(not p.optional for p in self.params) <= given <= len(self.params)

    def positions(self, function: str, args: Sequence[Any], named: Sequence[tuple[str, Any]] | None) -> list[Any]:
        """The arguments in the order of the parameters; a missing optional one is None."""
        if named is not None:
            return self._by_name(function, dict(named))
        if self.variadic:
            return self._collected(function, args)
        if not sum(not p.optional for p in self.params) <= len(args) <= len(self.params):
            return self._count(function)
        return [*args, *(None for _ in self.params[len(args) :])]

    def _collected(self, function: str, args: Sequence[Any]) -> list[Any]:
        """All values as one list; after fixed parameters, the rest as one list."""
        fixed = len(self.params) - 1
        if len(args) <= fixed:
            return self._count(function)
        if fixed:
            return [*args[:fixed], list(args[fixed:])]
        return [args[0] if len(args) == 1 else list(args)]

    def _count(self, function: str) -> list[Any]:
        raise Bad("argument-count", name=function)

    def _by_name(self, function: str, named: dict[str, Any]) -> list[Any]:
        known = {param.name for param in self.params}
        for name in named:
            if name not in known:
                raise Bad("argument-name", name=function, argument=name)
        for param in self.params:
            if param.name not in named and not param.optional:
                raise Bad("argument-missing", name=function, argument=param.name)
        return [named.get(param.name) for param in self.params]

    def fit(self, function: str, values: list[Any]) -> list[Any]:
        return [param.fit(function, value) for param, value in zip(self.params, values, strict=True)]

    def fit_hidden(self, function: str, values: list[Any]) -> list[Any]:
        return [param.fit_hidden(function, value) for param, value in zip(self.params, values, strict=True)]


@dataclass(slots=True)
class Builtin:
    """A function of the language. `hidden` answers for arguments that are not known; without one the answer is
    Unknown.
    """

    name: str
    signatures: list[Signature] = field(default_factory=list)
    hidden: Body | None = None
    shallow: bool = False  # moves members about without looking into them
    work: Body | None = None  # the steps that these arguments will cost, where their length does not tell

    @property
    def params(self) -> tuple[str, ...]:
        return tuple(param.name for param in self.signatures[0].params)

    def call(self, args: Sequence[Any], named: Sequence[tuple[str, Any]] | None = None) -> Any:
        """The value for these arguments. Raises Bad; never looks at an Unknown unless the function knows how."""
        if named is None and self.signatures[0].takes(args, self.shallow):
            return self._answer(self.signatures[0], args)
        error: Bad | None = None
        for signature in self.signatures:
            if named is None and not signature.counts(len(args)):
                error = error or Bad("argument-count", name=self.name)
                continue
            try:
                values = signature.positions(self.name, args, named)
                facts = self._unseen(values)
                if facts:
                    return self._hidden(signature, values, facts)
                fitted = signature.fit(self.name, values)
            except Blind as blind:
                return unknown_of(blind.facts, True)
            except Bad as bad:
                error = error or bad.with_traceback(None)
                continue
            return self._answer(signature, fitted)
        try:
            raise error or Bad("argument-count", name=self.name)
        finally:
            del error  # what was raised knows this frame: a frame that knows it, too, would keep both alive

    def _answer(self, signature: Signature, fitted: Sequence[Any]) -> Any:
        """The body's answer; what Python itself refuses (a number of 5,000 digits) is a bad value like any other."""
        try:
            return signature.body(*fitted)
        except Blind as blind:
            return unknown_of(blind.facts, True)
        except (ValueError, ArithmeticError) as error:
            raise Bad("bad-value", why=str(error)[:80]) from None

    def __call__(self, *args: Any) -> Any:
        return self.call(args)

    def _unseen(self, values: list[Any]) -> frozenset[Any]:
        found: frozenset[Any] = frozenset()
        for value in values:
            if type(value) not in _SCALARS:
                found |= facts_in(value, top=self.shallow)
        return found

    def _hidden(self, signature: Signature, values: list[Any], facts: frozenset[Any]) -> Any:
        try:
            fitted = signature.fit_hidden(self.name, values)
        except Blind:
            return unknown_of(facts, True)
        if self.hidden is not None:
            answer = self.hidden(*fitted)
            if answer is not NotImplemented:
                return answer
        return unknown_of(facts, True)


BUILTINS: dict[str, Builtin] = {}


def builtin(declared: str, *, shallow: bool = False) -> Callable[[B], B]:
    """Declare a function (or one more signature of it)."""
    title, _, rest = declared.partition("(")
    params = tuple(_param(part) for part in _parts(rest.removesuffix(")")))
    variadic = rest.removesuffix(")").endswith("...")

    def add(body: B) -> B:
        function = BUILTINS.setdefault(title, Builtin(title))
        function.signatures.append(Signature(params, body, variadic))
        function.shallow = shallow
        return body

    return add


def _parts(text: str) -> Iterable[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _param(text: str) -> Param:
    name, _, kind = text.removesuffix("...").partition(":")
    kind = kind.strip() or name.strip()
    kinds = frozenset(kind.removesuffix("?").split("|"))
    return Param(name.strip(), kinds, kind.endswith("?"), frozenset(_PLAIN[one] for one in kinds & _PLAIN.keys()))


def hidden(*names: str) -> Callable[[B], B]:
    """Say what these functions answer when an argument is not known. May return NotImplemented."""

    def add(body: B) -> B:
        for name in names:
            BUILTINS[name].hidden = body
        return body

    return add
