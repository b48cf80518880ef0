"""Jobs of this room."""

from contextlib import suppress

from procrastinate import JobContext
from procrastinate.contrib.django import app

from ryadom.regions.clock import now


@app.periodic(cron="* * * * *")
@app.task(name="channels.attend", queueing_lock="channels.attend", pass_context=True)
def attend(context: JobContext, timestamp: int) -> int:
    """Woken by what comes and goes, and every minute for what waits for its time. A second run finds less."""
    from django.db import connection

    from ryadom.channels.working import attend as work

    connection.close_if_unusable_or_obsolete()
    return work(now, lambda: not context.should_abort())


@app.periodic(cron="* * * * *")
@app.task(name="channels.read_mail", queueing_lock="channels.read_mail", lock="channels.read_mail")
def read_mail(timestamp: int) -> int:
    """Every minute: letters that came into the region's mailboxes. Beside the other work, since a mail server may let
    one wait. A second run finds none."""
    from ryadom.channels.collecting import read_mail as read
    from ryadom.channels.waking import wake

    found = read(at=now())
    if found:
        wake()
    return found


@app.periodic(cron="*/10 * * * *")
@app.task(name="channels.keep_subscribed", queueing_lock="channels.keep_subscribed")
def keep_subscribed(timestamp: int) -> None:
    """Every ten minutes: whether the channels still know our addresses."""
    from ryadom.channels.watch import keep_subscribed as watch

    watch(at=now())


@app.periodic(cron="50 2 * * *")
@app.task(name="channels.forget", queueing_lock="channels.forget")
def forget_old_texts(timestamp: int) -> int:
    """Every night: texts that are no longer needed go. A second run finds nothing."""
    from ryadom.channels.keeping import forget

    return forget(at=now())


@app.task(name="channels.acknowledge")
def acknowledge_button(channel: str, bot: str, region: str, callback: str) -> None:
    """Tell MAX that a button was pressed. Too late it is of no use, so it is tried once."""
    from ryadom.channels.adapters import max as max_adapter
    from ryadom.channels.configuration import current
    from ryadom.channels.errors import NotSent

    found = current().bot(channel, bot, region)
    if found is not None:
        with suppress(NotSent):
            max_adapter.acknowledge(found, callback)
