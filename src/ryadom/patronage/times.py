"""The times of a region: what its practice says, and what is assumed where it says nothing. Always told which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings

from ryadom.kit.calendar import Calendar
from ryadom.packs import api as packs
from ryadom.packs.api import Practice
from ryadom.patronage.kinds import PatronageFile
from ryadom.regions.clock import local
from ryadom.rules import api as rules

LONGEST_SEARCH = 40  # days: no row of days off is longer


@dataclass(frozen=True)
class Times:
    """How long what takes in a region, in minutes and days. `assumed`: names of those that no practice has said."""

    opens: time = time(9)
    closes: time = time(18)
    answer_minutes: int = 60
    crisis_minutes: int = 5
    crisis_day_and_night: bool = False
    silent_minutes: int = 15
    escalate_minutes: int = 120
    families: int = 60
    calls_a_day: int = 12
    contact_days: int = 90
    assumed: frozenset[str] = frozenset()

    def answer_within(self, crisis: bool) -> timedelta:
        return timedelta(minutes=self.crisis_minutes if crisis else self.answer_minutes)

    def escalate_within(self, crisis: bool) -> timedelta:
        """Danger is told to the head as soon as the promise is broken."""
        return timedelta(minutes=self.crisis_minutes if crisis else self.escalate_minutes)


NAMES = frozenset(field.name for field in fields(Times)) - {"assumed"}
# Nobody gave these numbers: they are a sensible beginning, and every page that uses them says so.
ASSUMED = Times(assumed=NAMES)


def practices_of(region: str, on: date) -> tuple[Practice, ...]:
    """The practices active in the region on a day."""
    return packs.active(region, on, root=settings.RYADOM.practices, kept=settings.RYADOM.data / "practices")


def times_of(region: str, on: date) -> Times:
    """The times of a region on a day; the last practice that names one wins."""
    practices = practices_of(region, on)
    own = [item.value for practice in practices for item in practice.of("patronage")]
    rota = [item.value for practice in practices for item in practice.of("duty")]
    return said_by(own, rota)


def said_by(own: Sequence[PatronageFile], rota: Sequence[Any] = ()) -> Times:
    """The assumed times with what a region's files and its rota say in their place."""
    said: dict[str, Any] = _of_rota(rota)
    for file in own:
        said |= {name: getattr(file, name, None) for name in NAMES if getattr(file, name, None) is not None}
    return replace(ASSUMED, **said, assumed=NAMES - said.keys())


def _of_rota(rota: Sequence[Any]) -> dict[str, Any]:
    """Hours and promises of the region's rota, which the conversation reads too: nobody enters them twice."""
    found: dict[str, Any] = {}
    usual = [one for one in rota if not one.crisis_only]
    if usual:
        found["opens"] = min(one.opens for one in usual)
        found["closes"] = max(one.closes or time.max for one in usual)
    for name, minutes in (
        ("answer_minutes", [one.answers_within for one in usual]),
        ("crisis_minutes", [one.crisis_within for one in rota]),
    ):
        if known := [one for one in minutes if one is not None]:
            found[name] = min(known)
    if any(one.crisis for one in rota):
        found["crisis_day_and_night"] = any(one.crisis and one.days == "every" and one.closes is None for one in rota)
    return found


@dataclass(frozen=True)
class Office:
    """When somebody answers in a region: its times, its working days and its clock."""

    region: str
    times: Times
    calendar: Calendar

    def is_open(self, at: datetime) -> bool:
        here = local(at, self.region)
        return self.calendar.is_working(here.date()) and self.times.opens <= here.time() < self.times.closes

    def answers_in(self, at: datetime, *, crisis: bool = False) -> bool:
        """Whether somebody answers at this moment: in the hours, in danger also outside where there is a duty."""
        return self.is_open(at) or (crisis and self.times.crisis_day_and_night)

    def opens_at(self, at: datetime) -> datetime:
        """This moment when open, else when the next working day begins. Raises LookupError without a working day."""
        if self.is_open(at):
            return at
        here = local(at, self.region)
        first = here.date() if here.time() < self.times.opens else here.date() + timedelta(days=1)
        days = (first + timedelta(days=step) for step in range(LONGEST_SEARCH))
        day = next((one for one in days if self.calendar.is_working(one)), None)
        if day is None:
            raise LookupError(f"no working day in {LONGEST_SEARCH} days from {first}")
        return datetime.combine(day, self.times.opens, here.tzinfo)

    def promise(self, at: datetime, *, crisis: bool = False) -> datetime:
        """Until when a person is answered: counted in working hours, so that an evening question waits for morning."""
        left = self.times.answer_within(crisis)
        if self.answers_in(at, crisis=crisis) and not self.is_open(at):
            return at + left
        return self._after(at, left)

    def when_waited(self, since: datetime, long: timedelta, *, crisis: bool = False) -> datetime:
        """The moment at which somebody will have waited so long, counted as `waited` counts."""
        if crisis and self.times.crisis_day_and_night:
            return since + long
        return self._after(since, long)

    def waited(self, since: datetime, until: datetime, *, crisis: bool = False) -> timedelta:
        """How much of the time between two moments somebody could have answered."""
        if crisis and self.times.crisis_day_and_night:
            return max(until - since, timedelta())
        total, at = timedelta(), since
        for _step in range(LONGEST_SEARCH):
            start = self.opens_at(at)
            if start >= until:
                break
            ends = self._closes(start)
            total += min(ends, until) - start
            at = ends
        return total

    def _after(self, at: datetime, left: timedelta) -> datetime:
        for _step in range(LONGEST_SEARCH):
            start = self.opens_at(at)
            room = self._closes(start) - start
            if left <= room:
                return start + left
            left, at = left - room, self._closes(start)
        return at

    def _closes(self, at: datetime) -> datetime:
        here = local(at, self.region)
        return datetime.combine(here.date(), self.times.closes, here.tzinfo)


def office(region: str, on: date) -> Office:
    """The office of a region on a day; where no rules are active its working days are Monday to Friday."""
    return Office(region, times_of(region, on), calendar_of(region, on))


def calendar_of(region: str, on: date) -> Calendar:
    """The production calendar of the region's practices, Monday to Friday where a year was not entered."""
    try:
        book = rules.rulebook(region, on)
    except LookupError:
        book = None
    return rules.calendar_of(book)
