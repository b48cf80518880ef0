"""What `practice check` says of routes: circles, steps and measures that do not exist, steps that nobody can reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ryadom.packs.api import Finding, Item, did_you_mean
from ryadom.rules import api as rules
from ryadom.rules.api import Rulebook

from .asking import conditions, measure_id, own_measure
from .kinds import RouteFile



def of_files(book: Rulebook, items: Iterable[Item]) -> Iterator[Finding]:
    """Every fault of the routes of a region."""
    for item in items:
        yield from _steps(item)
        yield from _names(book, item)
        yield from _conditions(book, item)


def _steps(item: Item) -> Iterator[Finding]:
    file: RouteFile = item.value
    seen: set[str] = set()
    known = {step.id for step in file.steps}
    for i, step in enumerate(file.steps):
        if step.id in seen:
            yield item.finding(("steps", i, "id"), f"шаг «{step.id}» уже есть", f'a second step "{step.id}"')
        seen.add(step.id)
        for j, one in enumerate(step.after):
            if one not in known:
                ru, en = did_you_mean(one, known)
                yield item.finding(("steps", i, "after", j), f"нет шага «{one}»{ru}", f'no step "{one}"{en}')
    yield from _circles(item, {step.id: step.after for step in file.steps})


def _circles(item: Item, after: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    """A step that waits for itself, through whatever others: nobody can come to it."""
    places = {step.id: i for i, step in enumerate(item.value.steps)}
    for id in after:
        path = _way_back(id, after)
        if path and id == min(path):  # each circle is told once
            way = " → ".join([*path, id])
            yield item.finding(
                ("steps", places[id], "after"), f"шаги ждут друг друга по кругу: {way}", f"steps wait in a circle: {way}"
            )


def _way_back(id: str, after: dict[str, tuple[str, ...]]) -> list[str]:
    """The steps from one back to itself, or none."""
    trail: list[tuple[str, list[str]]] = [(one, [id]) for one in after.get(id, ())]
    seen: set[str] = set()
    while trail:
        here, path = trail.pop()
        if here == id:
            return path
        if here not in seen:
            seen.add(here)
            trail += [(one, [*path, here]) for one in after.get(here, ())]
    return []


def _names(book: Rulebook, item: Item) -> Iterator[Finding]:
    file: RouteFile = item.value
    sources = {source.id for source in file.sources}
    if file.situation is not None and file.situation not in book.situations:
        ru, en = did_you_mean(file.situation, book.situations)
        yield item.finding(
            ("situation",), f"нет жизненной ситуации «{file.situation}»{ru}", f'no life situation "{file.situation}"{en}'
        )
    for i, step in enumerate(file.steps):
        if step.gives is not None and step.gives not in book.measures:
            ru, en = did_you_mean(step.gives, book.measures)
            yield item.finding(("steps", i, "gives"), f"нет меры «{step.gives}»{ru}", f'no measure "{step.gives}"{en}')
        for path, source in _sources(step):
            if source not in sources:
                ru, en = did_you_mean(source, sources)
                yield item.finding(("steps", i, *path), f"нет источника «{source}»{ru}", f'no source "{source}"{en}')


def _sources(step: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    named = ((), step), (("term",), step.term), (("deadline",), step.deadline)
    yield from (((*path, "source"), part.source) for path, part in named if part is not None and part.source)


def _conditions(book: Rulebook, item: Item) -> Iterator[Finding]:
    """What the methodologist's own checks say of each condition: words, types, units, what nobody can meet."""
    file: RouteFile = item.value
    places = [path for _name, path, _text in conditions(file)]
    broken = list(_broken(book, item))
    yield from broken
    if broken or not places:
        return
    laid = rules.lay_measures(book, [own_measure(file)])
    for fault in rules.faults_of(laid, laid.measures[measure_id(file)]):
        place = _place(fault.path, places)
        if place is not None:
            yield item.finding(place, fault.said("ru"), fault.said("en"), fault.severity)


def _broken(book: Rulebook, item: Item) -> Iterator[Finding]:
    """Conditions that the book does not understand, each asked alone so that its place is known."""
    file: RouteFile = item.value
    for name, path, _text in conditions(file):
        for fault in rules.not_understood(book, own_measure(file, only=name)):
            yield item.finding(path, fault.ru, fault.en)


def _place(path: tuple[str | int, ...], places: list[tuple[str | int, ...]]) -> tuple[str | int, ...] | None:
    """Where in the route a fault of its n-th condition stands; None for what is said of all of them together: the
    conditions of different steps may well exclude one another.
    """
    match path:
        case ("versions", 0, "who", "criteria", int(n), *_):
            return places[n]
    return None
