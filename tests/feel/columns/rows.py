"""The same facts as columns and as rows: what the columns make of an expression is held against its value in every row.

A value of a fact is a plain one, null, an Unknown between bounds or among options, or RAISED: asking for it fails.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from ryadom.feel import Expression, MaybeList, Unknown, evaluate, parse
from ryadom.feel.hidden import ends
from ryadom.feel.unknown import BOOLEANS, Maybe

EPOCH = dt.date(1970, 1, 1)
REFUSED, HANDED, WRONG = "left to one family", "handed over", "broken"


class NotEntered(LookupError):
    """A row asked for a number that nobody has entered."""


class _Raised:
    def __repr__(self) -> str:
        return "RAISED"


RAISED = _Raised()


@dataclass(frozen=True)
class Fact:
    """One column. `most` is what bounds its numbers whatever the data (None: the largest that is there). A plain one
    is the same in every row, as a parameter is, and holds that one value.
    """

    kind: str  # number, day, truth, choice, plain
    values: tuple[Any, ...]
    scale: int = 0
    most: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class People:
    """Members of each row: how many, their facts, and who is one only perhaps; rows whose list may go on."""

    counts: tuple[int, ...]
    facts: Mapping[str, Fact]
    maybe: frozenset[int] = frozenset()
    open: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Table:
    """Facts by name, all of one length."""

    name: str
    facts: Mapping[str, Fact]
    people: People | None = None
    bits: Mapping[str, int] = field(init=False, hash=False, compare=False)

    def __post_init__(self) -> None:
        inner = self.people.facts if self.people else {}
        object.__setattr__(self, "bits", {name: at for at, name in enumerate([*self.facts, *inner, *MEMBERSHIP])})

    @cached_property
    def size(self) -> int:
        return len(next(iter(self.facts.values())).values)

    @property
    def known(self) -> list[str]:
        return [*self.facts, *(self.people.facts if self.people else ()), "люди"]

    def parsed(self, text: str) -> Expression:
        return parse(text, names=self.known)

    @cached_property
    def rows(self) -> list[Row]:
        return [Row(self, row) for row in range(self.size)]


MEMBERSHIP = ("в семье", "кто ещё")


def hidden(name: str, low: Any = None, high: Any = None, maybe: bool = False) -> Unknown:
    """A number or a day that is not known."""
    return Unknown(frozenset({name}), low=low, high=high, may_be_absent=maybe)


def undecided(name: str, options: Any = BOOLEANS) -> Unknown:
    """A truth or a choice that is not known."""
    return Unknown(frozenset({name}), options=frozenset(options))


# -- as rows ----------------------------------------------------------------------------------------------------------


class Row:
    """What one row holds by name."""

    def __init__(self, table: Table, row: int) -> None:
        self.table, self.row = table, row

    def __getitem__(self, name: str) -> Any:
        if name == "люди" and self.table.people is not None:
            return self.people
        fact = self.table.facts[name]
        value = fact.values[0 if fact.kind == "plain" else self.row]
        if value is RAISED:
            raise NotEntered(name)
        return value

    @cached_property
    def people(self) -> Any:
        people = self.table.people
        assert people is not None
        first = sum(people.counts[: self.row])
        found: list[Any] = []
        for at in range(first, first + people.counts[self.row]):
            one = {name: fact.values[at] for name, fact in people.facts.items()}
            found.append(Maybe(one, undecided(MEMBERSHIP[0])) if at in people.maybe else one)
        more = {MEMBERSHIP[1]} if self.row in people.open else None
        return MaybeList(found, more) if more or any(type(one) is Maybe for one in found) else found


def by_rows(rule: Expression, table: Table) -> list[Any]:
    """The value in each row; RAISED where a number was asked for that is not there."""
    return [_one(rule, row) for row in table.rows]


def _one(rule: Expression, row: Row) -> Any:
    try:
        return evaluate(rule, row)
    except NotEntered:
        return RAISED


# -- as columns -------------------------------------------------------------------------------------------------------


class Scope:
    """A table as columns read it, made of the modules as they are loaded now."""

    def __init__(self, table: Table) -> None:
        self.v: Any = importlib.import_module("ryadom.feel.columns.values")
        self.table, self.memo = table, {}
        self.columns = {name: self.column(name, fact) for name, fact in table.facts.items()}

    def read(self, name: str) -> Any:
        return self.members() if name == "люди" else self.columns[name]

    def members(self) -> Any:
        people, v = self.table.people, self.v
        assert people is not None
        start = np.concatenate([[0], np.cumsum(people.counts)])
        unsure = np.array([at in people.maybe for at in range(start[-1])], np.bool_)
        code = np.where(unsure, v.UNKNOWN, v.TRUE).astype(np.int8)
        mask = np.where(unsure, self.bit(MEMBERSHIP[0]), np.uint64(0)) if unsure.any() else None
        more = np.array([row in people.open for row in range(len(people.counts))], np.bool_)
        open_ = np.where(more, self.bit(MEMBERSHIP[1]), np.uint64(0)) if more.any() else None
        return v.Members(v.Truth(code, mask), start, _Inner(self, people, start), None, open_)

    def bit(self, name: str) -> np.uint64:
        return np.uint64(1 << self.table.bits[name])

    def column(self, name: str, fact: Fact) -> Any:
        values, v = fact.values, self.v
        if fact.kind == "plain":
            return v.RAISED_VALUE if values[0] is RAISED else values[0]
        unsure = np.array([type(one) is Unknown for one in values], np.bool_)
        mask = np.where(unsure, self.bit(name), np.uint64(0)) if unsure.any() else None
        if fact.kind == "truth":
            return v.Truth(np.array([self._code(one) for one in values], np.int8), mask)
        null = np.array([self._null(one) for one in values], np.int8)
        null = null if null.any() else None
        if fact.kind == "choice":
            bits = [_bits(one, fact.names) for one in values]
            return v.Choice(np.array(bits, np.uint64), fact.names, mask, null)
        return self._line(fact, mask, null)

    def _code(self, one: Any) -> int:
        v = self.v
        if type(one) is Unknown:
            return int(v.UNKNOWN)
        return int(v.RAISED if one is RAISED else v.NULL if one is None else v.TRUE if one else v.FALSE)

    def _null(self, one: Any) -> int:
        v = self.v
        if type(one) is Unknown:
            return int(v.MAYBE_ABSENT if one.may_be_absent else v.THERE)
        return int(v.RAISED_NULL if one is RAISED else v.ABSENT if one is None else v.THERE)

    def _line(self, fact: Fact, mask: Any, null: Any) -> Any:
        v = self.v
        pairs = [_pair(one, fact, v.NO_LOW, v.NO_HIGH) for one in fact.values]
        low, high = (np.array([pair[at] for pair in pairs], np.int64) for at in (0, 1))
        finite = [abs(end) for pair in pairs for end in pair if v.NO_LOW < end < v.NO_HIGH]
        most = max(finite, default=0) if fact.most is None else fact.most
        return v.Line(low, low if mask is None else high, mask, null, fact.scale, most, fact.kind == "day")


class _Inner:
    """Members' own facts; what a row holds is the same for all of its members."""

    def __init__(self, outer: Scope, people: People, start: Any) -> None:
        self.outer, self.memo = outer, {}
        self.columns = {name: outer.column(name, fact) for name, fact in people.facts.items()}
        self.owner = np.repeat(np.arange(len(people.counts)), np.diff(start))

    def read(self, name: str) -> Any:
        return self.columns[name] if name in self.columns else self.outer.read(name).take(self.owner)


def _bits(one: Any, names: tuple[str, ...]) -> int:
    options = one.options if type(one) is Unknown else {one}
    return sum(1 << at for at, name in enumerate(names) if name in options)


def _pair(one: Any, fact: Fact, no_low: int, no_high: int) -> tuple[int, int]:
    if one is None or one is RAISED:
        return 0, 0
    low, high = (one.low, one.high) if type(one) is Unknown else (one, one)
    return _whole(low, fact, no_low), _whole(high, fact, no_high)


def _whole(end: Any, fact: Fact, none: int) -> int:
    if end is None:
        return none
    return (end - EPOCH).days if fact.kind == "day" else int(end.scaleb(fact.scale))


def by_columns(rule: Expression, scope: Scope) -> list[tuple[Any, ...]] | str:
    """What the columns say of each row; REFUSED where they leave the rule to one family."""
    value = value_of(rule, scope)
    return REFUSED if value is REFUSED else said(value, scope)


def value_of(rule: Expression, scope: Scope) -> Any:
    """The column that an expression is, or REFUSED."""
    printing: Any = importlib.import_module("ryadom.feel.columns.printing")
    try:
        return printing.print_columns(rule).run(scope)
    except scope.v.NotInColumns:
        return REFUSED


def said(value: Any, scope: Scope) -> list[tuple[Any, ...]]:
    """A column in words, row by row."""
    if not _is_column(value, scope):
        plain = RAISED if value is scope.v.RAISED_VALUE else value
        if not isinstance(plain, Decimal | str | bool | dt.date | _Raised | None):
            raise TypeError(f"{type(value).__name__} is no answer")
        return [("is", plain)] * scope.table.size
    rows = zip(*(one.tolist() for one in _arrays(value, scope)), strict=True)
    return [_row(value, row, scope) for row in rows]


def look(value: Any, scope: Scope) -> Any:
    """What tells two columns apart without a word about each row: as long as it is the same, they say the same."""
    if not _is_column(value, scope):
        return repr(value)
    more = (getattr(value, name, None) for name in ("scale", "days", "names"))
    return type(value).__name__, *more, *(one.tobytes() for one in _arrays(value, scope))


def _is_column(value: Any, scope: Scope) -> bool:
    return type(value) in (scope.v.Line, scope.v.Choice, scope.v.Truth)


def _arrays(value: Any, scope: Scope) -> list[Any]:
    """The first of a value and its last, the facts it waits for, how far it is there: each with all rows."""
    v, kind = scope.v, type(value)
    first = value.code if kind is v.Truth else value.low if kind is v.Line else value.bits
    second = value.high if kind is v.Line else first
    null = getattr(value, "null", None)
    arrays = (first, second, 0 if value.mask is None else value.mask, 0 if null is None else null)
    return [np.broadcast_to(one, scope.table.size) for one in arrays]


def _row(value: Any, row: tuple[int, int, int, int], scope: Scope) -> tuple[Any, ...]:
    v, (first, second, mask, null) = scope.v, row
    if type(value) is v.Truth:
        null = {v.RAISED: v.RAISED_NULL, v.NULL: v.ABSENT}.get(first, v.THERE)
    if null >= v.ABSENT:
        return ("is", RAISED if null >= v.RAISED_NULL else None)
    if mask & int(v.BEYOND):
        return (HANDED,)
    facts = frozenset(name for name, at in scope.table.bits.items() if mask >> at & 1)
    if type(value) is v.Truth:
        return ("truth", facts) if first == v.UNKNOWN else ("is", first == v.TRUE)
    maybe = null == v.MAYBE_ABSENT
    if type(value) is v.Choice:
        names = [name for at, name in enumerate(value.names) if first >> at & 1]
        return ("among", frozenset(names), maybe, facts) if facts else ("is", names[0] if len(names) == 1 else names)
    low, high = _end(first, value, v), _end(second, value, v)
    return ("between", low, high, maybe, facts) if facts or maybe or low != high else ("is", low)


def _end(end: int, value: Any, v: Any) -> Any:
    if not v.NO_LOW < end < v.NO_HIGH:
        return None
    if not value.days:
        return Decimal(end).scaleb(-value.scale)
    day = EPOCH.toordinal() + end
    return dt.date.fromordinal(day) if 0 < day <= dt.date.max.toordinal() else ("day", end)


# -- side by side -----------------------------------------------------------------------------------------------------


def alike(said: tuple[Any, ...], row: Any) -> bool:
    """Whether a row of the columns says the same as the row itself: value, bounds, absence, the facts it waits for."""
    if said[0] == "is":
        return said[1] is row if said[1] is None or isinstance(said[1], bool | _Raised) else bool(said[1] == row)
    if type(row) is not Unknown or said[-1] != row.facts:
        return False
    if said[0] == "truth":
        return True
    if said[0] == "among":
        return said[1] == row.options and said[2] == row.may_be_absent
    return said[1:3] == ends(row)[:2] and said[3] == row.may_be_absent


def unlike(found: Sequence[tuple[Any, ...]] | str, wanted: Sequence[Any]) -> list[int]:
    """The rows in which the columns answer, and otherwise than the row does."""
    if isinstance(found, str):
        return []
    return [
        at
        for at, (said, row) in enumerate(zip(found, wanted, strict=True))
        if said != (HANDED,) and not alike(said, row)
    ]


def differences(text: str, table: Table) -> list[str]:
    """Each row of a table in which an expression is answered in two ways, told in words."""
    rule = table.parsed(text)
    wanted, found = by_rows(rule, table), by_columns(rule, Scope(table))
    return [
        f"{text}, row {at} of {table.name}: columns {found[at]}, the row {wanted[at]!r}" for at in unlike(found, wanted)
    ]


def sound(said: tuple[Any, ...], row: Any) -> bool:
    """Whether everything that the row may be is among what the columns allow: wider is not wrong, narrower is."""
    if said == (HANDED,) or alike(said, row):
        return True
    if said[0] == "is" or row is RAISED:
        return False
    low, high = ends(row)[:2] if row is not None else (None, None)
    if said[0] == "between":
        wider = row is None or (
            (said[1] is None or (low is not None and said[1] <= low))
            and (said[2] is None or (high is not None and high <= said[2]))
        )
        return wider and (said[3] or not (row is None or getattr(row, "may_be_absent", False)))
    return said[0] == "truth" or (type(row) is Unknown and row.options is not None and row.options <= said[1])
