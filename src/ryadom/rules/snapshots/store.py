"""A snapshot on disk: a folder with `snapshot.json` and two Parquet files for every part.

It is written whole or not at all, and read with every check: the files are there and unchanged, the columns are there
and of their type, and the choices of a fact still have the codes they had.
"""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType

from ryadom.lake.api import LakeError, Written, appearing, check_file, read_table
from ryadom.rules.compiled import Rulebook
from ryadom.rules.snapshots.columns import Unfit, shape_of
from ryadom.rules.snapshots.layout import Columns, family_kinds, part_from, person_kinds
from ryadom.rules.snapshots.manifest import About, Manifest, PartFiles, SnapshotError, read_manifest, write_manifest
from ryadom.rules.snapshots.part import Part
from ryadom.rules.snapshots.tally import Tally

FAMILIES_A_PART = 50_000


class SnapshotWriter:
    """Writes parts as they come; nothing stands under `folder` until the block ends well.

    `hash` and `manifest` may be read after the block. Every part has the same months (the first part says which) and
    ids either everywhere or nowhere. Raises SnapshotError.
    """

    def __init__(self, folder: Path, about: About, book: Rulebook) -> None:
        self.folder, self.about, self.book = Path(folder), about, book
        self.manifest: Manifest | None = None

    def __enter__(self) -> "SnapshotWriter":
        self._demand_region(self.book.region)
        with _as_snapshot_error(), ExitStack() as opening:
            hidden = opening.enter_context(appearing(self.folder))
            self._tally = Tally(hidden, self.about, self.book)
            self._closing = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _as_snapshot_error(), self._closing:
            if error is not None:
                raise error
            self.manifest = self._tally.manifest()
            write_manifest(self._tally.folder, self.manifest)

    def add(self, part: Part) -> None:
        """One more part; the order of parts is the order of families. A part without families is passed over."""
        self._demand_region(part.region)
        if part.families:
            self._tally.add(part)

    @property
    def hash(self) -> str:
        """The content hash of what was written."""
        assert self.manifest is not None, "known when the block has ended"
        return self.manifest.hash

    def _demand_region(self, region: str) -> None:
        if region != self.about.region:
            raise SnapshotError(
                f"Снимок региона {self.about.region}, а правила или семьи из региона {region}.",
                f"A snapshot of {self.about.region}, but the rules or the families are of {region}.",
            )


class Snapshot:
    """A snapshot opened for reading; parts may be read from several threads.

    `book` None reads what the folder says without holding it against today's catalogue. `hash` is the content hash:
    see `tally.py` for what it covers. Raises SnapshotError where the folder is not whole.
    """

    def __init__(self, folder: Path, book: Rulebook | None = None) -> None:
        self.folder, self.manifest = Path(folder), read_manifest(Path(folder))
        self._checked: set[str] = set()
        if book is not None:
            _demand_same_shapes(self.folder, self.manifest, book)
        with _as_snapshot_error():
            for files in self.manifest.parts:
                check_file(self.folder, files.families, deep=False)
                check_file(self.folder, files.persons, deep=False)

    @property
    def about(self) -> About:
        """Whose families these are."""
        return self.manifest.about

    @property
    def families(self) -> int:
        """How many families in all parts."""
        return self.manifest.families

    @property
    def persons(self) -> int:
        """How many persons in all parts."""
        return self.manifest.persons

    @property
    def hash(self) -> str:
        """The content hash."""
        return self.manifest.hash

    @property
    def months(self) -> tuple[date, ...]:
        """The months of incomes, their first days."""
        return self.manifest.months

    @property
    def count(self) -> int:
        """How many parts."""
        return len(self.manifest.parts)

    def part(self, number: int, *, facts: Collection[str] | None = None) -> Part:
        """One part, by its place. The bytes of its files are held against their checksums the first time.

        `facts`: only these are read (and no ids); who is in a family, labels and incomes always are.
        """
        files, shapes = self.manifest.parts[number], self.manifest.facts
        if facts is not None:
            files = _only(files, facts)
        with _as_snapshot_error():
            families = self._table(files.families, family_kinds(files, shapes))
            persons = self._table(files.persons, person_kinds(files, shapes, len(self.months)))
        self._demand_whole_families(files, int(families["persons"].sum()))
        return part_from(self.manifest, files, families, persons)

    def parts(self, *, facts: Collection[str] | None = None) -> Iterator[Part]:
        """Every part in order, one in memory at a time."""
        return (self.part(number, facts=facts) for number in range(self.count))

    def _table(self, written: Written, kinds: dict[str, str]) -> Columns:
        check_file(self.folder, written, deep=written.file not in self._checked)
        self._checked.add(written.file)
        return read_table(self.folder / written.file, written.rows, kinds)

    def _demand_whole_families(self, files: PartFiles, persons: int) -> None:
        if persons != files.persons.rows:
            raise SnapshotError(
                f"{self.folder / files.persons.file}: людей {files.persons.rows}, а в семьях их {persons}.",
                f"{self.folder / files.persons.file}: {files.persons.rows} persons, but families have {persons}.",
            )


def _only(files: PartFiles, facts: Collection[str]) -> PartFiles:
    family, person = (tuple(key for key in keys if key in facts) for keys in (files.family_facts, files.person_facts))
    return replace(files, family_facts=family, person_facts=person, family_ids=False, person_ids=False)


def _demand_same_shapes(folder: Path, manifest: Manifest, book: Rulebook) -> None:
    """A code means what it meant. Raises SnapshotError for another region and for a fact that has changed."""
    if book.region != manifest.about.region:
        raise SnapshotError(
            f"{folder}: снимок региона {manifest.about.region}, а правила региона {book.region}.",
            f"{folder}: a snapshot of {manifest.about.region}, but the rules are of {book.region}.",
        )
    for key, shape in manifest.facts.items():
        now = _shape_now(book, key)
        if now != (shape.type, shape.choices):
            raise SnapshotError(
                f"{folder}: факт «{key}» с тех пор изменился в каталоге: был {_said(shape.type, shape.choices)}, "
                f"стал {_said(*now) if now else 'неизвестен'}. Сделайте снимок заново.",
                f'{folder}: the fact "{key}" has changed in the catalogue: it was {_said(shape.type, shape.choices)}, '
                f"it is {_said(*now) if now else 'unknown'}. Make the snapshot again.",
            )


def _shape_now(book: Rulebook, key: str) -> tuple[str, tuple[str, ...]] | None:
    try:
        return shape_of(book, key)
    except Unfit:
        return None


def _said(type: str, choices: tuple[str, ...]) -> str:
    return f"{type} ({', '.join(choices)})" if choices else type


@contextmanager
def _as_snapshot_error() -> Iterator[None]:
    try:
        yield
    except SnapshotError:
        raise
    except LakeError as error:
        raise SnapshotError(error.ru, error.en) from None


__all__ = ["FAMILIES_A_PART", "About", "Snapshot", "SnapshotError", "SnapshotWriter"]
