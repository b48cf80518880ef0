"""What measures give each family of a part: kopecks a year, rights, and what is not known of them. Pure.

Counted as the command `ryadom whatif` counts: see `rules.whatif.calendar` and `worth`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.everyone.decided import BETWEEN, BROKEN, Decided
from ryadom.rules.outcomes import Outcome
from ryadom.rules.trying.reaching import Reached
from ryadom.rules.whatif.calendar import payments
from ryadom.rules.whatif.worth import counted


@dataclass(frozen=True)
class Given:
    """What one measure gives to everyone of a part: subjects with the right, kopecks a year."""

    rights: int
    money: int


@dataclass(frozen=True)
class Sums:
    """One row a family. `open`: something is not known that the parameter may decide. `maybe`: so many rights are not
    known, but for reasons that the parameter has no part in. `other`: amounts that are no money of a budget.
    """

    money: NDArray[np.int64]
    rights: NDArray[np.int64]
    maybe: NDArray[np.int64]
    other: NDArray[np.int64]
    open: NDArray[np.bool_]
    measures: Mapping[str, Given]

    def take(self, families: NDArray[np.int64]) -> "Sums":
        """Those families alone; what measures give stays, for the others get nothing."""
        columns = (self.money, self.rights, self.maybe, self.other, self.open)
        return Sums(*(column[families] for column in columns), self.measures)


def sums_of(book: Rulebook, reached: Reached, decided: Iterable[Decided], families: int) -> Sums:
    """Add up what was decided, family by family."""
    money, rights, maybe, other = (np.zeros(families, np.int64) for _ in range(4))
    open_ = np.zeros(families, np.bool_)
    measures: dict[str, Given] = {}
    for one in decided:
        file = book.measures[one.measure].file
        times = len(payments(file)) if counted(file) else 0
        rows = np.flatnonzero(one.is_outcome(Outcome.ENTITLED, Outcome.LIKELY))
        own, family = one.exact()[rows], one.family[rows]
        np.add.at(rights, family, 1)
        np.add.at(money if times else other, family, own * (times or 1))
        unsure = _unsure(one, times)
        unsettled = unsure & reached.unsettled(one)
        np.add.at(maybe, one.family[unsure & ~unsettled], 1)
        open_[one.family[unsettled]] = True
        before = measures.get(one.measure, Given(0, 0))
        measures[one.measure] = Given(before.rights + len(rows), before.money + int(own.sum()) * times)
    return Sums(money, rights, maybe, other, open_, measures)


def _unsure(one: Decided, times: int) -> NDArray[np.bool_]:
    found = one.is_outcome(Outcome.UNKNOWN, Outcome.FAILED)
    if not times:
        return found
    right = one.is_outcome(Outcome.ENTITLED, Outcome.LIKELY)
    return found | (right & np.isin(one.amount_state, (BETWEEN, BROKEN)))
