"""Answers ready to be sent: from practices, and from the measures' own texts. Each says what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ryadom.patronage.kinds import CannedFile
from ryadom.patronage.times import practices_of
from ryadom.rules.api import Rulebook
from ryadom.ui.outcomes import verified

MARKS = ("recalled", "press", "official_page", "act")  # the weakest first: an answer is as sure as its weakest act


@dataclass(frozen=True)
class Canned:
    """One answer. `cites`: the rule and its article as a person reads them; `verified`: how far that was checked."""

    id: str
    title: str
    text: str
    cites: str
    verified: str
    situation: str = ""

    @property
    def said(self) -> str:
        """The words as they are sent: the answer, then what it rests on."""
        return f"{self.text}\n\n{self.cites}" if self.cites else self.text


def canned(book: Rulebook, on: date, language: str = "ru") -> tuple[Canned, ...]:
    """Those of the region's practices first, then one for each measure in force on the day, by title."""
    written = [
        _written(item.id, item.value, book, on, language)
        for practice in practices_of(book.region, on)
        for item in practice.of("canned")
    ]
    of_measures = [found for id in book.measures if (found := _of_measure(book, id, on, language))]
    return (*sorted(written, key=_by_title), *sorted(of_measures, key=_by_title))


def _by_title(one: Canned) -> tuple[str, str]:
    return one.title, one.id


def _written(id: str, file: CannedFile, book: Rulebook, on: date, language: str) -> Canned:
    version = _version(book, file.measure, on) if file.measure else None
    title = book.measures[file.measure].file.title.said(language) if version and file.measure else ""
    cites = _cited(title, version) if version else (file.source or "")
    return Canned(
        f"canned:{id}", file.title.said(language), file.text.said(language), cites, file.verified, file.situation or ""
    )


def _of_measure(book: Rulebook, id: str, on: date, language: str) -> Canned | None:
    """What a measure is, in its own words, and the acts it rests on; nothing where it is not in force."""
    version = _version(book, id, on)
    if version is None:
        return None
    file = book.measures[id].file
    title = file.title.said(language)
    mark = min((act.verified for act in version.acts), key=MARKS.index, default="recalled")
    return Canned(f"measure:{id}", title, file.summary.said(language), _cited(title, version), mark)


def _version(book: Rulebook, id: str, on: date) -> Any:
    """The version in force on a day; None where there is none, or the measure is closed."""
    known = book.measures.get(id)
    if known is None or (known.file.closed and known.file.closed.on <= on):
        return None
    found = known.at(on)
    return found.file if found else None


def _cited(title: str, version: Any) -> str:
    """«Основание: мера; закон, статья»; an act that nobody has read is said to be unchecked."""
    acts = "; ".join(f"{act.title} ({verified(act.verified)})" for act in version.acts)
    said = _("Основание: мера «%(title)s»") % {"title": title}
    return f"{said}; {acts}." if acts else f"{said}."
