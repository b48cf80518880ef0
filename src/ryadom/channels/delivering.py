"""The outbox's worker: one message of a lane at a time, marked before the call and settled after it.

A worker that dies between the two leaves a message in "sending". Another tries it again when no call can still be
under way; where the channel cannot tell a repetition, the row says that the person may have it twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from . import addresses, bucket, configuration, fitting, outbox
from .adapters import paper, ports
from .adapters.abilities import ABILITIES
from .errors import Permanent, Temporary
from .models import Address, OutboundMessage, Status
from .shapes import Channel, Weight

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)  # longer than any call may take
GIVE_UP = timedelta(hours=72)  # an outage of a channel is a matter of hours; after three days words are stale
FIRST_PAUSE = 10
LONGEST_PAUSE = timedelta(minutes=30)
UNREACHABLE_PAUSE = 15  # seconds in which a silent channel is left alone by all workers
AT_ONCE = 50


@dataclass(frozen=True)
class Taken:
    """A message that is ours to send now."""

    row: OutboundMessage
    lane: Address


def deliver(*, at: datetime, most: int = 100) -> int:
    """Send what is due, the oldest first and each lane in order; how many calls were settled as sent."""
    sent = tried = 0
    passed: set[int] = set()
    while tried < most:
        due = [one for one in _due(at) if one[1] not in passed]
        if not due:
            break
        for region, address, number in due:
            if tried >= most:
                break
            taken = _take(region, address, number, at)
            if taken is None:
                passed.add(address)
                continue
            tried += 1
            if _call(taken, at):
                sent += 1
            else:
                passed.add(address)
    return sent


def _due(at: datetime) -> list[tuple[str, int, int]]:
    """The first message of every lane that may go now. What is held for the morning stands in nobody's way."""
    rows = OutboundMessage.objects.across_regions("lanes of the outbox")
    open_ = Q(status__in=[Status.CREATED, Status.TEMPORARY, Status.SENDING])
    earlier = OutboundMessage.objects.across_regions("lanes of the outbox").filter(
        open_, address=OuterRef("address"), id__lt=OuterRef("id")
    )
    ready = Q(status__in=[Status.CREATED, Status.TEMPORARY, Status.HELD], next_at__lte=at)
    left = Q(status=Status.SENDING, sending_at__lte=at - LEASE)
    shut = bucket.shut(at)
    found = rows.filter(ready | left).exclude(Exists(earlier)).order_by("next_at", "id")
    if not paper.prints_by_itself():
        found = found.exclude(address__channel=Channel.PAPER.value)  # staff print them and say when they went
    for channel, bot in shut:
        found = found.exclude(address__channel=channel, address__bot=bot)
    return list(found.values_list("region", "address_id", "id")[:AT_ONCE])


@transaction.atomic
def _take(region: str, address: int, number: int, at: datetime) -> Taken | None:
    lane = Address.objects.in_region(region).select_for_update(skip_locked=True, no_key=True).filter(pk=address).first()
    rows = OutboundMessage.objects.in_region(region)
    # Locked too: a worker that was slow settles its row without the lane, and must not be overwritten by a second try.
    row = rows.select_for_update(no_key=True).filter(pk=number).first() if lane else None
    if lane is None or row is None or not _still_due(row, at):
        return None
    left = row.status == Status.SENDING
    if not _free_to_go(row, lane, at) or not bucket.take(lane.channel, lane.bot, ABILITIES[Channel(lane.channel)], at):
        return None
    row.doubtful = row.doubtful or (left and not ABILITIES[Channel(lane.channel)].repeats)
    row.status, row.why, row.sending_at, row.tries = Status.SENDING, "", at, row.tries + 1
    row.save(update_fields=["status", "why", "sending_at", "tries", "doubtful"])
    return Taken(row, lane)


def _still_due(row: OutboundMessage, at: datetime) -> bool:
    if row.status == Status.SENDING:
        return row.sending_at is not None and row.sending_at <= at - LEASE
    return (
        row.status in (Status.CREATED, Status.TEMPORARY, Status.HELD) and row.next_at is not None and row.next_at <= at
    )


def _free_to_go(row: OutboundMessage, lane: Address, at: datetime) -> bool:
    """Asked again before every call; what may not go any more is settled here."""
    part = fitting.Part(row.text)
    standing = outbox.may_go(lane, Weight(row.weight), (part,), at)
    if standing.status == Status.CREATED:
        return True
    _settle(row, standing.status, standing.why, next_at=standing.not_before)
    return False


def _call(taken: Taken, at: datetime) -> bool:
    """Outside of any transaction: a slow channel holds no row."""
    row, lane = taken.row, taken.lane
    try:
        bot = configuration.current().bot(lane.channel, lane.bot, lane.region)
        if bot is None:
            raise Temporary("no such bot")
        foreign_id = ports.sender(bot.channel)(bot, ports.Sending.of(lane, row))
    except Temporary as fault:
        _again(taken, fault, at)
    except Permanent as fault:
        with transaction.atomic():
            _settle(row, Status.PERMANENT, fault.why)
            if fault.blocked:
                addresses.block(lane, at)
    except Exception:
        # A fault of our own adapter: nobody's message may be lost by it, so it is tried again like an outage.
        log.warning("outbound_broken", id=row.pk, channel=lane.channel, exc_info=True)
        _again(taken, Temporary("broken adapter", doubtful=True), at)
    else:
        _settle(row, Status.SENT, "", sent_at=at, foreign_id=foreign_id[:120])
        return True
    return False


def _again(taken: Taken, fault: Temporary, at: datetime) -> None:
    row, lane = taken.row, taken.lane
    doubtful = row.doubtful or (fault.doubtful and not ABILITIES[Channel(lane.channel)].repeats)
    log.info("outbound_put_off", id=row.pk, channel=lane.channel, why=fault.why, tries=row.tries)
    if fault.after is not None or fault.why == "unreachable":
        bucket.shut_until(lane.channel, lane.bot, at + timedelta(seconds=fault.after or UNREACHABLE_PAUSE))
    if at - row.created_at >= GIVE_UP:
        _settle(row, Status.TECHNICAL, fault.why, doubtful=doubtful)
        return
    pause = min(timedelta(seconds=FIRST_PAUSE * 3 ** min(row.tries - 1, 6)), LONGEST_PAUSE)
    if fault.after is not None:
        pause = max(timedelta(seconds=fault.after), timedelta(seconds=1))
    _settle(row, Status.TEMPORARY, fault.why, next_at=at + pause, doubtful=doubtful)


def _settle(row: OutboundMessage, status: Status, why: str, **also: object) -> None:
    """What came of a try. What another try has brought there already stays there."""
    values = {"status": status, "why": why[:40], "next_at": None, **also}
    there = (Status.SENT, Status.DELIVERED, Status.READ)
    OutboundMessage.objects.in_region(row.region).filter(pk=row.pk).exclude(status__in=there).update(**values)


def waiting() -> int:
    """How many messages wait to be sent, in all regions: a figure for whoever watches."""
    rows = OutboundMessage.objects.across_regions("how many messages wait")
    return rows.filter(status__in=[Status.CREATED, Status.TEMPORARY, Status.SENDING]).count()
