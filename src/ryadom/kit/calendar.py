"""The clock of working days. Which days are transferred is given from outside, year by year: it is law, not code."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

ONE_DAY = timedelta(days=1)


class CalendarMissing(LookupError):
    """The production calendar of a year has not been entered, so its working days cannot be counted."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.ru = f"Производственный календарь на {year} год не внесён."
        self.en = f"The production calendar of {year} has not been entered."
        super().__init__(self.en)


@dataclass(frozen=True)
class Year:
    """One year: Mondays to Fridays that are off, Saturdays and Sundays that are worked."""

    year: int
    days_off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for day in self.days_off | self.working:
            if day.year != self.year:
                raise ValueError(f"{day} stands in the calendar of {self.year}")
        if both := self.days_off & self.working:
            raise ValueError(f"{min(both)} is both off and worked")


@dataclass(frozen=True)
class Due:
    """A date counted in working days; `approximate` when only weekends were known for a part of the way."""

    day: date
    approximate: bool = False


@dataclass(frozen=True)
class Count:
    """A number of working days; `approximate` as in Due."""

    days: int
    approximate: bool = False


@dataclass(frozen=True)
class Calendar:
    """Working days of the years that were entered.

    `weekends_only_elsewhere` is a caller's explicit choice: in a year without data Monday to Friday are worked
    and the answer says it is approximate. Without it such a year raises CalendarMissing.
    """

    years: Mapping[int, Year] = field(default_factory=lambda: MappingProxyType({}))
    weekends_only_elsewhere: bool = False

    @classmethod
    def of(cls, years: Iterable[Year], *, weekends_only_elsewhere: bool = False) -> "Calendar":
        """A calendar of these years."""
        return cls(MappingProxyType({year.year: year for year in years}), weekends_only_elsewhere)

    def or_weekends_only(self) -> "Calendar":
        """The same calendar that falls back to Monday to Friday, flagged, where a year is not entered."""
        return Calendar(self.years, True)

    def knows(self, year: int) -> bool:
        return year in self.years

    def is_working(self, day: date) -> bool:
        """Whether the day is worked. Raises CalendarMissing."""
        year = self.years.get(day.year)
        if year is None:
            if not self.weekends_only_elsewhere:
                raise CalendarMissing(day.year)
            return day.weekday() < 5
        return day in year.working or (day.weekday() < 5 and day not in year.days_off)

    def add_working_days(self, start: date, days: int) -> Due:
        """The `days`-th working day after `start`; the day itself is not counted (terms begin the day after).

        Zero gives `start`, or the next working day when `start` is off. Raises CalendarMissing, ValueError below zero.
        """
        if days < 0:
            raise ValueError("a term cannot be negative")
        if days == 0:
            return self.next_working_day(start)
        worked = self._working_after(start)
        last = start
        for _ in range(days):
            last = next(worked)
        return self._due(start, last)

    def next_working_day(self, day: date) -> Due:
        """The day itself, or the first worked day after it: a term that ends on a day off moves there."""
        last = day
        while not self.is_working(last):
            last += ONE_DAY
        return self._due(day, last)

    def add_calendar_days(self, start: date, days: int) -> Due:
        """A term in calendar days; one that would end on a day off ends on the next working day."""
        return self.next_working_day(start + timedelta(days=days))

    def working_days_between(self, start: date, end: date) -> Count:
        """Working days after `start` up to and with `end`; negative when `end` is earlier. Raises CalendarMissing."""
        if end < start:
            back = self.working_days_between(end, start)
            return Count(-back.days, back.approximate)
        days = sum(self.is_working(start + ONE_DAY * shift) for shift in range(1, (end - start).days + 1))
        return Count(days, self._guesses(start, end))

    def _working_after(self, start: date) -> Iterator[date]:
        day = start
        while True:
            day += ONE_DAY
            if self.is_working(day):
                yield day

    def _due(self, start: date, end: date) -> Due:
        return Due(end, self._guesses(start, end))

    def _guesses(self, start: date, end: date) -> bool:
        return any(not self.knows(year) for year in range(start.year, end.year + 1))
