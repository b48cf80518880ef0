"""What a decision is worth: whether the subject gets the measure, and the money of one payment, in columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.everyone.decided import BETWEEN, BROKEN, EXACT, NO_BOUND, Decided
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.outcomes import Outcome
from ryadom.rules.snapshots.part import Part

NO, YES, MAYBE = range(3)
LARGEST = 10**11  # kopecks of one payment: a billion roubles, so that sums of a part stay inside int64

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class TooLarge(ValueError):
    """A payment above a billion roubles: sums of a population could wrap."""

    def __init__(self, measure: str) -> None:
        self.measure = measure
        super().__init__(f"{measure}: a payment above a billion roubles")


@dataclass(frozen=True)
class Worth:
    """One measure for all its subjects in a part, sorted by subject. `gets`: NO, YES, MAYBE. `low`, `high`: kopecks of
    one payment, 0 where nothing is got; `open`: no upper end is known. `version` (-1: none) and `criteria` are
    those of `Decided`.
    """

    family: Ints
    person: Ints
    gets: NDArray[np.int8]
    low: Ints
    high: Ints
    open: NDArray[np.bool_]
    version: NDArray[np.int16]
    criteria: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.family)

    def take(self, rows: NDArray[Any]) -> "Worth":
        """Chosen rows in their order."""
        return Worth(*(getattr(self, name)[rows] for name, _ in COLUMNS))


def worth(found: Iterable[Decided]) -> Worth:
    """Everything that was decided of one measure in a part, whichever versions decided it."""
    pieces = [_worth(one) for one in found]
    joined = Worth(
        *(np.concatenate([np.zeros(0, kind), *(getattr(p, name) for p in pieces)]) for name, kind in COLUMNS)
    )
    order = np.lexsort((joined.person, joined.family))
    return joined if (np.diff(order) == 1).all() else joined.take(order)


def worths(decide: Everyone, part: Part) -> dict[str, Worth]:
    """What each measure of `decide` is worth to its subjects in a part; one that decided nobody is empty."""
    found: dict[str, list[Decided]] = {measure.id: [] for measure in decide.measures}
    for one in decide.decide(part) if found else ():
        found[one.measure].append(one)
    return {id: worth(rows) for id, rows in found.items()}


COLUMNS: tuple[tuple[str, Any], ...] = (
    ("family", np.int64), ("person", np.int64), ("gets", np.int8),
    ("low", np.int64), ("high", np.int64), ("open", np.bool_), ("version", np.int16), ("criteria", np.uint64),
)  # fmt: skip


def _worth(found: Decided) -> Worth:
    gets = np.full(len(found), NO, np.int8)
    gets[found.is_outcome(Outcome.ENTITLED, Outcome.LIKELY)] = YES
    gets[found.is_outcome(Outcome.UNKNOWN, Outcome.FAILED)] = MAYBE
    version = np.full(len(found), -1 if found.version is None else found.version, np.int16)
    return Worth(found.family, found.person, gets, *_payment(found, gets), version, found.criteria)


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
