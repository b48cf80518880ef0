"""Ages and dates of many people at once, whole days since 1970."""

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.snapshots.columns import EPOCH

Ints = NDArray[Any]


def day(on: date) -> int:
    """A date as columns hold it."""
    return (on - EPOCH).days


def days_in(years: Ints | int) -> Any:
    """About so many years, in days."""
    return years * 1461 // 4


def full_years(born: Ints, on: date) -> NDArray[np.int16]:
    """How old each is on a day: a birthday counts on its day (29 February on 1 March)."""
    return (full_months(born, on) // 12).astype(np.int16)


def full_months(born: Ints, on: date) -> NDArray[np.int64]:
    """Full months from each day to `on`; below zero for days still ahead."""
    days = np.asarray(born).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    place = (days - months).astype(np.int64) + 1
    full: NDArray[np.int64] = (on.year - 1970) * 12 + on.month - 1 - months.astype(np.int64) - (place > on.day)
    return full
