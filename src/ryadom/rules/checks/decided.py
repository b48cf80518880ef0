"""The decision procedure: which outcomes can a rule have at all?

The line of values of each free variable is cut at the thresholds that the rule compares it with; inside a cell every
comparison comes out the same. Evaluating the rule with a variable narrowed to a cell is exact, because the language
itself never says more than holds for all values of the cell. So walking through the cells either shows every outcome
or runs out of budget, and then it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ryadom.feel import Cuts, Unknown, cells

__all__ = ["BUDGET", "Outcomes", "Verdict", "explore"]

BUDGET = 400
# What a rule of mixed types (a date below a number) may raise where a thing is cut: nothing is decided of it.
SENSELESS = (AttributeError, TypeError, ValueError, ArithmeticError)
Verdict = Literal["never", "always", "sometimes", "not decided"]
Look = Callable[[Mapping[Any, Any], Cuts], tuple[Any, Collection[Hashable]]]


@dataclass
class Outcomes:
    """What a walk has seen: the outcomes (True, False, None for a rule that breaks), each with one example, and
    whether anything was left unseen.
    """

    seen: dict[Any, Mapping[Any, Any]] = field(default_factory=dict)
    whole: bool = True
    looks: int = 0

    @property
    def never(self) -> bool:
        """Proved: there is no value for which it is true."""
        return self.whole and True not in self.seen

    @property
    def always(self) -> bool:
        """Proved: it is true whatever the values."""
        return self.whole and set(self.seen) == {True}

    @property
    def both(self) -> bool:
        """Seen true, and seen otherwise."""
        return True in self.seen and len(self.seen) > 1


def explore(
    look: Look,
    domain_of: Callable[[Hashable], Unknown | None],
    *,
    enough: Collection[Any] = (True, False),
    budget: int = BUDGET,
    points: Callable[[Unknown], list[Any]] | None = None,
) -> Outcomes:
    """Walk through the cells until all of `enough` were seen, everything was seen, or the budget is spent.

    `points` names single values to try where nothing is left to cut: enough for an example, never for a proof. `look`
    gets what is supposed so far (variable -> value or narrower Unknown) and tells the outcome and, where that is
    still Unknown, the variables it waits for.
    """
    found = Outcomes()
    _Walk(look, domain_of, points, found, frozenset(enough), budget).on({})
    return found


@dataclass
class _Walk:
    look: Look
    domain_of: Callable[[Hashable], Unknown | None]
    points: Callable[[Unknown], list[Any]] | None
    found: Outcomes
    enough: frozenset[Any]
    budget: int

    def on(self, supposed: dict[Hashable, Any]) -> bool:
        """False as soon as the walk may stop."""
        found = self.found
        if found.looks >= self.budget:
            found.whole = False
            return False
        found.looks += 1
        cuts = Cuts()
        try:
            outcome, waits = self.look(supposed, cuts)
        except SENSELESS:
            found.whole = False
            return True
        if not isinstance(outcome, Unknown):
            found.seen.setdefault(outcome, dict(supposed))
            return not self.enough <= found.seen.keys()
        fact, parts = self.next(waits, supposed, cuts)
        return all(self.on({**supposed, fact: part}) for part in parts)

    def next(
        self, waits: Collection[Hashable], supposed: Mapping[Hashable, Any], cuts: Cuts
    ) -> tuple[Hashable, list[Any]]:
        """The variable with the fewest cells; where nothing is left to cut, points to try, and no proof any more."""
        open_: list[tuple[int, str, Hashable, list[Any]]] = []
        blunt: list[tuple[int, str, Hashable, list[Any]]] = []
        for fact in waits:
            domain = supposed[fact] if fact in supposed else self.domain_of(fact)
            if not isinstance(domain, Unknown):
                continue
            parts = _parts(domain, cuts, fact)
            if len(parts) > 1:
                open_.append((len(parts), str(fact), fact, parts))
            elif self.points is not None:
                blunt.append((len(points := self.points(domain)), str(fact), fact, points))
        if open_:
            return min(open_, key=lambda one: one[:2])[2:]
        self.found.whole = False
        return min(blunt, key=lambda one: one[:2])[2:] if blunt else (None, [])


def _parts(domain: Unknown, cuts: Cuts, fact: Hashable) -> list[Any]:
    try:
        return cells(domain, cuts, fact)
    except SENSELESS:
        return []
