"""How fast a bot may speak: a bucket of tokens in the database, shared by all workers."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import Q

from .adapters.abilities import Ability
from .models import Bucket

# One statement: two workers never take the same token. Time that went backwards fills nothing.
_TAKE = """
UPDATE channels_bucket SET
    tokens = LEAST(%(burst)s, tokens + GREATEST(0, EXTRACT(EPOCH FROM %(at)s - filled_at)) * %(rate)s) - 1,
    filled_at = GREATEST(filled_at, %(at)s)
WHERE channel = %(channel)s AND bot = %(bot)s AND (shut_until IS NULL OR shut_until <= %(at)s)
    AND LEAST(%(burst)s, tokens + GREATEST(0, EXTRACT(EPOCH FROM %(at)s - filled_at)) * %(rate)s) >= 1
"""
_BEGIN = """
INSERT INTO channels_bucket (channel, bot, tokens, filled_at) VALUES (%(channel)s, %(bot)s, %(burst)s, %(at)s)
ON CONFLICT DO NOTHING
"""


def take(channel: str, bot: str, ability: Ability, at: datetime) -> bool:
    """One token for one call; False when the bot must wait."""
    about: dict[str, str | float | datetime] = {
        "channel": channel, "bot": bot, "at": at, "rate": float(ability.per_second), "burst": float(ability.burst)
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, about)
        if cursor.rowcount:
            return True
        cursor.execute(_BEGIN, about)
        if not cursor.rowcount:
            return False
        cursor.execute(_TAKE, about)
        return bool(cursor.rowcount)


def shut_until(channel: str, bot: str, until: datetime) -> None:
    """The channel asked for silence, or does not answer: no worker calls it before then."""
    rows = Bucket.objects.filter(Q(shut_until=None) | Q(shut_until__lt=until), channel=channel, bot=bot)
    rows.update(shut_until=until)


def shut(at: datetime) -> list[tuple[str, str]]:
    """The bots that must be left alone now."""
    return list(Bucket.objects.filter(shut_until__gt=at).values_list("channel", "bot"))
