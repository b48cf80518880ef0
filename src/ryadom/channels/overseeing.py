"""How the channels of a region are: figures for whoever watches over them. Nobody is named by them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from ryadom.people.api import Actor

from . import configuration, may
from .letters import FAILED, WEEK
from .models import Address, InboundUpdate, OutboundMessage, Status, Watched
from .shapes import Channel

DAY = timedelta(days=1)
STALE = timedelta(minutes=30)  # the watch looks every ten minutes: three times missed, nobody looks


@dataclass(frozen=True)
class Figures:
    """One channel. `unheard` waits to be handled, `unsent` to be sent; `failed` in a week, `came` and `went` in a day;
    `shut`: addresses where our bot was stopped."""

    channel: Channel
    bots: int = 0
    came: int = 0
    unheard: int = 0
    dead: int = 0
    went: int = 0
    unsent: int = 0
    failed: int = 0
    shut: int = 0


@dataclass(frozen=True)
class Watch:
    """What the watch saw of a bot whose channel calls us. `well`: it is subscribed; `stale`: nobody looked lately."""

    channel: Channel
    bot: str
    told: str
    looked_at: datetime | None
    since: datetime | None
    well: bool
    stale: bool


@dataclass(frozen=True)
class Health:
    """`state`: rehearsal, live or trial; `fault`: the file of channels cannot be read, in one sentence."""

    state: str
    channels: tuple[Figures, ...]
    watches: tuple[Watch, ...]
    fault: str = ""


def health(*, by: Actor, at: datetime) -> Health:
    """The channels of the actor's region that are connected or in use. Raises NotAllowed. 4 queries."""
    may.see_health.demand(by)
    region = by.region
    try:
        known, fault = configuration.current(), ""
    except configuration.ConfigurationFault as broken:
        known, fault = configuration.Configuration(), str(broken)
    bots = [bot for bot in known.bots if bot.region == region]
    came = InboundUpdate.objects.in_region(region).values("channel").annotate(
        came=Count("id", filter=Q(stored_at__gte=at - DAY)),
        unheard=Count("id", filter=Q(handled_at=None, dead_at=None)),
        dead=Count("id", filter=Q(dead_at__isnull=False, given_up_at=None)),
    )  # fmt: skip
    waiting = (Status.CREATED, Status.SENDING, Status.TEMPORARY)
    went = OutboundMessage.objects.in_region(region).values("address__channel").annotate(
        went=Count("id", filter=Q(sent_at__gte=at - DAY)),
        unsent=Count("id", filter=Q(status__in=waiting)),
        failed=Count("id", filter=Q(status__in=FAILED, created_at__gte=at - WEEK)),
    )  # fmt: skip
    shut = Address.objects.in_region(region).exclude(blocked_at=None).values("channel").annotate(shut=Count("id"))
    found: dict[str, dict[str, int]] = {channel: {"bots": n} for channel, n in Counter(b.channel for b in bots).items()}
    for row in (*came, *went, *shut):
        told: dict[str, Any] = {**row}
        name = str(told.pop("channel", "") or told.pop("address__channel", ""))
        found.setdefault(name, {}).update(told)
    figures = (Figures(channel, **found[channel]) for channel in Channel if channel in found)
    rehearsed = bool(bots) and all(bot.rehearsal for bot in bots)
    state = "rehearsal" if rehearsed else "live" if known.rules(region).live else "trial"
    return Health(state, tuple(figures), _watches(region, bots, at), fault)


def _watches(region: str, bots: list[configuration.Bot], at: datetime) -> tuple[Watch, ...]:
    from .watch import WELL

    rows = {(row.channel, row.bot): row for row in Watched.objects.in_region(region)}
    called = (Channel.MAX, Channel.TELEGRAM)
    watched = [bot for bot in bots if bot.inbox_url or (bot.channel in called and bot.public_url)]
    found = []
    for bot in watched:
        row = rows.get((bot.channel.value, bot.name))
        stale = row is None or at - row.looked_at > STALE
        told, looked, since = (row.told, row.looked_at, row.since) if row else ("", None, None)
        found.append(Watch(bot.channel, bot.name, told, looked, since, told in WELL and not stale, stale))
    return tuple(found)
