"""One measure before and after, subject by subject: what each row is, and the kopecks of the difference."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.whatif.comparison import Cost, Money, Tally
from ryadom.rules.whatif.worth import MAYBE, NO, YES, Ints, Worth

GAIN, LOSE, SAME, UNKNOWN = range(4)
Codes = NDArray[np.int8]


def aligned(before: Worth, after: Worth, persons: int) -> tuple[Worth, Worth]:
    """Both over the same subjects; who is no subject of one side gets nothing there."""
    old, new = _subjects(before, persons), _subjects(after, persons)
    if np.array_equal(old, new):
        return before, after
    every = np.union1d(old, new)
    return _spread(before, old, every, persons), _spread(after, new, every, persons)


def _subjects(found: Worth, persons: int) -> Ints:
    return found.family * (persons + 1) + found.person + 1


def _spread(found: Worth, own: Ints, every: Ints, persons: int) -> Worth:
    at = np.searchsorted(every, own)

    def laid(values: NDArray[Any]) -> NDArray[Any]:
        wide = np.zeros(len(every), values.dtype)
        wide[at] = values
        return wide

    family, person = np.divmod(every, persons + 1)
    return Worth(family, person - 1, laid(found.gets), laid(found.low), laid(found.high), laid(found.open))


@dataclass(frozen=True)
class Change:
    """The rows of one measure in which somebody gets or may get something on a side; `idle` rows are left out: nobody
    gets anything on either side. Money columns are kopecks of so many payments as were asked for.
    """

    family: Ints
    code: Codes
    columns: NDArray[np.int64]  # one row per column of COSTS
    idle: int
    receive_before: int
    receive_after: int

    @property
    def tally(self) -> Tally:
        gain, lose, same, unknown = (int(n) for n in np.bincount(self.code, minlength=4))
        return Tally(gain, lose, same + self.idle, unknown)

    @property
    def cost(self) -> Cost:
        return cost_of(self.columns.sum(axis=1))


COSTS = (
    "before.low", "before.high", "before.open", "after.low", "after.high", "after.open",
    "more.low", "more.high", "more.open", "gained", "lost",
)  # fmt: skip


def cost_of(sums: NDArray[np.int64]) -> Cost:
    """The sums of the columns as one value."""
    at = [int(one) for one in sums]
    return Cost(Money(*at[0:3]), Money(*at[3:6]), Money(*at[6:9]), at[9], at[10])


def change(before: Worth, after: Worth, times: tuple[int, int], paid: tuple[bool, bool]) -> Change:
    """What happens to each subject, over so many payments before and after. Both sides hold the same subjects."""
    active = np.flatnonzero((before.gets != NO) | (after.gets != NO))
    old, new = before.take(active), after.take(active)
    code = _code(old, new, times) if all(paid) else _code_of_rights(old, new)
    return Change(
        old.family,
        code,
        _columns(_money(old, times[0], paid[0]), _money(new, times[1], paid[1]), code),
        len(before) - len(active),
        int((old.gets == YES).sum()),
        int((new.gets == YES).sum()),
    )


def _code(old: Worth, new: Worth, times: tuple[int, int]) -> Codes:
    """By money; where the money is the same to the kopeck, by the right itself; unknown where bounds overlap."""
    more = ~old.open & (new.low * times[1] > old.high * times[0])
    less = ~new.open & (new.high * times[1] < old.low * times[0])
    known = (old.gets != MAYBE) & (new.gets != MAYBE) & ~old.open & ~new.open
    equal = known & (old.low == old.high) & (new.low == new.high) & (old.low * times[0] == new.low * times[1])
    return np.select(
        [more, less, equal], [GAIN, LOSE, _by_right(old, new)], UNKNOWN
    ).astype(np.int8)  # fmt: skip


def _code_of_rights(old: Worth, new: Worth) -> Codes:
    """Where an amount is no money from a budget, only the right counts: another amount may be better or worse."""
    known = (old.gets != MAYBE) & (new.gets != MAYBE)
    told = (old.low == new.low) & (old.high == new.high) & (old.open == new.open)
    return np.where(known & ((old.gets != new.gets) | told), _by_right(old, new), UNKNOWN).astype(np.int8)


def _by_right(old: Worth, new: Worth) -> Codes:
    return np.select([old.gets == new.gets, new.gets == YES], [SAME, GAIN], LOSE).astype(np.int8)


def _money(found: Worth, times: int, paid: bool) -> tuple[Ints, Ints, Ints]:
    if not paid or not times:
        nothing = np.zeros(len(found), np.int64)
        return nothing, nothing, nothing
    return found.low * times, found.high * times, found.open.astype(np.int64)


def _columns(old: tuple[Ints, Ints, Ints], new: tuple[Ints, Ints, Ints], code: Codes) -> NDArray[np.int64]:
    unbounded = np.maximum(old[2], new[2])
    least, most = np.where(unbounded, 0, new[0] - old[1]), np.where(unbounded, 0, new[1] - old[0])
    gained = np.where((code == GAIN) & (old[2] == 0), np.maximum(new[0] - old[1], 0), 0)
    lost = np.where((code == LOSE) & (new[2] == 0), np.maximum(old[0] - new[1], 0), 0)
    return np.stack([*old, *new, least, most, unbounded, gained, lost]).astype(np.int64)
