"""What goes out: written in the caller's transaction, sent afterwards, and followed until it is settled.

Whether an address may be written to at all is asked twice, when a message is written and when it is sent: between the
two somebody may have unsubscribed, or night may have come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from ryadom.kit import textmessage

from . import addresses, configuration, fitting, hours
from .adapters.abilities import ABILITIES, Ability
from .models import Address, OutboundMessage, Status
from .shapes import Button, Channel, Message, Weight

LONGEST_KEY = 180  # a part of a long message adds its number

_wakers: list[Callable[[], None]] = []


@dataclass(frozen=True)
class Standing:
    """What may be done with a message now: its status, why, and not before when."""

    status: Status
    why: str = ""
    not_before: datetime | None = None


def register_waker(wake: Callable[[], None]) -> None:
    """What is called when something waits to be sent and its transaction has ended."""
    _wakers[:] = [wake]


def send(*, region: str, address: int, key: str, message: Message, weight: Weight, at: datetime) -> bool:
    """Write a message into the outbox, in the caller's transaction. False: this key was said to this address before.

    A long text becomes several messages; they are sent in order. Raises NotFound, ValueError (a key too long).
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise ValueError(f"a key has from 1 to {LONGEST_KEY} characters")
    lane = addresses.row_of(region, address)
    ability = ABILITIES[Channel(lane.channel)]
    parts = fitting.fit(message, ability)
    standing = may_go(lane, weight, parts, at)
    rows = [
        OutboundMessage(
            region=region, address=lane, key=key if number == 1 else f"{key}#{number}", weight=weight.value,
            text=part.text, buttons=[[asdict(one) for one in row] for row in part.buttons], numbered=part.numbered,
            created_at=at, status=standing.status, why=standing.why, next_at=standing.not_before,
            sent_at=at if standing.status == Status.SENT else None,
        )
        for number, part in enumerate(parts, 1)
    ]  # fmt: skip
    if not _first(rows[0]):
        return False
    OutboundMessage.objects.in_region(region).bulk_create(rows[1:], ignore_conflicts=True)
    if standing.not_before is not None and standing.not_before <= at:
        wake_after()
    return True


def _first(row: OutboundMessage) -> bool:
    """Whether this row is the first of its address and key: whoever says it again, even now, adds nothing."""
    rows = OutboundMessage.objects.in_region(row.region)
    if rows.filter(address=row.address_id, key=row.key).exists():
        return False
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if not rows.filter(address=row.address_id, key=row.key).exists():
            raise
        return False  # somebody said it in this very moment
    return True


def wake_after() -> None:
    """Let a worker look once the caller's transaction has ended."""
    transaction.on_commit(_wake)


def _wake() -> None:
    for wake in _wakers:
        wake()


def may_go(lane: Address, weight: Weight, parts: tuple[fitting.Part, ...], at: datetime) -> Standing:
    """How a message stands now: sent at once inside the house, else free to go, held or cancelled."""
    ability: Ability = ABILITIES[Channel(lane.channel)]
    if weight is Weight.NOTICE and lane.unsubscribed_at is not None:
        return Standing(Status.CANCELLED, "unsubscribed")
    if not ability.outward:
        return Standing(Status.SENT)
    if lane.blocked_at is not None:
        return Standing(Status.PERMANENT, "blocked")
    known = configuration.current()
    rules = known.rules(lane.region)
    bot = known.bot(lane.channel, lane.bot, lane.region)
    if not (bot and bot.rehearsal) and not rules.invites(lane.channel, lane.chat):
        # Never sent, also when the region goes live: a person must not get old words at once.
        return Standing(Status.HELD, "trial")
    if lane.channel == Channel.SMS and (fault := next((f for p in parts if (f := textmessage.fault(p.text))), None)):
        return Standing(Status.CANCELLED, f"sms-{fault}")
    if weight is Weight.NOTICE:
        morning = hours.until(at, lane.region, rules.quiet_from, rules.quiet_till)
        if morning is not None:
            return Standing(Status.HELD, "quiet", morning)
    return Standing(Status.CREATED, "", at)


def buttons_of(row: OutboundMessage) -> list[Button]:
    """The buttons of a message in the order of their numbers."""
    return [Button(**one) for buttons in row.buttons for one in buttons]


def cancel(*, region: str, address: int, key: str) -> bool:
    """Take back what was not sent yet, with all its parts. False when there is nothing to take back."""
    rows = OutboundMessage.objects.in_region(region).filter(address=address)
    waiting = rows.filter(status__in=[Status.CREATED, Status.TEMPORARY, Status.HELD])
    mine = waiting.filter(key=key) | waiting.filter(key__startswith=f"{key}#")
    return bool(mine.update(status=Status.CANCELLED, why="taken back", next_at=None))
