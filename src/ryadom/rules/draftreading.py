"""A draft read at once: what is wrong, what its personas are answered, whom it would reach, what it changes.

It runs while somebody types. Only this one measure is compiled and laid over the book in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import get_language

from ryadom.packs.api import Finding, Item
from ryadom.rules.answers import answer
from ryadom.rules.compiled import Measure, Rulebook
from ryadom.rules.draftcases import run_cases
from ryadom.rules.draftdata import TooMuch, bounds, plain
from ryadom.rules.draftfaults import at_address, of_file, of_schema, over_time
from ryadom.rules.draftrules import read_rule, rules_in
from ryadom.rules.drafts import CastFamily, Draft, DraftProblem, Reading, Tried
from ryadom.rules.entries import Act
from ryadom.rules.kinds import MeasureFile
from ryadom.rules.laying import OneMeasure, OwnMeasure, addressed, lay_measures, practice_of, settled
from ryadom.rules.versionwords import differences_of


def read(book: Rulebook, draft: Draft, *, families: Iterable[CastFamily], on: date) -> Reading:
    """Everything the editor shows of a draft. Never raises on what was typed."""
    language = get_language() or "ru"
    try:
        content, cases = plain(draft.content), tuple(plain(list(draft.cases)))
    except TooMuch as much:
        return Reading((DraftProblem((), str(much)),))
    if too_much := bounds(content, cases):
        return Reading(too_much)
    content = settled(content, draft.starts, draft.act)
    installed = book.measures.get(draft.measure)
    problems = list(_rules(book, content, language))
    file, faults = of_schema(content)
    problems += faults
    differences = differences_of(content, draft.starts, installed, language)
    if file is None:
        return Reading(_once(problems), differences=differences)
    problems += [*of_file(book, file), *over_time(file, draft.starts, installed)]
    if draft.starts is None or any(not one.warning for one in problems):
        return Reading(_once(problems), differences=differences)
    problems += _static(book, draft.measure, content, file, language)
    text = OwnMeasure(draft.measure, content, draft.starts, draft.act or Act(), "draft")
    laid = lay_measures(book, [text])
    runs, of_cases = run_cases(laid, draft.measure, cases, language)
    tried = tuple(_tried(book, laid, draft.measure, families, max(on, draft.starts)))
    return Reading(_once([*problems, *of_cases]), tried, runs, differences)


def _once(problems: list[DraftProblem]) -> tuple[DraftProblem, ...]:
    return tuple(dict.fromkeys(problems))


def _rules(book: Rulebook, content: dict[str, Any], language: str) -> Iterator[DraftProblem]:
    for path, text, wanted in rules_in(content):
        for one in read_rule(book, text, language, wanted):
            yield replace(one, path=path)


def _static(
    book: Rulebook, measure: str, content: dict[str, Any], file: MeasureFile, language: str
) -> Iterator[DraftProblem]:
    """The findings of the static checks, beside the places in the content they are about."""
    item = Item("measure", measure, practice_of(book.region), file, addressed(content, f"{measure}.yaml"))
    compiler = OneMeasure(book)
    compiled = compiler.measure(item, compiler.counts)
    for finding in (*compiler.findings, *static_findings(book, compiled)):
        yield at_address(item, finding, warning=finding.severity == "warning", language=language)


def static_findings(book: Rulebook, measure: Measure) -> Iterable[Finding]:
    """What reasoning over the rules alone can tell of a measure. `checks.of_measure(book, measure)` joins here."""
    return ()


def _tried(book: Rulebook, laid: Rulebook, measure: str, families: Iterable[CastFamily], on: date) -> Iterator[Tried]:
    """Each family and subject: what the draft says on its first day, or today, beside the rules in force."""
    only = {measure}
    for one in families:
        before = {a.subject: a for a in answer(book, one.family, on=on, measures=only, ask=False).measures}
        for now in answer(laid, one.family, on=on, measures=only, ask=False).measures:
            old = before.get(now.subject)
            yield Tried(
                one.key, one.name, now.subject_name, now, old.outcome if old else None, old.amount if old else None
            )
