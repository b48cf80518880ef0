"""The tables of a run as a text (Markdown) and as a workbook (XLSX)."""

from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from ryadom.kit.money import format_money
from ryadom.packs.api import Text
from ryadom.rules.runs.figures import Summary
from ryadom.rules.runs.tables import Cell, Kind, Table, tables
from ryadom.rules.runs.words import heading

KOPECKS = 100
DASH = "—"
FORMATS = {"count": "#,##0", "money": "#,##0.00", "text": "General"}
FORMULA = ("=", "+", "-", "@")
SHEET_NAME = 31  # the longest that XLSX allows


def as_markdown(summary: Summary, language: str = "ru") -> str:
    """All tables one after another. Every table of an imagined population says so."""
    lines = [f"# {heading(summary).said(language)}", "", *_about(summary, language)]
    for table in tables(summary):
        lines += ["", f"## {_title(summary, table, language)}", "", table.note.said(language), ""]
        lines += _rows(table, language) if table.rows else [DASH]
    return "\n".join(lines) + "\n"


def _about(summary: Summary, language: str) -> list[str]:
    about = summary.about
    ru = (
        f"- Регион: {about.region}. {about.title}",
        f"- Снимок от {about.as_of:%d.%m.%Y}: `{about.snapshot}`",
        f"- Правила: `{about.rules}`",
        f"- Хеш решений: `{summary.hash}`",
    )
    en = (
        f"- Region: {about.region}. {about.title}",
        f"- Snapshot of {about.as_of}: `{about.snapshot}`",
        f"- Rules: `{about.rules}`",
        f"- Hash of the decisions: `{summary.hash}`",
    )
    return list(en if language == "en" else ru)


def _title(summary: Summary, table: Table, language: str) -> str:
    note = summary.note
    return table.title.said(language) + (f" ({note.said(language)})" if note else "")


def _rows(table: Table, language: str) -> list[str]:
    titles = [column.title.said(language) for column in table.columns]
    marks = ["---" if column.kind == "text" else "--:" for column in table.columns]
    lines = [" | ".join(titles), " | ".join(marks)]
    for row in table.rows:
        cells = (_said(cell, column.kind, language) for cell, column in zip(row, table.columns, strict=True))
        lines.append(" | ".join(cells))
    return [f"| {line} |" for line in lines]


def _said(cell: Cell, kind: Kind, language: str) -> str:
    if cell is None:
        return DASH
    if isinstance(cell, int):
        return format_money(Decimal(cell) / KOPECKS) if kind == "money" else f"{cell:,}".replace(",", "\u00a0")
    text = cell.said(language) if isinstance(cell, Text) else cell
    return text.replace("|", "\\|").replace("\n", " ")


def as_workbook(summary: Summary, language: str = "ru") -> bytes:
    """A sheet a table; sums are numbers of exact kopecks. Written row by row, so a long one needs no memory."""
    book = Workbook(write_only=True)
    made = datetime.combine(summary.about.on, time())
    book.properties.created = book.properties.modified = made
    book.properties.title = heading(summary).said(language)
    for table in tables(summary):
        _sheet(book, summary, table, language)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _sheet(book: Workbook, summary: Summary, table: Table, language: str) -> None:
    sheet = book.create_sheet(table.title.said(language)[:SHEET_NAME])
    sheet.freeze_panes = "B4"
    sheet.column_dimensions["A"].width = 44
    sheet.append([_cell(sheet, f"{_title(summary, table, language)}. {heading(summary).said(language)}", bold=True)])
    sheet.append([_cell(sheet, table.note.said(language))])
    sheet.append([_cell(sheet, column.title.said(language), bold=True) for column in table.columns])
    for row in table.rows:
        sheet.append(
            [_number(sheet, cell, column.kind, language) for cell, column in zip(row, table.columns, strict=True)]
        )


def _number(sheet: Any, cell: Cell, kind: Kind, language: str) -> Any:
    if not isinstance(cell, int):
        return _cell(sheet, DASH if cell is None else cell.said(language) if isinstance(cell, Text) else cell)
    exact: Any = Decimal(cell) / KOPECKS if kind == "money" else cell  # openpyxl writes a Decimal digit by digit
    found = WriteOnlyCell(sheet, exact)
    found.number_format = FORMATS[kind]
    return found


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """A text that no spreadsheet takes for a formula."""
    found = WriteOnlyCell(sheet, f"'{text}" if text.startswith(FORMULA) else text)
    found.font = Font(bold=bold)
    return found
