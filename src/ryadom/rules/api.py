"""The door of rules: what a family is entitled to, and why. Frozen values only."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ryadom.feel import Compared
from ryadom.packs.api import PracticeErrors, Text
from ryadom.rules.answers import answer
from ryadom.rules.book import CompiledCriterion, FactKind, Measure, Rulebook, compile_book
from ryadom.rules.coverage import cover_of, may_earn
from ryadom.rules.facts import PROVED, Cover, FactRef, FactValue, Family, Person, Record, window_key, window_of
from ryadom.rules.facts_file import family_of as family_from_document
from ryadom.rules.facts_file import read_families
from ryadom.rules.outcomes import (
    Amount,
    Answers,
    CriterionAnswer,
    MeasureAnswer,
    NotYetUntil,
    Outcome,
    Question,
    State,
)
from ryadom.rules.questions import askable, next_question, question, ranking
from ryadom.rules.rendering import (
    amount_as_data,
    answers_as_data,
    criterion_as_data,
    measure_as_data,
    plain,
    question_as_data,
)
from ryadom.rules.wording import numbers, shown

__all__ = [
    "PROVED",
    "Amount",
    "Answers",
    "Compared",
    "CompiledCriterion",
    "Cover",
    "CriterionAnswer",
    "FactKind",
    "FactRef",
    "FactValue",
    "Family",
    "Measure",
    "MeasureAnswer",
    "NotYetUntil",
    "Outcome",
    "Person",
    "PracticeErrors",
    "Question",
    "Record",
    "Rulebook",
    "State",
    "Text",
    "amount_as_data",
    "answer",
    "answers_as_data",
    "askable",
    "book_at",
    "calendar_days",
    "cover_of",
    "criterion_as_data",
    "family_from_document",
    "may_earn",
    "measure_as_data",
    "next_question",
    "numbers",
    "plain",
    "question",
    "question_as_data",
    "ranking",
    "read_families",
    "region_file",
    "rulebook",
    "shown",
    "window_key",
    "window_of",
]


def rulebook(region: str, on: date) -> Rulebook:
    """The rules that hold in a region on a day (needs the database: one query; the book itself is compiled once
    per lock).

    Raises LookupError when nothing is active in the region.
    """
    from django.conf import settings

    from ryadom.packs import api as packs

    locks = packs.active_locks(region, on)
    if not locks:
        raise LookupError(f"no practice is active in {region} on {on.isoformat()}")
    return _compiled(
        region, tuple(sorted(locks.items())), on, settings.RYADOM.practices, settings.RYADOM.data / "practices"
    )


_books: dict[tuple[str, tuple[tuple[str, str], ...]], Rulebook] = {}


def _compiled(region: str, locks: tuple[tuple[str, str], ...], on: date, root: Path, kept: Path) -> Rulebook:
    from ryadom.packs import api as packs

    key = (region, locks)
    if key not in _books:
        practices = packs.active(region, on, root=root, kept=kept)
        _books[key] = compile_book(practices, region)
    return _books[key]


@lru_cache(maxsize=32)
def book_at(root: Path, region: str) -> Rulebook:
    """The book of a region straight from a library on disk, without a database."""
    from ryadom.packs import api as packs

    library = packs.load_library(root)
    return compile_book(library.installed(region), region, library.region(region))


def region_file(region: str, on: date) -> Any:
    """What the region's own practice says of it (names, contact, prefix of case numbers); None when it says nothing."""
    return rulebook(region, on).about


def calendar_days(book: Rulebook) -> Mapping[int, tuple[frozenset[date], frozenset[date]]]:
    """Per year of the production calendar: days off that would be Monday to Friday, working days that would be a
    weekend.
    """
    return {year: (frozenset(c.days_off), frozenset(c.working)) for year, c in book.calendars.items()}
