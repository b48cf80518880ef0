"""One family, all installed measures, explained, with the next question: full, by words only roles, nothing known."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from bench.measured.clock import Row, timed

from ryadom.packs.api import Document, read_documents
from ryadom.rules.api import Family, Rulebook, answer, answers_as_data, book_at, family_from_document

ROOT = Path(__file__).resolve().parents[2]
REGION, ON = "RU-CHE", date(2026, 11, 20)
ROLES: dict[str, Any] = {
    "region": REGION,
    "persons": [{"id": "a", "family-role": "applicant"}, {"id": "b", "family-role": "spouse"}]
    + [{"id": f"c{i}", "family-role": "child"} for i in range(3)],
}

LEVELS: tuple[tuple[str, str, dict[str, bool]], ...] = (
    ("with trace only", "aim 3 ms", {"ask": False}),
    ("with the next question", "", {}),
    ("with question, dates and near misses", "aim 20 ms", {"ahead": True}),
)


def rows() -> Iterator[Row]:
    """Each member of the cast, then the median of the cast and the two families of which little is known."""
    book = book_at(ROOT / "practices", REGION)
    yield Row(f"answer: {len(book.measures)} measures, {REGION}, on {ON}")
    cast = {path.stem: _read(book, path) for path in sorted((ROOT / "demo/cast").glob("*.yaml"))}
    times = {name: _first(book, family) for name, family in cast.items() if family is not None}
    for name, ms in sorted(times.items(), key=lambda pair: pair[1]):
        yield Row(f"answer: {name}", ms)
    yield Row("answer: cast, median", median(times.values()), "aim 5 ms")
    known = [family for family in cast.values() if family is not None]
    for what, aim, kwargs in LEVELS:
        yield Row(f"answer: cast, {what}", median(_first(book, family, **kwargs) for family in known), aim)
    five, nothing = _family(book, ROLES), _family(book, {"region": REGION})
    yield Row("answer: roles of five, nothing else", _ms(book, five), "aim 5 ms")
    yield Row("answer: roles of five, first of the day", _first(book, five))
    yield Row("answer: nothing known", _ms(book, nothing), "aim 5 ms")
    yield Row("answer: nothing known, first of the day", _first(book, nothing))
    yield Row("answer: nothing known, no next question", timed(lambda: answer(book, nothing, on=ON, ask=False)))
    yield Row("answer: nothing known, everything", _ms(book, nothing, ahead=True), "aim 20 ms")
    yield Row("answer: nothing known, everything, first", _first(book, nothing, ahead=True))
    found = answer(book, nothing, on=ON)
    yield Row("answer: said as JSON data", timed(lambda: answers_as_data(found)))


def _ms(book: Rulebook, family: Family, **kwargs: bool) -> float:
    """Of a family whose shape the book has met: who is in it, in which role."""
    return timed(lambda: answer(book, family, on=ON, **kwargs), times=9)


def _first(book: Rulebook, family: Family, **kwargs: bool) -> float:
    """With nothing kept from any family before."""

    def work() -> None:
        book.untold.clear()
        answer(book, family, on=ON, **kwargs)

    return timed(work, times=9)


def _read(book: Rulebook, path: Path) -> Family | None:
    data: Any = read_documents(path.read_text("utf-8"), path.name)[0].data
    return _family(book, data["facts"]) if data["facts"]["region"] == REGION else None


def _family(book: Rulebook, facts: dict[str, Any]) -> Family:
    return family_from_document(Document(facts, "bench"), lambda region: book, ON)
