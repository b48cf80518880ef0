"""What a measure's file must have so that people can read it: a life situation, short words, words for a refusal, a
source that is not too old; and rules that stay inside the profile of the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ryadom.feel import Expression, check_profile
from ryadom.packs.api import Finding, Item, did_you_mean
from ryadom.rules.book import Measure, Rulebook
from ryadom.rules.kinds import Criterion, MeasureFile, MeasureVersion

__all__ = ["criteria_of", "of_measure", "outside_profile"]

OLDEST_OPEN = date(2022, 1, 1)
Place = tuple[str | int, ...]


def of_measure(book: Rulebook, measure: Measure) -> Iterator[Finding]:
    """Everything about the file itself."""
    item, file = measure.item, measure.file
    sources = {s.id for s in file.sources}
    for i, situation in enumerate(file.situations):
        if situation not in book.situations:
            ru, en = did_you_mean(situation, book.situations)
            yield item.finding(
                ("situations", i), f"нет жизненной ситуации «{situation}»{ru}", f'no life situation "{situation}"{en}'
            )
    if len(file.short.ru) > 40:
        yield item.finding(
            ("short",), "краткое название длиннее 40 знаков", "the short title is longer than 40 characters"
        )
    yield from _open_sources(item, file)
    for i, version in enumerate(file.versions):
        yield from _of_version(book, measure, i, version, sources)


def _open_sources(item: Item, file: MeasureFile) -> Iterator[Finding]:
    dates = [s.date for s in file.sources if s.date]
    if not file.closed and max(dates, default=date.min) < OLDEST_OPEN:
        yield item.finding(
            ("sources",),
            "открытая мера без источника новее 2022 года",
            "an open measure without a source of 2022 or newer",
        )


def _of_version(
    book: Rulebook, measure: Measure, i: int, version: MeasureVersion, sources: set[str]
) -> Iterator[Finding]:
    place: Place = ("versions", i)
    ids: set[str] = set()
    for path, criterion in criteria_of(place, version):
        if criterion.id in ids:
            yield measure.item.finding(
                path, f"критерий «{criterion.id}» повторяется", f'the criterion "{criterion.id}" stands twice'
            )
        ids.add(criterion.id)
        if criterion.source and criterion.source not in sources:
            ru, en = did_you_mean(criterion.source, sources)
            yield measure.item.finding(
                (*path, "source"), f"нет источника «{criterion.source}»{ru}", f'no source "{criterion.source}"{en}'
            )
        if criterion.judge != "any" and not criterion.unmet:
            yield measure.item.finding(
                path,
                f"у критерия «{criterion.id}» нет слов для отказа (unmet)",
                f'the criterion "{criterion.id}" has no words for a refusal (unmet)',
            )
    compiled = measure.versions[i]
    rules = [(c.place, c.rule) for top in compiled.criteria for c in (top, *top.group) if c.rule]
    rules += [((*place, "amount", "rule"), compiled.amount)] if compiled.amount else []
    for path, rule in rules:
        for ru, en in outside_profile(book, rule):
            yield measure.item.finding(path, ru, en)


def outside_profile(book: Rulebook, rule: Expression) -> Iterator[tuple[str, str]]:
    """What of a rule lies outside the profile, in Russian and English."""
    for error in check_profile(rule, in_filters=book.in_filters):
        yield error.message("ru"), error.message("en")


def criteria_of(place: Place, version: MeasureVersion) -> Iterator[tuple[Place, Criterion]]:
    """Every criterion of a version with its place: the groups and their members."""
    for i, top in enumerate(version.who.criteria):
        here = (*place, "who", "criteria", i)
        yield here, top
        for j, member in enumerate(top.any or ()):
            yield (*here, "any", j), member
