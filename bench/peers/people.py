"""Imagined households for both engines: the same arrays, from a seed.

Money is in whole units, so that 32-bit floats (the peer's money) hold every amount and every sum within a household
exactly: a difference is then a difference of the rules, not of rounding.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MONTH = "2016-11"  # the last month in which all five benefits are in force
APPLICANT, SPOUSE, CHILD = range(3)
DAYS_A_YEAR = 365
Arrays = dict[str, NDArray[np.int64]]


def imagine(persons: int, seed: int) -> Arrays:
    """About `persons` people (exactly as many, the last household cut short) in households of one to six.

    `start`: where each household begins, and the end; `role`, `birth` (days since 1970-01-01), `salary` by person;
    `rent` by household.
    """
    draw = np.random.default_rng(seed)
    adults = draw.integers(1, 3, persons)
    children = draw.choice(5, persons, p=(0.4, 0.25, 0.2, 0.1, 0.05))
    ends = np.cumsum(adults + children)
    households = int(np.searchsorted(ends, persons)) + 1
    start = np.concatenate(([0], np.minimum(ends[:households], persons)))
    place = np.arange(persons) - np.repeat(start[:-1], np.diff(start))
    role = np.where(place >= np.repeat(adults[:households], np.diff(start)), CHILD, np.where(place == 0, 0, 1))
    return {
        "start": start,
        "role": role,
        "birth": _births(draw, role),
        "salary": _salaries(draw, role),
        "rent": draw.integers(0, 2_000, households) * draw.integers(0, 2, households),
    }


def _births(draw: np.random.Generator, role: NDArray[np.int64]) -> NDArray[np.int64]:
    """Adults are 18 to 94 years old, children are not yet 18: birthdays in the month itself come too."""
    month = int(np.datetime64(MONTH, "D").astype(np.int64))
    grown = draw.integers(18 * DAYS_A_YEAR + 10, 95 * DAYS_A_YEAR, len(role))
    return month - np.where(role == CHILD, draw.integers(0, 18 * DAYS_A_YEAR, len(role)), grown)


def _salaries(draw: np.random.Generator, role: NDArray[np.int64]) -> NDArray[np.int64]:
    """A third of the adults earn nothing, some about the threshold of 500, the others up to 5,000."""
    kind = draw.integers(0, 3, len(role))
    earned = np.where(kind == 1, draw.integers(490, 511, len(role)), draw.integers(1, 5_000, len(role)))
    return np.where((role == CHILD) | (kind == 0), 0, earned)


def save(path: Path, people: Arrays) -> None:
    """Into a file that both engines read."""
    np.savez(path, **people)


def load(path: Path) -> Arrays:
    """From that file."""
    with np.load(path) as kept:
        return {name: kept[name] for name in kept.files}
