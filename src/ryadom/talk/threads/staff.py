"""What a colleague does in a thread: take it, speak, give it back, close it. The bot is silent meanwhile."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from ryadom.channels.api import Channel, Message, Weight
from ryadom.people.api import Actor, role
from ryadom.talk import events
from ryadom.talk.actions import KEPT
from ryadom.talk.dialogue import shapes
from ryadom.talk.dialogue.shapes import Heard, Sort
from ryadom.talk.threads import taking
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
    events.announce(
        events.StaffSaid(
            region=thread.region, at=at, account_id=by.account, thread=thread.token, person=thread.person_id,
            situation=thread.situation, staff=by.account, name=by.name, address=thread.address,
        )
    )  # fmt: skip


@transaction.atomic
def record_call(*, by: Actor, person: UUID | None, token: str, text: str, at: datetime, key: str) -> str:
    """A call stands in the thread of the call, else in the person's open one, which begins with it; the thread's token.

    The same `key` is recorded once; its words are then the newer ones. Raises NotAllowed, ThreadMissing.
    """
    may_answer.demand(by)
    if not token and person is None:
        raise ThreadMissing(key[:6])
    thread = held(by, token) if token else open_thread(by.region, person, at)
    rows = Said.objects.in_region(by.region).filter(thread=thread, key=key[:80])
    if not rows.update(text=text[:LONGEST]):
        taking.keep(
            thread, who=Who.SYSTEM, name=by.name, text=text[:LONGEST], at=at, key=key[:80], channel=str(Channel.PHONE)
        )
        thread.save()
    return thread.token


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
def take_from_silent(*, region: str, token: str, account: int, at: datetime, passed: bool = False) -> bool:
    """Who answers was silent for too long, or has `passed` it on: the thread waits for somebody else, and the person
    is told which.

    False where that colleague does not answer there any more. Asks no permission: a clock does it.
    """
    thread = Thread.objects.in_region(region).select_for_update().filter(token=token[:32]).first()
    if thread is None or thread.state != ThreadState.STAFF or thread.staff_id != account:
        return False
    name, thread.staff_id, thread.staff_name = thread.staff_name, None, ""
    heard = Heard(Sort.SILENT, at, who=name, text="passed" if passed else "", level=_level(thread))
    taking.take(thread, heard, key=f"silent-{thread.last_number}")
    if passed:
        return True
    events.announce(
        events.AnswererSilent(
            region=region, at=at, account_id=None, thread=thread.token, person=thread.person_id,
            situation=thread.situation, staff=account, name=name,
        )
    )  # fmt: skip
    log.info("thread_taken_from_silent", region=region)
    return True


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
        known = channels.addresses_of(region=by.region, person=person)
        # A call that is over is no way to be written to.
        reached = [one for one in known if one.reachable and one.channel is not Channel.PHONE]
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
