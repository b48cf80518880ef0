"""A comparison in files: JSON for machines, a workbook, a PDF to print, and its pictures. All or nothing."""

import json
import shutil
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from ryadom.lake.api import LakeError
from ryadom.rules.whatif.comparison import Comparison
from ryadom.rules.whatif.drawing import pictures
from ryadom.rules.whatif.rendering import comparison_as_data
from ryadom.rules.whatif.telling import Cell, Table, Told, told

FONTS = Path(__file__).resolve().parents[2] / "ui" / "fonts"
TEMPLATES = Path(__file__).parent / "typst"
FAMILIES = ("Golos Text", "Libertinus Serif")  # the second is inside typst and holds Cyrillic
MOST_SIGNS = 31  # of the name of a sheet


def write_files(found: Comparison, out: Path, lang: str) -> None:
    """Write everything into a new folder; a broken writer leaves nothing. Raises LakeError where `out` exists."""
    if out.exists():
        raise LakeError(f"{out}: уже есть, назовите новую папку", f"{out}: exists already, name a new folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    hidden = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        shown = told(found, lang)
        drawn = pictures(shown.tables, shown.ground, lang)
        data = json.dumps(comparison_as_data(found), ensure_ascii=False, indent=1, sort_keys=True)
        (hidden / "comparison.json").write_text(data, encoding="utf-8")
        for name, picture in drawn.items():
            (hidden / f"{name}.svg").write_text(picture, encoding="utf-8")
        (hidden / "comparison.pdf").write_bytes(as_pdf(found, shown, drawn, lang))
        as_workbook(found, shown).save(hidden / "comparison.xlsx")
        hidden.chmod(0o755)
        hidden.rename(out)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise


def as_workbook(found: Comparison, shown: Told) -> Workbook:
    """A sheet a table; where it comes from stands on every one."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.creator = "Ryadom"
    book.properties.created = book.properties.modified = datetime.combine(found.scenario.on, time())
    for table in shown.tables:
        _sheet(book, shown, table)
    return book


def _sheet(book: Workbook, shown: Told, table: Table) -> None:
    sheet = book.create_sheet(_name(table.title))
    rows: list[tuple[Cell, ...]] = [(shown.title,), (shown.ground,), (table.note,), table.columns, *table.rows]
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a title that begins with = is words, not a formula
    for head in sheet[4]:
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True)
    sheet.column_dimensions["A"].width = 44
    sheet.freeze_panes = "B5"


def _name(title: str) -> str:
    return "".join(sign for sign in title if sign not in "[]:*?/\\")[:MOST_SIGNS]


def as_pdf(found: Comparison, shown: Told, drawn: dict[str, str], lang: str) -> bytes:
    """The tables with their pictures above them; the same comparison gives the same bytes."""
    import typst

    data: dict[str, Any] = {
        "lang": lang, "title": shown.title, "ground": shown.ground, "sentences": shown.sentences,
        "fonts": list(FAMILIES) if FONTS.is_dir() else [FAMILIES[1]],
        "tables": [_printed(table, drawn.get(table.id, "")) for table in shown.tables if table.rows],
    }  # fmt: skip
    pdf = typst.compile(
        TEMPLATES / "comparison.typ", root=TEMPLATES, font_paths=[FONTS] if FONTS.is_dir() else [],
        ignore_system_fonts=True, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, format="pdf",
        pdf_standards="ua-1", timestamp=datetime.combine(found.scenario.on, time(), UTC),
    )  # fmt: skip
    assert isinstance(pdf, bytes)
    return pdf


def _printed(table: Table, picture: str) -> dict[str, Any]:
    empty = {at for at in range(1, len(table.columns)) if all(row[at] is None for row in table.rows)}
    kept = [at for at in range(len(table.columns)) if at not in empty]
    rows = [[_shown(row[at]) for at in kept] for row in table.rows]
    return {
        "title": table.title, "columns": [table.columns[at] for at in kept], "rows": rows, "note": table.note,
        "picture": picture,
    }  # fmt: skip


def _shown(cell: Cell) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    said = f"{cell:,}".replace(",", "\u00a0").replace(".", ",")
    return said.replace("-", "−")
