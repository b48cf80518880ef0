"""Months, their names, and ages. The edges that law leaves open (29 February, the end of a month) are named choices."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

MONTHS_RU = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
# In the genitive: «1 января».
MONTHS_OF_RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class LeapBirthday(Enum):
    """When somebody born on 29 February grows a year older in a year without that day."""

    MARCH_1 = "march 1"
    FEBRUARY_28 = "february 28"


def first_of_month(day: date) -> date:
    """The first day of the month that holds `day`."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of the month that holds `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier); where the month is shorter, its last day.

    31 January and one month is 28 or 29 February: Civil Code terms in months end so. Raises OverflowError
    outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("a date outside the years 1 to 9999")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_start(day: date, shift: int = 0) -> date:
    """The first day of the month `shift` months away from the month of `day`."""
    return add_months(first_of_month(day), shift)


def months_between(first: date, last: date) -> Iterator[date]:
    """The first days of all months from the month of `first` to the month of `last`, both included."""
    month = first_of_month(first)
    while month <= last:
        yield month
        month = add_months(month, 1)


def window(day: date, first: int, last: int) -> tuple[date, date]:
    """First and last day of a window of months relative to the month of `day`: (-13, -2) for единое пособие."""
    return month_start(day, first), last_of_month(month_start(day, last))


def birthday(born: date, age: int, *, leap: LeapBirthday = LeapBirthday.MARCH_1) -> date:
    """The day on which somebody born on `born` becomes `age`.

    Born on 29 February: in a common year 1 March by default (the day does not come before its date), or 28 February.
    """
    year = born.year + age
    if (born.month, born.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1) if leap is LeapBirthday.MARCH_1 else date(year, 2, 28)
    return born.replace(year=year)


def age_on(born: date, on: date, *, leap: LeapBirthday = LeapBirthday.MARCH_1) -> int:
    """Full years on a date, reached on the birthday itself. Raises ValueError when the birth is after the date.

    Some laws count from the day after the birthday: ask for the age on the day before (`on - 1 day`).
    """
    if born > on:
        raise ValueError("born after the date")
    years = on.year - born.year
    return years if years == 0 or birthday(born, years, leap=leap) <= on else years - 1


def full_months(first: date, last: date) -> int:
    """Whole months that have passed from one date to another; negative when `last` is earlier."""
    if last < first:
        return -full_months(last, first)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(first, months) <= last else months - 1


def overlap(first: tuple[date | None, date | None], second: tuple[date | None, date | None]) -> bool:
    """Whether two periods share a day. Both ends belong to a period; None is open."""
    return _starts_by(first, second) and _starts_by(second, first)


def _starts_by(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    return one[0] is None or other[1] is None or one[0] <= other[1]


def holds_on(starts: date | None, ends: date | None, on: date) -> bool:
    """Whether a period (both ends included, None is open) holds the date."""
    return (starts is None or starts <= on) and (ends is None or on <= ends)


def day_before(day: date) -> date:
    """The day before; the first day there is stays itself."""
    return day - timedelta(days=1) if day > date.min else day


def day_after(day: date) -> date:
    """The day after; the last day there is stays itself."""
    return day + timedelta(days=1) if day < date.max else day
