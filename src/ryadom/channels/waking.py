"""Waking the worker: a job in the house's own queue, at most one that waits."""

from __future__ import annotations

from procrastinate.exceptions import AlreadyEnqueued

from .configuration import Bot
from .shapes import Sort, Update


def wake() -> None:
    """Let a worker look at the inbox and the outbox now. The job is written at once: call it after commit."""
    from .tasks import attend

    try:
        attend.configure(queueing_lock="channels.attend").defer(timestamp=0)
    except AlreadyEnqueued:
        return  # the one that waits will see this, too


def acknowledge(bot: Bot, update: Update) -> None:
    """A button was pressed in a channel that wants to hear so by a call of its own; the call is a job."""
    from .tasks import acknowledge_button

    if update.sort is Sort.BUTTON:
        callback = update.update_id.removeprefix("callback:")
        acknowledge_button.defer(channel=bot.channel.value, bot=bot.name, region=bot.region, callback=callback)
