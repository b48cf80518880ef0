"""What a worker does: handles what came, fetches files, sends what waits, collects what lies in folders; again until
nothing moves."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import InterfaceError, OperationalError, connection

from ryadom.regions.clock import now

from . import inbox, receipts
from .adapters import email, folder, sms
from .configuration import Bot, current
from .delivering import deliver
from .errors import BadUpdate
from .fetching import fetch
from .shapes import Channel, Receipt, Update

log = structlog.get_logger(__name__)

ROUNDS = 1_000
IDLE_PAUSE = 0.3  # seconds
AWAY_PAUSE = 1.0


def attend(clock: Callable[[], datetime], go_on: Callable[[], bool] = lambda: True) -> int:
    """Everything that can be done now; how many steps were done."""
    done = 0
    for _round in range(ROUNDS):
        if not go_on():
            break
        step = collect(at=clock()) + inbox.work(at=clock(), most=50) + deliver(at=clock(), most=50)
        step += fetch(at=clock(), most=5)  # after the replies: a large file keeps nobody waiting for an answer
        done += step
        if not step:
            break
    return done


def attend_for_ever(stop: threading.Event, *, once: bool = False) -> None:
    """The same again and again until told to stop; a database that went away is waited for."""
    while not stop.is_set():
        try:
            connection.close_if_unusable_or_obsolete()
            attend(now, lambda: not stop.is_set())
        except (OperationalError, InterfaceError) as fault:
            log.warning("database_away", fault=type(fault).__name__)
            connection.close()
            stop.wait(AWAY_PAUSE)
            continue
        if once:
            return
        stop.wait(IDLE_PAUSE)


def collect(*, at: datetime) -> int:
    """What came by SMS and e-mail into folders goes into the inbox; how many files were taken."""
    return sum(_collect(bot, at) for bot in current().bots if bot.folder is not None)


def _collect(bot: Bot, at: datetime) -> int:
    assert bot.folder is not None
    readers: dict[Channel, tuple[str, Callable[[bytes], Update | Receipt | None]]] = {
        Channel.SMS: ("*.json", lambda data: sms.parse(bot, data, at)),
        Channel.EMAIL: ("*", lambda data: email.parse(bot, data, at)),
    }
    if bot.channel not in readers:
        return 0
    pattern, parse = readers[bot.channel]

    def keep(data: bytes) -> bool:
        try:
            update = parse(data)
        except BadUpdate as fault:
            log.warning("odd_update", channel=bot.channel.value, bot=bot.name, why=str(fault))
            return False
        if isinstance(update, Receipt):
            receipts.note(update, region=bot.region, at=at)
        elif update is not None:
            if bot.channel is Channel.EMAIL:
                email.put_aside(bot, data, update)  # before its row: who asks for files finds them
            inbox.store(update, region=bot.region, at=at)
        return True

    largest = email.LARGEST if bot.channel is Channel.EMAIL else folder.LARGEST
    folder.sweep(bot.folder, at - email.KEPT_FOR)
    return sum(1 for _path in folder.take(bot.folder, pattern, lambda _path, data: keep(data), largest))
