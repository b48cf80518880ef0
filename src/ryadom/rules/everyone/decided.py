"""What was decided of one measure for everyone in a part: outcomes, amounts, criteria and missing facts, in columns."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.outcomes import Outcome, State

OUTCOMES = tuple(Outcome)
STATES = tuple(State)
NO_BOUND = np.iinfo(np.int64).max  # of an amount: above any sum; the negative of it is below any

# How an amount is known.
NO_AMOUNT, EXACT, BETWEEN, BROKEN = range(4)
BITS = 3  # of each criterion in `criteria`: its place in STATES


@dataclass(frozen=True)
class Decided:
    """One version of a measure (None: it has ended or not begun) for all its subjects in a part, one row each.

    `family` and `person` are rows of the part (-1: the family itself is the subject). `outcome` is a place in
    OUTCOMES. `amount` is exact to the kopeck where `amount_state` says EXACT (both ends are equal), the bounds where
    BETWEEN (NO_BOUND: none). `criteria` holds three bits a criterion, the first lowest, in the order of
    `criterion_ids`: a place in STATES. `missing` has bit i where fact `facts[i]` must become known (0 unless the
    outcome is unknown). `by_row`: handed over to the rules of one family.
    """

    measure: str
    version: int | None
    criterion_ids: tuple[str, ...]
    facts: tuple[str, ...]
    family: NDArray[np.int64]
    person: NDArray[np.int64]
    outcome: NDArray[np.int8]
    amount_low: NDArray[np.int64]
    amount_high: NDArray[np.int64]
    amount_state: NDArray[np.int8]
    criteria: NDArray[np.uint64]
    missing: NDArray[np.uint64]
    by_row: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.family)

    def is_outcome(self, *outcomes: Outcome) -> NDArray[np.bool_]:
        """Which rows came out in one of these ways."""
        wanted = np.array([one in outcomes for one in OUTCOMES])  # looked up: searching takes ten times as long
        found: NDArray[np.bool_] = wanted.take(self.outcome)
        return found

    def state(self, criterion: int) -> NDArray[np.int8]:
        """How one criterion came out, by its place in `criterion_ids`: places in STATES."""
        return ((self.criteria >> np.uint64(BITS * criterion)) & np.uint64(7)).astype(np.int8)

    def needs(self, fact: str) -> NDArray[np.bool_]:
        """Which rows wait for a fact."""
        if fact not in self.facts:
            return np.zeros(len(self), np.bool_)
        return (self.missing >> np.uint64(self.facts.index(fact))) & np.uint64(1) > 0

    def exact(self) -> NDArray[np.int64]:
        """Kopecks where the amount is exact, 0 elsewhere."""
        return np.where(self.amount_state == EXACT, self.amount_low, 0)

    def columns(self) -> dict[str, NDArray[Any]]:
        """The row columns by name, for a file."""
        names = ("family", "person", "outcome", "amount_low", "amount_high", "amount_state", "criteria", "missing")
        return {name: getattr(self, name) for name in names}
