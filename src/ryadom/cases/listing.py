"""A list of cases as a table that people take away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from .shapes import CaseView


def table(rows: Iterable[CaseView], on: date) -> tuple[Sequence[str], list[Sequence[object]]]:
    """Header and rows of a list for XLSX."""
    header = [
        _("Номер"),
        _("Вид"),
        _("О чём"),
        _("Заявитель"),
        _("Принято"),
        _("Обещано"),
        _("Просрочено"),
        _("Этап"),
        _("У кого"),
        _("Итог"),
    ]
    lines: list[Sequence[object]] = [
        (
            row.number, row.kind_title, row.title, row.person_name, row.opened_on, row.promised_on,
            _("да") if row.overdue(on) else "", row.stage_title,
            row.holder.name if row.holder else "", row.outcome_title,
        )
        for row in rows
    ]  # fmt: skip
    return header, lines
