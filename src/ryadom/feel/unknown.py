"""Unknown once: we do not know yet, and these facts are missing.

An Unknown stands for the set of values its completions may take: `options` or the interval `low`..`high` (no bound is
None), less `excluded`, and also null when it `may_be_absent`. Everything here is sound: a set may be too wide, never
too narrow. An Unknown that is still an image of one fact remembers its `origin`, so that a comparison with a known
value can say at which value of that fact the answer changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from .decimals import next_on_grid

# A boundary on the line of a fact's values: just below the point (-1) or just above it (+1).
Boundary = tuple[Any, int]
Inverse = Callable[[Any, int], Iterable[Boundary]]


@dataclass(frozen=True, slots=True)
class Origin:
    """This Unknown is `f(fact)` with f monotone; `pull` takes a boundary of the image back to boundaries of the
    fact.
    """

    fact: Hashable
    pull: Inverse | None = None

    def back(self, point: Any, side: int) -> Iterable[Boundary]:
        return ((point, side),) if self.pull is None else self.pull(point, side)

    def then(self, inverse: Inverse) -> Origin:
        """The origin of g(f(fact)), given the inverse of g."""
        return Origin(self.fact, lambda point, side: (b for p, s in inverse(point, side) for b in self.back(p, s)))


_ITSELF = Origin(None)  # the default: an Unknown of exactly one fact is that fact
BOOLEANS = frozenset({True, False})


@dataclass(slots=True, init=False, unsafe_hash=True)
class Unknown:
    """A value that depends on missing `facts`. It cannot be tested for truth: ask `is_unknown` instead.

    `step` is the smallest difference between two values of a number (0.01 for money, 1 for a count); it lets open
    bounds be written as closed ones. A fact of the catalogue that may be absent says so; nothing else yields null.

    Nobody assigns to its fields. It is not declared frozen because making one is the most frequent act of an
    evaluation, and a frozen class pays for each field again.
    """

    facts: frozenset[Hashable]
    low: Any = None
    high: Any = None
    low_open: bool = False
    high_open: bool = False
    options: frozenset[Any] | None = None
    excluded: frozenset[Any] = frozenset()
    may_be_absent: bool = False
    step: Decimal | None = None
    origin: Origin | None = field(default=_ITSELF, compare=False, repr=False)

    def __init__(
        self,
        facts: frozenset[Hashable],
        low: Any = None,
        high: Any = None,
        low_open: bool = False,
        high_open: bool = False,
        options: frozenset[Any] | None = None,
        excluded: frozenset[Any] = frozenset(),
        may_be_absent: bool = False,
        step: Decimal | None = None,
        origin: Origin | None = _ITSELF,
    ) -> None:
        self.facts, self.low, self.high, self.low_open, self.high_open = facts, low, high, low_open, high_open
        self.options, self.excluded, self.may_be_absent, self.step = options, excluded, may_be_absent, step
        if origin is _ITSELF:
            (only,) = facts if len(facts) == 1 else (None,)
            origin = None if only is None else Origin(only)
        self.origin = origin
        if low_open:
            self._close("low", low, +1)
        if high_open:
            self._close("high", high, -1)

    def _close(self, end: str, value: Any, direction: int) -> None:
        """Days and stepped numbers have a next value, so their bounds can be closed."""
        if type(value) is dt.date and dt.date.min < value < dt.date.max:
            value += dt.timedelta(days=direction)
        elif self.step is not None and type(value) is Decimal:
            value = next_on_grid(value, self.step, direction)
        else:
            return
        setattr(self, end, value)
        setattr(self, f"{end}_open", False)

    def __bool__(self) -> bool:
        raise TypeError("an Unknown is neither true nor false")


@dataclass(frozen=True, slots=True)
class Maybe:
    """A member of a list that is there only if `condition` (an Unknown) turns out true."""

    value: Any
    condition: Unknown


class MaybeList:
    """A list some of whose members are not certain, or which may have more (`open`: the facts that would tell).

    `items` are plain values (certain) or `Maybe`. Equality and hash are by identity: a list we do not know equals
    nothing.
    """

    __slots__ = ("items", "open")

    def __init__(self, items: Iterable[Any], open: Iterable[Hashable] | None = None) -> None:
        self.items: tuple[Any, ...] = tuple(items)
        self.open: frozenset[Hashable] | None = None if open is None else frozenset(open)

    def __bool__(self) -> bool:
        raise TypeError("a list with uncertain members is neither empty nor full")

    def __repr__(self) -> str:
        return f"MaybeList({list(self.items)!r}, open={self.open!r})"

    def parts(self) -> Iterator[tuple[Any, Unknown | None]]:
        """Each member with its condition; None for a certain one."""
        for item in self.items:
            yield (item.value, item.condition) if type(item) is Maybe else (item, None)

    @property
    def certain(self) -> list[Any]:
        return [item for item in self.items if type(item) is not Maybe]

    @property
    def facts(self) -> frozenset[Hashable]:
        """The facts that decide who is a member (not those inside the members)."""
        found = set(self.open or ())
        for item in self.items:
            if type(item) is Maybe:
                found |= item.condition.facts
        return frozenset(found)

    def map(self, change: Callable[[Any], Any]) -> MaybeList:
        """The same membership with each value changed."""
        return MaybeList(
            (Maybe(change(i.value), i.condition) if type(i) is Maybe else change(i) for i in self.items), self.open
        )


def settled_list(items: list[Any], open_facts: frozenset[Hashable] | None) -> list[Any] | MaybeList:
    """A plain list when nothing about its members is uncertain."""
    if open_facts is None and not any(type(item) is Maybe for item in items):
        return items
    return MaybeList(items, open_facts)


def is_unknown(value: Any) -> bool:
    return isinstance(value, Unknown)


def unknown_of(facts: Iterable[Hashable], may_be_absent: bool = False) -> Unknown:
    """An Unknown of which nothing is known but the facts."""
    return Unknown(frozenset(facts), may_be_absent=may_be_absent, origin=None)


def unknown_boolean(facts: Iterable[Hashable], may_be_absent: bool = False) -> Unknown:
    """True or false, we do not know which. The same facts give the same object: it is what most operators answer."""
    return _unknown_boolean(frozenset(facts), may_be_absent)


@lru_cache(maxsize=4096)
def _unknown_boolean(facts: frozenset[Hashable], may_be_absent: bool) -> Unknown:
    return Unknown(facts, options=BOOLEANS, may_be_absent=may_be_absent, origin=None)


# Other values that hold values, and how to see them (a range says so when it is declared).
OPENED: dict[type, Callable[[Any], Iterable[Any]]] = {}
NO_FACTS: frozenset[Hashable] = frozenset()
_FACTLESS = frozenset({Decimal, str, bool, dt.date, type(None)})


def facts_in(value: Any, *, top: bool = False) -> frozenset[Hashable]:
    """The missing facts that this value holds anywhere inside, or only by itself (`top`).

    Lists and contexts of the language are opened; lazy contexts of the caller are not.
    """
    kind = type(value)
    if kind in _FACTLESS:
        return NO_FACTS
    if kind is Unknown:
        return frozenset(value.facts)
    if top:
        return frozenset(value.facts) if kind is MaybeList else frozenset()
    found: set[Hashable] = set()
    _collect_facts(value, found, set())
    return frozenset(found)


def _collect_facts(value: Any, found: set[Hashable], seen: set[int]) -> None:
    """Each list or context is opened once, however often it occurs."""
    kind = type(value)
    if kind is Unknown:
        found |= value.facts
    elif kind in OPENED:
        for part in OPENED[kind](value):
            _collect_facts(part, found, seen)
    elif kind in (list, tuple, dict, MaybeList) and id(value) not in seen:
        seen.add(id(value))
        if kind is MaybeList:
            found |= value.facts
            parts: Iterable[Any] = (part for part, _ in value.parts())
        else:
            parts = value.values() if kind is dict else value
        for part in parts:
            _collect_facts(part, found, seen)


def is_boolean(value: Unknown) -> bool:
    """Can this only be true or false (or null)?"""
    return value.options is not None and all(isinstance(option, bool) for option in value.options)


def seen(value: Any) -> Any:
    """A value that has to be looked at."""
    if type(value) is Unknown:
        raise Blind(value)
    return value


class Blind(Exception):
    """Raised inside a function of the language when a value it must look at is unknown; its answer is then Unknown."""

    def __init__(self, value: Unknown) -> None:
        super().__init__("unknown")
        self.facts = value.facts


def closed_interval(
    facts: frozenset[Hashable],
    low: Any,
    high: Any,
    *,
    low_open: bool = False,
    high_open: bool = False,
    may_be_absent: bool = False,
    step: Decimal | None = None,
    origin: Origin | None = None,
) -> Any:
    """An Unknown between bounds, or the value itself when only one is left."""
    if low is not None and low == high and not (low_open or high_open or may_be_absent):
        return low
    return Unknown(
        facts,
        low,
        high,
        low_open and low is not None,
        high_open and high is not None,
        may_be_absent=may_be_absent,
        step=step,
        origin=origin,
    )


_UNCUT: dict[Hashable, set[Any]] = {}


class Cuts:
    """What one evaluation compared each single fact with: where its line of values must be cut to be sure.

    Most evaluations cut nothing, so a fresh one shares an empty mapping, and makes its own with the first note.
    """

    __slots__ = ("booleans", "options", "points")

    def __init__(self) -> None:
        self.points: dict[Hashable, set[tuple[Origin, Any, int]]] = _UNCUT
        self.options: dict[Hashable, set[Any]] = _UNCUT
        self.booleans: frozenset[Hashable] = NO_FACTS

    @property
    def noted(self) -> Cuts | None:
        """Itself, None when nothing was cut."""
        return self if self.points or self.booleans or self.options else None

    def add(self, more: Cuts) -> None:
        """What another evaluation compared belongs to this one."""
        for fact, points in more.points.items():
            self._points(fact).update(points)
        for fact, named in more.options.items():
            self._options(fact).update(named)
        self.booleans |= more.booleans

    def clear(self) -> None:
        self.points, self.options, self.booleans = _UNCUT, _UNCUT, NO_FACTS

    def _points(self, fact: Hashable) -> set[tuple[Origin, Any, int]]:
        if self.points is _UNCUT:
            self.points = {}
        return self.points.setdefault(fact, set())

    def _options(self, fact: Hashable) -> set[Any]:
        if self.options is _UNCUT:
            self.options = {}
        return self.options.setdefault(fact, set())

    def boundary(self, unknown: Unknown, point: Any, *sides: int) -> None:
        """A comparison of this Unknown changes at `point`, just below it (-1) or just above (+1)."""
        if unknown.origin is None:
            return
        found = self._points(unknown.origin.fact)
        for side in sides:
            found.add((unknown.origin, point, side))

    def boundaries(self, fact: Hashable) -> set[Boundary]:
        """The boundaries on the line of a fact's own values, pulled back from where its images were compared."""
        return {back for origin, point, side in self.points.get(fact, ()) for back in origin.back(point, side)}

    def equal(self, unknown: Unknown, value: Any) -> None:
        """This Unknown was asked to be equal to a value."""
        if unknown.origin is None or unknown.options is not None:
            return
        if isinstance(value, bool):
            self.booleans |= {unknown.origin.fact}
        elif isinstance(value, str):
            self._options(unknown.origin.fact).add(value)
        elif isinstance(value, Hashable):
            self.boundary(unknown, value, -1, +1)

    def boolean(self, unknown: Unknown) -> None:
        """This Unknown stood where true or false is wanted."""
        if unknown.origin is not None and unknown.origin.pull is None:
            self.booleans |= {unknown.origin.fact}
