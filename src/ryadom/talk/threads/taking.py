"""One turn of a thread: what was heard is kept, the dialogue answers, what it asks for is done, the answer goes out.

Everything in one transaction: either the turn has happened or nothing has.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from ryadom.channels import api as channels
from ryadom.channels.api import Channel, Message, Weight
from ryadom.regions.clock import local
from ryadom.talk.dialogue import hours, shapes
from ryadom.talk.dialogue.language import language_after
from ryadom.talk.dialogue.shapes import Heard, Sort, State, Turned, World
from ryadom.talk.dialogue.turning import turn
from ryadom.talk.outside import asking
from ryadom.talk.threads import knowing, seeing, worlds
from ryadom.talk.threads.models import Said, Thread, Who

log = structlog.get_logger(__name__)


def take(
    thread: Thread, heard: Heard, *, key: str, said: dict[str, Any] | None = None, first: str = "",
    weight: Weight = Weight.REPLY,
) -> Turned:  # fmt: skip
    """One turn of a thread whose row the caller holds. `key`: what this turn answers, so that it is answered once;
    `said`: more of the row that keeps what was heard; `first`: said before the answer; `weight`: of what goes out.
    """
    at = heard.at
    thread.language = language_after(thread.language, heard)
    world = worlds.world_of(thread, at, level=heard.level)
    stack = shapes.unpacked(thread.stack)
    turned = turn(world, stack, heard)
    row = _keep_heard(thread, heard, world, said or {})
    _settle(thread, world, turned, at)
    if turned.events:
        thread.save()  # before others are told: they look at it
    from ryadom.talk.threads.doing import do

    more = [line for event in turned.events if (line := do(thread, event, world, turned.stack, at))]
    other = asking.reworded(thread.region, turned, at) if not (first or more) else ""
    if first or more or other:  # what the house added: living the turn again adds the same
        row.heard = {**(row.heard or {}), "first": first, "more": more, "reworded": other}
        row.save(update_fields=["heard"])
    for place, message in enumerate(messages_of(turned, first, more)):
        words = Message(other or message.text, message.buttons)
        sent = hours.sent_foot(world, stack, heard, turned.foot)
        speak(thread, words, foot=turned.foot, sent_foot=sent, key=f"{key}-{place}", at=at, weight=weight)
    thread.save()
    return turned


_BY_HOUSE = frozenset(
    {Sort.KNOWN, Sort.TOOK, Sort.GAVE_BACK, Sort.CLOSED, Sort.RANG, Sort.SILENT, Sort.MOVED, Sort.BLOCKED, Sort.DELETED}
)


def _keep_heard(thread: Thread, heard: Heard, world: World, said: dict[str, Any]) -> Said:
    by_house = heard.sort in _BY_HOUSE
    values = {
        "who": Who.SYSTEM if by_house else Who.PERSON,
        "text": "" if by_house else heard.text,
        "heard": {**heard.packed(), "seen": seeing.seen(world)},
        "at": heard.at,
        **said,
    }
    return keep(thread, **values)


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


def messages_of(turned: Turned, first: str, more: Sequence[str]) -> list[Message]:
    """What is said in a turn: the dialogue's words, with what was said before them and what the house adds."""
    found = []
    for place, message in enumerate(turned.messages):
        before, after = [first] * (place == 0), more if place == len(turned.messages) - 1 else []
        found.append(Message("\n\n".join(filter(None, [*before, message.text, *after])), message.buttons))
    return found


def speak(
    thread: Thread, message: Message, *, foot: str, key: str, at: datetime, weight: Weight = Weight.REPLY,
    sent_foot: str | None = None,
) -> None:  # fmt: skip
    """The bot says something: kept with the thread, and sent the way the person wrote last. `sent_foot`: the line about
    people as it is sent, where that is not the line that is kept.
    """
    buttons = [[[button.text, button.data] for button in row] for row in message.buttons]
    keep(
        thread, who=Who.BOT, text=message.text, buttons=buttons, foot=foot[:300], at=at, address=thread.address,
        sent_key=key,
    )  # fmt: skip
    under = foot if sent_foot is None else sent_foot
    words = "\n\n".join(filter(None, (message.text, under)))
    send(thread, Message(words, message.buttons), key=key, at=at, weight=weight)


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
