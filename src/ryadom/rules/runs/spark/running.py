"""A run over a cluster. The journal, the tables and the hash are those of a run on one machine: a folder begun here may
be finished there.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ryadom.rules.compiled import Rulebook
from ryadom.rules.runs.cliffs import Sample
from ryadom.rules.runs.counting import Counts
from ryadom.rules.runs.faults import RunError
from ryadom.rules.runs.grouping import groups_of
from ryadom.rules.runs.journal import Journal, opened
from ryadom.rules.runs.partfiles import read_part
from ryadom.rules.runs.plain import as_data
from ryadom.rules.runs.running import CLIFF_FAMILIES, ENGINE, Progress, Run, about_of, demand_day, firsts
from ryadom.rules.runs.saving import read_summary, save_summary
from ryadom.rules.runs.spark.order import Order
from ryadom.rules.runs.spark.rows import SCHEMA
from ryadom.rules.runs.spark.session import session, short
from ryadom.rules.runs.spark.tasks import DONE, Deciding, Done, Reading, told
from ryadom.rules.runs.summing import summary_of
from ryadom.rules.snapshots.store import Snapshot

AT_ONCE = "spark.ryadom.familiesAtOnce"  # our one setting among Spark's own
FAMILIES = 20_000  # decided at once by an executor
WAVE = 4  # parts for each core before the journal is written


def run_on_spark(
    snapshot: Snapshot,
    book: Rulebook,
    *,
    master: str,
    on: date,
    out: Path,
    measures: Collection[str] | None = None,
    parameters: Mapping[str, Any] | None = None,
    cliffs: int | None = CLIFF_FAMILIES,
    seed: int = 0,
    settings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Run:
    """As `runs.running.run`, on the cluster of `master`. The folders of the snapshot and `out` are the same for every
    machine. Raises RunError and SnapshotError; then nothing in `out` looks whole, and the same call goes on from there.
    """
    demand_day(on, snapshot.about.as_of)
    about = about_of(snapshot, book, on=on, measures=measures, parameters=parameters)
    sample = Sample.choose(snapshot.families, cliffs, seed) if cliffs != 0 else None
    with opened(out, as_data(about) | {"cliffs": as_data(sample)}) as journal:
        whole = [number for number in range(snapshot.count) if journal.whole(number)]
        kept = read_summary(journal) if journal.complete and len(whole) == snapshot.count else None
        if kept is None:
            journal.again()
            order = Order(
                ENGINE, book, on, about.measures, dict(parameters or {}), sample,
                groups_of(snapshot.parts(facts=()), book, on), snapshot.folder.resolve(), snapshot.manifest,
                out.resolve(), tuple(firsts(snapshot)), int((settings or {}).get(AT_ONCE, FAMILIES)),
            )  # fmt: skip
            work = _Work(snapshot, order, journal, progress)
            work.take_kept(whole)
            work.decide(master, settings or {}, [one for one in range(snapshot.count) if one not in set(whole)])
            kept = summary_of(work.counts, book, about, sample)
            journal.finish(kept.hash, save_summary(out, kept))
        return Run(kept, out)


@dataclass
class _Work:
    """One run in the making, on the driver."""

    snapshot: Snapshot
    order: Order
    journal: Journal
    progress: Progress | None

    def __post_init__(self) -> None:
        self.counts = Counts(self.order.groups, self.order.measures)

    def take_kept(self, parts: Sequence[int]) -> None:
        """Count again what a run before has written."""
        for number in parts:
            every, cliffs = read_part(self.journal.folder, number)
            family, person = self.order.starts[number]
            found = Counts(self.order.groups, self.order.measures)
            found.add(self.snapshot.part(number), every, first_family=family, first_person=person).cliffs.merge(cliffs)
            self._count(found)

    def decide(self, master: str, settings: Mapping[str, str], parts: Sequence[int]) -> None:
        """Decide the parts on the cluster, in waves: after each the journal says what is whole."""
        if not parts:
            return
        with session(master, settings) as spark:
            order = spark.sparkContext.broadcast(self.order.packed())
            size = max(WAVE * spark.sparkContext.defaultParallelism, 1)
            for at in range(0, len(parts), size):
                for done in _wave(spark, order, parts[at : at + size]):
                    self._take(done)

    def _take(self, done: Done) -> None:
        self.journal.done(done.part, done.written)
        if not self.journal.whole(done.part):
            raise RunError(
                f"{done.written.file}: файл части не тот, что записал исполнитель.",
                f"{done.written.file}: the file of the part is not what the executor wrote.",
            )
        self._count(done.counts)

    def _count(self, found: Counts) -> None:
        self.counts.merge(found)
        if self.progress is not None:
            self.progress(found.knowing.families)


def _wave(spark: Any, order: Any, parts: Sequence[int]) -> Iterator[Done]:
    """Some parts, one in a partition: what is read in a task is decided in it, so nothing is shuffled."""
    from pyspark.sql.pandas.types import from_arrow_schema

    places = spark.range(0, len(parts), 1, len(parts))
    rows = places.mapInArrow(Reading(order, tuple(parts)), from_arrow_schema(SCHEMA))
    decided = rows.mapInArrow(Deciding(order), from_arrow_schema(DONE))
    try:
        found = decided.collect()
    except Exception as error:  # whatever an executor raised comes through Java
        raise RunError(
            f"Spark не довёл расчёт до конца: {short(error)}", f"Spark did not finish the run: {short(error)}"
        ) from None
    if sorted(row.part for row in found) != sorted(parts):
        raise RunError("Spark вернул не все части.", "Spark did not hand back every part.")
    return (told(bytes(row.done)) for row in found)
