"""Files as tables of texts: CSV (UTF-8 or Windows-1251, comma or semicolon), XLSX, Parquet; strict and bounded."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from ryadom.people.imports.faults import FileFaults, RowFault, whole

LARGEST = 2 * 1024**3
LARGEST_UNPACKED = 4 * 1024**3
MOST_COLUMNS = 100
LONGEST_CELL = 4000
ENDINGS = (".csv", ".xlsx", ".parquet")


@dataclass(frozen=True)
class Line:
    """One row: its number as an editor counts it, and its texts by column."""

    file: str
    number: int
    values: dict[str, str]

    def fault(self, column: str, ru: str, en: str) -> RowFault:
        return RowFault(self.file, self.number, column, ru, en)


@dataclass
class Table:
    """One sheet: where it stands (`persons.csv`, `region.xlsx [Люди]`), its name, columns, rows and their faults."""

    file: str
    name: str
    columns: tuple[str, ...]
    lines: list[Line]
    faults: list[RowFault] = field(default_factory=list)


def read_tables(name: str, content: bytes) -> list[Table]:
    """The tables of one file by its ending. Raises FileFaults when it cannot be read at all."""
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise whole(name, "Такой файл не загрузить: нужен CSV, XLSX или Parquet.", "Only CSV, XLSX or Parquet is read.")
    if not content:
        raise whole(name, "Файл пустой.", "The file is empty.")
    if len(content) > LARGEST:
        raise whole(name, "Файл слишком большой: разделите его.", "The file is too large: split it.")
    return {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}[ending](name, content)


def _csv(name: str, content: bytes) -> list[Table]:
    text = _decoded(name, content)
    if "\x00" in text:
        raise whole(name, "В файле есть нулевые знаки: это не CSV.", "There are zero bytes: this is no CSV.")
    header = text[: text.find("\n")] if "\n" in text else text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in header else ",", strict=True)
    return [_table(name, PurePath(name).stem, _numbered(name, reader))]


def _decoded(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise whole(name, "Не понять буквы: сохраните файл в UTF-8.", "The letters cannot be read: save the file as UTF-8.")


def _numbered(name: str, reader: Any) -> Iterator[tuple[int, list[str]]]:
    before = 0
    try:
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error:
        raise whole(
            name, f"После строки {before} кавычки стоят не так или файл обрезан.",
            f"After line {before} quotes are wrong or the file is cut off.",
        ) from None  # fmt: skip


def _xlsx(name: str, content: bytes) -> list[Table]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST_UNPACKED:
                raise whole(name, "Файл слишком большой внутри.", "The file is too large inside.")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except FileFaults:
        raise
    except Exception:  # openpyxl raises whatever its parsers do
        raise whole(name, "Файл XLSX повреждён или обрезан.", "The XLSX is damaged or cut off.") from None
    sheets = [(sheet.title, sheet) for sheet in book.worksheets]
    single = len(sheets) == 1
    tables = []
    for title, sheet in sheets:
        rows = ((number, [_text(cell) for cell in row]) for number, row in enumerate(sheet.values, 1))
        table = _table(f"{name} [{title}]", title, rows)
        if single:
            table.name = PurePath(name).stem if table.name.lower().startswith(("sheet", "лист")) else table.name
        if table.columns:
            tables.append(table)
    return tables


def _parquet(name: str, content: bytes) -> list[Table]:
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    try:
        table = parquet.read_table(io.BytesIO(content))
        columns = [[_text(value) for value in column.to_pylist()] for column in table.itercolumns()]
    except (arrow.ArrowException, OSError, ValueError):
        raise whole(name, "Файл Parquet повреждён или обрезан.", "The Parquet is damaged or cut off.") from None
    rows = enumerate([list(table.column_names), *(list(row) for row in zip(*columns, strict=True))], 1)
    return [_table(name, PurePath(name).stem, rows)]


def _text(value: object) -> str:
    """A cell as people write it; a number loses no digit, a date no day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _table(file: str, name: str, rows: Iterable[tuple[int, Sequence[str]]]) -> Table:
    numbered = iter(rows)
    _first, header = next(numbered, (1, []))
    columns = _trimmed([cell.strip() for cell in header])
    if len(columns) > MOST_COLUMNS:
        raise whole(file, f"Больше {MOST_COLUMNS} столбцов.", f"More than {MOST_COLUMNS} columns.")
    table = Table(file, name, tuple(columns), [])
    for number, row in numbered:
        _take(table, number, row)
    return table


def _take(table: Table, number: int, row: Sequence[str]) -> None:
    cells = _trimmed([cell.strip() for cell in row])
    if not any(cells):
        return
    if len(cells) > len(table.columns):
        table.faults.append(
            RowFault(table.file, number, "", "В строке больше значений, чем столбцов.", "More values than columns.")
        )
        return
    if any(len(cell) > LONGEST_CELL for cell in cells):
        table.faults.append(RowFault(table.file, number, "", "Слишком длинное значение.", "A value is too long."))
        return
    padded = [*cells, *([""] * (len(table.columns) - len(cells)))]
    table.lines.append(Line(table.file, number, dict(zip(table.columns, padded, strict=True))))


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end that spreadsheets leave."""
    while cells and not cells[-1]:
        cells.pop()
    return cells
