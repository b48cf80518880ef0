"""The tables of a trial as XLSX and as PDF/UA-1. Sums are exact numbers; what people typed stays text."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ryadom.desks.ministry.whatif.telling import Told, level_said, yearly
from ryadom.rules import api as rules
from ryadom.ui.figures import day

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE = Path(__file__).parents[1] / "typst" / "trial.typ"
FONTS = Path(__file__).parents[3] / "ui" / "fonts"
MOST_ROWS = 60  # of one table on paper; the file with sheets has all
FAMILIES = ("Golos Text", "Libertinus Serif")  # the second is inside typst and holds Cyrillic


@dataclass(frozen=True)
class Cover:
    """What must stand on every file: whose people, which rules."""

    title: str
    place: str
    imagined: bool
    on: date
    lock: str
    snapshot: str

    @property
    def people(self) -> str:
        """«условное население», or that they are the region's own."""
        return _("условное население") if self.imagined else _("снимок региона")


def workbook(told: Told, effect: rules.Effect, cover: Cover) -> bytes:
    """A sheet with the sentence and the main numbers, one for measures, one for every chart."""
    book = Workbook(write_only=True)
    _sheet(book, _("Главное"), (_("Что"), _("Сколько")), _main(told, effect, cover))
    head = (_("Мера"), _("Право сейчас"), _("Право в сценарии"), _("Рублей в год: больше или меньше"))
    rows = [
        (
            one["title"],
            one["raw"].rights_before,
            one["raw"].rights_after,
            one["money"] if one["sum"] is None else one["sum"],
        )
        for one in told.measures
    ]
    _sheet(book, _("Меры"), head, rows)
    if told.uncosted:
        _sheet(book, _("Без стоимости"), (_("Что не вошло в деньги"),), [(line,) for line in told.uncosted])
    for chart in told.charts:
        names = (chart.label, _("Семей"), _("Больше"), _("Меньше"), _("Неизвестно"), _("Рублей в год"))
        lines = zip(chart.lines, effect.groups[chart.id], strict=True)
        _sheet(
            book, chart.title.replace(":", ","), names,
            [(x.name, x.total, x.gain, x.lose, x.unknown, yearly(row.money)) for x, row in lines],
        )  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _main(told: Told, effect: rules.Effect, cover: Cover) -> list[tuple[Any, ...]]:
    found = effect.families
    return [
        (_("Население"), cover.people), (_("Регион"), cover.place), (_("Сценарий"), cover.title),
        (_("На день"), cover.on), (_("Число"), told.title), (_("Сейчас"), told.before), (_("В сценарии"), told.after),
        (_("Получат больше, семей"), found.gain), (_("Получат меньше, семей"), found.lose),
        (_("Не изменится, семей"), found.unchanged), (_("Не хватает сведений, семей"), found.unknown),
        (_("Рублей в год: больше или меньше"), yearly(effect.money)),
        *((level_said(level), yearly(money)) for level, money in effect.levels),
        (_("Правила"), cover.lock), (_("Снимок населения"), cover.snapshot),
    ]  # fmt: skip


def _sheet(book: Workbook, title: str, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].width = 48
    sheet.append([_cell(sheet, name, bold=True) for name in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: Any, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # what begins like a formula is never one
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    elif isinstance(value, Decimal):
        cell.number_format = "# ##0.00"
    elif isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    if bold:
        cell.font = Font(bold=True)
    return cell


def paper(told: Told, effect: rules.Effect, cover: Cover) -> bytes:
    """A tagged PDF (PDF/UA-1): the sentence, four numbers, money by who pays, every table."""
    data = {
        "lang": (get_language() or "ru")[:2], "fonts": _fonts(), "title": cover.title or told.title,
        "head": f"{cover.place} · {cover.people} · {day(cover.on)}",
        "number": f"{told.title}: {told.before} → {told.after}", "said": told.said,
        "tiles": [[one["label"], one["value"], one["note"]] for one in told.tiles], "tables": _tables(told),
        "foot": _("Правила %(lock)s · население %(hash)s") % {"lock": cover.lock[:16], "hash": cover.snapshot[:16]},
    }  # fmt: skip
    found = typst.compile(
        TEMPLATE, root=TEMPLATE.parent, font_paths=[FONTS] if FONTS.is_dir() else [], ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, format="pdf", pdf_standards="ua-1",
        timestamp=datetime.combine(cover.on, time(), UTC),
    )  # fmt: skip
    assert isinstance(found, bytes)
    return found


def _tables(told: Told) -> list[dict[str, Any]]:
    money = {"title": _("Сколько это стоит"), "head": [_("Кто платит"), _("в месяц"), _("в год")], "rows": told.levels}
    rows = [[one["title"], one["before"], one["after"], one["money"]] for one in told.measures]
    head = [_("Мера"), _("Право сейчас"), _("Право в сценарии"), _("в год")]
    apart = {
        "title": _("Без стоимости"), "head": [_("Что не вошло в деньги")], "rows": [[line] for line in told.uncosted],
    }  # fmt: skip
    charts = [
        {
            "title": chart.title,
            "head": [chart.label, _("Семей"), _("Больше"), _("Меньше"), _("Неизвестно"), _("В месяц")],
            "rows": [
                [x.name, *map(str, (x.total, x.gain, x.lose, x.unknown)), x.money] for x in chart.lines[:MOST_ROWS]
            ],
        }
        for chart in told.charts
    ]
    return [one for one in (money, {"title": _("По мерам"), "head": head, "rows": rows}, apart, *charts) if one["rows"]]


def _fonts() -> list[str]:
    paths = [FONTS] if FONTS.is_dir() else []
    known = set(typst.Fonts(include_system_fonts=False, font_paths=paths).families())
    return [family for family in FAMILIES if family in known]
