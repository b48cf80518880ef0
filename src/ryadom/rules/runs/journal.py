"""`run.json`: what a run is over, which of its parts are whole, and whether it is finished."""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ryadom.lake.api import LakeError, Written, check_file
from ryadom.rules.runs.disk import appear
from ryadom.rules.runs.faults import RunError, another_run
from ryadom.rules.runs.partfiles import name_of

NAME, LOCK, FORMAT = "run.json", ".lock", 1


@dataclass
class Journal:
    """The book of one folder. `identity`: everything that the decisions depend on, as JSON holds it."""

    folder: Path
    identity: Mapping[str, Any]
    parts: dict[int, Written] = field(default_factory=dict)
    complete: bool = False
    hash: str | None = None
    files: dict[str, str] = field(default_factory=dict)

    def whole(self, number: int) -> bool:
        """The file of a part is there, byte for byte as it was written."""
        written = self.parts.get(number)
        try:
            if written is not None:
                check_file(self.folder, written, deep=True)
        except LakeError:
            return False
        return written is not None

    def done(self, number: int, written: Written) -> None:
        """A part is whole from now on."""
        self.parts[number] = written
        self.save()

    def finish(self, hash: str, files: Mapping[str, str]) -> None:
        """Everything is whole: the last thing that a run writes."""
        self.complete, self.hash, self.files = True, hash, dict(files)
        self.save()

    def again(self) -> None:
        """Work goes on, so the folder is not finished."""
        self.complete, self.hash, self.files = False, None, {}
        self.save()

    def save(self) -> None:
        """Write `run.json`, whole."""
        content = {
            "format": FORMAT,
            "complete": self.complete,
            "hash": self.hash,
            **self.identity,
            "parts": {str(number): asdict(one) for number, one in sorted(self.parts.items())},
            "files": self.files,
        }
        appear(self.folder / NAME, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


@contextmanager
def opened(folder: Path, identity: Mapping[str, Any]) -> Iterator[Journal]:
    """The journal of a new or a begun run, held by this process alone. Raises RunError where the folder holds
    something else, or where another process works in it.
    """
    found = _read(folder)
    if found is None:
        _demand_empty(folder)
    else:
        _demand_same(folder, found, identity)
    folder.mkdir(parents=True, exist_ok=True)
    with _held(folder):
        found = _read(folder)
        parts = {int(number): Written(**one) for number, one in found["parts"].items()} if found else {}
        yield Journal(
            folder,
            identity,
            {number: one for number, one in parts.items() if one.file == name_of(number)},
            bool(found and found["complete"]),
            found["hash"] if found else None,
            dict(found["files"]) if found else {},
        )


def _read(folder: Path) -> dict[str, Any] | None:
    path = folder / NAME
    if not path.exists():
        return None
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            raise ValueError(f"format {found['format']}")
        [found[name] for name in ("parts", "complete", "hash", "files")]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path}: журнал прогона испорчен: {error}", f"{path}: a broken journal: {error}") from None
    return found


def _demand_empty(folder: Path) -> None:
    """What a killed run leaves before its journal is hidden, so a dot may stand here."""
    if folder.exists() and (not folder.is_dir() or any(not one.name.startswith(".") for one in folder.iterdir())):
        raise RunError(
            f"{folder}: здесь уже что-то есть, и это не прогон. Назовите новую папку.",
            f"{folder}: something is here already, and it is no run. Name a new folder.",
        )


def _demand_same(folder: Path, found: Mapping[str, Any], identity: Mapping[str, Any]) -> None:
    for name, here in identity.items():
        if found.get(name) != here:
            raise another_run(folder, name, _short(found.get(name)), _short(here))


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:36]}…"


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """A lock that the system lets go when the process dies, however it dies."""
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RunError(
                f"{folder}: другой процесс уже считает в этой папке.", f"{folder}: another process works here already."
            ) from None
        yield
