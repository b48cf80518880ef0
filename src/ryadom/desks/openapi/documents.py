"""A facts document that came as JSON: exact numbers, dates where the catalogue wants dates, faults by JSON Pointer."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.packs.api import Document, Finding
from ryadom.rules.api import Rulebook

Path = tuple[str | int, ...]
LARGEST_BODY = 1_000_000
DEEPEST = 20
LONGEST_NUMBER = 24
GROUPS = ("family", "dwelling", "application")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class NotJson(ValueError):
    """The body is not one JSON document in UTF-8."""


@dataclass(frozen=True)
class WrongNumber:
    """A number that is not one of this world: too long, or no number at all (NaN)."""

    text: str


@dataclass(frozen=True)
class Twice:
    """An object that names a key twice: nobody knows which value was meant."""

    key: str


@dataclass(frozen=True)
class Fault:
    """What is wrong and where: a JSON Pointer (RFC 6901), a sentence in Russian and in English."""

    path: str
    ru: str
    en: str


@dataclass(frozen=True, order=True)
class PlacedFinding(Finding):
    """A finding of the rules' reader that knows its place in the JSON document."""

    path: str = ""


class JsonDocument(Document):
    """A document without lines: its findings carry the JSON Pointer instead, in the order in which they were found."""

    def finding(self, path: Path, ru: str, en: str, severity: str = "error") -> Finding:
        """A finding at the value that stands at `path`."""
        self.marks[(len(self.marks),)] = (1, 1)
        return PlacedFinding(self.file, 1, len(self.marks), ru, en, severity, pointer(path))


def pointer(path: Path) -> str:
    """`/persons/0/birth-date`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def parse(body: bytes) -> Any:
    """The JSON of a body with exact numbers; what cannot be right is marked for `faults_of`. Raises NotJson."""
    try:
        return json.loads(
            body.decode("utf-8"),
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=WrongNumber,
            object_pairs_hook=_object,
        )
    except (ValueError, RecursionError):
        raise NotJson from None


def _decimal(text: str) -> Decimal | WrongNumber:
    if len(text) > LONGEST_NUMBER or not -20 < Decimal(text).adjusted() < 15:
        return WrongNumber(text[:LONGEST_NUMBER])
    return Decimal(text)


def _whole(text: str) -> int | WrongNumber:
    return int(text) if len(text) <= 16 else WrongNumber(text[:LONGEST_NUMBER])


def _object(pairs: list[tuple[str, Any]]) -> Any:
    """An object without its empty values: an empty value is not given, only `null` is known to be absent."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            return Twice(key)
        found[key] = value
    return {key: value for key, value in found.items() if value != ""}


def faults_of(data: Any, path: Path = ()) -> Iterator[Fault]:
    """What no document may hold: impossible numbers, doubled keys, hidden signs, endless depth."""
    if len(path) > DEEPEST:
        yield Fault(pointer(path), "слишком глубокая вложенность", "nested too deeply")
    elif isinstance(data, WrongNumber):
        yield Fault(pointer(path), "такого числа не бывает", "no such number")
    elif isinstance(data, Twice):
        yield Fault(pointer((*path, data.key)), "ключ стоит дважды", "the key stands twice")
    elif isinstance(data, str) and _HIDDEN.search(data):
        yield Fault(pointer(path), "в тексте есть скрытые знаки", "the text holds hidden signs")
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from faults_of(key, (*path, "?")) if _HIDDEN.search(key) else faults_of(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from faults_of(value, (*path, i))


def document(data: Mapping[str, Any], book: Rulebook) -> Document:
    """The document that the reader of facts files takes: as YAML would have it, with dates instead of their text."""
    dated = {key: _days(value, book) if key in GROUPS else value for key, value in data.items()}
    persons = data.get("persons")
    if isinstance(persons, list):
        dated["persons"] = [_days(one, book) for one in persons]
    return JsonDocument(dated, "")


def _days(group: Any, book: Rulebook) -> Any:
    if not isinstance(group, dict):
        return group
    return {key: _day(value) if _is_date(book, key) else value for key, value in group.items()}


def _is_date(book: Rulebook, key: str) -> bool:
    return key in book.facts and book.facts[key].file.type == "date"


def _day(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _day(inner) if key == "value" else inner for key, inner in value.items()}
    if not isinstance(value, str) or not _DATE.match(value):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value
