"""Chance, many draws at once. A stream is named by seed, cell and what it is for: what is drawn for one fact never
shifts what is drawn for another.
"""

from collections.abc import Iterable
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.imagined.marginals import CELLS, CHANCES, OLDEST, Bands, ByAge, MixByAge, Money, Share, Shares

Ints = NDArray[Any]
NOBODY = np.int8(-1)  # in place of a code: not asked of this one
Bools = NDArray[np.bool_]
CELL_BITS = 32 - (CELLS - 1).bit_length()


class Draws:
    """One stream of chance."""

    def __init__(self, seed: int, cell: int, what: str) -> None:
        entropy = (seed, cell, crc32(what.encode()))
        self.bits = np.random.PCG64(np.random.SeedSequence(entropy))

    def chances(self, count: int) -> NDArray[np.uint32]:
        """Whole numbers below 2**32, all equally likely."""
        return self.bits.random_raw(count // 2 + 1).astype("<u8", copy=False).view("<u4")[:count]

    def small(self, count: int) -> NDArray[np.uint16]:
        """Whole numbers below 2**16, all equally likely."""
        return self.bits.random_raw(count // 4 + 1).astype("<u8", copy=False).view("<u2")[:count]

    def happens(self, share: Share, count: int) -> Bools:
        """Whether it is so, for each."""
        return below(self.chances(count), share.threshold)

    def one_of(self, shares: Shares, count: int) -> NDArray[np.int8]:
        """Places in the names."""
        return reached(self.chances(count), shares.steps)

    def by_age(self, curve: ByAge, ages: Ints) -> Bools:
        """Whether it is so at each age."""
        found: Bools = self.chances(len(ages)).astype(np.uint64) < curve.thresholds[np.clip(ages, 0, OLDEST)]
        return found

    def mix_by_age(self, mix: MixByAge, ages: Ints) -> NDArray[np.int8]:
        """Places in the names, by the shares at each age."""
        drawn, limits = self.chances(len(ages)).astype(np.uint64), mix.steps[np.clip(ages, 0, OLDEST)]
        found = np.zeros(len(ages), np.int8)
        for step in range(limits.shape[1]):
            found += drawn >= limits[:, step]
        return found

    def whole(self, first: Ints | int, last: Ints | int, count: int) -> NDArray[np.int64]:
        """Whole numbers from `first` to `last`, both included; where last is below first, first."""
        span = np.maximum(np.asarray(last, np.int64) - first + 1, 1)
        found: NDArray[np.int64] = first + ((self.chances(count).astype(np.int64) * span) >> 32)
        return found

    def banded(self, bands: Bands, count: int) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
        """The band of each, and a whole number inside it."""
        band = reached(self.chances(count), bands.steps)
        first, last = np.array(bands.first, np.int64), np.array(bands.last, np.int64)
        return band, self.whole(first[band], last[band], count)

    def roubles(self, money: Money, count: int) -> NDArray[np.int64]:
        """Whole roubles."""
        drawn, table = self.chances(count), money.table
        cell = drawn >> np.uint32(CELL_BITS)
        rest = (drawn & np.uint32(2**CELL_BITS - 1)).astype(np.int64)
        low = table[cell]
        found: NDArray[np.int64] = low + (((table[cell + 1] - low) * rest) >> CELL_BITS)
        return found


def below(drawn: NDArray[np.uint32], threshold: int) -> Bools:
    """Which draws fall below a threshold that may be all the chances there are."""
    return drawn < np.uint32(threshold) if threshold < CHANCES else np.ones(len(drawn), np.bool_)


def one_of_places(codes: Ints, places: Iterable[int]) -> Bools:
    """Which codes (none below 0) are among these places."""
    table = np.zeros(128, np.bool_)
    table[list(places)] = True
    found: Bools = table[codes]
    return found


def reached(drawn: Ints, limits: Ints) -> NDArray[np.int8]:
    """How many of the limits each draw has reached."""
    found = np.zeros(len(drawn), np.int8)
    for limit in limits:
        found += drawn >= limit
    return found
