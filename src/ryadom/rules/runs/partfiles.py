"""The decisions of one part in one Parquet file: a row group for every version of a measure.

Columns: `measure` and `version` (dictionary codes; no version: null), `family` and `person` (numbers in the whole
snapshot, -1: the family itself), `outcome`, `amount_low`, `amount_high`, `amount_state`, `criteria`, `missing`,
`by_row` (see `everyone.decided`). What the bits stand for, and the cliffs of the part, lie in the file's metadata.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ryadom.lake.api import Written
from ryadom.rules.everyone.decided import Decided
from ryadom.rules.runs.cliffs import CliffTally
from ryadom.rules.runs.disk import sha256_of, sync

META = b"ryadom"
TYPES = {
    "family": pa.int32(), "person": pa.int32(), "outcome": pa.int8(), "amount_low": pa.int64(),
    "amount_high": pa.int64(), "amount_state": pa.int8(), "criteria": pa.uint64(), "missing": pa.uint64(),
    "by_row": pa.bool_(),
}  # fmt: skip


def name_of(number: int) -> str:
    """The file of a part."""
    return f"part-{number:05d}.parquet"


def write_part(
    folder: Path, number: int, every: Sequence[Decided], cliffs: CliffTally, first_family: int, first_person: int
) -> Written:
    """Write a part under a hidden name, then give it its own: nothing that looks whole is not."""
    path, hidden = folder / name_of(number), folder / f".{name_of(number)}.partial"
    measures = sorted({one.measure for one in every})
    versions = sorted({one.version for one in every if one.version is not None})
    schema = _schema(every, cliffs, first_family, first_person)
    with pq.ParquetWriter(hidden, schema, compression="lz4", write_statistics=False, version="2.6") as writer:
        for decided in every:
            writer.write_table(_table(schema, decided, measures, versions, first_family, first_person))
    rows = sum(len(one) for one in every)
    written = Written(path.name, rows, hidden.stat().st_size, sha256_of(hidden))
    sync(hidden)
    hidden.replace(path)
    sync(folder)
    return written


def _schema(every: Sequence[Decided], cliffs: CliffTally, first_family: int, first_person: int) -> Any:
    versions = [
        {"measure": one.measure, "version": one.version, "rows": len(one), "criteria": list(one.criterion_ids),
         "facts": list(one.facts)}
        for one in every
    ]  # fmt: skip
    about = {"first_family": first_family, "first_person": first_person, "versions": versions, "cliffs": asdict(cliffs)}
    names = [
        pa.field("measure", pa.dictionary(pa.int16(), pa.string()), nullable=False),
        pa.field("version", pa.dictionary(pa.int16(), pa.int16())),
    ]
    columns = [pa.field(name, type, nullable=False) for name, type in TYPES.items()]
    return pa.schema(names + columns, metadata={META: json.dumps(about, ensure_ascii=False).encode()})


def _table(
    schema: Any, decided: Decided, measures: list[str], versions: list[int], first_family: int, first_person: int
) -> Any:
    rows = len(decided)
    code = np.full(rows, measures.index(decided.measure), np.int16)
    named = pa.DictionaryArray.from_arrays(pa.array(code), pa.array(measures))
    place = -1 if decided.version is None else versions.index(decided.version)
    codes = pa.array(np.full(rows, place, np.int16), mask=np.full(rows, place < 0))
    dated = pa.DictionaryArray.from_arrays(codes, pa.array(versions, pa.int16()))
    columns = decided.columns() | {
        "family": decided.family + first_family,
        "person": np.where(decided.person < 0, -1, decided.person + first_person),
        "by_row": decided.by_row,
    }
    return pa.table(
        [named, dated, *(pa.array(columns[name]).cast(type) for name, type in TYPES.items())], schema=schema
    )


def read_part(folder: Path, number: int) -> tuple[tuple[Decided, ...], CliffTally]:
    """The decisions of a part as they were made, and its cliffs. The file is whole: see `journal`."""
    file = pq.ParquetFile(folder / name_of(number))
    about = json.loads(file.schema_arrow.metadata[META])
    table = file.read(columns=list(TYPES), use_threads=False)
    found, at = [], 0
    for one in about["versions"]:
        rows = table.slice(at, one["rows"])
        columns = {name: rows.column(name).to_numpy() for name in TYPES}
        columns["family"] = columns["family"].astype(np.int64) - about["first_family"]
        person = columns["person"].astype(np.int64)
        columns["person"] = np.where(person < 0, -1, person - about["first_person"])
        found.append(Decided(one["measure"], one["version"], tuple(one["criteria"]), tuple(one["facts"]), **columns))
        at += one["rows"]
    return tuple(found), CliffTally(**about["cliffs"])
