"""The conversation of a call: the operator types what the caller says, the same bot as everywhere answers.

Who is not certain speaks in a thread of the call alone: the file's facts are neither asked nor told. Once it is
certain, that thread becomes the person's own, as with every channel.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ryadom.channels import api as channels
from ryadom.channels.api import Channel, Sort, Update
from ryadom.desks.phone import calls
from ryadom.desks.phone.models import Call
from ryadom.people.api import Actor
from ryadom.talk import api as talk

BOT = ""


def open_talk(*, by: Actor, token: UUID, at: datetime) -> talk.ThreadView:
    """The thread of the call, begun where it is new. Raises NotAllowed, Missing."""
    row = _ready(by, token, at)
    address = row.address or 0
    found = talk.of_address(region=by.region, address=address)
    if found is None:
        _hear(by, row, Sort.STARTED, "start", at)
        found = talk.of_address(region=by.region, address=address)
    assert found is not None, "a started conversation has a thread"
    if row.thread != found.token:
        row.thread = found.token
        row.save(update_fields=["thread"])
    return found


@transaction.atomic
def _ready(by: Actor, token: UUID, at: datetime) -> Call:
    """The call with its address."""
    row = calls.held(by, token)
    if row.address is None:
        made = channels.address(region=by.region, channel=Channel.PHONE, bot=BOT, chat=_chat(row), at=at)
        row.address = made.id
        row.save(update_fields=["address"])
        if row.sure and row.person_id:
            channels.link_by_staff(by=by, address=made.id, person=row.person_id, how=row.known, at=at)
    return row


def _chat(row: Call) -> str:
    return f"call-{row.token.hex}"


def said(*, by: Actor, token: UUID, once: str, at: datetime, text: str = "", button: str = "") -> None:
    """What the caller said or chose; the same `once` is heard once. Raises NotAllowed, Missing."""
    row = _ready(by, token, at)
    if text:
        _hear(by, row, Sort.TEXT, once, at, text=text)
    elif button:
        _hear(by, row, Sort.BUTTON, once, at, button=button)


def _hear(by: Actor, row: Call, sort: Sort, once: str, at: datetime, *, text: str = "", button: str = "") -> None:
    """Stored first, handled at once, like every other channel's words."""
    chat = _chat(row)
    update = Update(
        Channel.PHONE, BOT, f"{row.token.hex}-{once}", chat, chat, sort, at, text=text, button=button, message_id=once
    )
    channels.store(update, region=by.region, at=at)
    assert row.address is not None, "the call has its address"
    channels.handle_now(region=by.region, address=row.address, at=at)
