"""What a decision is worth: whether the subject gets the measure, and the money of one payment, in columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.everyone.decided import BETWEEN, BROKEN, EXACT, NO_BOUND, Decided
from ryadom.rules.kinds import MeasureFile
from ryadom.rules.outcomes import Outcome

NO, YES, MAYBE = range(3)
PAID_KINDS = frozenset({"money", "e_certificate"})
LARGEST = 10**11  # kopecks of one payment: a billion roubles, so that sums of a part stay inside int64

Ints = NDArray[np.int64]


class TooLarge(ValueError):
    """A payment above a billion roubles: sums of a population could wrap."""

    def __init__(self, measure: str) -> None:
        self.measure = measure
        super().__init__(f"{measure}: a payment above a billion roubles")


@dataclass(frozen=True)
class Worth:
    """One measure for all its subjects in a part, sorted by subject. `gets`: NO, YES, MAYBE. `low`, `high`: kopecks of
    one payment, 0 where nothing is got; `open`: no upper end is known.
    """

    family: Ints
    person: Ints
    gets: NDArray[np.int8]
    low: Ints
    high: Ints
    open: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.family)

    def take(self, rows: NDArray[Any]) -> "Worth":
        """Chosen rows in their order."""
        return Worth(*(getattr(self, name)[rows] for name, _ in COLUMNS))


def counted(file: MeasureFile) -> bool:
    """Whether an amount of the measure is money from a budget. A service's amount may be what the person pays."""
    return file.kind in PAID_KINDS


def worth(found: Iterable[Decided]) -> Worth:
    """Everything that was decided of one measure in a part, whichever versions decided it."""
    pieces = [_worth(one) for one in found]
    joined = Worth(
        *(np.concatenate([np.zeros(0, kind), *(getattr(p, name) for p in pieces)]) for name, kind in COLUMNS)
    )
    order = np.lexsort((joined.person, joined.family))
    return joined if (np.diff(order) == 1).all() else joined.take(order)


COLUMNS: tuple[tuple[str, Any], ...] = (
    ("family", np.int64), ("person", np.int64), ("gets", np.int8),
    ("low", np.int64), ("high", np.int64), ("open", np.bool_),
)  # fmt: skip


def _worth(found: Decided) -> Worth:
    gets = np.full(len(found), NO, np.int8)
    gets[found.is_outcome(Outcome.ENTITLED, Outcome.LIKELY)] = YES
    gets[found.is_outcome(Outcome.UNKNOWN, Outcome.FAILED)] = MAYBE
    return Worth(found.family, found.person, gets, *_payment(found, gets))


def _payment(found: Decided, gets: NDArray[np.int8]) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Bounds of one payment. Whoever may get it gets at least nothing; a broken amount may be anything."""
    told = np.isin(found.amount_state, (EXACT, BETWEEN)) & (gets != NO)
    low = np.where(told & (gets == YES), np.maximum(found.amount_low, 0), 0)
    broken = (gets != NO) & (found.amount_state == BROKEN)
    open_ = broken | (told & (found.amount_high == NO_BOUND)) | (found.is_outcome(Outcome.FAILED) & ~told)
    high = np.where(told & ~open_, np.maximum(found.amount_high, 0), low)
    if len(found) and max(int(low.max()), int(high.max())) > LARGEST:
        raise TooLarge(found.measure)
    return low, high, open_
