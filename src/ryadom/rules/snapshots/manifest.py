"""What a snapshot says about itself: `snapshot.json`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ryadom.lake.api import LakeError, Written

FORMAT = 1
NAME = "snapshot.json"
SUMMARY = ("unknown", "absent", "about", "said", "staff", "document", "register")


class SnapshotError(LakeError):
    """A snapshot that cannot be written or read; `ru` and `en` say why."""


@dataclass(frozen=True, slots=True)
class About:
    """Whose families these are, as known on which day. `imagined`: an invented population, made from `seed`."""

    region: str
    as_of: date
    imagined: bool = False
    seed: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class FactShape:
    """How one fact is coded: `choices` stand in the order of their codes."""

    type: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartFiles:
    """The two files of a part, the facts that each of them has, and whether people have names of their own."""

    families: Written
    persons: Written
    family_facts: tuple[str, ...]
    person_facts: tuple[str, ...]
    labels: tuple[str, ...]
    family_ids: bool
    person_ids: bool


@dataclass(frozen=True)
class Manifest:
    """Everything in `snapshot.json`.

    `family_facts` and `person_facts` count rows by how the fact is known (see SUMMARY; an estimate is counted by its
    source too). `covered` families have months for which their records are complete.
    """

    about: About
    hash: str
    families: int
    persons: int
    covered: int
    months: tuple[date, ...]
    facts: Mapping[str, FactShape]
    family_facts: Mapping[str, Mapping[str, int]]
    person_facts: Mapping[str, Mapping[str, int]]
    labels: Mapping[str, tuple[str, ...]]
    parts: tuple[PartFiles, ...]
    format: int = field(default=FORMAT)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """The file itself; the same manifest gives the same bytes."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, default=date.isoformat, sort_keys=True)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """What a folder says about itself. Raises SnapshotError."""
    path = folder / NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotError(
            f"{path}: это не целый снимок: {error}", f"{path}: this is not a whole snapshot: {error}"
        ) from None
    _demand_format(path, data)
    try:
        return _manifest(data)
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotError(
            f"{path}: описание снимка испорчено: {error}", f"{path}: the snapshot's description is broken: {error}"
        ) from None


def _demand_format(path: Path, data: Any) -> None:
    found = data.get("format") if isinstance(data, dict) else None
    if found != FORMAT:
        raise SnapshotError(
            f"{path}: вид снимка {found}, а эта программа читает вид {FORMAT}. Сделайте снимок заново.",
            f"{path}: format {found}, and this program reads format {FORMAT}. Make the snapshot again.",
        )


def _manifest(data: dict[str, Any]) -> Manifest:
    about = data["about"]
    return Manifest(
        about=About(**{**about, "as_of": date.fromisoformat(about["as_of"])}),
        hash=str(data["hash"]),
        families=int(data["families"]),
        persons=int(data["persons"]),
        covered=int(data["covered"]),
        months=tuple(date.fromisoformat(month) for month in data["months"]),
        facts={key: FactShape(one["type"], tuple(one["choices"])) for key, one in data["facts"].items()},
        family_facts=data["family_facts"],
        person_facts=data["person_facts"],
        labels={name: tuple(names) for name, names in data["labels"].items()},
        parts=tuple(_part(one) for one in data["parts"]),
    )


def _part(data: dict[str, Any]) -> PartFiles:
    lists = {name: tuple(data[name]) for name in ("family_facts", "person_facts", "labels")}
    return PartFiles(
        Written(**data["families"]),
        Written(**data["persons"]),
        **lists,
        family_ids=bool(data["family_ids"]),
        person_ids=bool(data["person_ids"]),
    )
