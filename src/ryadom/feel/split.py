"""Sharp answers: split the unknown facts into cells, look at each, and say what is common to all.

Kleene's logic with bounds is never wrong and sometimes needlessly unsure (`a or not(a)`). So a rule that came out
unknown is evaluated again with its facts narrowed: each fact's line of values is cut at the thresholds it was
compared with, and the outcomes of the cells are joined in a decision diagram. One outcome everywhere is the answer;
otherwise the facts that are still in the diagram are exactly those that can matter. When the budget ends, what is
left stays unknown: never wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from .decimals import MATH, next_on_grid, on_grid
from .errors import Bad
from .unknown import BOOLEANS, Boundary, Cuts, Unknown, is_unknown
from .values import compare

Facts = Mapping[Hashable, Any]
MOST_OPTIONS = 64  # a fact with more choices than this is split only at those the rule named

__all__ = ["Settled", "cells", "settle"]


@dataclass(frozen=True, slots=True)
class Settled:
    """`outcome`: the one common to all completions, else the unknown one first given. `known` tells which.

    `facts`: those that can still change the outcome (empty when known). `evaluations`: how many it took.
    """

    outcome: Any
    known: bool
    facts: frozenset[Hashable]
    evaluations: int


# -- cells ------------------------------------------------------------------------------------------------------------


def cells(unknown: Unknown, cuts: Cuts, fact: Hashable | None = None) -> list[Any]:
    """The values of an Unknown as disjoint cells, each a known value or a narrower Unknown, cut where `cuts` says."""
    if fact is None:
        fact = next(iter(unknown.facts))
    if not unknown.may_be_absent:
        return _present_cells(unknown, cuts, fact)
    return [None, *_present_cells(replace(unknown, may_be_absent=False), cuts, fact)]


def _present_cells(unknown: Unknown, cuts: Cuts, fact: Hashable) -> list[Any]:
    if unknown.options is not None and len(unknown.options) <= MOST_OPTIONS:
        return _sorted_options(unknown.options)
    if fact in cuts.booleans and unknown.low is None and unknown.high is None:
        return [False, True]
    named = cuts.options.get(fact, set())
    if named:
        return _named_cells(unknown, named)
    return _intervals(unknown, cuts.boundaries(fact)) or _few(unknown) or [unknown]


def _sorted_options(options: frozenset[Any]) -> list[Any]:
    pair = options == BOOLEANS and type(next(iter(options))) is bool
    return [False, True] if pair else sorted(options, key=str)


def _named_cells(unknown: Unknown, named: set[Any]) -> list[Any]:
    """Each text that the rule named, and any other text."""
    fresh = sorted(named - unknown.excluded)
    if unknown.options is not None:
        fresh = [text for text in fresh if text in unknown.options]
    if not fresh:
        return [unknown]
    return [*fresh, replace(unknown, excluded=unknown.excluded | named)]


def _few(unknown: Unknown) -> list[Any]:
    """A short stretch of whole steps, point by point: for functions that have no thresholds (the day of the month)."""
    low, high, step = unknown.low, unknown.high, unknown.step
    if step is None or not isinstance(low, Decimal) or not isinstance(high, Decimal):
        return []
    count = MATH.divide(MATH.subtract(high, low), step)
    if not 1 <= count <= 32:
        return []
    return [MATH.add(low, MATH.multiply(step, Decimal(index))) for index in range(int(count) + 1)]


def _intervals(unknown: Unknown, boundaries: Iterable[Boundary]) -> list[Any]:
    """The stretches between the boundaries that lie within the bounds; one value is a known value."""
    inner = _sorted_boundaries(unknown, boundaries)
    if not inner:
        return []
    edges = [
        (unknown.low, -1 if not unknown.low_open else +1),
        *inner,
        (unknown.high, +1 if not unknown.high_open else -1),
    ]
    found = [_stretch(unknown, a, b) for a, b in pairwise(edges)]
    kept = [cell for cell in found if cell is not _EMPTY]
    return kept if len(kept) > 1 else []


_EMPTY = object()
_STUCK, _LONG = object(), object()
WITNESSES = (0, -1, 1)  # which cell of each fact a witness takes
ROUNDS = 12


def _stretch(unknown: Unknown, start: Boundary, end: Boundary) -> Any:
    """From just after `start` to just before `end`."""
    (low, low_side), (high, high_side) = start, end
    cell = _between(unknown, low, high, low_side > 0, high_side < 0)
    if unknown.step is not None:
        low, high = _on_grid(cell.low, unknown.step, +1), _on_grid(cell.high, unknown.step, -1)
        if low is not cell.low or high is not cell.high:
            cell = _between(cell, low, high, cell.low_open, cell.high_open)
    if cell.low is None or cell.high is None:
        return cell
    order = compare(cell.low, cell.high)
    if order > 0 or (order == 0 and (cell.low_open or cell.high_open)) or _nothing_between(cell):
        return _EMPTY
    return cell.low if order == 0 else cell


def _between(of: Unknown, low: Any, high: Any, low_open: bool, high_open: bool) -> Unknown:
    options, excluded, absent = of.options, of.excluded, of.may_be_absent
    return Unknown(of.facts, low, high, low_open, high_open, options, excluded, absent, of.step, of.origin)


def _on_grid(end: Any, step: Decimal, inward: int) -> Any:
    """The first multiple of the step from an end inwards: a count is never 2.5."""
    if not isinstance(end, Decimal) or on_grid(end, step):
        return end
    return next_on_grid(end, step, inward)


def _nothing_between(cell: Unknown) -> bool:
    """Two neighbouring decimals of 34 digits, both excluded."""
    if not (cell.low_open and cell.high_open and isinstance(cell.low, Decimal)):
        return False
    return bool(MATH.next_plus(cell.low) >= cell.high)


def _sorted_boundaries(unknown: Unknown, boundaries: Iterable[Boundary]) -> list[Boundary]:
    kept: list[Boundary] = []
    for point, side in boundaries:
        try:
            inside = _inside(unknown, point, side)
        except Bad:
            continue
        if inside:
            kept.append((point, side))
    try:
        return sorted(kept)
    except TypeError:  # compared with values of different kinds: no line to cut
        return []


def _inside(unknown: Unknown, point: Any, side: int) -> bool:
    """Does this boundary have values of the Unknown on both of its sides?"""
    if unknown.low is not None:
        order = compare(point, unknown.low)
        if order < 0 or (order == 0 and (side < 0 or unknown.low_open)):
            return False
    if unknown.high is not None:
        order = compare(point, unknown.high)
        if order > 0 or (order == 0 and (side > 0 or unknown.high_open)):
            return False
    return True


# -- settling ---------------------------------------------------------------------------------------------------------


def settle(
    evaluate: Callable[[Facts, Cuts], Any],
    unknowns: Mapping[Hashable, Unknown],
    *,
    is_unknown: Callable[[Any], bool] = is_unknown,
    facts_of: Callable[[Any], Collection[Hashable]] | None = None,
    budget: int = 512,
    exact_facts: bool = True,
    first: tuple[Any, Cuts] | None = None,
) -> Settled:
    """The outcome common to all completions of the unknown facts, if there is one.

    `evaluate(facts, cuts)` gets a value (or a narrower Unknown) for every fact of `unknowns`, must pass `cuts` on to
    the language's `evaluate`, and returns a hashable outcome. `is_unknown` tells an outcome that is not decided,
    `facts_of` the facts it waits for (an Unknown knows them itself; without either, all facts that are still unknown
    are meant). With `exact_facts` false the search stops at the first disagreement and returns the facts of the first
    evaluation. `first`: the outcome of evaluating `unknowns` as they are, with its cuts, if the caller has it.
    """
    search = _Search(evaluate, is_unknown, facts_of, budget, exact_facts)
    start = dict(unknowns)
    outcome, cuts = search.look(start) if first is None else search.looked(*first)
    return _settled(search, start, outcome, cuts)


def _settled(search: _Search, start: dict[Hashable, Any], first: Any, cuts: Cuts) -> Settled:
    if not search.is_unknown(first):
        return Settled(first, True, frozenset(), 1)
    waits = search.waits(first, start)
    if not search.exact and search.witnessed(first, cuts, start):
        return Settled(first, False, waits, search.evaluations)
    search.order = {fact: _rank(start, cuts, fact) for fact in start}
    try:
        diagram = search.diagram(start, waits, cuts)
    except _Disagree:
        return Settled(first, False, waits, search.evaluations)
    if isinstance(diagram, _Leaf) and diagram.known:
        return Settled(diagram.outcome, True, frozenset(), search.evaluations)
    return Settled(first, False, _facts_in(diagram), search.evaluations)


def _rank(unknowns: Mapping[Hashable, Unknown], cuts: Cuts, fact: Hashable) -> tuple[int, str]:
    """Facts with few cells first; ties by name, so that the same rule is always searched the same way."""
    return len(cells(unknowns[fact], cuts, fact)), str(fact)


@dataclass(frozen=True, slots=True)
class _Leaf:
    outcome: Any
    known: bool
    facts: frozenset[Hashable] = frozenset()


@dataclass(frozen=True, slots=True)
class _Split:
    """The outcome depends on this fact; equal neighbours among the cells are merged, so equal functions are equal
    trees.
    """

    fact: Hashable
    branches: tuple[tuple[Any, Any], ...]  # the last value of a merged run of cells (as a key), and what follows


class _Disagree(Exception):
    pass


class _Search:
    def __init__(
        self,
        evaluate: Callable[[Facts, Cuts], Any],
        is_unknown: Callable[[Any], bool],
        facts_of: Callable[[Any], Collection[Hashable]] | None,
        budget: int,
        exact: bool,
    ) -> None:
        self.evaluate, self.is_unknown, self.facts_of = evaluate, is_unknown, facts_of
        self.budget, self.exact = budget, exact
        self.evaluations = 0
        self.order: dict[Hashable, tuple[int, str]] = {}
        self.seen: set[Any] = set()

    def look(self, facts: dict[Hashable, Any]) -> tuple[Any, Cuts]:
        """One evaluation, and what it compared."""
        self.evaluations += 1
        cuts = Cuts()
        return self.evaluate(facts, cuts), cuts

    def looked(self, outcome: Any, cuts: Cuts) -> tuple[Any, Cuts]:
        """An evaluation that somebody else made counts like any other."""
        self.evaluations += 1
        return outcome, cuts

    def waits(self, outcome: Any, facts: dict[Hashable, Any]) -> frozenset[Hashable]:
        """The facts an unknown outcome waits for."""
        if self.facts_of is not None:
            return frozenset(self.facts_of(outcome))
        if isinstance(outcome, Unknown):
            return outcome.facts
        return frozenset(fact for fact, value in facts.items() if isinstance(value, Unknown))

    def witnessed(self, first: Any, cuts: Cuts, start: dict[Hashable, Any]) -> bool:
        """Whether a few completions already differ, or one stays unknown with nothing left to cut.

        Each witness narrows every waiting fact at once, to its first, its last or its second cell: two or three
        evaluations instead of a walk through the diagram. Only two different outcomes prove anything; equal ones do
        not.
        """
        found = _LONG
        opening: dict[Hashable, list[Any]] = {}
        for place in WITNESSES:
            outcome = self.witness(first, cuts, start, place, opening)
            if outcome is _STUCK or (_LONG not in (outcome, found) and outcome != found):
                return True
            if outcome is not _LONG:
                found = outcome
        return False

    def witness(
        self, outcome: Any, cuts: Cuts, start: dict[Hashable, Any], place: int, opening: dict[Hashable, list[Any]]
    ) -> Any:
        """The outcome when every waiting fact lies in the cell at `place`; `_STUCK` when it stays unknown. `opening`
        keeps the cells of the first round, which all witnesses share.
        """
        facts = dict(start)
        for round in range(ROUNDS):
            narrowed = False
            for fact in self.waits(outcome, facts):
                value = facts.get(fact)
                if not isinstance(value, Unknown):
                    continue
                if round:
                    parts = cells(value, cuts, fact)
                elif (parts := opening.get(fact)) is None:  # type: ignore[assignment]
                    parts = opening[fact] = cells(value, cuts, fact)
                if len(parts) > 1:
                    facts[fact], narrowed = parts[min(place, len(parts) - 1)], True
            if not narrowed:
                return _STUCK
            outcome, cuts = self.look(facts)
            if not self.is_unknown(outcome):
                return outcome
        return _LONG

    def diagram(self, facts: dict[Hashable, Any], waits: frozenset[Hashable], cuts: Cuts) -> Any:
        """The decision diagram of the outcome over the facts that are still unknown."""
        for fact in sorted(waits & self.order.keys(), key=self.order.__getitem__):
            value = facts[fact]
            if not isinstance(value, Unknown):
                continue
            parts = cells(value, cuts, fact)
            if len(parts) > 1:
                return self.split(facts, fact, parts, waits)
        return self.leaf(_Leaf(None, False, waits))

    def split(self, facts: dict[Hashable, Any], fact: Hashable, parts: list[Any], waits: frozenset[Hashable]) -> Any:
        branches = [(part, self.branch({**facts, fact: part}, waits)) for part in parts]
        merged: list[tuple[Any, Any]] = []
        for part, below in branches:
            if merged and merged[-1][1] == below:
                merged[-1] = (_key(part), below)
            else:
                merged.append((_key(part), below))
        return merged[0][1] if len(merged) == 1 else _Split(fact, tuple(merged))

    def branch(self, facts: dict[Hashable, Any], waits: frozenset[Hashable]) -> Any:
        if self.evaluations >= self.budget:
            return self.leaf(_Leaf(None, False, waits))
        outcome, cuts = self.look(facts)
        if not self.is_unknown(outcome):
            return self.leaf(_Leaf(outcome, True))
        return self.diagram(facts, self.waits(outcome, facts), cuts)

    def leaf(self, leaf: _Leaf) -> _Leaf:
        if not self.exact:
            self.seen.add((leaf.known, leaf.outcome))
            if len(self.seen) > 1 or not leaf.known:
                raise _Disagree
        return leaf


def _key(cell: Any) -> Any:
    """What names a cell among its fact's cells: its upper end, or the value."""
    if isinstance(cell, Unknown):
        return "to", cell.high, cell.high_open, cell.excluded
    return "at", cell


def _facts_in(diagram: Any) -> frozenset[Hashable]:
    if isinstance(diagram, _Leaf):
        return diagram.facts
    return frozenset({diagram.fact}).union(*(_facts_in(below) for _, below in diagram.branches))
