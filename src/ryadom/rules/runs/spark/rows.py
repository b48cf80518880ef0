"""A part as rows of persons, and rows of persons as a part: nothing is lost on the way, and a cut family is noticed.

Columns: `family` and `person` are numbers in the whole snapshot; `of_family` (on the first row of a family only) and
`of_person` are packed records of the columns that the snapshot's own files have (`snapshots/layout.py`); ids stand
beside as texts where people have them. A family without members is one row without `of_person`, whose `person` is the
number of the next person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ryadom.lake.api import TEXT, Written
from ryadom.rules.snapshots.layout import (
    Columns,
    family_columns,
    family_kinds,
    part_from,
    person_columns,
    person_kinds,
)
from ryadom.rules.snapshots.manifest import Manifest, PartFiles, SnapshotError
from ryadom.rules.snapshots.part import Part

SCHEMA = pa.schema(
    [
        pa.field("family", pa.int64(), nullable=False),
        pa.field("person", pa.int64(), nullable=False),
        pa.field("of_family", pa.binary()),
        pa.field("of_person", pa.binary()),
        pa.field("family_id", pa.string()),
        pa.field("person_id", pa.string()),
    ]
)


@dataclass(frozen=True)
class Laid:
    """Some families whole, and the numbers of the first family and the first person in the snapshot."""

    part: Part
    first_family: int
    first_person: int


@dataclass(frozen=True)
class Records:
    """How the facts of one snapshot are packed: every column that some part has, in one order."""

    manifest: Manifest

    @cached_property
    def files(self) -> PartFiles:
        """What the rows hold, said as of a part's files; parts have ids all or none."""
        first = self.manifest.parts[0]
        facts = (tuple(sorted(self.manifest.family_facts)), tuple(sorted(self.manifest.person_facts)))
        none = Written("", 0, 0, "")
        labels = tuple(sorted(self.manifest.labels))
        return PartFiles(none, none, *facts, labels, family_ids=first.family_ids, person_ids=first.person_ids)

    @cached_property
    def family(self) -> np.dtype[Any]:
        """The record of a family."""
        return _dtype(family_kinds(self.files, self.manifest.facts))

    @cached_property
    def person(self) -> np.dtype[Any]:
        """The record of a person."""
        return _dtype(person_kinds(self.files, self.manifest.facts, len(self.manifest.months)))

    def rows(self, laid: Laid, most: int) -> Iterator[Any]:
        """A part as record batches of about `most` rows, families whole or cut as it comes."""
        part = laid.part
        ends = [*range(0, part.families, most), part.families]
        for first, after in pairwise(ends):
            few = part.take(np.arange(first, after, dtype=np.int64)) if (first, after) != (0, part.families) else part
            yield self._batch(Laid(few, laid.first_family + first, laid.first_person + int(part.start[first])))

    def _batch(self, laid: Laid) -> Any:
        part = laid.part
        sizes = np.diff(part.start)
        rows = np.maximum(sizes, 1)
        starts = np.cumsum(rows) - rows
        owner = np.repeat(np.arange(part.families), rows)
        place = np.arange(len(owner)) - starts[owner]
        families, persons = family_columns(part), person_columns(part)
        heads = _where(owner, place == 0)
        people = _where(part.start[owner] + place, sizes[owner] > 0)
        columns = [
            pa.array(owner + laid.first_family),
            pa.array(part.start[owner] + place + laid.first_person),
            _packed(self.family, families, part.families).take(heads),
            _packed(self.person, persons, part.persons).take(people),
            _texts(families, part.families).take(heads),
            _texts(persons, part.persons).take(people),
        ]
        return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)

    def laid(self, table: Any) -> Laid:
        """Rows as a part again. Raises SnapshotError where a family is cut, or somebody is missing or out of place."""
        table = table.combine_chunks()
        numbers, people = table["family"].to_numpy(), table["person"].to_numpy()
        families = _unpacked(table["of_family"], self.family)
        persons = _unpacked(table["of_person"], self.person)
        self._demand_whole(numbers, people, table, families)
        if self.files.family_ids:
            families["id"] = _strings(table["family_id"], table["of_family"])
        if self.files.person_ids:
            persons["id"] = _strings(table["person_id"], table["of_person"])
        files = PartFiles(
            Written("", len(families["persons"]), 0, ""),
            Written("", len(table) - table["of_person"].null_count, 0, ""),
            self.files.family_facts,
            self.files.person_facts,
            self.files.labels,
            self.files.family_ids,
            self.files.person_ids,
        )
        return Laid(part_from(self.manifest, files, families, persons), int(numbers[0]), int(people[0]))

    def _demand_whole(self, numbers: Any, people: Any, table: Any, families: Columns) -> None:
        steps = np.diff(numbers, prepend=numbers[0] - 1)
        heads = _valid(table["of_family"])
        whole = (
            np.isin(steps, (0, 1)).all()
            and np.array_equal(heads, steps == 1)
            and np.array_equal(np.bincount(numbers - numbers[0]), np.maximum(families["persons"], 1))
            and _in_order(people[_valid(table["of_person"])])
        )
        if not whole:
            raise SnapshotError(
                f"Семья около номера {numbers[0]} пришла не целиком или не по порядку: решать её нельзя.",
                f"A family near number {numbers[0]} came in pieces or out of order: it cannot be decided.",
            )


def _in_order(people: NDArray[np.int64]) -> bool:
    return not people.size or np.array_equal(people, np.arange(people[0], people[0] + people.size))


def _dtype(kinds: Mapping[str, str]) -> np.dtype[Any]:
    """A packed record; texts travel beside it, as they have no fixed width."""
    fields: list[Any] = []
    for name, kind in kinds.items():
        if kind.endswith("]"):
            fields.append((name, kind[: kind.index("[")], (int(kind[kind.index("[") + 1 : -1]),)))
        elif kind != TEXT:
            fields.append((name, kind))
    return np.dtype(fields)


def _packed(record: np.dtype[Any], columns: Columns, rows: int) -> Any:
    """A column of bytes, one record a row; what this part does not have stays zero, which means not known."""
    packed = np.zeros(rows, record)
    for name in record.names or ():
        if name in columns:
            packed[name] = columns[name]
    offsets = np.arange(rows + 1, dtype=np.int32) * record.itemsize
    return pa.BinaryArray.from_buffers(
        pa.binary(), rows, [None, pa.py_buffer(offsets), pa.py_buffer(packed.tobytes())], 0
    )


def _unpacked(column: Any, record: np.dtype[Any]) -> Columns:
    """The columns of the rows that have a record, each lying together again."""
    held = pa.concat_arrays([chunk.drop_null() for chunk in column.chunks])
    _, offsets, data = held.buffers()
    ends = np.frombuffer(offsets, np.int32)[held.offset : held.offset + len(held) + 1]
    packed = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]].view(record) if len(held) else np.zeros(0, record)
    return {name: np.ascontiguousarray(packed[name]) for name in record.names or ()}


def _texts(columns: Columns, rows: int) -> Any:
    return pa.array(columns["id"], pa.string()) if "id" in columns else pa.nulls(rows, pa.string())


def _strings(texts: Any, beside: Any) -> NDArray[Any]:
    found: NDArray[Any] = np.array(texts.to_pylist(), object)[_valid(beside)]
    return found


def _where(rows: NDArray[np.int64], there: NDArray[np.bool_]) -> Any:
    """Rows to take; nothing where nothing is."""
    return pa.array(rows, mask=~there)


def _valid(column: Any) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = column.is_valid().to_numpy()
    return found
