"""Counting the members of families in columns, and days of birth."""

from datetime import date

import numpy as np

from ryadom.rules.snapshots.columns import ABSENT, EPOCH, SOURCE, FactColumn, Ints
from ryadom.rules.snapshots.part import Part


def by_family(part: Part, values: Ints) -> Ints:
    """Sums of the persons' numbers in each family. Differences of running sums are exact even where these wrap."""
    running = np.zeros(part.persons + 1, np.int64)
    np.cumsum(values, out=running[1:])
    return running[part.start[1:]] - running[part.start[:-1]]


def held(column: FactColumn) -> Ints:
    """Where a fact is known and not known to be absent."""
    return (column.state & SOURCE != 0) & (column.state & ABSENT == 0)


def years_before(on: date, years: int) -> date:
    """The latest birthday of somebody who has reached so many years on a day."""
    if (on.month, on.day) == (2, 29) and not _leap(on.year - years):
        return date(on.year - years, 2, 28)
    return on.replace(year=on.year - years)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_of(day: date) -> int:
    """A day as columns hold it."""
    return (day - EPOCH).days
