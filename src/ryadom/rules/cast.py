"""Families to try a measure on while it is written: invented people, of the cast or of a practice's tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ryadom.packs.api import Document, PracticeErrors, read_documents
from ryadom.rules import practice_tests
from ryadom.rules.compiled import Rulebook
from ryadom.rules.drafts import CastFamily
from ryadom.rules.facts_file import family_of

CAST = Path(__file__).resolve().parents[3] / "demo" / "cast"
MOST = 24


def families(book: Rulebook, on: date, folder: Path = CAST) -> tuple[CastFamily, ...]:
    """The invented families of the book's region; where there are none, the personas of its practice tests (that needs
    the database). Who cannot live on that day (a child not born yet) is left out.
    """
    return tuple(_of_folder(book, on, folder)) or tuple(_of_tests(book, on))[:MOST]


def _of_folder(book: Rulebook, on: date, folder: Path) -> Iterator[CastFamily]:
    for key, document in _documents(folder):
        data = document.data
        facts = data.get("facts") if isinstance(data, Mapping) else None
        if not isinstance(facts, dict) or facts.get("region") != book.region:
            continue
        try:
            family = family_of(replace(document, data=facts), lambda _region: book, on)
        except PracticeErrors:
            continue
        yield CastFamily(key, str(data.get("name", key)) if isinstance(data, Mapping) else key, family, facts)


@lru_cache(maxsize=4)
def _documents(folder: Path) -> tuple[tuple[str, Document], ...]:
    """The files of a folder, read once."""
    if not folder.is_dir():
        return ()
    found: list[tuple[str, Document]] = []
    for path in sorted(folder.glob("*.yaml")):
        found += [(path.stem, one) for one in read_documents(path.read_text("utf-8"), path.name)[:1]]
    return tuple(found)


def _of_tests(book: Rulebook, on: date) -> Iterator[CastFamily]:
    """The first persona of every tests file; the others of a file are mostly like it."""
    for item in _tests_files(book, on):
        if item.value.measure not in book.measures:
            continue
        runs, _findings = practice_tests.run(book, item)
        for one in runs[:1]:
            yield CastFamily(f"{item.practice}/{item.id}", one.case.name, one.family, _own_facts(one.case))


def _own_facts(case: Any) -> Mapping[str, Any]:
    """The facts of a case that is like no other; of one that is changed from another they do not stand alone."""
    alone = case.facts and not (case.like or case.with_ or case.without)
    return case.facts if alone else {}


def _tests_files(book: Rulebook, on: date) -> list[Any]:
    from django.conf import settings

    from ryadom.packs import api as packs

    practices = packs.active(book.region, on, root=settings.RYADOM.practices, kept=settings.RYADOM.data / "practices")
    return [item for practice in practices for item in practice.of("tests") if _meant_for(item, book.region)]


def _meant_for(item: Any, region: str) -> bool:
    first = next((case.facts for case in item.value.cases if case.facts), None) or {}
    return str(first.get("region", region)) == region
