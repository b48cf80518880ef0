"""What a worker does: handles what came, fetches files, sends what waits, collects what lies in folders; again until
nothing moves."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import InterfaceError, OperationalError, connection

from ryadom.regions.clock import now

from . import inbox
from .collecting import collect
from .delivering import deliver
from .fetching import fetch

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
