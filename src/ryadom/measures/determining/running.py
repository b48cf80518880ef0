"""Everybody of a region determined: read by streams into a snapshot, decided by columns, written in one go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime

from django.conf import settings

from ryadom.lake.api import scratch
from ryadom.measures.models import DeterminationRun
from ryadom.measures.taking import take_snapshot
from ryadom.regions.clock import local
from ryadom.rules import api as rules
from ryadom.rules.api import Rulebook, Snapshot

from . import rows
from .faults import ahead, behind, no_measure, nobody
from .receiving import Awarded, awarded
from .writing import Told, latest_day, write

Progress = Callable[[int], None]


def determine(
    *,
    book: Rulebook,
    on: date,
    at: datetime,
    measures: Collection[str] = (),
    progress: Progress = lambda families: None,
) -> DeterminationRun:
    """Say of everybody in the book's region what the rules say on a day, and keep it beside what was said before.

    A proposal for staff, never a decision: nobody is granted or refused anything. `measures`: only these. The facts of
    the region lie in a folder of this process alone while it runs; after a kill the next run or start sweeps it away.
    Asks no permission: a command of whoever keeps the installation. Raises DeterminingError, rules.SnapshotError; then
    everything stands as it stood.
    """
    chosen = _demand(book, on, at, measures)
    with scratch(settings.RYADOM.scratch) as folder:
        take_snapshot(book=book, on=on, out=folder / "people")
        snapshot = Snapshot(folder / "people", book)
        if not snapshot.persons:
            raise nobody(book.region)
        return keep(snapshot, book, on=on, at=at, measures=chosen, progress=progress)


def keep(
    snapshot: Snapshot, book: Rulebook, *, on: date, at: datetime, measures: tuple[str, ...], progress: Progress
) -> DeterminationRun:
    """Decide a snapshot of the region's own people and write what came out."""
    every = len(measures) == len(book.measures)
    told = Told(book.region, on, at, book.lock, snapshot.hash, measures, every, snapshot.families, snapshot.persons)
    return write(told, blocks(snapshot, book, on, measures, awarded(book.region, on), progress))


def blocks(
    snapshot: Snapshot, book: Rulebook, on: date, measures: tuple[str, ...], received: Awarded, progress: Progress
) -> Iterator[str]:
    """Lines for the database, part by part: one part is in memory at a time."""
    everyone = rules.Everyone(book, on=on, measures=measures)
    for part in snapshot.parts():
        assert part.family_ids is not None and part.person_ids is not None, "one's own people have ids"
        receiving = received.of(part.person_ids, part.family_ids[part.family_of_person()])
        for decided in everyone.decide(part):
            yield rows.lines(rules.recited(book, part, decided), receiving)
        progress(part.families)


def _demand(book: Rulebook, on: date, at: datetime, measures: Collection[str]) -> tuple[str, ...]:
    """The measures in the order of the book. Raises DeterminingError before anything is read."""
    for measure in measures:
        if measure not in book.measures:
            raise no_measure(measure, book)
    today, latest = local(at, book.region).date(), latest_day(book.region)
    if on > today:
        raise ahead(on, today)
    if latest is not None and on < latest:
        raise behind(on, latest)
    return tuple(one for one in book.measures if not measures or one in measures)
