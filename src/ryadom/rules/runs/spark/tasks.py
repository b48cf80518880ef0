"""What executors do: read a part as rows, decide rows as families, write the part's decisions, hand back its counts."""

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import pyarrow as pa

from ryadom.lake.api import Written
from ryadom.rules.everyone.decided import Decided
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.runs.cliffs import CliffTally, cliffs_of
from ryadom.rules.runs.counting import Counts
from ryadom.rules.runs.partfiles import write_part
from ryadom.rules.runs.spark.carrying import whole_families
from ryadom.rules.runs.spark.order import Order, unpacked
from ryadom.rules.runs.spark.rows import Laid, Records
from ryadom.rules.snapshots.store import Snapshot

AT_ONCE = 5_000  # families in one record batch on the way out of a part
DONE = pa.schema([pa.field("part", pa.int64(), nullable=False), pa.field("done", pa.binary(), nullable=False)])


@dataclass(frozen=True)
class Done:
    """A part decided: its file, and what was counted."""

    part: int
    written: Written
    counts: Counts


def read_parts(order: Order, parts: Sequence[int], batches: Iterable[Any]) -> Iterator[Any]:
    """The rows of those of `parts` whose places come in; every file is held against its checksum first."""
    snapshot, records = Snapshot(order.snapshot, order.book), Records(order.manifest)
    for batch in batches:
        for place in batch.column(0).to_pylist():
            number = parts[place]
            yield from records.rows(Laid(snapshot.part(number), *order.starts[number]), AT_ONCE)


def decide_rows(order: Order, everyone: Everyone, batches: Iterable[Any]) -> Iterator[Any]:
    """One row for the part whose rows come in, in batches that may cut families anywhere."""
    records, work = Records(order.manifest), None
    for table in whole_families(batches, order.families):
        laid = records.laid(table)
        work = work or _Part(order, everyone, _part_of(order, laid))
        work.decide(laid)
    if work is not None:
        done = work.done()
        cells = [pa.array([done.part]), pa.array([zlib.compress(pickle.dumps(done), 1)])]
        yield pa.RecordBatch.from_arrays(cells, schema=DONE)


def told(cell: bytes) -> Done:
    """What a task handed back."""
    found: Done = pickle.loads(zlib.decompress(cell))  # noqa: S301 - from a task of this run
    return found


def _part_of(order: Order, laid: Laid) -> int:
    """The part that begins with this family: a partition holds one part whole."""
    return order.starts.index((laid.first_family, laid.first_person))


@dataclass
class _Part:
    """One part in the making: decided piece by piece, counted piece by piece, written once."""

    order: Order
    everyone: Everyone
    number: int
    every: list[Decided] = field(default_factory=list)
    counts: Counts = field(init=False)

    def __post_init__(self) -> None:
        self.counts = Counts(self.order.groups, self.order.measures)

    def decide(self, laid: Laid) -> None:
        """Some more families of the part."""
        found, cliffs = self.everyone.decide(laid.part), CliffTally()
        if self.order.sample is not None:
            rows = self.order.sample.rows(laid.first_family, laid.part.families)
            cliffs = cliffs_of(self.everyone, laid.part, found, rows)
        self.counts.add(laid.part, found, first_family=laid.first_family, first_person=laid.first_person)
        self.counts.cliffs.merge(cliffs)
        family, person = self.order.starts[self.number]
        self.every += [_moved(one, laid.first_family - family, laid.first_person - person) for one in found]

    def done(self) -> Done:
        """Write the part. An attempt that was given up may still be at work elsewhere, so each writes in a folder of
        its own and then gives the file its name: whoever comes last leaves the same decisions.
        """
        aside = self.order.out / f".spark-{uuid4().hex}"
        aside.mkdir()
        written = write_part(aside, self.number, self.every, self.counts.cliffs, *self.order.starts[self.number])
        (aside / written.file).replace(self.order.out / written.file)
        aside.rmdir()
        return Done(self.number, written, self.counts)


def _moved(decided: Decided, families: int, persons: int) -> Decided:
    """Rows of a piece as rows of the part."""
    person = decided.person + persons * (decided.person >= 0)
    return replace(decided, family=decided.family + families, person=person)


@dataclass(frozen=True)
class Reading:
    """`read_parts` as Spark carries it: with the order as a broadcast."""

    order: Any
    parts: tuple[int, ...]

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        return read_parts(unpacked(self.order.value)[0], self.parts, batches)


@dataclass(frozen=True)
class Deciding:
    """`decide_rows` as Spark carries it."""

    order: Any

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        return decide_rows(*unpacked(self.order.value), batches)


__all__ = ["DONE", "Deciding", "Done", "Reading", "decide_rows", "read_parts", "told"]
