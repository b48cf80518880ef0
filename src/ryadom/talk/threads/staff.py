"""What a colleague does in a thread: take it, speak, give it back, close it. The bot is silent meanwhile."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from ryadom.channels.api import Message, Weight
from ryadom.people.api import Actor, role
from ryadom.talk import events
from ryadom.talk.actions import KEPT
from ryadom.talk.dialogue import shapes
from ryadom.talk.dialogue.shapes import Heard, Sort
from ryadom.talk.threads import duty, taking
from ryadom.talk.threads.errors import NotAnswering, NothingSaid, TakenByAnother, ThreadMissing
from ryadom.talk.threads.models import Said, Thread, ThreadState, Who
from ryadom.talk.threads.receiving import open_thread

may_answer = role("curator", "specialist", "head")
LONGEST = 4000
log = structlog.get_logger(__name__)


def held(by: Actor, token: str) -> Thread:
    """The thread, its row held. Raises NotAllowed, ThreadMissing."""
    may_answer.demand(by)
    found = Thread.objects.in_region(by.region).select_for_update().filter(token=token[:32]).first()
    if found is None:
        raise ThreadMissing(token[:6])
    return found


def _level(thread: Thread) -> str:
    return shapes.unpacked(thread.stack).level


@transaction.atomic
def take_over(*, by: Actor, token: str, at: datetime) -> None:
    """Answer from now on: the bot falls silent, the person is told who answers. Taken twice by one is taken once.

    Raises NotAllowed, ThreadMissing, TakenByAnother.
    """
    thread = held(by, token)
    if thread.state == ThreadState.STAFF:
        if thread.staff_id != by.account:
            raise TakenByAnother(thread.staff_name)
        return
    thread.staff_id, thread.staff_name = by.account, by.name
    heard = Heard(Sort.TOOK, at, who=by.name, level=_level(thread))
    taking.take(thread, heard, key=f"took-{thread.last_number}")
    events.announce(
        events.TakenOver(
            region=thread.region, at=at, account_id=by.account, thread=thread.token, person=thread.person_id,
            situation=thread.situation, staff=by.account, name=by.name,
        )
    )  # fmt: skip
    log.info("thread_taken_over", region=thread.region)


@transaction.atomic
def say_as_staff(*, by: Actor, token: str, text: str, at: datetime, key: str) -> None:
    """Say something to the person; the same `key` says it once. It goes the way they wrote last.

    Raises NotAllowed, ThreadMissing, NotAnswering, NothingSaid.
    """
    thread = held(by, token)
    if thread.state != ThreadState.STAFF or thread.staff_id != by.account:
        raise NotAnswering("say")
    words = text.strip()[:LONGEST]
    if not words:
        raise NothingSaid("say")
    once = f"staff-{key}"[:80]
    if Said.objects.in_region(by.region).filter(thread=thread, key=once).exists():
        return
    way = f"{once}-{thread.pk}"
    taking.keep(
        thread, who=Who.STAFF, name=by.name, text=words, at=at, key=once, address=thread.address, sent_key=way
    )  # fmt: skip
    taking.send(thread, Message(f"{by.name}: {words}"), key=way, at=at, weight=Weight.STAFF)
    thread.save()


@transaction.atomic
def give_back(*, by: Actor, token: str, at: datetime) -> None:
    """Give the word back to the bot. Raises NotAllowed, ThreadMissing, NotAnswering."""
    thread = _mine(by, token)
    heard = Heard(Sort.GAVE_BACK, at, who=by.name, level=_level(thread))
    taking.take(thread, heard, key=f"back-{thread.last_number}")
    events.announce(
        events.GivenBack(
            region=thread.region, at=at, account_id=by.account, thread=thread.token, person=thread.person_id,
            situation=thread.situation,
        )
    )  # fmt: skip


@transaction.atomic
def close_thread(*, by: Actor, token: str, at: datetime) -> None:
    """The thread is over: the person is told so and asked the one question. Closed twice is closed once.

    Raises NotAllowed, ThreadMissing, TakenByAnother.
    """
    thread = held(by, token)
    if thread.state == ThreadState.CLOSED:
        return
    if thread.state == ThreadState.STAFF and thread.staff_id != by.account:
        raise TakenByAnother(thread.staff_name)
    thread.staff_id, thread.staff_name = by.account, by.name
    heard = Heard(Sort.CLOSED, at, who=by.name, level=_level(thread))
    taking.take(thread, heard, key=f"closed-{thread.last_number}")


@transaction.atomic
def write_first(*, by: Actor, person: UUID, text: str, at: datetime, key: str) -> str:
    """Begin a conversation with somebody, or go on with the open one; the thread's token.

    Raises NotAllowed, TakenByAnother, NothingSaid.
    """
    may_answer.demand(by)
    from ryadom.channels import api as channels

    thread = open_thread(by.region, person, at)
    if thread.address is None:
        reached = [one for one in channels.addresses_of(region=by.region, person=person) if one.reachable]
        thread.address = reached[0].id if reached else None
        thread.save(update_fields=["address"])
    take_over(by=by, token=thread.token, at=at)
    say_as_staff(by=by, token=thread.token, text=text, at=at, key=key)
    return thread.token


def reviewed(*, by: Actor, token: str) -> None:
    """A head has looked into a bad ending. Raises NotAllowed, ThreadMissing."""
    role("head").demand(by)
    rows = Thread.objects.in_region(by.region).filter(token=token[:32])
    if not rows.update(review_at=None):
        raise ThreadMissing(token[:6])


def _mine(by: Actor, token: str) -> Thread:
    thread = held(by, token)
    if thread.state != ThreadState.STAFF or thread.staff_id != by.account:
        raise NotAnswering("give back")
    return thread


def purge(*, at: datetime) -> int:
    """Forget threads of people whom nobody knows after 30 days of silence, as drafts are; how many went.

    One that waits for somebody, is answered, or ended badly stays.
    """
    rows = Thread.objects.across_regions("threads of the unknown are kept 30 days").filter(
        person=None, last_at__lt=at - KEPT, state__in=(ThreadState.BOT, ThreadState.CLOSED), review_at=None
    )
    _deleted, by_model = rows.delete()
    return by_model.get(Thread._meta.label, 0)


def escalate(*, at: datetime) -> int:
    """Danger that nobody answered in time goes to somebody above, once; how many did. Run by a job every minute."""
    rows = Thread.objects.across_regions("danger that waits is escalated").filter(
        state=ThreadState.WAITING, escalated_at=None, asked_at__isnull=False
    )
    waiting = rows.exclude(danger="").values_list("region", "pk", "asked_at")
    return sum(_escalated(region, pk, at) for region, pk, asked in waiting if asked and _late(region, asked, at))


def _late(region: str, asked: datetime, at: datetime) -> bool:
    from ryadom.regions.clock import local

    wait = duty.escalate_after(region, local(at, region).date())
    return wait is not None and at >= asked + wait


@transaction.atomic
def _escalated(region: str, pk: int, at: datetime) -> bool:
    thread = Thread.objects.in_region(region).select_for_update().get(pk=pk)
    if thread.state != ThreadState.WAITING or thread.escalated_at is not None or thread.asked_at is None:
        return False
    since, thread.escalated_at = thread.asked_at, at
    taking.take(thread, Heard(Sort.RANG, at, level=_level(thread)), key=f"rang-{thread.last_number}")
    events.announce(
        events.CrisisUnanswered(
            region=region, at=at, account_id=None, thread=thread.token, person=thread.person_id,
            situation=thread.situation, danger=thread.danger, since=since,
        )
    )  # fmt: skip
    log.warning("thread_crisis_unanswered", region=region)
    return True
