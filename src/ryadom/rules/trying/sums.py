"""What measures give each family of a part: kopecks a year, rights, and whether something is not known. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Measure, Rulebook
from ryadom.rules.everyone.decided import BETWEEN, BROKEN, Decided
from ryadom.rules.kinds import Period
from ryadom.rules.outcomes import Outcome

# How often in a year a sum is paid. What is paid once is counted once, in the year of the snapshot.
A_YEAR: Mapping[Period, int] = {
    "monthly": 12, "quarterly": 4, "half_year": 2, "yearly": 1, "school_year": 1, "once": 1,
}  # fmt: skip
MONEY = ("money", "e_certificate", "discount")  # what costs a budget; of a service the sum is what a person pays


@dataclass(frozen=True)
class Given:
    """What one measure gives to everyone of a part: subjects with the right, kopecks a year."""

    rights: int
    money: int


@dataclass(frozen=True)
class Sums:
    """One row a family. `open`: an outcome or a sum that is not known, so that nothing can be told of a change."""

    money: NDArray[np.int64]
    rights: NDArray[np.int64]
    open: NDArray[np.bool_]
    measures: Mapping[str, Given]


def times_a_year(measure: Measure) -> int:
    """How often its sum is paid in a year; 0 for what costs no money that can be told."""
    file = measure.file
    return A_YEAR.get(file.period, 0) if file.kind in MONEY else 0


def sums_of(book: Rulebook, decided: Iterable[Decided], families: int) -> Sums:
    """Add up what was decided, family by family."""
    money, rights = np.zeros(families, np.int64), np.zeros(families, np.int64)
    unsure = np.zeros(families, np.bool_)
    measures: dict[str, Given] = {}
    for one in decided:
        times = times_a_year(book.measures[one.measure])
        right = one.is_outcome(Outcome.ENTITLED, Outcome.LIKELY)
        paid = np.where(right, one.exact() * times, 0)
        np.add.at(money, one.family, paid)
        np.add.at(rights, one.family, right.astype(np.int64))
        unsure[one.family[_open(one, right, times)]] = True
        before = measures.get(one.measure, Given(0, 0))
        measures[one.measure] = Given(before.rights + int(right.sum()), before.money + int(paid.sum()))
    return Sums(money, rights, unsure, measures)


def _open(one: Decided, right: NDArray[np.bool_], times: int) -> NDArray[np.bool_]:
    found = one.is_outcome(Outcome.UNKNOWN, Outcome.FAILED)
    return found | (right & np.isin(one.amount_state, (BETWEEN, BROKEN))) if times else found
