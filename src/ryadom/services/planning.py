"""From a programme to a plan of visits: which day, which services, how many times. Pure Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from ryadom.kit.periods import add_months, first_of_month

ONE_DAY = timedelta(days=1)
PERIODS = ("day", "week", "month")


@dataclass(frozen=True)
class Volume:
    """So many times of one service in a day, a week (from Monday) or a month of the calendar."""

    service: str
    times: int
    per: str

    def __post_init__(self) -> None:
        if self.times < 1 or self.per not in PERIODS:
            raise ValueError(f"{self.service}: {self.times} a {self.per} is no volume")


@dataclass(frozen=True)
class Planned:
    """One visit: its day and how many times each service is given."""

    on: date
    services: Mapping[str, int]


@dataclass(frozen=True)
class Short:
    """A period in which there are no days to give all that the programme promises; said aloud, never dropped."""

    service: str
    first: date
    last: date
    wanted: int


@dataclass(frozen=True)
class Plan:
    """The visits in order of days, and what finds no day."""

    visits: tuple[Planned, ...]
    short: tuple[Short, ...] = field(default=())


def plan(
    volumes: Iterable[Volume], *, first: date, last: date, weekdays: Sequence[int], works: Callable[[date], bool]
) -> Plan:
    """Visits from `first` to `last`, both included, on these weekdays (0 is Monday) that are worked.

    What is promised for a week or a month is spread evenly over the days there are; a period that the plan holds only
    a part of gets its share by days, rounded up, so nobody waits for the first whole month.
    """
    days = [day for day in _days(first, last) if day.weekday() in weekdays and works(day)]
    by_day: dict[date, dict[str, int]] = defaultdict(dict)
    short: list[Short] = []
    for volume in volumes:
        for begins, ends in _periods(volume.per, first, last):
            open_days = [day for day in days if begins <= day <= ends]
            wanted = _share(volume, begins, ends)
            if not open_days and volume.per != "day":
                short.append(Short(volume.service, begins, ends, wanted))
            for day, times in _spread(wanted, open_days):
                by_day[day][volume.service] = by_day[day].get(volume.service, 0) + times
    visits = tuple(Planned(day, MappingProxyType(dict(by_day[day]))) for day in sorted(by_day))
    return Plan(visits, tuple(short))


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def _periods(per: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days, weeks or months that the plan touches, cut to the plan."""
    begins = first
    while begins <= last:
        following = _following(per, begins)
        yield begins, min(following - ONE_DAY, last)
        begins = following


def _following(per: str, day: date) -> date:
    """The first day of the next period."""
    if per == "day":
        return day + ONE_DAY
    if per == "week":
        return day + timedelta(days=7 - day.weekday())
    return add_months(first_of_month(day), 1)


def _share(volume: Volume, begins: date, ends: date) -> int:
    """How many times fall to the part of a period that the plan holds, rounded up."""
    whole = {"day": 1, "week": 7}.get(volume.per) or (_following("month", begins) - first_of_month(begins)).days
    held = (ends - begins).days + 1
    return -(-volume.times * held // whole)


def _spread(times: int, days: Sequence[date]) -> Iterator[tuple[date, int]]:
    """The times over the days as evenly as whole numbers allow: 3 over 5 days are the 1st, the 2nd and the 4th."""
    for place, day in enumerate(days):
        # Rounded up, so that what is given seldom is given early.
        given = times * place // -len(days) - times * (place + 1) // -len(days)
        if given:
            yield day, given
