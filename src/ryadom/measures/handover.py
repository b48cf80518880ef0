"""Measures that another body decides and we collect: the list to hand over, and its answers coming back as a file.

The file is the one we gave, with three columns filled in. It is read whole before anything is written: either every
row is registered, or the faults are told by row and nothing has changed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ryadom.cases import api as cases
from ryadom.kit.money import BadMoney, parse_money
from ryadom.people import api as people
from ryadom.people.api import Actor

from . import may, queries
from .actions import register_outcome
from .errors import ClaimError, Forbidden
from .models import LIVE, Claim, Mode

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5000
# The heads of the columns that come back; the file is an agreement with another body, so they do not follow a language.
NUMBER, OUTCOME, AMOUNT, REASON = "Номер", "Итог (назначено / отказано)", "Сумма", "Причина отказа"
_YES, _NO = "назначено", "отказано"


class BadFile(ClaimError):
    """The file was not taken; `faults` are sentences by row."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__(" ".join(faults[:20]))


@dataclass(frozen=True)
class Answer:
    """One row that came back."""

    claim: UUID
    got: bool
    amount: Decimal | None
    reason: str


def outgoing(*, by: Actor, measure: str, on: date, at: datetime) -> bytes:
    """XLSX of the open claims for a measure we only collect, with empty columns for the answers. Raises Forbidden.

    Everybody in the list gets a line in their access log.
    """
    if not may.worker(by):
        raise Forbidden
    rows = queries.joined(by.region).filter(measure=measure, mode=Mode.INTAKE, state__in=LIVE).order_by("id")
    claims = queries.joined_views(by.region, rows)
    persons = people.persons(region=by.region, ids={claim.person for claim in claims})
    if persons:
        purpose = _("Передача заявлений в ведомство")
        people.log_reading(by=by, at=at, person_ids=persons, purpose=purpose, what=["СНИЛС"])
    header = (NUMBER, "Подано", "Заявитель", "СНИЛС", "Для кого", "Мера", OUTCOME, AMOUNT, REASON)
    with override("ru"):
        return cases.xlsx(f"Передача {on:%d.%m.%Y}", header, (_row(claim, persons[claim.person]) for claim in claims))


@transaction.atomic
def incoming(*, by: Actor, data: bytes, on: date, at: datetime) -> int:
    """Register the answers of a file; gives how many. Rows without an outcome are passed over.

    Raises BadFile with the faults of all rows, Forbidden.
    """
    if not may.worker(by):
        raise Forbidden
    answers = _read(by.region, data)
    for answer in answers:
        register_outcome(
            by=by, claim=answer.claim, got=answer.got, amount=answer.amount, reason=answer.reason, on=on, at=at
        )
    return len(answers)


def _row(claim: queries.ClaimView, person: people.Person) -> tuple[Any, ...]:
    who = "" if claim.subject == str(claim.person) else claim.subject_name
    return claim.number, claim.sent_on, person.full_name, person.snils_text, who, claim.title, "", "", ""


def _read(region: str, data: bytes) -> list[Answer]:
    table = _table(data)
    known = _claims(region, [row[NUMBER] for _line, row in table])
    answers: list[Answer] = []
    faults: list[str] = []
    for line, row in table:
        try:
            answers.append(_answer(row, known, {answer.claim for answer in answers}))
        except (ValueError, BadMoney) as fault:
            told = fault.ru if isinstance(fault, BadMoney) else str(fault)
            faults.append(_("Строка %(line)s: %(fault)s") % {"line": line, "fault": told})
    if faults:
        raise BadFile(*faults)
    return answers


def _answer(row: dict[str, str], known: dict[str, UUID], seen: set[UUID]) -> Answer:
    claim = known.get(row[NUMBER])
    if claim is None:
        raise ValueError(_("нет открытого заявления с номером «%(number)s».") % {"number": row[NUMBER][:40]})
    if claim in seen:
        raise ValueError(_("этот номер уже был выше."))
    said = row[OUTCOME].casefold()
    if said not in (_YES, _NO):
        raise ValueError(_("итог — «назначено» или «отказано»."))
    if said == _NO and not row[REASON]:
        raise ValueError(_("для отказа нужна причина."))
    return Answer(claim, said == _YES, parse_money(row[AMOUNT]) if row[AMOUNT] else None, row[REASON])


def _table(data: bytes) -> list[tuple[int, dict[str, str]]]:
    if len(data) > MAX_BYTES:
        raise BadFile(_("Файл слишком большой."))
    rows = iter(_cells(data))
    head = next(rows, ())
    missing = [name for name in (NUMBER, OUTCOME, AMOUNT, REASON) if name not in head]
    if missing:
        raise BadFile(_("В первой строке нет столбцов: %(columns)s.") % {"columns": ", ".join(missing)})
    named = ((line, dict(zip(head, row, strict=False))) for line, row in enumerate(rows, 2))
    return [(line, row) for line, row in named if row.get(OUTCOME)]


def _cells(data: bytes) -> Iterable[tuple[str, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > 20 * MAX_BYTES:
                raise BadFile(_("Файл слишком большой."))
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        rows = list(sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 1, max_col=30))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError):
        raise BadFile(_("Это не таблица XLSX. Сохраните файл как XLSX и попробуйте снова.")) from None
    return [tuple(cases.typed(_text(cell), 2000) for cell in row) for row in rows]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    # A spreadsheet keeps every number as a float; sums come back exact to the kopeck through their shortest text.
    return format(Decimal(repr(cell)), "f") if isinstance(cell, float) else str(cell)


def _claims(region: str, numbers: list[str]) -> dict[str, UUID]:
    rows = Claim.objects.in_region(region).filter(mode=Mode.INTAKE, state__in=LIVE, case__number__in=numbers)
    return dict(rows.values_list("case__number", "token"))
