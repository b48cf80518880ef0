"""One table of numpy columns in one Parquet file: one row group, no nulls, no statistics, nothing of the day in it.

A column is a one-dimensional array of whole numbers or booleans, an object array of texts, or a two-dimensional array
of int64 (as many numbers a row, a fixed-size list). The kind of a column is its numpy name (`int32`, `bool`), `text`,
or `int64[24]`. Arrays that are read may not be written to: they lie in the reader's own buffers. Arrow is imported
where it is needed, for a page that counts nothing should not wait for it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.lake.errors import LakeError

Array = NDArray[Any]
TEXT = "text"
COMPRESSION = "lz4"  # of 125,000 rows of 70 columns: 0.08 s to read and 20 MB, where zstd takes 0.11 s and 17 MB


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: name, rows, bytes and the SHA-256 of the bytes."""

    file: str
    rows: int
    bytes: int
    sha256: str


def write_table(path: Path, rows: int, columns: Mapping[str, Array]) -> Written:
    """Write columns of `rows` rows each, in the order given; the same columns give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = [_arrow(values) for values in columns.values()]
    fields = [pa.field(name, one.type, nullable=False) for name, one in zip(columns, arrays, strict=True)]
    if not arrays:
        raise ValueError("a table needs a column")
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields))
    assert table.num_rows == rows, "every column has as many rows"
    # Of columns of one byte a dictionary is small; of sums and days looking for equal ones only takes time.
    coded = [name for name, one in zip(columns, arrays, strict=True) if one.type in (pa.int8(), pa.uint8())]
    pq.write_table(
        table, path, compression=COMPRESSION, row_group_size=max(rows, 1), write_statistics=False, version="2.6",
        use_dictionary=coded,
    )  # fmt: skip
    return Written(path.name, rows, path.stat().st_size, _sha256(path))


def check_file(folder: Path, written: Written, *, deep: bool) -> None:
    """The file is there and has its length; `deep` reads every byte of it. Raises LakeError."""
    path = folder / written.file
    if not path.is_file():
        raise LakeError(f"{path}: файла нет, а он часть набора.", f"{path}: the file is missing from its set.")
    if path.stat().st_size != written.bytes:
        raise LakeError(
            f"{path}: файл обрезан или изменён: {path.stat().st_size} байт вместо {written.bytes}.",
            f"{path}: the file is cut short or changed: {path.stat().st_size} bytes, not {written.bytes}.",
        )
    if deep and _sha256(path) != written.sha256:
        raise LakeError(
            f"{path}: файл изменён: его контрольная сумма не та, что записана.",
            f"{path}: the file has changed: its checksum is not the recorded one.",
        )


def read_table(path: Path, rows: int, kinds: Mapping[str, str]) -> dict[str, Array]:
    """The columns named in `kinds`, each of its kind. Raises LakeError naming the file and the column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path, memory_map=True)
        _demand(path, columns_of(file.schema_arrow), kinds)
        table = file.read(columns=list(kinds), use_threads=False)
    except (pa.ArrowException, OSError) as error:
        raise LakeError(
            f"{path}: это не целый файл Parquet: {error}", f"{path}: not a whole Parquet file: {error}"
        ) from None
    if table.num_rows != rows:
        raise LakeError(
            f"{path}: строк {table.num_rows}, а должно быть {rows}.", f"{path}: {table.num_rows} rows, not {rows}."
        )
    return {name: _numpy(table.column(name), kinds[name]) for name in kinds}


def columns_of(schema: Any) -> dict[str, str]:
    """The kind of every column of an Arrow schema; a type that has none keeps Arrow's own name."""
    return {field.name: _kind(field.type) for field in schema}


def _demand(path: Path, there: Mapping[str, str], kinds: Mapping[str, str]) -> None:
    for name, kind in kinds.items():
        if name not in there:
            raise LakeError(f"{path}: нет столбца «{name}».", f'{path}: there is no column "{name}".')
        if there[name] != kind:
            raise LakeError(
                f"{path}: столбец «{name}» должен быть {kind}, а не {there[name]}.",
                f'{path}: the column "{name}" must be {kind}, not {there[name]}.',
            )


def _kind(type: Any) -> str:
    import pyarrow as pa

    if pa.types.is_fixed_size_list(type):
        return f"{type.value_type}[{type.list_size}]"
    return TEXT if pa.types.is_string(type) else str(type)


def _arrow(values: Array) -> Any:
    import pyarrow as pa

    if values.dtype == object:
        return pa.array(values, pa.string())
    if values.ndim == 2:
        type = pa.list_(pa.field("item", pa.int64(), nullable=False), values.shape[1])
        return pa.FixedSizeListArray.from_arrays(pa.array(np.ascontiguousarray(values).reshape(-1)), type=type)
    return pa.array(values)


def _numpy(column: Any, kind: str) -> Array:
    array = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if kind.endswith("]"):
        width = int(kind[kind.index("[") + 1 : -1])
        flat: Array = array.flatten().to_numpy(zero_copy_only=False)
        return flat.reshape(len(array), width)
    found: Array = array.to_numpy(zero_copy_only=False)
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kind_of(values: Array) -> str:
    """The kind that an array is written as."""
    if values.dtype == object:
        return TEXT
    return f"{values.dtype.name}[{values.shape[1]}]" if values.ndim == 2 else values.dtype.name
