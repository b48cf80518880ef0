"""The line of those who wait for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from ryadom.patronage import may
from ryadom.patronage.errors import Forbidden, Missing
from ryadom.patronage.models import Entry, EntryState, Priority
from ryadom.patronage.queries.standing import Away, away, stands_in_for, who_answers
from ryadom.patronage.shapes import EntryView, Place
from ryadom.patronage.times import Office, office
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local

ORDER = ("priority", "asked_at", "id")
MOST = 300


def queue(*, by: Actor, on: date, at: datetime) -> tuple[EntryView, ...]:
    """Everybody who waits for this actor or is answered by them: danger first, then who asked first. Raises Forbidden.

    A curator sees their own desk, the desks they stand in for and what lies on nobody's; a head sees all. 5 queries.
    """
    if not may.answer_queue(by):
        raise Forbidden
    absent = away(by.region, on)
    rows = Entry.objects.in_region(by.region).exclude(state=EntryState.CLOSED)
    if not may.head(by):
        desks = {by.account_id, *stands_in_for(by.account_id, absent)}
        free = Q(curator=None) | Q(curator__in=desks) | Q(priority=Priority.CRISIS) | Q(escalated_at__isnull=False)
        rows = rows.filter(Q(state=EntryState.WAITING) & free | Q(taken_by=by.account_id))
    return _views(by, list(rows.order_by(*ORDER)[:MOST]), absent, at)


def entry(*, by: Actor, on: date, at: datetime, token: UUID | None = None, thread: str = "") -> EntryView | None:
    """One entry as it stands, by its token or its thread; closed ones are none. Raises Forbidden."""
    if not may.answer_queue(by):
        raise Forbidden
    rows = Entry.objects.in_region(by.region).exclude(state=EntryState.CLOSED)
    found = rows.filter(token=token) if token else rows.filter(thread=thread)
    views = _views(by, list(found.order_by("-id")[:1]), away(by.region, on), at)
    return views[0] if views else None


def place(*, region: str, thread: str, on: date, at: datetime) -> Place:
    """What to tell whoever waits in a thread. Asks no permission: it is told to the person. Raises Missing."""
    row = Entry.objects.in_region(region).filter(thread=thread).exclude(state=EntryState.CLOSED).first()
    if row is None:
        raise Missing
    here = office(region, on)
    crisis = row.priority == Priority.CRISIS
    return Place(
        place=_place(region, row), waits_until=row.promised_at, open_now=here.answers_in(at, crisis=crisis),
        opens_at=here.opens_at(at), assumed=here.times.assumed,
    )  # fmt: skip


def next_place(*, region: str, on: date, at: datetime) -> Place:
    """What to tell somebody who would ask now: the place after everybody who waits for whoever is free."""
    here = office(region, on)
    ahead = Entry.objects.in_region(region).filter(state=EntryState.WAITING, curator=None).count()
    return Place(ahead + 1, here.promise(at), here.is_open(at), here.opens_at(at), here.times.assumed)


def _place(region: str, row: Entry) -> int:
    if row.state != EntryState.WAITING:
        return 0
    waiting = Entry.objects.in_region(region).filter(state=EntryState.WAITING)
    return 1 + sum(_before(other, row) for other in waiting.only("priority", "asked_at", "curator", "id"))


def _before(other: Entry, row: Entry) -> bool:
    """Who is on the same desk, or on everybody's, and comes before; who waits for somebody else is not in the way."""
    same = other.curator_id == row.curator_id or other.curator_id is None or row.curator_id is None
    return same and (other.priority, other.asked_at, other.pk) < (row.priority, row.asked_at, row.pk)


def _views(by: Actor, rows: list[Entry], absent: Away, at: datetime) -> tuple[EntryView, ...]:
    persons = people.persons(region=by.region, ids=[row.person_id for row in rows if row.person_id])
    accounts = {one for row in rows for one in (row.curator_id, row.taken_by_id) if one is not None}
    staff = people.staff_members(region=by.region, account_ids=accounts) if accounts else {}
    names = {id: one.name for id, one in staff.items()}
    waiting = _waiting(by.region, rows)
    here = office(by.region, local(at, by.region).date()) if rows else None
    views = (_view(by, row, persons, names, waiting, absent, at) for row in rows)
    return tuple(_with_timers(one, row, here) for one, row in zip(views, rows, strict=True) if here is not None)


def _with_timers(one: EntryView, row: Entry, here: Office) -> EntryView:
    """When silence gives it back to the line, and when the head is told: as the job of every minute counts them."""
    times, crisis = here.times, one.crisis
    back = up = None
    if row.state == EntryState.TAKEN and row.quiet_since is not None:
        least = times.answer_within(True) if crisis else timedelta(minutes=times.silent_minutes)
        back = here.when_waited(row.quiet_since, least, crisis=crisis)
    if row.state == EntryState.WAITING and row.escalated_at is None:
        long = times.escalate_within(crisis)
        up = row.asked_at + long if crisis else here.when_waited(row.asked_at, long)
    return replace(one, takes_back_at=back, escalates_at=up)


def _waiting(region: str, rows: Iterable[Entry]) -> list[Entry]:
    """Everybody who waits, also those whom this reader does not see: a place in line is counted among all."""
    if not any(row.state == EntryState.WAITING for row in rows):
        return []
    found = Entry.objects.in_region(region).filter(state=EntryState.WAITING)
    return list(found.only("priority", "asked_at", "curator", "id", "region"))


def _view(
    by: Actor, row: Entry, persons: dict, names: dict, waiting: list[Entry], absent: Away, at: datetime
) -> EntryView:
    waits = row.state == EntryState.WAITING
    crisis = row.priority == Priority.CRISIS
    open_to_me = row.curator_id is None or crisis or row.escalated_at is not None or may.head(by)
    return EntryView(
        token=row.token, thread=row.thread, need=None, person=persons.get(row.person_id), summary=row.summary,
        priority=row.priority, state=row.state, curator=row.curator_id, curator_name=names.get(row.curator_id, ""),
        asked_at=row.asked_at, promised_at=row.promised_at, taken_by=row.taken_by_id,
        taken_name=names.get(row.taken_by_id, ""), taken_back=row.taken_back, escalated_at=row.escalated_at,
        place=1 + sum(_before(other, row) for other in waiting) if waits else 0,
        minutes=max(0, int((at - row.asked_at).total_seconds() // 60)),
        late=row.answered_at is None and at > row.promised_at, silent=row.quiet_since is not None,
        mine=row.taken_by_id is not None and row.taken_by_id == by.account_id,
        may_take=waits and (open_to_me or who_answers(row.curator_id, absent) == by.account_id),
    )  # fmt: skip
