"""From a folder to a Practice: every file read strictly, checked against the schema of its kind, locked by its
content.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError

from ryadom.packs.errors import Finding, PracticeErrors, did_you_mean
from ryadom.packs.kinds import Kind, all_kinds
from ryadom.packs.reading import Document, read_file
from ryadom.packs.schema import PracticeFile, RegionFile

BESIDE = frozenset({"practice.yaml", "region.yaml", "README.md", "CHANGELOG.md", "maturity.yaml"})
PROSE = frozenset({"texts"})


@dataclass(frozen=True)
class Item:
    """One file of a practice: its kind, its id (the file's name), the checked value and where every value stands."""

    kind: str
    id: str
    practice: str
    value: Any
    document: Document = field(repr=False, compare=False)

    def finding(self, path: tuple[str | int, ...], ru: str, en: str, severity: str = "error") -> Finding:
        """A finding at a place of this file."""
        return self.document.finding(path, ru, en, severity)


@dataclass(frozen=True)
class Practice:
    """A loaded practice. `lock` is the hash of its content: the same bytes give the same lock everywhere."""

    id: str
    about: PracticeFile
    region: RegionFile | None
    items: Mapping[str, tuple[Item, ...]]
    lock: str
    folder: Path

    def of(self, kind: str) -> tuple[Item, ...]:
        """The items of one kind, by file name."""
        return self.items.get(kind, ())


def load_practice(folder: Path, root: Path | None = None) -> Practice:
    """Load one practice folder. Raises PracticeErrors naming every fault of every file."""
    reader = _Reader(folder, root or folder.parent.parent)
    return reader.load()


def find_practices(path: Path) -> list[Path]:
    """The practice folders at or below `path`, in order. A link is not followed."""
    if (path / "practice.yaml").is_file():
        return [path]
    return sorted(found.parent for found in path.glob("**/practice.yaml") if not found.is_symlink())


class _Reader:
    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.root = root
        self.findings: list[Finding] = []
        self.hash = sha256()

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def load(self) -> Practice:
        items: dict[str, list[Item]] = {}
        about = self.typed(self.folder / "practice.yaml", PracticeFile)
        region = (
            self.typed(self.folder / "region.yaml", RegionFile) if (self.folder / "region.yaml").is_file() else None
        )
        self.expect_id(about)
        for path, kind in self.files():
            item = self.item(path, kind, about)
            if item:
                items.setdefault(kind.name, []).append(item)
        if self.findings or about is None:
            raise PracticeErrors(self.findings)
        held = MappingProxyType({kind: tuple(found) for kind, found in items.items()})
        return Practice(about.id, about, region, held, self.lock(), self.folder)

    def expect_id(self, about: PracticeFile | None) -> None:
        expected = f"{self.folder.parent.name}/{self.folder.name}"
        if about is not None and about.id != expected:
            place = self.name(self.folder / "practice.yaml")
            self.findings.append(
                Finding(place, 1, 1, f"id должен повторять путь: {expected}", f"id must repeat the path: {expected}")
            )

    def files(self) -> Iterable[tuple[Path, Kind]]:
        kinds = all_kinds()
        for path in sorted(self.folder.iterdir()):
            if path.is_dir() and path.name in kinds:
                yield from self.in_folder(path, kinds[path.name])
            elif path.is_symlink() or (path.name not in BESIDE and path.name not in PROSE):
                ru, en = did_you_mean(path.name, [*kinds, *BESIDE])
                self.findings.append(
                    Finding(
                        self.name(path),
                        1,
                        1,
                        f"в практике не бывает «{path.name}»{ru}",
                        f'a practice holds no "{path.name}"{en}',
                    )
                )

    def in_folder(self, folder: Path, kind: Kind) -> Iterable[tuple[Path, Kind]]:
        for path in sorted(folder.iterdir()):
            if path.suffix == ".yaml" and path.is_file() and not path.is_symlink():
                yield path, kind
            else:
                self.findings.append(
                    Finding(self.name(path), 1, 1, "здесь бывают только файлы .yaml", "only .yaml files stand here")
                )

    def item(self, path: Path, kind: Kind, about: PracticeFile | None) -> Item | None:
        document = self.document(path)
        value = self.checked(document, kind.schema) if document else None
        if document is None or value is None:
            return None
        return Item(kind.name, path.stem, about.id if about else "", value, document)

    def typed(self, path: Path, schema: type[Any]) -> Any:
        document = self.document(path)
        return self.checked(document, schema) if document else None

    def document(self, path: Path) -> Document | None:
        try:
            return read_file(path, self.name(path))
        except PracticeErrors as errors:
            self.findings.extend(errors.findings)
            return None

    def checked(self, document: Document, schema: type[BaseModel]) -> Any:
        try:
            return schema.model_validate(document.data)
        except ValidationError as error:
            self.findings.extend(explain(document, schema, error))
            return None

    def lock(self) -> str:
        """The hash of every file's name and bytes, in order; a hidden file of an editor is left out."""
        for path in sorted(p for p in self.folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
            content = path.read_bytes()
            self.hash.update(f"{path.relative_to(self.folder).as_posix()}\0{len(content)}\0".encode())
            self.hash.update(content)
        return self.hash.hexdigest()


def explain(document: Document, schema: type[BaseModel], error: ValidationError) -> list[Finding]:
    """pydantic's faults as findings with file, line, column and the nearest known key, in Russian and English."""
    return [_finding(document, schema, fault) for fault in error.errors(include_url=False)]


_SAID = {
    "missing": ("не хватает ключа", "a key is missing"),
    "string_type": ("здесь нужен текст", "text is needed here"),
    "bool_type": ("здесь нужно true или false", "true or false is needed here"),
    "int_type": ("здесь нужно целое число", "a whole number is needed here"),
    "date_type": ("здесь нужна дата, как 2026-01-31", "a date like 2026-01-31 is needed here"),
    "date_from_datetime_parsing": ("здесь нужна дата, как 2026-01-31", "a date like 2026-01-31 is needed here"),
    "decimal_type": ("здесь нужно число", "a number is needed here"),
    "list_type": ("здесь нужен список", "a list is needed here"),
    "dict_type": ("здесь нужны ключи и значения", "keys and values are needed here"),
    "model_type": ("здесь нужны ключи и значения", "keys and values are needed here"),
    "model_attributes_type": ("здесь нужны ключи и значения", "keys and values are needed here"),
}


def _finding(document: Document, schema: type[BaseModel], fault: Any) -> Finding:
    path = _known_path(document, fault["loc"])
    if fault["type"] == "extra_forbidden":
        key = str(fault["loc"][-1])
        ru, en = did_you_mean(key, _keys_at(schema, fault["loc"][:-1]))
        return document.finding(path, f"неизвестный ключ «{key}»{ru}", f'unknown key "{key}"{en}')
    if fault["type"] == "missing":
        key = str(fault["loc"][-1])
        return document.finding(path, f"не хватает ключа «{key}»", f'the key "{key}" is missing')
    if fault["type"] == "literal_error":
        allowed = fault["ctx"]["expected"]
        return document.finding(path, f"можно только: {allowed}", f"must be one of: {allowed}")
    ru, en = _SAID.get(fault["type"], (fault["msg"], fault["msg"]))
    where = ".".join(str(part) for part in fault["loc"])
    return document.finding(path, f"{where}: {ru}", f"{where}: {en}")


def _known_path(document: Document, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    path: tuple[str | int, ...] = ()
    for part in loc:
        if (*path, part) in document.marks:
            path = (*path, part)
    return path


def _keys_at(schema: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that the schema knows at a place; all of the schema's own where the place cannot be followed."""
    current: Any = schema
    for part in loc:
        if (
            isinstance(part, str)
            and isinstance(current, type)
            and issubclass(current, BaseModel)
            and part in current.model_fields
        ):
            current = _model_in(current.model_fields[part].annotation) or current
    return list(current.model_fields)


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _model_in(part))), None)
