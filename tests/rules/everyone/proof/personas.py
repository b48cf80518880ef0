"""The families of the practices' own cases, moved to another day: they stand close to many rights."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.rules.everyone.proof.drafts import Draft
from tests.rules.everyone.proof.households import earn, fill, mark, trusted
from tests.stories.cast import PRACTICES

from ryadom.packs import api as packs
from ryadom.rules import practice_tests
from ryadom.rules.compiled import Rulebook
from ryadom.rules.facts import Cover, FactValue, window_key, window_of
from ryadom.rules.incomes import months_between, shifted

_LIBRARY: list[packs.Library] = []


def runs_of(book: Rulebook) -> list[practice_tests.Run]:
    """Every case of the practices that are installed in the book's region."""
    if not _LIBRARY:
        _LIBRARY.append(packs.load_library(PRACTICES))
    items = (item for practice in _LIBRARY[0].installed(book.region) for item in practice.of("tests"))
    return [run for item in items if item.value.measure in book.measures for run in practice_tests.run(book, item)[0]]


def persona(book: Rulebook, run: practice_tests.Run, on: date, rng: Random) -> Draft:
    """A case's family as if it were asked on another day, with more told beside it."""
    months = months_between(run.on, on) - 1
    draft = Draft(book, on, rng, sources=trusted(rng))
    draft.persons = [(p.id, _moved(p.facts, months)) for p in run.family.persons]
    draft.facts = _moved(run.family.facts, months)
    draft.records = [replace(r, month=shifted(r.month, months)) for r in run.family.records]
    cover = run.family.cover
    draft.cover = Cover(shifted(cover.first, months), shifted(cover.last, months)) if cover else None
    draft.open = run.family.persons_open or rng.random() < 0.05
    more = rng.choice((0.0, 0.2, 0.6, 0.95))
    fill(draft, more)
    mark(draft, more)
    if not draft.cover:
        earn(draft, more)
    return draft


def _moved(facts: dict[str, FactValue] | object, months: int) -> dict[str, FactValue]:
    found: dict[str, FactValue] = {}
    for key, held in facts.items():  # type: ignore[attr-defined]
        if key.startswith("income:"):
            key = window_key(*(shifted(month, months) for month in window_of(key)))
        found[key] = replace(held, value=later(held.value, months)) if type(held.value) is date else held
    return found


def later(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    first = shifted(day, months)
    return min(first + timedelta(days=day.day - 1), shifted(first, 1) - timedelta(days=1))
