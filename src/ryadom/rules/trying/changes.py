"""What a value changes through one measure, subject by subject. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Measure
from ryadom.rules.everyone.decided import Decided
from ryadom.rules.trying.sums import Sums, sums_of

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Change:
    """What a value changes through one measure in a part; only subjects for whom something changes. `families` are
    rows of the population, one a subject; `more` kopecks a year, `rights` more rights, `other`: an amount that is no
    money has changed. `open`: families of subjects who are no longer known.
    """

    measure: str
    families: Ints
    more: Ints
    rights: Ints
    other: NDArray[np.bool_]
    open: Ints


def change_of(measure: Measure, one: Decided, was: Decided, before: Sums, first: int) -> Change:
    """The difference between two decisions of the same subjects. `first`: the first family in the population."""
    differs = (one.outcome != was.outcome) | (one.amount_low != was.amount_low)
    rows = np.flatnonzero(differs | (one.amount_state != was.amount_state))
    families = one.family[rows] + first
    after = sums_of(measure, one, rows)
    sure = ~after.open
    rights = after.rights.astype(np.int64) - before.rights[rows]
    more = after.sum - before.sum[rows]
    other = np.zeros(len(rows), np.bool_) if before.money else (more != 0) & (rights == 0)
    money = more if before.money else np.zeros(len(rows), np.int64)
    return Change(measure.id, families[sure], money[sure], rights[sure], other[sure], families[after.open])
