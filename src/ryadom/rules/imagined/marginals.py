"""The kinds of numbers that a region's file may hold, ready to draw from: shares and sums become whole-number tables.

Nothing is drawn in floating point: a share is a threshold among 2**32 equal chances, a sum lies between two quantiles
in whole roubles, so that every machine imagines the same people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

CHANCES = 2**32  # equal chances that a draw falls into
OLDEST = 120  # years: tables by age end here
CELLS = 1024  # of a table of sums


@dataclass(frozen=True)
class Origin:
    """Where a number is from: a source, or nothing but our assumption."""

    source: str | None = None
    note: str = ""

    @property
    def said(self) -> str:
        """For the calibration report."""
        return (self.source or "допущение") + (f" ({self.note})" if self.note else "")


@dataclass(frozen=True)
class Marginal:
    origin: Origin


@dataclass(frozen=True)
class Share(Marginal):
    """How often something is so."""

    share: Decimal

    @cached_property
    def threshold(self) -> int:
        return threshold(self.share)


@dataclass(frozen=True)
class Shares(Marginal):
    """One of several: the names and their shares, which add up to 1."""

    shares: Mapping[str, Decimal]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.shares)

    @cached_property
    def steps(self) -> NDArray[np.uint32]:
        """The first chance that is beyond each name but the last."""
        return steps(tuple(self.shares.values()))


@dataclass(frozen=True)
class ByAge(Marginal):
    """A share for each age in full years; `ages` are the first years of its steps."""

    ages: tuple[int, ...]
    shares: tuple[Decimal, ...]

    @cached_property
    def thresholds(self) -> NDArray[np.uint64]:
        """By age, 0 to OLDEST."""
        return np.array([threshold(self.at(age)) for age in range(OLDEST + 1)], np.uint64)

    def at(self, age: int) -> Decimal:
        """The share at an age."""
        return next(
            (s for a, s in zip(reversed(self.ages), reversed(self.shares), strict=True) if a <= age), Decimal(0)
        )


@dataclass(frozen=True)
class MixByAge(Marginal):
    """One of several names, with other shares at other ages."""

    names: tuple[str, ...]
    ages: tuple[int, ...]
    shares: tuple[tuple[Decimal, ...], ...]

    @cached_property
    def steps(self) -> NDArray[np.uint64]:
        """By age and name but the last."""
        return np.array([_long_steps(self.at(age)) for age in range(OLDEST + 1)], np.uint64)

    def at(self, age: int) -> tuple[Decimal, ...]:
        """The shares at an age, in the order of the names; the first name alone below the first age."""
        only = (Decimal(1), *[Decimal(0)] * (len(self.names) - 1))
        return next((s for a, s in zip(reversed(self.ages), reversed(self.shares), strict=True) if a <= age), only)


@dataclass(frozen=True)
class Bands(Marginal):
    """A whole number, even inside each band (`first` to `last`, both included)."""

    first: tuple[int, ...]
    last: tuple[int, ...]
    shares: tuple[Decimal, ...]

    @cached_property
    def steps(self) -> NDArray[np.uint32]:
        return steps(self.shares)


@dataclass(frozen=True)
class Money(Marginal):
    """A sum by its quantiles: (share of people at or below it, roubles)."""

    quantiles: tuple[tuple[Decimal, int], ...]

    @cached_property
    def table(self) -> NDArray[np.int64]:
        """Roubles at each of CELLS + 1 equal steps of the share."""
        return np.array([self.at(Decimal(cell) / CELLS) for cell in range(CELLS + 1)], np.int64)

    def at(self, share: Decimal) -> int:
        """The sum at a share of people, roubles."""
        for (low, least), (high, most) in zip(self.quantiles, self.quantiles[1:], strict=False):
            if share <= high:
                return least + int((most - least) * (share - low) / (high - low)) if high > low else most
        return self.quantiles[-1][1]


@dataclass(frozen=True)
class Income(Money):
    """A kind of monthly money: its sums, a percentage for each month of the year, how many have months without."""

    season: tuple[int, ...] = (100,) * 12
    gaps: Decimal = Decimal(0)


@dataclass(frozen=True)
class Whole(Marginal):
    """One whole number."""

    value: int


@dataclass(frozen=True)
class RegionFile:
    """A region as its file tells it: marginals by path (`households.kinds`), how facts are known."""

    file: str
    region: str
    title: str
    as_of: date
    villages: frozenset[str]
    marginals: Mapping[str, Marginal]
    unknown: Mapping[str, Decimal]
    unknown_else: Decimal
    left_unknown: Mapping[str, str]
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, path: str) -> Any:
        return self.marginals[path]


def threshold(share: Decimal) -> int:
    """How many of CHANCES equal chances are a share."""
    return int((share * CHANCES).to_integral_value())


def _long_steps(shares: tuple[Decimal, ...]) -> list[int]:
    total, found = Decimal(0), []
    for share in shares[:-1]:
        total += share
        found.append(threshold(total))
    return found


def steps(shares: tuple[Decimal, ...]) -> NDArray[np.uint32]:
    """The first chance beyond each share but the last; a draw is in the share whose number of steps it reached."""
    return np.minimum(np.array(_long_steps(shares), np.uint64), CHANCES - 1).astype(np.uint32)
