"""Paths by steps in the conversation: the room that has them stands above and registers itself here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from ryadom.channels.api import Weight
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook
from ryadom.talk.dialogue.shapes import IDENTIFIED, Heard, Represented, Sort, Ways
from ryadom.talk.threads import knowing, taking
from ryadom.talk.threads.models import Thread, ThreadState

PURPOSE = "apply"  # who may apply for somebody may keep a path for them


class WaysPort(Protocol):
    """What a room with paths gives to the conversation. Lines are in the language that is active."""

    def of(self, region: str, on: date, language: str, book: Rulebook) -> Ways:
        """The paths of a region; asked at every turn, so it must be cheap."""

    def begin(self, *, by: Actor, person: UUID, way: str, on: date, at: datetime) -> str:
        """Give the person their own copy, the same twice is one; what to do first, or why it cannot be."""

    def told(self, *, by: Actor, persons: Sequence[UUID], on: date) -> str:
        """The copies of these persons as they stand."""


_port: list[WaysPort] = []


def register_ways(port: WaysPort) -> None:
    """Who has paths. The last one registered is asked."""
    _port[:] = [port]


def ways_of(region: str, on: date, language: str, book: Rulebook | None) -> Ways | None:
    """The paths of a region, None where nobody has any."""
    return _port[0].of(region, on, language, book) if _port and book is not None else None


def acts_for(region: str, person: UUID | None, level: str, on: date) -> tuple[Represented, ...]:
    """For whom the person of a thread may keep a path. One query for who is known for sure, else none."""
    if person is None or level != IDENTIFIED or not _port:
        return ()
    found = people.represents(region=region, representative_id=person, on=on)
    persons = {one.person.id: one.person for one in found if one.covers(PURPOSE)}
    return tuple(Represented(str(id), one.polite_name) for id, one in persons.items())


def begin(thread: Thread, level: str, way: str, whose: str, on: date, at: datetime) -> str:
    """Begin the copy that the person said yes to."""
    if not _port or thread.person_id is None or level != IDENTIFIED:
        return ""
    by = knowing.actor_of(thread.region, thread.person_id, level)
    return _port[0].begin(by=by, person=UUID(whose) if whose else thread.person_id, way=way, on=on, at=at)


def told(thread: Thread, level: str, on: date) -> str:
    """The person's own paths and those of whom they may act for."""
    if not _port or thread.person_id is None or level != IDENTIFIED:
        return ""
    others = [UUID(one.key) for one in acts_for(thread.region, thread.person_id, level, on)]
    by = knowing.actor_of(thread.region, thread.person_id, level)
    return _port[0].told(by=by, persons=[thread.person_id, *others], on=on)


@transaction.atomic
def way_moved(*, region: str, person: UUID, title: str, steps: Sequence[str], on: date, at: datetime) -> int:
    """Tell it in the open threads of the person and of who may act for them; in how many it was told."""
    acting = people.representatives_of(region=region, person_id=person, on=on)
    others = {one.representative.id for one in acting if one.representative is not None and one.covers(PURPOSE)}
    rows = Thread.objects.in_region(region).select_for_update().filter(person__in={person, *others})
    found = list(rows.exclude(state=ThreadState.CLOSED).order_by("pk"))
    if not found:
        return 0
    name = people.person(region=region, id=person).polite_name
    for thread in found:
        moved = {"title": title, "steps": list(steps), "whose": "" if thread.person_id == person else name}
        level = knowing.level_of(region, thread.person_id)
        heard = Heard(Sort.MOVED, at, level=level, moved=moved)
        # Nobody asked just now: it waits for the day and may be unsubscribed from.
        taking.take(thread, heard, key=f"moved-{thread.last_number}", weight=Weight.NOTICE)
    return len(found)
