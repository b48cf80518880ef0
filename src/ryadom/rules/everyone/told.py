"""What families themselves told of their income, over columns: exact, about, or for other months than a measure asks.

The same estimates as in `rules.incomes`: a total said "about", or scaled from the nearest other window by its monthly
mean, lies within a margin around it, and what rests on it is at most likely.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel.columns import BEYOND, NO_HIGH, NO_LOW, Line
from ryadom.rules.facts import FactRef, window_key, window_of
from ryadom.rules.incomes import MARGIN, NEAR_MONTHS, months_between
from ryadom.rules.snapshots import columns as c
from ryadom.rules.snapshots.columns import FactColumn
from ryadom.rules.snapshots.part import Part

MOST_INCOME = 10**15  # kopecks of one family in one window: more is for the rules of one family
SCALE = 3  # of roubles: a fifth of a kopeck more or less is exact in tenths of a kopeck
TENTHS = 10  # of a kopeck
LESS, MORE = (int((1 + sign * MARGIN) * TENTHS) for sign in (-1, 1))
assert Decimal(MORE - TENTHS) / TENTHS == MARGIN, "the margin is not a whole number of tenths"


@dataclass(frozen=True)
class ToldIncome:
    """`here`: the family told a total of exactly this window; `near`: one of other months, from which it is scaled.
    `line` is what they told, exact or between its bounds, tenths of a kopeck; `rough` where it is an estimate.
    """

    line: Line
    here: NDArray[np.bool_]
    near: NDArray[np.bool_]
    rough: NDArray[np.bool_]

    def take(self, rows: NDArray[np.int64]) -> "ToldIncome":
        """What chosen families told."""
        return ToldIncome(self.line.take(rows), self.here[rows], self.near[rows], self.rough[rows])


def told_income(part: Part, first: date, last: date, bit: np.uint64) -> ToldIncome:
    """The totals of every family for a window."""
    size = part.families
    value, rough = np.zeros(size, np.int64), np.zeros(size, np.bool_)
    here, best = np.zeros(size, np.bool_), np.full(size, NEAR_MONTHS * 2 + 1)
    for key, held in part.family.items():
        if FactRef(key).prefix != "income":
            continue
        known = _known(held)
        if key == window_key(first, last):
            here, rough = known, known & ((held.state & c.ABOUT) != 0)
            value = np.where(known, held.values, value)
    for key, held in part.family.items():
        if FactRef(key).prefix == "income" and key != window_key(first, last):
            distance, mean = _scaled(held, key, first, last)
            nearer = _known(held) & ~here & (distance < best)
            value, best = np.where(nearer, mean, value), np.where(nearer, distance, best)
    near = ~here & (best <= NEAR_MONTHS * 2)
    return ToldIncome(_line(value, here | near, rough | near, bit), here, near, rough | near)


def _known(held: FactColumn) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = ((held.state & c.SOURCE) != 0) & ((held.state & c.ABSENT) == 0)
    return found


def _scaled(held: FactColumn, key: str, first: date, last: date) -> tuple[int, Any]:
    """How far the months lie apart, and the total brought to the window by its monthly mean, to the kopeck half up."""
    start, end = window_of(key)
    distance = abs(months_between(start, first) - 1) + abs(months_between(end, last) - 1)
    wanted, given = months_between(first, last), months_between(start, end)
    whole, rest = np.divmod(np.minimum(held.values, MOST_INCOME) * wanted, given)
    return distance, whole + (2 * rest >= given)


def _line(value: Any, told: Any, rough: Any, bit: np.uint64) -> Line:
    """Exact where it was told so, bounds where it is an estimate; too much for columns is for one family."""
    odd = told & (value >= MOST_INCOME)
    low = np.where(rough, value * LESS, value * TENTHS)
    high = np.where(rough, value * MORE, value * TENTHS)
    mask = np.where(odd, BEYOND, np.where(rough, bit, np.uint64(0)))  # about nothing is an estimate, too
    return Line(np.where(odd, NO_LOW, low), np.where(odd, NO_HIGH, high), mask, None, SCALE, MOST_INCOME * MORE)
