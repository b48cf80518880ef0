"""What soon changes for a family by itself: the next dates of all its answers in order, and who asked to be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ryadom.desks.curator import letters
from ryadom.desks.curator.told import Told
from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.measures.api import ReminderView
from ryadom.people.api import Family
from ryadom.rules.api import Rulebook

SOON = timedelta(days=366)


@dataclass(frozen=True)
class Whose:
    """One person of a change. `remind`: ask, asked, or "" where nobody may be reminded of it."""

    id: str
    name: str
    remind: str


@dataclass(frozen=True)
class Change:
    """The same change for one or several people of the family."""

    on: date
    kind: str
    words: str
    title: str
    whose: tuple[Whose, ...]

    @property
    def names(self) -> str:
        return ", ".join(one.name for one in self.whose if one.name)

    @property
    def begins(self) -> bool:
        return self.kind == "begins"


@dataclass(frozen=True)
class Coming:
    """Changes of the year to come, those that lie further away, and what people of the family asked to be told of."""

    soon: tuple[Change, ...]
    later: tuple[Change, ...]
    reminders: tuple[tuple[ReminderView, str], ...]


def coming(visit: Visit, told: Iterable[Told], ids: Iterable[UUID], book: Rulebook) -> Coming:
    """In the order of their days; one query."""
    kept = measures.reminders(region=visit.region, persons=list(ids), at=visit.at)
    asked = {(one.answer, one.day) for one in kept if one.told_on is None}
    found: dict[tuple[object, ...], list[Told]] = {}
    for one in told:
        if one.ahead is not None:
            found.setdefault((one.ahead.on, one.title, one.ahead), []).append(one)
    changes = [_change(visit, some, asked) for _key, some in sorted(found.items(), key=lambda pair: pair[0][:2])]
    last = visit.on + SOON
    return Coming(
        soon=tuple(one for one in changes if one.on <= last),
        later=tuple(one for one in changes if one.on > last),
        reminders=tuple((one, letters.reminder_sms(book, one) if one.told_on else "") for one in kept),
    )


def _change(visit: Visit, some: list[Told], asked: set[tuple[str, date]]) -> Change:
    ahead = some[0].ahead
    assert ahead is not None, "only answers with a day are gathered"
    may = measures.may_be_awaited(ahead.on, visit.on)

    def remind(one: Told) -> str:
        return ("asked" if (one.id, ahead.on) in asked else "ask") if may else ""

    whose = tuple(Whose(one.id, "" if one.subject == "family" else one.subject_name, remind(one)) for one in some)
    return Change(ahead.on, ahead.kind, ahead.words, some[0].title, whose)


def subject_of(home: Family | None, person: UUID, wanted: str) -> tuple[str, str] | None:
    """Who of the family an answer is for, and the name where it is another; None for a stranger to this family."""
    if wanted in ("family", str(person)):
        return wanted, ""
    members = home.members if home else ()
    return next(((wanted, one.person.name) for one in members if str(one.person.id) == wanted), None)
