"""Rows that were read, kept on disk until whole families can be put together: a family may be spread over files.

A temporary SQLite database: memory stays flat however many rows come, and order is the order of the files.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ryadom.rules.snapshots.laying import Cell

TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE family (id TEXT PRIMARY KEY, file TEXT, line INT, body TEXT, bad INT DEFAULT 0);
CREATE TABLE person (id TEXT PRIMARY KEY, family TEXT, file TEXT, line INT, body TEXT);
CREATE TABLE income (person TEXT, month TEXT, kind TEXT, kopecks INT, file TEXT, line INT,
    PRIMARY KEY (person, month, kind)) WITHOUT ROWID;
CREATE TABLE received (owner TEXT, person INT, key TEXT, cell TEXT, file TEXT, line INT,
    PRIMARY KEY (owner, person, key)) WITHOUT ROWID;
"""
MEMBERS = "CREATE INDEX person_family ON person (family)"
Cells = dict[str, Cell]


@dataclass(frozen=True)
class FamilyRow:
    """A family as its row says it. `cover` is None where the row says no months."""

    id: str
    file: str
    line: int
    cells: Cells
    open: bool = False
    cover: tuple[date, date] | None = None
    labels: dict[str, str] = field(default_factory=dict)

    def body(self) -> str:
        """Everything but the place, for comparing and keeping."""
        cover = self.cover and [month.isoformat() for month in self.cover]
        return json.dumps([self.cells, self.open, cover, self.labels], ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class PersonRow:
    """A person as their row says it."""

    id: str
    family: str
    file: str
    line: int
    cells: Cells


@dataclass(frozen=True)
class IncomeRow:
    """A sum of one kind in one month."""

    person: str
    month: date
    kind: str
    kopecks: int
    file: str
    line: int


class Staging:
    """What was read, by family. `bad` families had a fault in one of their rows and are left out whole."""

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)
        self.database.executescript(TABLES)

    def close(self) -> None:
        """Let the file go."""
        self.database.close()

    def add_family(self, row: FamilyRow) -> tuple[str, int, bool] | None:
        """Keep a row. Where the id stands already: its file and line, and whether it said the same."""
        body = row.body()
        if self._insert("INSERT OR IGNORE INTO family VALUES (?, ?, ?, ?, 0)", row.id, row.file, row.line, body):
            return None
        file, line, before = self._one("SELECT file, line, body FROM family WHERE id = ?", row.id)
        return file, line, before == body

    def add_person(self, row: PersonRow) -> tuple[str, int, str] | None:
        """Keep a row. Where the id stands already: its file, line and family."""
        cells = json.dumps(row.cells)
        if self._insert(
            "INSERT OR IGNORE INTO person VALUES (?, ?, ?, ?, ?)", row.id, row.family, row.file, row.line, cells
        ):
            return None
        file, line, family = self._one("SELECT file, line, family FROM person WHERE id = ?", row.id)
        return file, line, family

    def add_income(self, row: IncomeRow) -> bool:
        """Keep a row; False where the same person, month and kind stand already."""
        return self._insert(
            "INSERT OR IGNORE INTO income VALUES (?, ?, ?, ?, ?, ?)",
            *(row.person, row.month.isoformat(), row.kind, row.kopecks, row.file, row.line),
        )

    def add_received(self, owner: str, of_person: bool, key: str, cell: Cell, file: str, line: int) -> bool:
        """Keep what a person or a family received; False where it stands already."""
        return self._insert(
            "INSERT OR IGNORE INTO received VALUES (?, ?, ?, ?, ?, ?)",
            *(owner, of_person, key, json.dumps(cell), file, line),
        )

    def spoil(self, family: str) -> None:
        """A row of somebody in this family was bad; a family that nobody named stays unnamed."""
        self.database.execute("UPDATE family SET bad = 1 WHERE id = ?", (family,))

    def spoil_row(self, family: str) -> None:
        """The family's own row was bad."""
        self.database.execute(
            "INSERT INTO family VALUES (?, '', 0, '', 1) ON CONFLICT (id) DO UPDATE SET bad = 1", (family,)
        )

    def family_of(self, person: str) -> str | None:
        """The family of a person, by the rows read so far."""
        found = self.database.execute("SELECT family FROM person WHERE id = ?", (person,)).fetchone()
        return found[0] if found else None

    def has_family(self, id: str) -> bool:
        """Whether a row of the family was read."""
        return self.database.execute("SELECT 1 FROM family WHERE id = ?", (id,)).fetchone() is not None

    def index(self) -> None:
        """When all persons are there."""
        self.database.execute(MEMBERS)

    def lost_persons(self) -> Iterator[tuple[str, int, str]]:
        """File, line and family of persons whose family has no row."""
        return iter(
            self.database.execute(
                "SELECT p.file, p.line, p.family FROM person p LEFT JOIN family f ON f.id = p.family"
                " WHERE f.id IS NULL ORDER BY p.rowid"
            )
        )

    def months(self) -> tuple[date, date] | None:
        """The first and the last month of any income or any stated cover."""
        first, last = self._one(
            "SELECT min(first), max(last) FROM (SELECT min(month) AS first, max(month) AS last FROM income UNION ALL"
            " SELECT min(json_extract(body, '$[2][0]')), max(json_extract(body, '$[2][1]')) FROM family"
            " WHERE body <> '')"
        )
        return (date.fromisoformat(first), date.fromisoformat(last)) if first else None

    def families(self) -> Iterator[FamilyRow]:
        """Families without a bad row, in the order of their rows."""
        rows = self.database.execute("SELECT id, file, line, body FROM family WHERE bad = 0 ORDER BY rowid")
        for id, file, line, body in rows:
            cells, open, cover, labels = json.loads(body)
            months = (date.fromisoformat(cover[0]), date.fromisoformat(cover[1])) if cover else None
            yield FamilyRow(id, file, line, cells, open, months, labels)

    def count_bad(self) -> int:
        """How many families had a bad row."""
        return int(self._one("SELECT count(*) FROM family WHERE bad = 1")[0])

    def persons(self, family: str) -> list[PersonRow]:
        """The persons of a family in the order of their rows, whatever file they came in."""
        rows = self.database.execute(
            "SELECT id, family, file, line, body FROM person WHERE family = ? ORDER BY rowid", (family,)
        )
        return [PersonRow(id, of, file, line, json.loads(body)) for id, of, file, line, body in rows]

    def incomes(self, person: str) -> list[tuple[date, int]]:
        """Kopecks by month; one month may come several times."""
        rows = self.database.execute(
            "SELECT month, kopecks FROM income WHERE person = ? ORDER BY month, kind", (person,)
        )
        return [(date.fromisoformat(month), kopecks) for month, kopecks in rows]

    def received(self, owner: str, of_person: bool) -> Cells:
        """What a person or a family received."""
        rows = self.database.execute(
            "SELECT key, cell FROM received WHERE owner = ? AND person = ?", (owner, of_person)
        )
        return {key: tuple(json.loads(cell)) for key, cell in rows}

    def _insert(self, sql: str, *values: object) -> bool:
        return self.database.execute(sql, values).rowcount > 0

    def _one(self, sql: str, *values: object) -> tuple:  # type: ignore[type-arg]
        found: tuple = self.database.execute(sql, values).fetchone()  # type: ignore[type-arg]
        return found
