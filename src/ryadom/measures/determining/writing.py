"""Determinations into the database by sets: the same few statements for one family and for a million.

COPY brings everything into a table that lives as long as the transaction; one UPDATE closes what is no longer said, one
INSERT adds what is said anew. What is said again as before is not touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from ryadom.measures.models import DeterminationRun

from .faults import another_runs, behind
from .rows import COLUMNS

NAMES = ", ".join(COLUMNS)
# What must be the same for a row to stand; who is asked about stands in KEY.
SAID = ("version_from", "applicant", "outcome", "amount_low", "amount_high", "amount_known", "criteria", "missing", "received")
KEY = "{0}.family = {1}.family AND {0}.measure = {1}.measure AND coalesce({0}.person, {0}.family) = coalesce({1}.person, {1}.family)"
TABLE = "measures_determination"

FRESH = f"""CREATE TEMPORARY TABLE fresh_determination ON COMMIT DROP AS
SELECT {NAMES} FROM {TABLE} WITH NO DATA"""
COPY = f"COPY fresh_determination ({NAMES}) FROM STDIN"
ANALYZE = "ANALYZE fresh_determination"
_SAME = f"({', '.join(f'old.{one}' for one in SAID)}) IS NOT DISTINCT FROM ({', '.join(f'new.{one}' for one in SAID)})"
CLOSE = f"""UPDATE {TABLE} old SET closed_by_id = %(run)s, valid_to = %(on)s
WHERE old.region = %(region)s AND old.closed_by_id IS NULL AND old.measure = ANY(%(measures)s)
    AND NOT EXISTS (SELECT 1 FROM fresh_determination new WHERE {KEY.format("old", "new")} AND {_SAME})"""
OPEN = f"""INSERT INTO {TABLE} (region, run_id, valid_from, {NAMES})
SELECT %(region)s, %(run)s, %(on)s, {", ".join(f"new.{one}" for one in COLUMNS)} FROM fresh_determination new
WHERE NOT EXISTS (SELECT 1 FROM {TABLE} old
    WHERE old.region = %(region)s AND old.closed_by_id IS NULL AND {KEY.format("old", "new")})"""


@dataclass(frozen=True)
class Told:
    """What a run says of itself before it is written."""

    region: str
    on: date
    at: datetime
    lock: str
    snapshot: str
    measures: tuple[str, ...]
    families: int
    persons: int


def write(told: Told, blocks: Iterable[str]) -> DeterminationRun:
    """One run whole: `blocks` are lines of a COPY. The statements are the same whatever comes.

    Raises DeterminingError where another run writes or a later day is written already; then nothing is changed.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        _demand_turn(cursor, told)
        cursor.execute(FRESH)
        _copy(cursor, blocks)
        cursor.execute(ANALYZE)
        cursor.execute("SELECT count(*) FROM fresh_determination")
        run = _begin(told, cursor.fetchone()[0])
        named = {"run": run.pk, "on": told.on, "region": told.region, "measures": list(told.measures)}
        cursor.execute(CLOSE, named)
        run.closed = cursor.rowcount
        cursor.execute(OPEN, named)
        run.opened = cursor.rowcount
        run.save(update_fields=["closed", "opened"])
    return run


def _demand_turn(cursor: Any, told: Told) -> None:
    """One run of a region at a time, each of the same day or a later one."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"determine {told.region}"])
    if not cursor.fetchone()[0]:
        raise another_runs(told.region)
    latest = latest_day(told.region)
    if latest is not None and told.on < latest:
        raise behind(told.on, latest)


def latest_day(region: str) -> date | None:
    """The day of the newest run."""
    runs = DeterminationRun.objects.in_region(region).order_by("-id")
    return runs.values_list("on", flat=True).first()


def _copy(cursor: Any, blocks: Iterable[str]) -> None:
    with cursor.copy(COPY) as copy:
        for block in blocks:
            copy.write(block)


def _begin(told: Told, rows: int) -> DeterminationRun:
    return DeterminationRun.objects.in_region(told.region).create(
        on=told.on, at=told.at, lock=told.lock, snapshot=told.snapshot, measures=list(told.measures),
        families=told.families, persons=told.persons, determined=rows, opened=0, closed=0,
    )  # fmt: skip
