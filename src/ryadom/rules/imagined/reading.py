"""A region's file, read strictly: every fault at once, with the file, the key and the nearest known name."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ryadom.packs.api import did_you_mean
from ryadom.rules.imagined import shapes
from ryadom.rules.imagined.faults import Faults, RegionFault
from ryadom.rules.imagined.layout import PLACES
from ryadom.rules.imagined.marginals import Marginal, Origin, RegionFile

TOP = ("region", "title", "as_of", "villages", "left_unknown", "unknown")
ORIGIN = ("source", "assumed", "note")
REST = "else"  # of `unknown`: the share for facts that it does not name


def read_region(path: Path) -> RegionFile:
    """The region that a file tells. Raises RegionFault with every fault of it."""
    try:
        data = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError) as error:
        raise RegionFault([(f"{path}: файл не читается: {error}", f"{path}: cannot be read: {error}")]) from None
    except tomllib.TOMLDecodeError as error:
        raise RegionFault([(f"{path}: это не TOML: {error}", f"{path}: no TOML: {error}")]) from None
    return _Reader(str(path), data).region()


class _Reader:
    def __init__(self, file: str, data: dict[str, Any]) -> None:
        self.data, self.faults = data, Faults(file)

    def region(self) -> RegionFile:
        for key in ("region", "title", "as_of"):
            self.needed(key, date if key == "as_of" else str)
        self.known_keys()
        marginals = {path: found for path in PLACES if (found := self.marginal(path))}
        unknown = self.unknown()
        left = self.table("left_unknown")
        villages = frozenset(self.data.get("villages", ()))
        self.faults.of_names("villages", villages, getattr(marginals.get("districts"), "names", villages))
        self.faults.raise_if_any()
        return RegionFile(
            self.faults.file,
            self.data["region"],
            self.data["title"],
            self.data["as_of"],
            villages,
            marginals,
            {key: share for key, share in unknown.items() if key != REST},
            unknown.get(REST, Decimal(0)),
            {str(key): str(why) for key, why in left.items()},
        )

    def needed(self, key: str, type_: type) -> None:
        if not isinstance(self.data.get(key), type_):
            what = ("дата, как 2026-11-20", "a date like 2026-11-20") if type_ is date else ("текст", "a text")
            self.faults.add(key, f"нужно: {what[0]}", f"needed: {what[1]}")

    def table(self, key: str) -> Mapping[str, Any]:
        found = self.data.get(key, {})
        if isinstance(found, dict):
            return found
        self.faults.add(key, "здесь нужна таблица", "a table is needed here")
        return {}

    def known_keys(self) -> None:
        """Nothing stands in the file that nobody reads."""
        groups = {path.partition(".")[0] for path in PLACES}
        self.faults.of_names("", self.data, {*TOP, *groups})
        for group in groups & self.data.keys():
            inner = [path.partition(".")[2] for path in PLACES if path.startswith(f"{group}.")]
            if inner:
                self.faults.of_names(group, self.table(group), inner)

    def marginal(self, path: str) -> Marginal | None:
        place, raw = PLACES[path], self.at(path)
        if raw is None:
            self.faults.add(path, f"нет таблицы: {place.title}", "the table is missing")
            return None
        self.faults.of_names(path, raw, (*ORIGIN, *shapes.KEYS[place.kind]))
        try:
            return shapes.MAKERS[place.kind](self.origin(path, raw), raw, place.names)
        except shapes.Wrong as wrong:
            self.faults.add(path, wrong.ru, wrong.en)
        return None

    def at(self, path: str) -> dict[str, Any] | None:
        found: Any = self.data
        for key in path.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else None

    def origin(self, path: str, raw: Mapping[str, Any]) -> Origin:
        """A source, or `assumed = true`: one of both, never both."""
        source, assumed = raw.get("source"), raw.get("assumed")
        if (isinstance(source, str) and bool(source)) == (assumed is True):
            self.faults.add(path, 'нужен source = "..." или assumed = true', 'source = "..." or assumed = true')
        return Origin(source if isinstance(source, str) else None, str(raw.get("note", "")))

    def unknown(self) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for key, raw in self.table("unknown").items():
            if key in ORIGIN:
                continue
            try:
                found[key] = shapes.share(raw)
            except shapes.Wrong as wrong:
                self.faults.add(f"unknown.{key}", wrong.ru, wrong.en)
        self.origin("unknown", self.table("unknown"))
        return found


def fits(region: RegionFile, known: Iterable[str], made: Iterable[str]) -> None:
    """Every fact of the book (`known`) is imagined (`made`) or left unknown on purpose, and the file names no other.

    Raises RegionFault.
    """
    faults, facts = Faults(region.file), set(known)
    faults.of_names("unknown", region.unknown, facts)
    faults.of_names("left_unknown", region.left_unknown, facts)
    for key in sorted(facts - set(made) - region.left_unknown.keys()):
        faults.add(
            "left_unknown",
            f"сведение «{key}» не придумано и не названо неизвестным",
            f'the fact "{key}" is neither imagined nor left unknown',
        )
    faults.raise_if_any()


__all__ = ["RegionFault", "did_you_mean", "fits", "read_region"]
