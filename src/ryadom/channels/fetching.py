"""Files that people send through messengers: asked for by the room above, fetched by the worker, handed over once.

Nothing is fetched by itself: whoever understands an update says whether its files are wanted. They are taken outside of
any transaction and handed over inside one, which also marks them settled: both happened, or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError, transaction

from . import configuration
from .adapters import ports
from .errors import Permanent, Temporary
from .inbox import from_json
from .models import Fetching, InboundUpdate
from .outbox import wake_after
from .shapes import Channel, Fetched, Update

log = structlog.get_logger(__name__)

LARGEST = 20 * 1024 * 1024  # bytes of one file: what the Bot API of Telegram gives at most
ATTEMPTS = 8
LEASE = timedelta(minutes=5)  # longer than fetching an album may take
FIRST_PAUSE = 10  # seconds; each next one is three times as long
LONGEST_PAUSE = timedelta(minutes=30)

Keeper = Callable[[Fetched, datetime], bool]
_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """The one room that keeps files: `keeper(fetched, at)` says whether it took them. Registering again replaces it."""
    _keepers[:] = [keeper]


def want_files(*, region: str, inbound: int, at: datetime) -> None:
    """Let the files of an update be fetched; asked twice, they come once. In the caller's transaction."""
    Fetching.objects.in_region(region).get_or_create(inbound_id=inbound, defaults={"region": region, "next_at": at})
    wake_after()


def fetch(*, at: datetime, most: int = 20) -> int:
    """Fetch what is due, the longest waiting first; how many updates had their files settled."""
    done = 0
    for _one in range(most if _keepers else 0):
        row = _take(at)
        if row is None:
            break
        try:
            done += _bring(row, at)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            # Whoever keeps files broke on this one: others go on, and it is tried again.
            log.warning("fetching_broken", id=row.pk, exc_info=True)
            _put_off(row, Temporary("broken keeper"), at)
    return done


@transaction.atomic
def _take(at: datetime) -> Fetching | None:
    """One that is due, ours until its lease ends: a worker that dies leaves it to another."""
    rows = Fetching.objects.across_regions("files that wait").filter(state=Fetching.State.WAITING, next_at__lte=at)
    row = rows.select_for_update(skip_locked=True).order_by("next_at", "id").first()
    if row is not None:
        row.tries, row.next_at = row.tries + 1, at + LEASE
        row.save(update_fields=["tries", "next_at"])
    return row


def _bring(row: Fetching, at: datetime) -> bool:
    inbound = InboundUpdate.objects.in_region(row.region).get(pk=row.inbound_id)
    if not inbound.payload:  # its text was erased meanwhile, the handles with it
        return _settle(row, Fetched(inbound.pk, row.region, Channel(inbound.channel), fault="gone"), "erased", at)
    update = from_json(inbound.payload)
    try:
        files = _files(row.region, update)
    except Permanent as fault:
        told = "too-big" if fault.why == "too big" else "gone"
        return _settle(row, Fetched(inbound.pk, row.region, update.channel, fault=told), fault.why, at)
    except Temporary as fault:
        return _again(row, update, fault, at)
    return _settle(row, Fetched(inbound.pk, row.region, update.channel, files), "", at)


def _files(region: str, update: Update) -> tuple[tuple[str, bytes], ...]:
    bot = configuration.current().bot(update.channel.value, update.bot, region)
    if bot is None:
        raise Temporary("no such bot")
    if any(one.size is not None and one.size > LARGEST for one in update.files):
        raise Permanent("too big")
    fetch_one = ports.fetcher(update.channel)
    return tuple((one.name, fetch_one(bot, one, LARGEST)) for one in update.files)


def _again(row: Fetching, update: Update, fault: Temporary, at: datetime) -> bool:
    log.info("fetching_put_off", id=row.pk, channel=update.channel.value, why=fault.why, tries=row.tries)
    if row.tries >= ATTEMPTS:
        return _settle(row, Fetched(row.inbound_id, row.region, update.channel, fault="gone"), fault.why, at)
    _put_off(row, fault, at)
    return False


def _put_off(row: Fetching, fault: Temporary, at: datetime) -> None:
    pause = min(timedelta(seconds=FIRST_PAUSE * 3 ** (row.tries - 1)), LONGEST_PAUSE)
    if fault.after is not None:
        pause = max(pause, timedelta(seconds=fault.after))
    state = Fetching.State.LOST if row.tries >= ATTEMPTS else Fetching.State.WAITING
    Fetching.objects.in_region(row.region).filter(pk=row.pk).update(
        next_at=at + pause, why=fault.why[:40], state=state, settled_at=at if state == Fetching.State.LOST else None
    )


@transaction.atomic
def _settle(row: Fetching, fetched: Fetched, why: str, at: datetime) -> bool:
    mine = Fetching.objects.in_region(row.region).select_for_update().filter(pk=row.pk, state=Fetching.State.WAITING)
    if not mine.exists():
        return False  # another worker was quicker: our lease had ended
    took = _keepers[0](fetched, at)
    state = Fetching.State.LOST if fetched.fault else Fetching.State.KEPT if took else Fetching.State.REFUSED
    mine.update(state=state, why=why[:40], settled_at=at)
    return True
