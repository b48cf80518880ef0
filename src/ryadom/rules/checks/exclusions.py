"""Measures that exclude others: each excluded one exists, and nobody is sent round in a circle.

`excludes` says: who receives that one is refused this one. In a circle (A refuses who has B, B who has A) it depends on
what was asked for first whether somebody gets one or the other, and no law says so: it is named from one side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ryadom.packs.api import Finding, did_you_mean
from ryadom.rules.compiled import Measure, Rulebook

__all__ = ["of_book", "of_measure"]


def of_measure(book: Rulebook, measure: Measure) -> Iterator[Finding]:
    """Unknown measures, and the measure itself, among what it excludes."""
    for i, other in enumerate(measure.file.excludes):
        if other == measure.id:
            yield measure.item.finding(
                ("excludes", i), "мера исключает сама себя; «один раз» пишется once: true",
                "the measure excludes itself; only once is written once: true",
            )  # fmt: skip
        elif other not in book.measures:
            ru, en = did_you_mean(other, book.measures)
            yield measure.item.finding(("excludes", i), f"нет меры «{other}»{ru}", f'no measure "{other}"{en}')


def of_book(book: Rulebook) -> Iterator[Finding]:
    """Every circle, told once, where its first measure stands."""
    edges = {id: [o for o in m.file.excludes if o in book.measures and o != id] for id, m in book.measures.items()}
    told: set[frozenset[str]] = set()
    for start in sorted(edges):
        circle = _circle(edges, start)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            shown = " → ".join([*circle, circle[0]])
            yield book.measures[start].item.finding(
                ("excludes",), f"меры исключают друг друга по кругу: {shown}; назовите исключение с одной стороны",
                f"measures exclude one another in a circle: {shown}; name the exclusion from one side",
            )  # fmt: skip


def _circle(edges: Mapping[str, list[str]], start: str) -> tuple[str, ...] | None:
    """The shortest way from a measure back to itself over others."""
    waiting: list[tuple[str, ...]] = [(start,)]
    while waiting:
        path = waiting.pop(0)
        for other in edges[path[-1]]:
            if other == start and len(path) > 1:
                return path
            if other not in path:
                waiting.append((*path, other))
    return None
