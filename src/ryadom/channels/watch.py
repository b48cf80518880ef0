"""The watch over our own addresses at the channels.

MAX ends a subscription by itself after eight hours in which our site did not answer, and then says nothing any more:
silence that looks like a quiet day. So it is asked every ten minutes whether it still knows us.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from django.urls import reverse

from . import inbox
from .adapters import max as max_adapter
from .adapters import reading, telegram
from .configuration import Bot, current
from .errors import BadUpdate, NotSent
from .models import Watched
from .shapes import Channel, Update

MOST_BATCHES = 1_000
WELL = ("kept", "renewed")

log = structlog.get_logger(__name__)


def hook(bot: Bot) -> str:
    """The secret address that the channel calls."""
    path = reverse("channels:hook", args=[bot.channel.value, bot.path.get_secret_value()])
    return bot.public_url.rstrip("/") + path


def keep_subscribed(*, at: datetime) -> dict[str, str]:
    """Look at every bot that is called by its channel: {"max main": "kept" | "renewed" | why it could not be}."""
    watches = {Channel.MAX: _max, Channel.TELEGRAM: _telegram}
    told = {}
    for bot in current().bots:
        if bot.channel in watches and bot.public_url:
            try:
                seen = watches[bot.channel](bot, at)
            except NotSent as fault:
                seen = fault.why
                log.warning("watch_failed", channel=bot.channel.value, bot=bot.name, why=fault.why)
            told[f"{bot.channel.value} {bot.name}"] = seen
            note(bot, seen, at)
    return told


def note(bot: Bot, seen: str, at: datetime) -> None:
    """What was seen stands on the page of channels, with the moment since when it has been so."""
    rows = Watched.objects.in_region(bot.region)
    row, new = rows.get_or_create(
        channel=bot.channel.value, bot=bot.name,
        defaults={"region": bot.region, "told": seen[:40], "looked_at": at, "since": at},
    )  # fmt: skip
    if not new:
        well = seen in WELL and row.told in WELL
        row.since = row.since if well or row.told == seen[:40] else at
        row.told, row.looked_at = seen[:40], at
        row.save(update_fields=["since", "told", "looked_at"])


def _max(bot: Bot, at: datetime) -> str:
    known = max_adapter.request(bot, "GET", "/subscriptions").body
    urls = [reading.text(one, "url") for one in reading.objects(known.get("subscriptions"))]
    # They accumulate: an address of ours that is no longer right would be called for ever.
    for url in urls:
        if url.startswith(bot.public_url.rstrip("/") + "/") and url != hook(bot):
            max_adapter.request(bot, "DELETE", "/subscriptions", params={"url": url})
    if hook(bot) in urls:
        return "kept"
    _fetch_missed(bot, at)
    about = {"url": hook(bot), "update_types": max_adapter.UPDATES, "secret": bot.secret.get_secret_value()}
    max_adapter.request(bot, "POST", "/subscriptions", json=about)
    log.warning("subscription_renewed", channel="max", bot=bot.name)
    return "renewed"


def _fetch_missed(bot: Bot, at: datetime) -> None:
    """What came while nobody was subscribed is kept by MAX for a day; it is read before we subscribe again."""
    marker: dict[str, int] = {}
    for _batch in range(MOST_BATCHES):
        body = max_adapter.request(bot, "GET", "/updates", params={"limit": 100, "timeout": 0, **marker}).body
        missed = list(reading.objects(body.get("updates")))
        # One transaction for what one asking brought: a hundred messages are on disk after one wait for the disk.
        inbox.store_many([update for one in missed for update in _parsed(bot, one, at)], region=bot.region, at=at)
        after = body.get("marker")
        if not missed or not isinstance(after, int):
            return
        marker = {"marker": after}


def _parsed(bot: Bot, body: dict[str, Any], at: datetime) -> tuple[Update, ...]:
    try:
        return tuple(max_adapter.parse(bot, body, at))
    except BadUpdate as fault:
        log.warning("odd_update", channel="max", bot=bot.name, why=str(fault))
        return ()


def _telegram(bot: Bot, at: datetime) -> str:
    known = telegram.request(bot, "getWebhookInfo", {}).body
    if reading.part(known, "result", "url") == hook(bot):
        return "kept"
    about = {"url": hook(bot), "secret_token": bot.secret.get_secret_value(), "allowed_updates": telegram.UPDATES}
    telegram.request(bot, "setWebhook", about)
    return "renewed"
