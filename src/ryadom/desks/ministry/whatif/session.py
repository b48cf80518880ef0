"""What stands behind the pages in this process: the population of a region and the numbers tried on it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from ryadom.rules import api as rules

FOLDER = "populations"  # inside RYADOM_DATA: one folder a snapshot
PATIENCE = 25.0  # seconds that a page waits until a number is made ready
_lock = Lock()
_trials: dict[str, tuple[tuple[str, str], rules.Workbench]] = {}


def folder() -> Path:
    """Where snapshots of populations stand."""
    data: Path = settings.RYADOM.data
    return data / FOLDER


@cache
def _shelf(folder: Path) -> rules.Shelf:
    return rules.Shelf(folder)


def standing(book: rules.Rulebook) -> rules.Standing:
    """How it stands with the region's population; loading begins by itself."""
    return _shelf(folder()).standing(book)


def trials(book: rules.Rulebook, held: rules.Held) -> rules.Workbench:
    """The engine of these rules and this population; another book or snapshot takes the place of the former."""
    key = book.lock, held.hash
    with _lock:
        known = _trials.get(book.region)
        if known is None or known[0] != key:
            known = _trials[book.region] = key, rules.Workbench(book, held, held.as_of)
    return known[1]
