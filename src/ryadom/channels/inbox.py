"""The durable inbox: stored before it is acknowledged, handled once, in the order of its conversation.

A lane is the row of an address. Whoever handles what came from it holds the row; a second worker passes by
(SKIP LOCKED), and the page of a visitor who waits for the answer waits for the row. The receiver runs in the
transaction that marks the update handled: both happened, or neither.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from ryadom.kit.codes import region_code

from . import addresses, saying
from .models import Address, InboundUpdate
from .shapes import Attached, Channel, Inbound, Sort, Update

log = structlog.get_logger(__name__)

ATTEMPTS = 8
FIRST_PAUSE = 5  # seconds; each next one is three times as long
LONGEST_PAUSE = timedelta(minutes=30)
IN_A_ROW = 10  # of one lane, before another lane has its turn
LANES_AT_ONCE = 50

Receiver = Callable[[Inbound, datetime], None]
_receivers: list[Receiver] = []

# The lane is locked for the moment of writing, so that numbers follow the order in which rows become visible: else a
# later message could be handled before an earlier one of the same second.
_STORE = """
WITH lane AS MATERIALIZED (
    SELECT id, pg_advisory_xact_lock(%(lane_class)s, (id %% 2147483647)::int) FROM channels_address
    WHERE channel = %(channel)s AND bot = %(bot)s AND chat = %(chat)s AND region = %(region)s
), put AS (
    INSERT INTO channels_inboundupdate
        (region, address_id, channel, bot, update_id, sort, payload, stored_at, begun, next_at, fault)
    SELECT %(region)s, id, %(channel)s, %(bot)s, %(update_id)s, %(sort)s, %(payload)s::jsonb, %(at)s, 0, %(at)s, ''
    FROM lane ON CONFLICT (channel, bot, update_id) DO NOTHING RETURNING id
)
SELECT (SELECT id FROM lane), (SELECT id FROM put)
"""
_LANE_CLASS = 5_202

# The same for many at once. Lanes are locked in the order of their ids: two batches never wait for each other in turn.
_STORE_MANY = """
WITH told AS MATERIALIZED (
    SELECT t.*, a.id AS lane
    FROM jsonb_to_recordset(%(told)s::jsonb)
        AS t(n int, channel text, bot text, chat text, update_id text, sort text, payload jsonb)
    JOIN channels_address a USING (channel, bot, chat) WHERE a.region = %(region)s
), locked AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(%(lane_class)s, (id %% 2147483647)::int)
    FROM (SELECT DISTINCT lane AS id FROM told ORDER BY id OFFSET 0) AS lanes
), put AS (
    INSERT INTO channels_inboundupdate
        (region, address_id, channel, bot, update_id, sort, payload, stored_at, begun, next_at, fault)
    SELECT %(region)s, lane, channel, bot, update_id, sort, payload, %(at)s, 0, %(at)s, ''
    FROM told WHERE (SELECT count(*) FROM locked) > 0 ORDER BY n
    ON CONFLICT (channel, bot, update_id) DO NOTHING RETURNING id
)
SELECT (SELECT count(*) FROM told), (SELECT count(*) FROM put)
"""


def register_receiver(receiver: Receiver) -> None:
    """The one room that understands what came in: `receiver(inbound, at)`. Registering again replaces it."""
    _receivers[:] = [receiver]


def store(update: Update, *, region: str, at: datetime) -> bool:
    """Keep what a channel told us; only then may it be acknowledged. False: this update is known already."""
    told = _told(update)
    about: dict[str, Any] = {
        "lane_class": _LANE_CLASS, "region": region_code(region), **told, "at": at,
        "payload": json.dumps(told["payload"], ensure_ascii=False),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_STORE, about)
        lane, put = cursor.fetchone()
        if lane is None:
            addresses.known(region, update.channel, update.bot, update.chat, at)
            cursor.execute(_STORE, about)
            lane, put = cursor.fetchone()
    return put is not None


@transaction.atomic
def store_many(updates: Sequence[Update], *, region: str, at: datetime) -> int:
    """Keep all that one asking brought, in its order and in one transaction; how many of them were new. Either all are
    kept or none, so the channel may be asked again.
    """
    if len(updates) < 2:
        return sum(store(update, region=region, at=at) for update in updates)
    told = json.dumps([{"n": n, **_told(update)} for n, update in enumerate(updates)], ensure_ascii=False)
    about: dict[str, Any] = {"told": told, "lane_class": _LANE_CLASS, "region": region_code(region), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_STORE_MANY, about)
        known, put = cursor.fetchone()
        if known == len(updates):
            return int(put)
        for channel, bot, chat in dict.fromkeys((one.channel, one.bot, one.chat) for one in updates):
            addresses.known(region, channel, bot, chat, at)
        cursor.execute(_STORE_MANY, about)
        return int(put) + int(cursor.fetchone()[1])


def _told(update: Update) -> dict[str, Any]:
    return {
        "channel": update.channel.value, "bot": update.bot, "chat": update.chat, "update_id": update.update_id[:120],
        "sort": update.sort.value, "payload": as_json(update),
    }  # fmt: skip


def work(*, at: datetime, most: int = 100) -> int:
    """Handle what waits, lane by lane; how many were handled. Lanes that other workers hold are passed by."""
    done = 0
    if not _receivers:
        return 0
    while done < most:
        lanes = _lanes(at)
        handled = 0
        for region, address in lanes:
            handled += _lane(region, address, at, min(IN_A_ROW, most - done - handled), wait=False)
            if done + handled >= most:
                break
        done += handled
        if not handled:
            break
    return done


def handle_now(*, region: str, address: int, at: datetime) -> int:
    """Handle what waits of one address at once; waits while a worker has it. How many were handled here."""
    return _lane(region, address, at, 1_000, wait=True) if _receivers else 0


def waiting() -> int:
    """How many updates wait to be handled, in all regions: a figure for whoever watches."""
    rows = InboundUpdate.objects.across_regions("how many updates wait")
    return rows.filter(handled_at=None, dead_at=None).count()


def dead_letters() -> int:
    """How many lie aside for staff, in all regions."""
    return InboundUpdate.objects.across_regions("how many letters are dead").filter(dead_at__isnull=False).count()


def _lanes(at: datetime) -> list[tuple[str, int]]:
    """Lanes whose first waiting update may be handled now, the longest waiting first."""
    waiting = InboundUpdate.objects.across_regions("lanes of the inbox").filter(handled_at=None, dead_at=None)
    first = waiting.order_by("address_id", "id").distinct("address_id").values_list("id", flat=True)
    due = (
        InboundUpdate.objects.across_regions("lanes of the inbox")
        .filter(pk__in=first, next_at__lte=at)
        .order_by("next_at", "id")
    )
    return list(due.values_list("region", "address_id")[:LANES_AT_ONCE])


def _lane(region: str, address: int, at: datetime, most: int, *, wait: bool) -> int:
    handled = 0
    while handled < most:
        number = _begin(region, address, at, wait)
        if number is None or not _handle(region, address, number, at, wait):
            break
        handled += 1
        if handled < most and _waiting(region, address) is None:
            break  # whoever stores now has it handled by itself
    return handled


def _waiting(region: str, address: int) -> Any:
    rows = InboundUpdate.objects.in_region(region).filter(address=address, handled_at=None, dead_at=None)
    return rows.order_by("id").first()


@transaction.atomic
def _begin(region: str, address: int, at: datetime, wait: bool) -> int | None:
    """Count one more beginning of the first update, and keep the count whatever happens then.

    Its own transaction: an update that kills the worker would otherwise take the count away with it, and block its
    lane for ever.
    """
    if _hold(region, address, wait) is None:
        return None
    row = _waiting(region, address)
    if row is None or row.next_at > at:
        return None
    if row.begun >= ATTEMPTS:
        _bury(row, at, row.fault or "worker died")
        return _begin(region, address, at, wait)
    InboundUpdate.objects.in_region(region).filter(pk=row.pk).update(begun=row.begun + 1)
    return int(row.pk)


@transaction.atomic
def _handle(region: str, address: int, number: int, at: datetime, wait: bool) -> bool:
    """Give one update to the receiver. False: it was not handled, now or here."""
    lane = _hold(region, address, wait)
    if lane is None:
        return False
    row = _waiting(region, address)
    if row is None or row.pk != number:
        return row is not None and wait
    try:
        with transaction.atomic():
            _receive(lane, row, at)
    except (OperationalError, InterfaceError):
        raise  # the database itself: nothing was handled, nothing can be written down
    except Exception as fault:
        log.warning("inbound_failed", id=row.pk, channel=row.channel, begun=row.begun, exc_info=True)
        _put_off(row, at, type(fault).__name__)
        return False
    InboundUpdate.objects.in_region(region).filter(pk=row.pk).update(handled_at=at, fault="")
    return True


def _hold(region: str, address: int, wait: bool) -> Address | None:
    """The lane, ours until the transaction ends; None when somebody else has it and we do not wait."""
    rows = Address.objects.in_region(region).select_for_update(skip_locked=not wait, no_key=True)
    return rows.filter(pk=address).first()


def _receive(lane: Address, row: InboundUpdate, at: datetime) -> None:
    update = from_json(row.payload)
    if update.sort is Sort.BLOCKED:
        addresses.block(lane, at)
    else:
        addresses.unblock(lane)
    if saying.about_notices(lane, update, row.pk, at):
        return
    update = saying.numbered_answer(lane, update)
    person = str(lane.person_id) if lane.person_id else None
    _receivers[0](Inbound(row.pk, row.region, lane.pk, person, update, row.stored_at), at)


def _put_off(row: InboundUpdate, at: datetime, fault: str) -> None:
    if row.begun >= ATTEMPTS:
        _bury(row, at, fault)
        return
    pause = min(timedelta(seconds=FIRST_PAUSE * 3 ** (row.begun - 1)), LONGEST_PAUSE)
    InboundUpdate.objects.in_region(row.region).filter(pk=row.pk).update(next_at=at + pause, fault=fault[:200])


def _bury(row: InboundUpdate, at: datetime, fault: str) -> None:
    log.error("inbound_dead", id=row.pk, channel=row.channel)
    InboundUpdate.objects.in_region(row.region).filter(pk=row.pk).update(dead_at=at, fault=fault[:200])


def as_json(update: Update) -> dict[str, Any]:
    """An update as it is kept."""
    return {**asdict(update), "said_at": update.said_at.isoformat()}


def from_json(kept: dict[str, Any]) -> Update:
    """An update as it was said. Raises KeyError when its text was erased."""
    files = tuple(Attached(**one) for one in kept["files"])
    said_at = datetime.fromisoformat(kept["said_at"])
    told = {**kept, "channel": Channel(kept["channel"]), "sort": Sort(kept["sort"])}
    return replace(Update(**{**told, "said_at": said_at, "files": ()}), files=files)
