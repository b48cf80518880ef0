"""The stretches of time in which rules stay the same: no parameter and no definition that they read changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from ryadom.feel import Expression
from ryadom.packs.api import EVERYWHERE
from ryadom.rules.checks.lowering import Stretch
from ryadom.rules.compiled import DATED, Rulebook

DAY = timedelta(days=1)


def names_read(book: Rulebook, rules: Iterable[Expression]) -> frozenset[str]:
    """Every name that rules say, themselves or through definitions."""
    found: set[str] = set()
    waiting = [name for rule in rules for name in _said(rule)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            versions = book.definitions[name].versions if name in book.definitions else ()
            waiting.extend(more for version in versions for more in _said(version.rule))
    return frozenset(found)


def stretches(book: Rulebook, rules: Iterable[Expression], first: date, last: date | None) -> list[Stretch]:
    """The days of a version, cut where something that its rules read changes; the newest first."""
    days = {day for name in names_read(book, rules) for day in _changes(book, name)}
    starts = sorted({first, *(day for day in days if day > first and (last is None or day <= last))})
    cut = [Stretch(a, b - DAY) for a, b in pairwise(starts)] + [Stretch(starts[-1], last)]
    return cut[::-1]


def _said(rule: Expression) -> Iterator[str]:
    for name in rule.names | rule.functions:
        yield name.removesuffix(DATED)


def _changes(book: Rulebook, name: str) -> Iterator[date]:
    known = book.names.get(name)
    if name in book.definitions:
        for version in book.definitions[name].versions:
            yield from _edges(version.first, version.last)
    elif known is not None and known.kind in ("parameter", "table"):
        for value in book.parameters[known.id].values:
            if value.region in (book.region, EVERYWHERE):
                yield from _edges(value.from_, value.to)


def _edges(first: date, last: date | None) -> Iterator[date]:
    yield first
    if last is not None:
        yield last + DAY
