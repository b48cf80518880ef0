"""What one measure gives each family: kopecks a year, rights, and whether something of it is not known. Pure.

Counted as the command `ryadom whatif` counts: see `rules.whatif.calendar` and `worth`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Measure
from ryadom.rules.everyone.decided import BETWEEN, BROKEN, Decided
from ryadom.rules.outcomes import Outcome
from ryadom.rules.runs.costs import counted
from ryadom.rules.whatif.calendar import payments


@dataclass(frozen=True)
class Sums:
    """One row a family. `open`: a right or a sum is not known. `other`: amounts that are no money of a budget."""

    money: NDArray[np.int64]
    rights: NDArray[np.int64]
    other: NDArray[np.int64]
    open: NDArray[np.bool_]

    def take(self, families: NDArray[np.int64]) -> "Sums":
        """Those families alone."""
        return Sums(self.money[families], self.rights[families], self.other[families], self.open[families])

    @classmethod
    def joined(cls, sums: Sequence["Sums"]) -> "Sums":
        """Families after families."""
        return cls(*(np.concatenate([getattr(one, f.name) for one in sums]) for f in fields(cls)))


def sums_of(measure: Measure, decided: Iterable[Decided], families: int) -> Sums:
    """Add up what was decided of a measure, family by family; what is not known adds nothing."""
    money, rights, other = (np.zeros(families, np.int64) for _ in range(3))
    open_ = np.zeros(families, np.bool_)
    times = len(payments(measure.file)) if counted(measure.file) else 0
    for one in decided:
        unsure = _unsure(one, times)
        open_[one.family[unsure]] = True
        rows = np.flatnonzero(one.is_outcome(Outcome.ENTITLED, Outcome.LIKELY) & ~unsure)
        np.add.at(rights, one.family[rows], 1)
        np.add.at(money if times else other, one.family[rows], one.exact()[rows] * (times or 1))
    return Sums(money, rights, other, open_)


def _unsure(one: Decided, times: int) -> NDArray[np.bool_]:
    found = one.is_outcome(Outcome.UNKNOWN, Outcome.FAILED)
    if not times:
        return found
    right = one.is_outcome(Outcome.ENTITLED, Outcome.LIKELY)
    return found | (right & np.isin(one.amount_state, (BETWEEN, BROKEN)))
