"""What decisions are worth, row by row: a right, kopecks a year, or not known. Pure.

Counted as a run and the command `ryadom whatif` count: see `rules.runs.costs`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Measure
from ryadom.rules.everyone.decided import BETWEEN, BROKEN, OUTCOMES, Decided
from ryadom.rules.outcomes import Outcome
from ryadom.rules.runs.costs import counted, payments

RIGHT, OPEN = (
    np.array([one in some for one in OUTCOMES])
    for some in ((Outcome.ENTITLED, Outcome.LIKELY), (Outcome.UNKNOWN, Outcome.FAILED))
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


def sums_of(measure: Measure, one: Decided) -> Sums:
    """What was decided of a measure is worth to each of its subjects."""
    money = counted(measure.file)
    open_, right = OPEN[one.outcome], RIGHT[one.outcome]
    if money:
        open_ |= right & np.isin(one.amount_state, (BETWEEN, BROKEN))
    right &= ~open_
    times = payments(measure.file) if money else 1
    return Sums(right, np.where(right, one.exact() * times, 0), open_, money)
