"""Families to try a measure on while it is written: invented people, of the cast or of a practice's tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ryadom.packs.api import Document, PracticeErrors, read_documents
from ryadom.rules.compiled import Rulebook
from ryadom.rules.drafts import CastFamily
from ryadom.rules.facts_file import family_of
from ryadom.rules.laying import addressed

CAST = Path(__file__).resolve().parents[3] / "demo" / "cast"
FEW, MOST = 6, 16


def families(book: Rulebook, on: date, folder: Path = CAST) -> tuple[CastFamily, ...]:
    """The invented families of the book's region; where there are few, the personas of its practice tests too (these
    need the database). Who cannot live on that day (a child not born yet) is left out.
    """
    found = tuple(_of_folder(book, on, folder))
    return found if len(found) >= FEW else (*found, *_of_tests(book, on))[:MOST]


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
    """The first persona of every tests file; the others of a file are mostly like it. Somebody told of another region
    lives here instead, where the facts are known here.
    """
    for item in _tests_files(book, on):
        case = item.value.cases[0]
        if case.facts is None:
            continue
        document = addressed({**case.facts, "region": book.region}, f"{item.practice}/{item.id}")
        try:
            family = family_of(document, lambda _region: book, on)
        except PracticeErrors:
            continue
        yield CastFamily(document.file, case.name, family, {**case.facts, "region": book.region})


def _tests_files(book: Rulebook, on: date) -> list[Any]:
    """The region's own files first."""
    from django.conf import settings

    from ryadom.packs import api as packs

    practices = packs.active(book.region, on, root=settings.RYADOM.practices, kept=settings.RYADOM.data / "practices")
    local = sorted(practices, key=lambda one: one.about.region == packs.EVERYWHERE)
    return [item for practice in local for item in practice.of("tests")]
