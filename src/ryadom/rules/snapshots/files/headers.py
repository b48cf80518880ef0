"""What the columns of each table may be, and what a file's own columns are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ryadom.lake.api import LakeError, Sheet
from ryadom.packs.api import did_you_mean
from ryadom.rules.compiled import Rulebook
from ryadom.rules.snapshots.files.cells import key_of

LABEL = "label:"
NOTE = "#"  # a column that begins with it is for the office itself


@dataclass(frozen=True)
class Table:
    """One table of a snapshot: its columns beside facts, those it must have, and whose facts it may hold."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    labels: bool = False

    @property
    def own(self) -> tuple[str, ...]:
        """The columns that are no facts."""
        return self.required + self.optional


FAMILIES = Table(
    "families",
    ("id",),
    ("district", "persons-complete", "cover-from", "cover-to", "source"),
    ("family", "dwelling", "application"),
    labels=True,
)
PERSONS = Table("persons", ("id", "family"), ("source",), ("person",))
INCOMES = Table("incomes", ("person", "month", "amount"), ("kind",))
RECEIVED = Table("received", ("measure",), ("family", "person", "value", "source"))
TABLES = (FAMILIES, PERSONS, INCOMES, RECEIVED)


@dataclass(frozen=True)
class Header:
    """The columns of one file: facts by column, labels by column. Texts and notes are passed over."""

    facts: Mapping[str, str]
    labels: Mapping[str, str]
    passed: tuple[str, ...]


def header_of(sheet: Sheet, table: Table, book: Rulebook) -> Header:
    """What the columns of a file are. Raises LakeError naming every column that is missing or not understood."""
    required = table.required + (("family-role",) if table is PERSONS and "family-role" in book.facts else ())
    facts, labels, passed, unknown = {}, {}, [], []
    for column in sheet.columns:
        if column in table.own:
            labels.update({column: column} if column == "district" else {})
        elif table.labels and column.startswith(LABEL):
            labels[column] = column.removeprefix(LABEL)
        elif column.startswith(NOTE):
            passed.append(column)
        elif (key := key_of(book, column, table.owners)) is None:
            unknown.append(column)
        elif key in book.facts and book.facts[key].file.type == "text":
            passed.append(column)
        else:
            facts[column] = key
    missing = [one for one in required if one not in sheet.columns and one not in facts.values()]
    _demand(sheet, missing, unknown, _known(table, book))
    _demand_once(sheet, facts)
    return Header(facts, labels, tuple(passed))


def _known(table: Table, book: Rulebook) -> list[str]:
    kinds = [(key, kind.file) for key, kind in book.facts.items() if kind.file.of in table.owners]
    return [*table.own, *(key for key, _ in kinds), *(file.name for _, file in kinds)]


def _demand(sheet: Sheet, missing: Iterable[str], unknown: Iterable[str], known: list[str]) -> None:
    ru = [f"нет столбца «{column}»" for column in missing]
    en = [f'there is no column "{column}"' for column in missing]
    for column in unknown:
        hint = did_you_mean(column, known)
        ru.append(f"непонятный столбец «{column}»{hint[0]} (столбец для себя начните с {NOTE})")
        en.append(f'a column that is not understood: "{column}"{hint[1]} (begin a column of your own with {NOTE})')
    if ru:
        raise LakeError(f"{sheet.path}: {'; '.join(ru)}.", f"{sheet.path}: {'; '.join(en)}.")


def _demand_once(sheet: Sheet, facts: Mapping[str, str]) -> None:
    twice = {key for key in facts.values() if list(facts.values()).count(key) > 1}
    if twice:
        raise LakeError(
            f"{sheet.path}: два столбца об одном: {', '.join(sorted(twice))}.",
            f"{sheet.path}: two columns of one fact: {', '.join(sorted(twice))}.",
        )
