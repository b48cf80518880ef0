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
KEYS = ("family", "measure", "person")
TABLE = "measures_determination"


def _named(row: str, *, keys: bool) -> str:
    """The columns that say who is asked about, or all the others, which must be the same for a row to stand."""
    return ", ".join(f"{row}.{one}" for one in COLUMNS if (one in KEYS) is keys)


# Only names of our own columns are put together here (S608). A family's measure has no person, which no join finds.
WHO = """old.family = new.family AND old.measure = new.measure
    AND coalesce(old.person, old.family) = coalesce(new.person, new.family)"""
SAME = f"({_named('old', keys=False)}) IS NOT DISTINCT FROM ({_named('new', keys=False)})"
IN_FORCE = "old.region = %(region)s AND old.closed_by_id IS NULL"
FRESH = f"CREATE TEMPORARY TABLE fresh_determination ON COMMIT DROP AS SELECT {NAMES} FROM {TABLE} WITH NO DATA"  # noqa: S608
COPY = f"COPY fresh_determination ({NAMES}) FROM STDIN"
ANALYZE = "ANALYZE fresh_determination"
# Both tables are read whole, by hash: row by row is quadratic, and the planner chooses it while it thinks that the
# table is as empty as it was when somebody last counted.
WHOLE, AS_USUAL = "SET LOCAL enable_nestloop = off", "SET LOCAL enable_nestloop = DEFAULT"
CLOSE = f"""UPDATE {TABLE} old SET closed_by_id = %(run)s, valid_to = %(on)s
WHERE {IN_FORCE} AND (%(every)s OR old.measure = ANY(%(measures)s))
    AND NOT EXISTS (SELECT 1 FROM fresh_determination new WHERE {WHO} AND {SAME})"""  # noqa: S608
OPEN = f"""INSERT INTO {TABLE} (region, run_id, valid_from, {NAMES})
SELECT %(region)s, %(run)s, %(on)s, {NAMES} FROM fresh_determination new
WHERE NOT EXISTS (SELECT 1 FROM {TABLE} old WHERE {IN_FORCE} AND {WHO})"""  # noqa: S608


@dataclass(frozen=True)
class Told:
    """What a run says of itself before it is written. `every`: all measures, those that are gone from the rules too."""

    region: str
    on: date
    at: datetime
    lock: str
    snapshot: str
    measures: tuple[str, ...]
    every: bool
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
        cursor.execute(WHOLE)
        cursor.execute("SELECT count(*) FROM fresh_determination")
        run = _begin(told, cursor.fetchone()[0])
        named: dict[str, Any] = {"run": run.pk, "on": told.on, "region": told.region}
        named |= {"measures": list(told.measures), "every": told.every}
        cursor.execute(CLOSE, named)
        run.closed = cursor.rowcount
        cursor.execute(OPEN, named)
        run.opened = cursor.rowcount
        run.save(update_fields=["closed", "opened"])
        cursor.execute(AS_USUAL)
        cursor.execute("DROP TABLE fresh_determination")
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
    with connection.wrap_database_errors, cursor.copy(COPY) as copy:
        for block in blocks:
            copy.write(block)


def _begin(told: Told, rows: int) -> DeterminationRun:
    return DeterminationRun.objects.in_region(told.region).create(
        on=told.on, at=told.at, lock=told.lock, snapshot=told.snapshot, measures=list(told.measures),
        families=told.families, persons=told.persons, determined=rows, opened=0, closed=0,
    )  # fmt: skip
