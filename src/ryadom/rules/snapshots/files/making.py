"""A snapshot from a folder of files: all is read and judged first, and only then is anything written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ryadom.lake.api import ENDINGS, LakeError, open_sheet
from ryadom.rules.compiled import Rulebook
from ryadom.rules.snapshots.files.cells import CellReader
from ryadom.rules.snapshots.files.families import Families
from ryadom.rules.snapshots.files.faults import Fault, Report
from ryadom.rules.snapshots.files.headers import FAMILIES, PERSONS, TABLES, Table, header_of
from ryadom.rules.snapshots.files.reading import Reading
from ryadom.rules.snapshots.files.staging import Staging
from ryadom.rules.snapshots.store import FAMILIES_A_PART, About, SnapshotError, SnapshotWriter


@dataclass(frozen=True)
class FileRead:
    """One file as it was read: what was found out about it, how many rows, which columns were passed over."""

    name: str
    found: str
    rows: int
    passed: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """What came of it. `hash` None: nothing was written, for there were faults."""

    files: tuple[FileRead, ...]
    faults: int
    first: tuple[Fault, ...]
    left_out: int
    families: int = 0
    persons: int = 0
    hash: str | None = None


def make_snapshot(
    folder: Path,
    out: Path,
    about: About,
    book: Rulebook,
    *,
    report: Path,
    only_good: bool = False,
    source: str = "said",
    most: int = FAMILIES_A_PART,
) -> Made:
    """Read `families`, `persons`, `incomes` and `received` (CSV, XLSX, Parquet; also `persons-2.csv` and so on).

    Every fault goes to the file `report`. With one, nothing is written, unless `only_good`: then the families that
    have none, whole. A file that cannot be read at all stops everything. Raises SnapshotError.
    """
    files = _files(folder)
    with _staging() as staging, Report(report) as faults:
        reading = Reading(CellReader(book, about.as_of), staging, faults, source)
        read, broken = _read_all(files, reading, book)
        families = Families(book, staging, about.as_of)
        if not broken:
            _judge(families, faults)
        left_out = staging.count_bad()
        found = Made(tuple(read), faults.count, tuple(faults.first), left_out)
        if broken or (faults.count and not only_good):
            return found
        return _write(families, found, SnapshotWriter(out, about, book), most)


def _write(families: Families, found: Made, writer: SnapshotWriter, most: int) -> Made:
    with writer:
        for part in families.parts(most):
            writer.add(part)
    done = writer.manifest
    assert done is not None
    return Made(found.files, found.faults, found.first, found.left_out, done.families, done.persons, done.hash)


def _files(folder: Path) -> list[tuple[Table, Path]]:
    """The files of every table in the order of their names. Raises SnapshotError where a table is missing."""
    there = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS) if folder.is_dir() else []
    found = [(table, path) for table in TABLES for path in there if _is(table, path)]
    for table in (FAMILIES, PERSONS):
        if not any(one is table for one, _ in found):
            raise SnapshotError(
                f"{folder}: нет файла {table.name} ({', '.join(ENDINGS)}).",
                f"{folder}: there is no file {table.name} ({', '.join(ENDINGS)}).",
            )
    return found


def _is(table: Table, path: Path) -> bool:
    return path.stem == table.name or path.stem.startswith((f"{table.name}-", f"{table.name}_"))


@contextmanager
def _staging() -> Iterator[Staging]:
    with TemporaryDirectory(prefix="ryadom-") as place:
        staging = Staging(Path(place) / "rows.sqlite")
        try:
            yield staging
        finally:
            staging.close()


def _read_all(files: list[tuple[Table, Path]], reading: Reading, book: Rulebook) -> tuple[list[FileRead], bool]:
    """Every file, families first; True where one could not be read."""
    read: list[FileRead] = []
    broken = False
    for table, path in files:
        try:
            with open_sheet(path) as sheet:
                header = header_of(sheet, table, book)
                read.append(FileRead(path.name, sheet.found, reading.read(table.name, sheet, header), header.passed))
        except LakeError as error:
            reading.report.add(Fault(path.name, 0, "", error.ru, error.en))
            broken = True
    return read, broken


def _judge(families: Families, faults: Report) -> None:
    """Faults that no row has by itself: persons of no family, and families that cannot be."""
    staging = families.staging
    staging.index()
    for file, line, family in staging.lost_persons():
        faults.add(Fault(file, line, "family", f"Нет семьи «{family}».", f'No family "{family}".'))
    spoilt = []
    for family, fault in families.faults():
        faults.add(fault)
        spoilt.append(family)
    for family in spoilt:
        staging.spoil(family)
