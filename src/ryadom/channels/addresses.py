"""Addresses: found or begun, read one or many, and what is said of them: blocked, unsubscribed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from ryadom.kit.codes import region_code
from ryadom.people.api import NotFound

from . import events
from .models import Address
from .shapes import Channel, Conversing

LONGEST_CHAT = 200


def view(row: Address) -> Conversing:
    """One address as the rooms above see it."""
    return Conversing(
        id=row.pk, region=row.region, channel=Channel(row.channel), bot=row.bot, chat=row.chat,
        person=str(row.person_id) if row.person_id else None, reachable=row.blocked_at is None,
    )  # fmt: skip


def known(region: str, channel: Channel, bot: str, chat: str, at: datetime) -> Address:
    """The address, begun at `at` when it is new. One query when it is known."""
    if not 0 < len(chat) <= LONGEST_CHAT:
        raise ValueError("a chat has from 1 to 200 characters")
    rows = Address.objects.in_region(region_code(region))
    about = {"channel": channel.value, "bot": bot, "chat": chat}
    if found := rows.filter(**about).first():
        return found
    # Two messages of one second may both be the first: whoever comes second finds the row of the other.
    rows.bulk_create([Address(region=region, first_at=at, **about)], ignore_conflicts=True)
    return rows.get(**about)


def address(*, region: str, channel: Channel, bot: str, chat: str, at: datetime) -> Conversing:
    """The address of a conversation at a channel, begun when it is new."""
    return view(known(region, channel, bot, chat, at))


def addresses_of(*, region: str, person: UUID | str) -> tuple[Conversing, ...]:
    """Every address linked to a person, the oldest first. One query."""
    return tuple(view(row) for row in Address.objects.in_region(region).filter(person_id=person).order_by("id"))


def many(*, region: str, ids: Iterable[int]) -> dict[int, Conversing]:
    """Addresses by id; unknown ones are left out. One query."""
    return {row.pk: view(row) for row in Address.objects.in_region(region).filter(pk__in=list(ids))}


def row_of(region: str, address: int) -> Address:
    """Raises NotFound."""
    row = Address.objects.in_region(region).filter(pk=address).first()
    if row is None:
        raise NotFound("address")
    return row


def block(row: Address, at: datetime) -> None:
    """Nothing reaches it any more; told once."""
    rows = Address.objects.in_region(row.region).filter(pk=row.pk, blocked_at=None)
    if rows.update(blocked_at=at):
        row.blocked_at = at
        events.announce(events.Blocked(region=row.region, at=at, account_id=None, address=row.pk, person=row.person_id))


def unblock(row: Address) -> None:
    """Somebody who writes to us can be written to."""
    if row.blocked_at is not None:
        Address.objects.in_region(row.region).filter(pk=row.pk).update(blocked_at=None)
        row.blocked_at = None


def unsubscribe(*, region: str, address: int, at: datetime) -> bool:
    """No more notices to this address; replies still go. False when it was so already. Raises NotFound."""
    row = row_of(region, address)
    rows = Address.objects.in_region(region).filter(pk=address, unsubscribed_at=None)
    if not rows.update(unsubscribed_at=at):
        return False
    events.announce(events.Unsubscribed(region=region, at=at, account_id=None, address=address, person=row.person_id))
    return True


def subscribe(*, region: str, address: int) -> bool:
    """Notices again. False when they were not off. Raises NotFound."""
    row_of(region, address)
    rows = Address.objects.in_region(region).filter(Q(unsubscribed_at__isnull=False), pk=address)
    return bool(rows.update(unsubscribed_at=None))
