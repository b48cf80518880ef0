"""The rows of the four tables, read into the staging; every bad cell is a fault, and spoils its family."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from ryadom.lake.api import Sheet
from ryadom.packs.api import did_you_mean
from ryadom.rules.snapshots.files import cells
from ryadom.rules.snapshots.files.cells import Bad, CellReader
from ryadom.rules.snapshots.files.faults import Fault, Report
from ryadom.rules.snapshots.files.headers import Header
from ryadom.rules.snapshots.files.staging import Cells, FamilyRow, IncomeRow, PersonRow, Staging

Row = Mapping[str, Any]
KOPECKS = 100
LONGEST_ID = 100


class Reading:
    """Reads rows of one file after another. `source` is who says a fact where no column does."""

    def __init__(self, reader: CellReader, staging: Staging, report: Report, source: str) -> None:
        self.reader, self.staging, self.report, self.source = reader, staging, report, source
        self.file, self.line, self.faults = "", 0, 0

    def read(self, name: str, sheet: Sheet, header: Header) -> int:
        """Every row of a file of one of the four tables; how many there were."""
        take = {"families": self._family, "persons": self._person, "incomes": self._income, "received": self._received}
        self.file, rows = sheet.path.name, 0
        for self.line, row in sheet.rows:
            rows, self.faults = rows + 1, 0
            if "" in row:
                self._fault("", "В строке больше ячеек, чем столбцов.", "The row has more cells than columns.")
            take[name](row, header)
        return rows

    # --- families and persons ----------------------------------------------------------------------------------------

    def _family(self, row: Row, header: Header) -> None:
        id = self._id(row, "id")
        facts = self._facts(row, header)
        complete = self._cell(row, "persons-complete", cells.yes, True)
        cover = self._cover(row)
        labels = {name: str(row[column]) for column, name in header.labels.items() if row.get(column) is not None}
        if id is None:
            return
        if self.faults == 0:
            self._keep_family(FamilyRow(id, self.file, self.line, facts, not complete, cover, labels))
        if self.faults:
            self.staging.spoil_row(id)

    def _keep_family(self, row: FamilyRow) -> None:
        """The same row in two files is one family; two different ones are a fault."""
        before = self.staging.add_family(row)
        if before and before[1] and not before[2]:
            self._fault(
                "id",
                f"Семья «{row.id}» уже есть в {before[0]}, строка {before[1]}, и там о ней сказано другое.",
                f'The family "{row.id}" stands in {before[0]}, line {before[1]}, and there it is told otherwise.',
            )

    def _cover(self, row: Row) -> tuple[date, date] | None:
        first, last = (self._cell(row, name, self.reader.month, None) for name in ("cover-from", "cover-to"))
        if first and last and last < first:
            self._fault("cover-to", "Последний месяц раньше первого.", "The last month comes before the first.")
        elif (first is None) != (last is None) and self.faults == 0:
            self._fault("cover-from", "Нужны оба месяца или ни одного.", "Both months are needed, or none.")
        return (first, last) if first and last else None

    def _person(self, row: Row, header: Header) -> None:
        id, family = self._id(row, "id"), self._id(row, "family")
        facts = self._facts(row, header)
        if id is not None and family is not None:
            # A bad row is kept too: the family is left out, and rows about the person are not bad by themselves.
            self._keep_person(PersonRow(id, family, self.file, self.line, facts))
        if family is not None and self.faults:
            self.staging.spoil(family)

    def _keep_person(self, row: PersonRow) -> None:
        before = self.staging.add_person(row)
        if before:
            self._fault(
                "id",
                f"Человек «{row.id}» уже есть: {before[0]}, строка {before[1]}.",
                f'The person "{row.id}" stands already in {before[0]}, line {before[1]}.',
            )
            self.staging.spoil(before[2])

    def _facts(self, row: Row, header: Header) -> Cells:
        source = self._cell(row, "source", cells.source, self.source)
        found: Cells = {}
        for column, key in header.facts.items():
            raw = row.get(column)
            if raw is not None:
                with self._faulty(column):
                    found[key] = self.reader.fact(key, raw, source)
        return found

    # --- incomes and what was received -------------------------------------------------------------------------------

    def _income(self, row: Row, header: Header) -> None:
        person = self._known_person(row)
        month = self._cell(row, "month", self.reader.month, None, needed=True)
        amount = self._cell(row, "amount", cells.money, None, needed=True)
        kind = str(row.get("kind") or "")
        if person and month and amount is not None and self.faults == 0:
            kopecks = int(amount * KOPECKS)
            if not self.staging.add_income(IncomeRow(person, month, kind, kopecks, self.file, self.line)):
                self._fault(
                    "month",
                    "Этот человек, месяц и вид дохода уже были.",
                    "This person, month and kind of income stand already.",
                )
        self._spoil_family_of(person)

    def _received(self, row: Row, header: Header) -> None:
        measure = self._measure(row)
        person = self._known_person(row) if row.get("person") is not None else None
        family = self._known_family(row) if row.get("person") is None else None
        source = self._cell(row, "source", cells.source, self.source)
        owner, raw = person or family, row.get("value")
        if measure and owner and self.faults == 0:
            key = f"received:{measure}"
            with self._faulty("value"):
                cell = self.reader.fact(key, True if raw is None else raw, source)
                if not self.staging.add_received(owner, person is not None, key, cell, self.file, self.line):
                    raise Bad("Эта мера уже отмечена.", "This measure is marked already.")
        self._spoil_family_of(person)
        if family and self.faults:
            self.staging.spoil(family)

    def _measure(self, row: Row) -> str | None:
        id, known = row.get("measure"), self.reader.book.measures
        if id in known:
            return str(id)
        ru, en = did_you_mean(str(id), known)
        self._fault("measure", f"Нет меры «{id}»{ru}.", f'No measure "{id}"{en}.')
        return None

    def _known_person(self, row: Row) -> str | None:
        id = self._id(row, "person")
        if id is not None and self.staging.family_of(id) is None:
            self._fault("person", f"Нет человека «{id}».", f'No person "{id}".')
            return None
        return id

    def _known_family(self, row: Row) -> str | None:
        id = self._id(row, "family")
        if id is not None and not self.staging.has_family(id):
            self._fault("family", f"Нет семьи «{id}».", f'No family "{id}".')
            return None
        return id

    def _spoil_family_of(self, person: str | None) -> None:
        family = self.staging.family_of(person) if person and self.faults else None
        if family:
            self.staging.spoil(family)

    # --- cells and faults --------------------------------------------------------------------------------------------

    def _id(self, row: Row, column: str) -> str | None:
        raw = row.get(column)
        text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw if raw is not None else "")
        if 0 < len(text) <= LONGEST_ID and "@" not in text:
            return text
        self._fault(column, "Нужен номер: слово без @.", "An id is needed: a word without @.")
        return None

    def _cell(self, row: Row, column: str, read: Callable[[Any], Any], otherwise: Any, *, needed: bool = False) -> Any:
        raw = row.get(column)
        if raw is None and not needed:
            return otherwise
        with self._faulty(column):
            if raw is None:
                raise Bad("Пусто, а нужно значение.", "Empty, but a value is needed.")
            return read(raw)
        return otherwise

    @contextmanager
    def _faulty(self, column: str) -> Iterator[None]:
        try:
            yield
        except Bad as bad:
            self._fault(column, bad.ru, bad.en)

    def _fault(self, column: str, ru: str, en: str) -> None:
        self.faults += 1
        self.report.add(Fault(self.file, self.line, column, ru, en))
