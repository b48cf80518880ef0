"""XML from a stranger: a small tree with line numbers, and none of the tricks that XML allows.

No DOCTYPE, so no entities (a bomb) and nothing fetched from elsewhere; size, depth and count are bounded while the
file is read. Elements of another vocabulary (diagrams, a vendor's extensions) are left out with all they hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from .errors import ModelError, Place

MEGABYTES = 16
ELEMENTS = 400_000
NESTED = 100
DMN = re.compile(r"https?://www\.omg\.org/spec/DMN/[\w./-]*", re.ASCII)


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def all(self, *tags: str) -> list[Element]:
        return [child for child in self.children if child.tag in tags]

    def first(self, *tags: str) -> Element | None:
        return next((child for child in self.children if child.tag in tags), None)


class _Enough(Exception):
    """The root was seen and nothing more is wanted."""


class _Builder:
    """Listens to the parser; `only_root` stops after the first element."""

    def __init__(self, file: str, parser: Any, only_root: bool) -> None:
        self.file, self.parser, self.only_root = file, parser, only_root
        self.root: Element | None = None
        self.vocabulary = ""
        self.open: list[Element] = []
        self.skipping = self.count = 0

    def place(self, element: str) -> Place:
        return Place(self.file, self.parser.CurrentLineNumber, element)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        vocabulary, _, tag = name.rpartition(" ")
        self.count += 1
        if self.count > ELEMENTS:
            raise ModelError("too-many", self.place(tag), limit=ELEMENTS)
        if len(self.open) + self.skipping >= NESTED:
            raise ModelError("too-nested", self.place(tag), limit=NESTED)
        if self.root is None and (tag != "definitions" or not DMN.fullmatch(vocabulary)):
            raise ModelError("not-dmn", self.place(tag), found=tag)
        if self.root is not None and (self.skipping or vocabulary != self.vocabulary):
            self.skipping += 1
            return
        element = Element(tag, attributes, self.parser.CurrentLineNumber)
        if self.root is None:
            self.root, self.vocabulary = element, vocabulary
            if self.only_root:
                raise _Enough
        else:
            self.open[-1].children.append(element)
        self.open.append(element)

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
        else:
            self.open.pop()

    def data(self, text: str) -> None:
        if self.open and not self.skipping:
            self.open[-1].words.append(text)

    def refuse(self, *declared: Any) -> None:
        raise ModelError("doctype", self.place("DOCTYPE"))


def read_markup(path: Path, *, only_root: bool = False) -> Element:
    """The root element of a DMN file. Raises ModelError."""
    start = Place(path.name, 1, "definitions")
    try:
        if path.stat().st_size > MEGABYTES * 1_000_000:
            raise ModelError("too-big", start, limit=MEGABYTES)
        data = path.read_bytes()
    except OSError as error:
        raise ModelError("unreadable", start, why=error.strerror or error) from None
    return parse_markup(data, path.name, only_root=only_root)


def parse_markup(data: bytes, file: str, *, only_root: bool = False) -> Element:
    parser = expat.ParserCreate(namespace_separator=" ")
    builder = _Builder(file, parser, only_root)
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = builder.refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except _Enough:
        pass
    except expat.ExpatError as error:
        why = expat.errors.messages.get(error.code, str(error))
        raise ModelError("not-xml", Place(file, error.lineno, "XML"), why=why) from None
    except (ValueError, LookupError) as error:  # an encoding that Python does not know
        if isinstance(error, ModelError):
            raise
        raise ModelError("not-xml", Place(file, 1, "XML"), why=error) from None
    if builder.root is None:
        raise ModelError("not-dmn", Place(file, 1, "XML"), found="")
    return builder.root
