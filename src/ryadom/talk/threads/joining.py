"""An address turned out to be somebody's: their threads become one, and nothing that was said is lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ryadom.channels import events as channel_events
from ryadom.talk import events
from ryadom.talk.dialogue import shapes
from ryadom.talk.threads import knowing, taking
from ryadom.talk.threads.models import Said, Thread, ThreadAddress, ThreadState


def hear_linked(event: channel_events.Linked) -> None:
    """An address was linked, by a code or by signing in."""
    linked(region=event.region, address=event.address, person=event.person, at=event.at)


@transaction.atomic
def linked(*, region: str, address: int, person: UUID, at: datetime) -> None:
    """The thread of the address becomes the person's, or joins the one that is open."""
    held = ThreadAddress.objects.in_region(region).filter(address=address).select_related("thread").first()
    mine = _held(region, person=person)
    if held is None:
        if mine is not None:
            ThreadAddress.objects.in_region(region).create(address=address, thread=mine)
        return
    theirs = Thread.objects.in_region(region).select_for_update().get(pk=held.thread_id)
    if theirs.person_id is not None or theirs.state == ThreadState.CLOSED:
        return
    level = knowing.level_of(region, person)
    if mine is None:
        taking.know(theirs, person, level, at)
        theirs.save()
        return
    stays, goes = _which_stays(mine, theirs)
    _join(stays, goes, at)
    if stays.person_id is None:
        taking.know(stays, person, level, at)
    stays.save()


def _held(region: str, person: UUID) -> Thread | None:
    rows = Thread.objects.in_region(region).select_for_update()
    return rows.filter(person=person).exclude(state=ThreadState.CLOSED).first()


def _which_stays(mine: Thread, theirs: Thread) -> tuple[Thread, Thread]:
    """Where a colleague answers or is awaited, that one; else the one that was spoken in last."""
    rank = {ThreadState.STAFF: 2, ThreadState.WAITING: 1}
    first, second = rank.get(ThreadState(mine.state), 0), rank.get(ThreadState(theirs.state), 0)
    if first != second:
        return (mine, theirs) if first > second else (theirs, mine)
    return (mine, theirs) if first or mine.last_at >= theirs.last_at else (theirs, mine)


def _join(stays: Thread, goes: Thread, at: datetime) -> None:
    """What was said in one is read in the other, in the order of time; only the one that stays is replayed."""
    region = stays.region
    waited = goes.state == ThreadState.WAITING
    for row in Said.objects.in_region(region).filter(thread=goes).order_by("number"):
        stays.last_number += 1
        row.thread, row.number, row.heard, row.key = stays, stays.last_number, None, ""
        row.save(update_fields=["thread", "number", "heard", "key"])
    ThreadAddress.objects.in_region(region).filter(thread=goes).update(thread=stays)
    stays.opened_at = min(stays.opened_at, goes.opened_at)
    if stays.address is None:
        stays.address = goes.address
    if waited:
        events.announce(
            events.LeftTheQueue(
                region=region,
                at=at,
                account_id=None,
                thread=goes.token,
                person=goes.person_id,
                situation=goes.situation,
            )
        )
    goes.person = None
    goes.state, goes.closed_at, goes.stack = (
        ThreadState.CLOSED,
        at,
        shapes.packed(shapes.Stack(state=shapes.State.CLOSED)),
    )
    goes.save()
