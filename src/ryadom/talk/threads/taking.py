"""One turn of a thread: what was heard is kept, the dialogue answers, what it asks for is done, the answer goes out.

Everything in one transaction: either the turn has happened or nothing has.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from ryadom.channels import api as channels
from ryadom.channels.api import Channel, Message, Weight
from ryadom.regions.clock import local
from ryadom.talk.dialogue import shapes
from ryadom.talk.dialogue.shapes import Heard, Sort, State, Turned, World
from ryadom.talk.dialogue.turning import turn
from ryadom.talk.threads import knowing, worlds
from ryadom.talk.threads.models import Said, Thread, Who

log = structlog.get_logger(__name__)


def take(thread: Thread, heard: Heard, *, key: str, said: dict[str, Any] | None = None, first: str = "") -> Turned:
    """One turn of a thread whose row the caller holds. `key`: what this turn answers, so that it is answered once;
    `said`: more of the row that keeps what was heard; `first`: said before the answer.
    """
    at = heard.at
    world = worlds.world_of(thread, at, level=heard.level)
    stack = shapes.unpacked(thread.stack)
    turned = turn(world, stack, heard)
    _keep_heard(thread, heard, turned, said or {})
    _settle(thread, world, turned, at)
    thread.save()  # before others are told: they look at it
    from ryadom.talk.threads.doing import do

    more = [line for event in turned.events if (line := do(thread, event, world, turned.stack, at))]
    _answer(thread, turned, first, more, key, at)
    thread.save()
    return turned


def _keep_heard(thread: Thread, heard: Heard, turned: Turned, said: dict[str, Any]) -> None:
    by_house = heard.sort in (Sort.KNOWN, Sort.TOOK, Sort.GAVE_BACK, Sort.CLOSED, Sort.RANG, Sort.BLOCKED, Sort.DELETED)
    values = {
        "who": Who.SYSTEM if by_house else Who.PERSON,
        "text": "" if by_house else heard.text,
        "heard": heard.packed(),
        "at": heard.at,
        **said,
    }
    keep(thread, **values)


def keep(thread: Thread, **values: Any) -> Said:
    """Write one thing said as the next of the thread."""
    thread.last_number += 1
    row = Said(region=thread.region, thread=thread, number=thread.last_number, **values)
    row.save(force_insert=True)
    thread.last_at = max(thread.last_at, row.at)
    return row


def _settle(thread: Thread, world: World, turned: Turned, at: datetime) -> None:
    """What of the stack the thread shows to those who look for it."""
    stack = turned.stack
    thread.stack = shapes.packed(stack)
    thread.situation = stack.situation or thread.situation
    thread.danger = stack.danger
    thread.lock = world.book.lock[:80] if world.book else ""
    was, thread.state = thread.state, str(stack.state)
    if stack.state is State.WAITING and was != State.WAITING:
        thread.asked_at = at
    if stack.state is State.BOT:
        thread.asked_at, thread.escalated_at, thread.staff_id, thread.staff_name = None, None, None, ""
    thread.closed_at = (thread.closed_at or at) if stack.state is State.CLOSED else None


def _answer(thread: Thread, turned: Turned, first: str, more: list[str], key: str, at: datetime) -> None:
    for place, message in enumerate(turned.messages):
        before, after = [first] * (place == 0), more if place == len(turned.messages) - 1 else []
        text = "\n\n".join(filter(None, [*before, message.text, *after]))
        speak(thread, Message(text, message.buttons), foot=turned.foot, key=f"{key}-{place}", at=at)


def speak(
    thread: Thread, message: Message, *, foot: str, key: str, at: datetime, weight: Weight = Weight.REPLY
) -> None:
    """The bot says something: kept with the thread, and sent the way the person wrote last."""
    buttons = [[[button.text, button.data] for button in row] for row in message.buttons]
    keep(
        thread, who=Who.BOT, text=message.text, buttons=buttons, foot=foot[:300], at=at, address=thread.address,
        sent_key=key,
    )  # fmt: skip
    send(
        thread, Message("\n\n".join(filter(None, (message.text, foot))), message.buttons), key=key, at=at, weight=weight
    )


def send(thread: Thread, message: Message, *, key: str, at: datetime, weight: Weight) -> None:
    """Into the outbox of the address from which the person wrote last; a thread without one is read on its page."""
    if thread.address is not None:
        channels.send(region=thread.region, address=thread.address, key=key, message=message, weight=weight, at=at)


def know(thread: Thread, person: UUID, level: str, at: datetime) -> None:
    """The thread is somebody's from now on; what the file knows comes in as a turn, so that a replay knows it too."""
    thread.person_id = person
    if level != shapes.IDENTIFIED:
        return
    on = local(at, thread.region).date()
    known = knowing.known_of(thread.region, person, at=at, on=on)
    take(thread, Heard(Sort.KNOWN, at, level=level, known=known), key=f"known-{thread.pk}-{thread.last_number}")


__all__ = ["Channel", "keep", "know", "send", "speak", "take"]
