"""The region's own measures laid over a book: only they are compiled anew, everything else is the very same object.

A text counts from its day on. What the practice said of earlier days stays as it stands there; what it says of later
ones gives way. Pure: the texts are given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import structlog

from ryadom.feel import Expression, parse
from ryadom.packs.api import Document, Finding, Item
from ryadom.rules.book import Compiler
from ryadom.rules.compiled import OWN, Measure, Place, Rulebook
from ryadom.rules.entries import Act
from ryadom.rules.kinds import MeasureFile
from ryadom.rules.occurrences import OccurrenceCounter

log = structlog.get_logger(__name__)
DAY = timedelta(days=1)
NULL = parse("null")


@dataclass(frozen=True)
class OwnMeasure:
    """One text of the region: the measure file as plain data, its first day, its act.

    `begun` is false where the first day lies ahead: then its title and its other words wait for that day too.
    """

    measure: str
    content: Mapping[str, Any]
    starts: date
    act: Act
    cited: str = ""
    begun: bool = True


def practice_of(region: str) -> str:
    """The name under which a region's own measures stand beside those of practices."""
    return f"{OWN}{region.lower()}"


def lay_measures(book: Rulebook, texts: Iterable[OwnMeasure]) -> Rulebook:
    """A book in which these texts hold, in their order; each is part of its lock. Nothing else of the book changes.

    A text that the book no longer understands (a practice renamed a fact) fails closed: its rules have no answer, the
    measure goes to a person, and the log says why.
    """
    measures, cited = dict(book.measures), [book.lock]
    own = practice_of(book.region)
    for text in texts:
        item = item_of(text, measures.get(text.measure), own)
        if item is None:
            continue
        compiler = OneMeasure(book, measures)
        measures[text.measure] = compiler.measure(item, compiler.counts)
        cited.append(f"{text.cited} {text.measure} {text.starts} {digest(text)}")
        for fault in compiler.findings:
            log.error("own measure no longer understood", region=book.region, measure=text.measure, fault=str(fault))
    if len(cited) == 1:
        return book
    lock = sha256("\n".join(cited).encode()).hexdigest()
    return with_measures(book, measures, lock, {**book.locks, own: lock})


def not_understood(book: Rulebook, text: OwnMeasure) -> tuple[Finding, ...]:
    """What a book does not understand of a text, where `lay_measures` would fail closed and go on."""
    item = item_of(text, None, practice_of(book.region))
    if item is None:
        raise ValueError(f"{text.measure} is no measure file")
    compiler = OneMeasure(book)
    compiler.measure(item, compiler.counts)
    return tuple(compiler.findings)


def with_measures(
    book: Rulebook, measures: Mapping[str, Measure], lock: str, locks: Mapping[str, str] | None = None
) -> Rulebook:
    """The same book with other measures. What a book remembers is not carried over."""
    nouns = {f.name: getattr(book, f.name) for f in fields(book) if f.default_factory is MISSING}
    laid = Rulebook(**{**nouns, "measures": measures, "lock": lock, "locks": locks or book.locks})
    # The same names as before: found once, whatever lies over the book.
    laid.__dict__.update(words=book.words, tables=book.tables, in_filters=book.in_filters)
    return laid


def digest(text: OwnMeasure) -> str:
    """The hash of what a text says."""
    said = json.dumps([text.content, repr(text.act)], sort_keys=True, ensure_ascii=False, default=str)
    return sha256(said.encode()).hexdigest()


def item_of(text: OwnMeasure, installed: Measure | None, practice: str) -> Item | None:
    """The file that holds from now on, checked; None where it is no measure file any more."""
    content = merged(text, plain_content(installed) if installed else None)
    try:
        value = MeasureFile.model_validate(content)
    except ValueError as fault:
        log.error("own measure is no measure file", measure=text.measure, fault=str(fault))
        return None
    document = addressed(content, f"{practice}/measures/{text.measure}.yaml")
    return Item("measure", text.measure, practice, value, document)


def merged(text: OwnMeasure, installed: Mapping[str, Any] | None) -> dict[str, Any]:
    """The whole file: what was installed for earlier days, the text's own versions from its first day on."""
    own = settled(text.content, text.starts, text.act)
    if installed is None:
        return own
    new = [one for one in own["versions"] if day_of(one.get("from")) >= text.starts]
    old = [_ended(one, text.starts) for one in installed["versions"] if day_of(one.get("from")) < text.starts]
    head = own if text.begun else installed
    sources = {one["id"]: one for side in (installed, own) for one in side.get("sources") or ()}
    found = {**head, "versions": [*old, *new]}
    return {**found, "sources": list(sources.values())} if sources else found


def _ended(version: Mapping[str, Any], starts: date) -> Mapping[str, Any]:
    """A version that would reach into the new one ends the day before."""
    to = version.get("to")
    return version if to is not None and day_of(to) < starts else {**version, "to": starts - DAY}


def day_of(raw: Any) -> date:
    """A day of plain data; the last of all days where it is none."""
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        return date.max


def settled(content: Mapping[str, Any], starts: date | None, act: Act | None) -> dict[str, Any]:
    """The content with what a methodologist says once for the whole version: its first day and its act.

    A version without a first day begins on `starts`. A condition and an amount of a new version which name no source
    and no mark of their own were read in the act.
    """
    found = dict(content)
    versions = [_begun(one, starts) for one in _list(content.get("versions"))]
    new = [one for one in versions if starts and isinstance(one, dict) and starts <= day_of(one["from"]) < date.max]
    if starts and act is not None and act.title and act.dated and new:
        found["sources"] = _with_source(_list(content.get("sources")), act, our_act(starts))
        for version in new:
            if day_of(version["from"]) == starts or not version.get("acts"):
                _cite(version, act, our_act(starts))
    found["versions"] = versions
    return found


def our_act(starts: date) -> str:
    """The id of the source that the act of a version becomes in its file."""
    return f"act-{starts.isoformat()}"


def _list(raw: Any) -> list[Any]:
    return list(raw) if isinstance(raw, list | tuple) else []


def _begun(version: Any, starts: date | None) -> Any:
    if not isinstance(version, Mapping):
        return version
    return {"from": starts, **version} if starts and not version.get("from") else dict(version)


def _with_source(sources: list[Any], act: Act, id: str) -> list[Any]:
    kept = [one for one in sources if not (isinstance(one, Mapping) and one.get("id") == id)]
    source = {"id": id, "title": act.cited, "date": act.dated, "url": act.url or None, "verified": act.verified}
    return [*kept, {key: value for key, value in source.items() if value is not None}]


def _cite(version: dict[str, Any], act: Act, id: str) -> None:
    """Write the act into a version, and the source beside what names none of its own."""
    cited = {"title": act.title, "date": act.dated, "number": act.number, "source": id, "verified": act.verified}
    acts = [one for one in _list(version.get("acts")) if not (isinstance(one, Mapping) and one.get("source") == id)]
    version["acts"] = [*acts, {key: value for key, value in cited.items() if value}]
    who = version.get("who")
    if isinstance(who, Mapping) and isinstance(who.get("criteria"), list | tuple):
        version["who"] = {**who, "criteria": [_sourced(one, id) for one in who["criteria"]]}
    if isinstance(version.get("amount"), Mapping):
        version["amount"] = _sourced(version["amount"], id)
    if isinstance(version.get("term"), Mapping):
        # A term has no mark but its own.
        version["term"] = {"verified": act.verified, **_sourced(version["term"], id)}


def _sourced(part: Any, id: str) -> Any:
    if not isinstance(part, Mapping):
        return part
    found = dict(part)
    if isinstance(part.get("any"), list | tuple):
        found["any"] = [_sourced(one, id) for one in part["any"]]
    if not part.get("source") and not part.get("verified"):
        found["source"] = id
    return found


def plain_content(measure: Measure) -> dict[str, Any]:
    """The file of an installed measure as plain data."""
    data = measure.item.document.data
    assert isinstance(data, dict)
    return data


def addressed(content: Any, name: str) -> Document:
    """A document whose line numbers are addresses: every finding that names a place in it can be led back there."""
    marks: dict[Place, tuple[int, int]] = {}

    def walk(value: Any, path: Place) -> None:
        marks[path] = (len(marks) + 1, 1)
        inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
        for key, one in inner:
            walk(one, (*path, key))

    walk(content, ())
    return Document(content, name, marks)


class OneMeasure(Compiler):
    """Compiles measures against the names of a finished book. What has no meaning there has no answer."""

    def __init__(self, book: Rulebook, measures: Mapping[str, Measure] | None = None) -> None:
        super().__init__((), book.region, book.about)
        self.names, self.words, self.tables = dict(book.names), book.words, book.tables
        self.scoped = self.scoped | {name for name, one in book.definitions.items() if one.measure_scoped}
        self.standing_items = [one.item for one in (book.measures if measures is None else measures).values()]
        self.counts = OccurrenceCounter(self.names, book.definitions)
        self.findings: list[Finding] = []

    def items(self, kind: str) -> Iterable[Item]:
        return self.standing_items if kind == "measure" else ()

    def expression(self, item: Item, place: Place, text: str) -> Expression | None:
        before = len(self.findings)
        found = super().expression(item, place, text)
        return found if len(self.findings) == before else replace(NULL, text=text)
