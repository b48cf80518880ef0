"""What decisions are worth, row by row: a right, kopecks a year, or not known. Pure.

Counted as a run and the command `ryadom whatif` count: see `rules.runs.costs`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Measure
from ryadom.rules.everyone.decided import BETWEEN, BROKEN, EXACT, OUTCOMES, Decided
from ryadom.rules.outcomes import Outcome
from ryadom.rules.runs.costs import counted, payments

ALL = slice(None)
RIGHT, OPEN, BROKE = (
    np.array([one in some for one in OUTCOMES])
    for some in ((Outcome.ENTITLED, Outcome.LIKELY), (Outcome.UNKNOWN, Outcome.FAILED), (Outcome.FAILED,))
)


@dataclass(frozen=True)
class Sums:
    """One row a subject. `sum`: kopecks a year where `money`, else an amount that is no money of a budget; 0 without a
    right. `open`: a right or a sum is not known; then there is neither.
    """

    rights: NDArray[np.bool_]
    sum: NDArray[np.int64]
    open: NDArray[np.bool_]
    money: bool

    def take(self, rows: NDArray[np.int64]) -> "Sums":
        """The same of chosen subjects."""
        return Sums(self.rights[rows], self.sum[rows], self.open[rows], self.money)


def sums_of(measure: Measure, one: Decided, rows: NDArray[np.int64] | slice = ALL) -> Sums:
    """What was decided of a measure is worth to each of its subjects, or to chosen ones."""
    money = counted(measure.file)
    outcome, state = one.outcome[rows], one.amount_state[rows]
    open_, right = OPEN[outcome], RIGHT[outcome]
    if money:
        open_ |= right & ((state == BETWEEN) | (state == BROKEN))
    right &= ~open_
    times = payments(measure.file) if money else 1
    return Sums(right, np.where(right & (state == EXACT), one.amount_low[rows] * times, 0), open_, money)
