"""Which tables may be loaded and what their columns are called, in Russian and in English."""

from collections.abc import Iterable
from dataclasses import dataclass

from ryadom.people.imports.faults import RowFault
from ryadom.people.imports.files import Line, Table


@dataclass(frozen=True)
class Column:
    """One column: its key, the Russian name, whether every row must fill it."""

    key: str
    ru: str
    required: bool = False


@dataclass(frozen=True)
class Sheet:
    """One kind of table by its English and Russian name."""

    key: str
    ru: str
    columns: tuple[Column, ...]

    def column(self, written: str) -> Column | None:
        wanted = written.casefold().replace("_", " ").strip()
        return next((one for one in self.columns if wanted in (one.key.replace("_", " "), one.ru.casefold())), None)

    def fits(self, columns: Iterable[str]) -> bool:
        """Whether every required column is there and none is strange."""
        known = {one.key for written in columns if (one := self.column(written))}
        return all(one.key in known for one in self.columns if one.required)


PERSON = Column("person", "человек", required=True)
SOURCE = Column("source", "источник", required=True)
NOTE = Column("note", "пометка")

PERSONS = Sheet("persons", "люди", (
    PERSON, Column("surname", "фамилия", required=True), Column("name", "имя", required=True),
    Column("patronymic", "отчество"), Column("birth_date", "дата рождения"), Column("sex", "пол"),
    Column("snils", "СНИЛС"), Column("phone", "телефон"), Column("address", "адрес"), SOURCE,
))  # fmt: skip
FAMILIES = Sheet("families", "семьи", (
    Column("family", "семья", required=True), PERSON, Column("role", "роль", required=True),
    Column("starts", "с", required=True), Column("ends", "по"), Column("contract_date", "дата договора"),
    Column("address", "адрес"), Column("oktmo", "ОКТМО"), SOURCE,
))  # fmt: skip
FACTS = Sheet("facts", "сведения", (
    Column("person", "человек"), Column("family", "семья"), Column("fact", "сведение", required=True),
    Column("value", "значение", required=True), SOURCE, Column("as_of", "на день"), Column("valid_from", "верно с"),
    Column("valid_to", "верно по"), NOTE,
))  # fmt: skip
INCOMES = Sheet("incomes", "доходы", (
    PERSON, Column("month", "месяц", required=True), Column("kind", "вид", required=True),
    Column("amount", "сумма", required=True), SOURCE, NOTE,
))  # fmt: skip
OWN_SHEETS = (PERSONS, FAMILIES, FACTS, INCOMES)


def sheet_of(table: Table, sheets: Iterable[Sheet]) -> Sheet | None:
    """What a table is: by its name, or by the columns that it has."""
    known = list(sheets)
    name = table.name.casefold()
    named = next((one for one in known if name in (one.key, one.ru)), None)
    return named or next((one for one in known if one.fits(table.columns)), None)


def header_faults(table: Table, sheet: Sheet) -> list[RowFault]:
    """What is wrong with the columns: missing, strange, twice."""
    keys = [one.key if (one := sheet.column(written)) else None for written in table.columns]
    known = ", ".join(one.ru for one in sheet.columns)
    strange = [
        RowFault(table.file, 1, written or "—", f"Такого столбца нет. Есть: {known}.",
                 f"There is no such column. There are: {', '.join(one.key for one in sheet.columns)}.")
        for written, key in zip(table.columns, keys, strict=True) if key is None
    ]  # fmt: skip
    missing = [
        RowFault(table.file, 1, one.ru, "Не хватает столбца.", f'The column "{one.key}" is missing.')
        for one in sheet.columns if one.required and one.key not in keys
    ]  # fmt: skip
    twice = sorted({key for key in keys if key and keys.count(key) > 1})
    return [*strange, *missing, *(RowFault(table.file, 1, key, "Столбец стоит дважды.", "The column stands twice.")
                                  for key in twice)]  # fmt: skip


def keyed(line: Line, sheet: Sheet) -> Line:
    """The same line with its texts by the keys of columns."""
    return Line(
        line.file,
        line.number,
        {one.key: text for written, text in line.values.items() if (one := sheet.column(written))},
    )
