"""One family, all installed measures, explained: with nothing else, and with the next question."""

from collections.abc import Iterator
from dataclasses import replace
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
    ("with next question", "", {}),
    ("with everything", "aim 20 ms", {"ahead": True}),
)


def rows() -> Iterator[Row]:
    """Each member of the cast, then the median of the cast and the two families of which little is known."""
    book = book_at(ROOT / "practices", REGION)
    yield Row(f"answer: {len(book.measures)} measures, {REGION}, on {ON}")
    cast = {path.stem: _read(book, path) for path in sorted((ROOT / "demo/cast").glob("*.yaml"))}
    families = {name: family for name, family in cast.items() if family is not None}
    times = {name: _ms(book, family, ask=False) for name, family in families.items()}
    for name, ms in sorted(times.items(), key=lambda pair: pair[1]):
        yield Row(f"explained: {name}", ms)
    yield Row("explained: cast, median", median(times.values()), "aim 3 ms")
    firsts = [_first(book, family, ask=False) for family in families.values()]
    yield Row("explained: cast, median, first of the day", median(firsts))
    for what, aim, level in LEVELS:
        found = [_ms(book, family, **level) for family in families.values()]
        yield Row(f"{what}: cast, median", median(found), aim)
        yield Row(f"{what}: cast, slowest", max(found), aim)
    five, nothing = _family(book, ROLES), _family(book, {"region": REGION})
    for name, family in (("roles of five", five), ("nothing known", nothing)):
        yield Row(f"explained: {name}", _ms(book, family, ask=False), "aim 3 ms")
        for what, aim, level in LEVELS:
            yield Row(f"{what}: {name}", _ms(book, family, **level), aim)
            yield Row(f"{what}: {name}, first of the day", _first(book, family, **level), aim)
    found = answer(book, nothing, on=ON)
    yield Row("answer: said as JSON data", timed(lambda: answers_as_data(found)))


def _ms(book: Rulebook, family: Family, **level: bool) -> float:
    """As a visitor meets it: the book has met the shape of the family (who is in it, in which role), of which nothing
    else was known.
    """
    book.forget_untold()
    answer(book, _by_roles(family), on=ON, **level)
    return timed(lambda: answer(book, family, on=ON, **level), times=9)


def _first(book: Rulebook, family: Family, **level: bool) -> float:
    """With nothing kept from any family before."""

    def work() -> None:
        book.forget_untold()
        answer(book, family, on=ON, **level)

    return timed(work, times=9)


def _by_roles(family: Family) -> Family:
    """The same people, of whom only the roles are known."""
    persons = (replace(p, facts={key: p.facts[key] for key in p.facts if key == "family-role"}) for p in family.persons)
    return replace(family, persons=tuple(persons), facts={}, records=(), cover=None)


def _read(book: Rulebook, path: Path) -> Family | None:
    data: Any = read_documents(path.read_text("utf-8"), path.name)[0].data
    return _family(book, data["facts"]) if data["facts"]["region"] == REGION else None


def _family(book: Rulebook, facts: dict[str, Any]) -> Family:
    return family_from_document(Document(facts, "bench"), lambda region: book, ON)
