"""Any list as an XLSX file. What people typed stays text: a cell that begins like a formula is never one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 100_000
MAX_TEXT = 32_000  # Excel holds 32,767 characters in a cell
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Value = str | int | Decimal | date | datetime | bool | None


class TooLong(ValueError):
    """More rows than one file holds: narrow the list."""


def write(title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet with a header row. Dates stay dates, sums stay numbers with two decimals. Raises TooLong."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_UNPRINTABLE.sub("", re.sub(r"[\\/*?:\[\]]", " ", title))[:31] or "1")
    sheet.freeze_panes = "A2"
    sheet.append([_header(sheet, column) for column in columns])
    for count, row in enumerate(rows, 1):
        if count > MAX_ROWS:
            raise TooLong(f"more than {MAX_ROWS} rows")
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _header(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    if isinstance(value, str):
        return _text(sheet, value)
    shown: Any = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    cell = WriteOnlyCell(sheet, value=shown)
    if isinstance(value, Decimal):
        cell.number_format = "# ##0.00"
    elif isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    return cell


def _text(sheet: WriteOnlyWorksheet, value: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=_UNPRINTABLE.sub("", value)[:MAX_TEXT])
    cell.data_type = "s"
    # The quote sign tells a spreadsheet that the cell is text even after it is saved as CSV and opened again.
    cell.quotePrefix = value.startswith(_FORMULA)
    return cell
