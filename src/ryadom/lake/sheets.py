"""Tables as offices send them: CSV, XLSX and Parquet, row by row, without the whole file in memory.

CSV may be UTF-8 (with or without its mark) or Windows-1251, with `,`, `;` or tabs between cells: both are found out and
said. Cells come as text from CSV and as dates, numbers and booleans where the file itself says so.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from ryadom.lake.errors import LakeError

ENDINGS = (".csv", ".xlsx", ".parquet")
ENCODINGS = ("utf-8-sig", "utf-8", "cp1251")
MARK = b"\xef\xbb\xbf"
LONGEST_CELL = 10_000
BATCH = 10_000
Row = tuple[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Sheet:
    """An open table: its columns in order, what was found out about the file, its rows with their line numbers.

    A cell without anything in it is None. Rows without any cell are passed over.
    """

    path: Path
    columns: tuple[str, ...]
    found: str
    rows: Iterator[Row]


@contextmanager
def open_sheet(path: Path) -> Iterator[Sheet]:
    """A file of one of ENDINGS. Raises LakeError: not readable, empty, a column that stands twice or has no name."""
    try:
        opening = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}[path.suffix.lower()]
    except KeyError:
        raise LakeError(
            f"{path}: нужен файл CSV, XLSX или Parquet.", f"{path}: a CSV, XLSX or Parquet file is needed."
        ) from None
    if not path.is_file() or path.stat().st_size == 0:
        raise LakeError(f"{path}: файл пуст или его нет.", f"{path}: the file is empty or missing.")
    with opening(path) as sheet:
        _demand_columns(sheet)
        yield sheet


def _demand_columns(sheet: Sheet) -> None:
    twice = sorted({name for name in sheet.columns if sheet.columns.count(name) > 1})
    if not sheet.columns or "" in sheet.columns or twice:
        which = f": {', '.join(one or '«»' for one in twice)}" if twice else ""
        raise LakeError(
            f"{sheet.path}: первой строкой нужны названия столбцов, каждое один раз{which}.",
            f"{sheet.path}: the first line must name the columns, each once{which}.",
        )


# --- CSV -------------------------------------------------------------------------------------------------------------


@contextmanager
def _csv(path: Path) -> Iterator[Sheet]:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        mark = _delimiter(file)
        reader = csv.reader(file, delimiter=mark, strict=True)
        with _named(path, csv.Error):
            columns = tuple(_name(cell) for cell in next(reader, []))
        said = {"\t": "tab"}.get(mark, mark)
        yield Sheet(path, columns, f"{encoding}, «{said}»", _csv_rows(path, reader, columns))


def encoding_of(path: Path) -> str:
    """UTF-8 with its mark, UTF-8, or Windows-1251. Raises LakeError for bytes that are none of them."""
    for encoding in ENCODINGS:
        if encoding == "utf-8-sig" and not _begins_with_mark(path):
            continue
        try:
            with path.open(encoding=encoding) as file:
                while text := file.read(1 << 20):
                    if "\0" in text:
                        raise UnicodeError("a zero byte")
        except UnicodeError:
            continue
        return encoding
    raise LakeError(
        f"{path}: кодировка не узнана: сохраните файл как UTF-8 или Windows-1251.",
        f"{path}: the encoding is not recognised: save the file as UTF-8 or Windows-1251.",
    )


def _begins_with_mark(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(3) == MARK


def _delimiter(file: TextIO) -> str:
    first = file.readline()
    file.seek(0)
    return max((";", ",", "\t"), key=first.count)


def _csv_rows(path: Path, reader: Any, columns: tuple[str, ...]) -> Iterator[Row]:
    with _named(path, csv.Error, lambda: f" (строка / line {reader.line_num})"):
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _cells(columns, cells)


# --- XLSX and Parquet ------------------------------------------------------------------------------------------------


@contextmanager
def _xlsx(path: Path) -> Iterator[Sheet]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    with _named(path, (BadZipFile, KeyError, ValueError, OSError, EOFError)):
        book = load_workbook(path, read_only=True, data_only=True)
    try:
        first = book.worksheets[0]
        rows = first.iter_rows(values_only=True)
        columns = tuple(_name(cell) for cell in _without_tail(next(rows, ())))
        yield Sheet(path, columns, f"xlsx, «{first.title}»", _xlsx_rows(rows, columns))
    finally:
        book.close()


def _without_tail(cells: Iterable[Any]) -> list[Any]:
    """A sheet is often wider than what stands in it."""
    found = list(cells)
    while found and found[-1] is None:
        found.pop()
    return found


def _xlsx_rows(rows: Iterator[tuple[Any, ...]], columns: tuple[str, ...]) -> Iterator[Row]:
    for line, cells in enumerate(rows, start=2):
        if any(cell is not None and str(cell).strip() for cell in cells):
            yield line, _cells(columns, _without_tail(cells))


@contextmanager
def _parquet(path: Path) -> Iterator[Sheet]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _named(path, (pa.ArrowException, OSError)):
        file = pq.ParquetFile(path, memory_map=True)
    columns = tuple(file.schema_arrow.names)
    with file:
        yield Sheet(path, columns, "parquet", _parquet_rows(path, file, columns, pa.ArrowException))


def _parquet_rows(path: Path, file: Any, columns: tuple[str, ...], broken: type[Exception]) -> Iterator[Row]:
    """Rows are numbered from 1: there is no line of names."""
    line = 0
    with _named(path, (broken, OSError)):
        for batch in file.iter_batches(BATCH, use_threads=False):
            for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                line += 1
                yield line, _cells(columns, cells)


# --- cells -----------------------------------------------------------------------------------------------------------


def _name(cell: Any) -> str:
    return str(cell if cell is not None else "").strip()


def _cells(columns: tuple[str, ...], cells: Iterable[Any]) -> dict[str, Any]:
    """Cells by column; those beyond the last column stand under "" so that nobody loses them."""
    found = dict(zip(columns, chain(map(_cell, cells), [None] * len(columns)), strict=False))
    beyond = [cell for cell in list(cells)[len(columns) :] if _cell(cell) is not None]
    return {**found, "": beyond} if beyond else found


def _cell(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.strip()[:LONGEST_CELL] or None
    if isinstance(cell, datetime) and cell.tzinfo is None and not (cell.hour or cell.minute or cell.second):
        return cell.date()
    return cell


@contextmanager
def _named(path: Path, errors: Any, where: Any = lambda: "") -> Iterator[None]:
    """What a library says about a file, with the file's name."""
    try:
        yield
    except errors as error:
        raise LakeError(
            f"{path}: файл не читается{where()}: {error}", f"{path}: the file cannot be read{where()}: {error}"
        ) from None
