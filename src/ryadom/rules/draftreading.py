"""A draft read at once: what is wrong, what its personas are answered, whom it would reach, what it changes.

It runs while somebody types. Only this one measure is compiled and laid over the book in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from time import thread_time
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ryadom.packs.api import Item
from ryadom.rules.answers import answer
from ryadom.rules.checks import faults_of
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
    if draft.starts is None:
        # Said once, beside the day itself.
        faults = tuple(one for one in faults if one.path[-1:] != ("from",))
        problems.append(DraftProblem(("starts",), _("Укажите, с какого дня действует версия.")))
    elif draft.starts < on:
        problems.append(
            DraftProblem(("starts",), _("Этот день прошёл: изменятся ответы и за прошлые дни."), warning=True)
        )
    problems += faults
    situations = {id: one.title.said(language) for id, one in book.situations.items()}
    differences = differences_of(content, draft.starts, installed, language, situations)
    if file is None:
        return Reading(_once(problems), differences=differences)
    problems += of_file(book, file, draft.starts)
    problems += over_time(file, draft.starts, installed) if draft.starts else ()
    if draft.starts is None or any(not one.warning for one in problems):
        return Reading(_once(problems), differences=differences)
    problems += _static(book, draft.measure, content, file, language)
    text = OwnMeasure(draft.measure, content, draft.starts, draft.act or Act(), "draft")
    laid = lay_measures(book, [text])
    patience = Patience()
    tried = tuple(_tried(book, laid, draft.measure, families, max(on, draft.starts), patience))
    runs, of_cases = run_cases(laid, draft.measure, cases, language, patience.left)
    if not patience.left():
        problems.append(DraftProblem(("versions",), _("Правила считаются слишком долго. Упростите их.")))
    return Reading(_once([*problems, *of_cases]), tried, runs, differences)


class Patience:
    """Work, not hours: a rule that runs through a million numbers would hold up every page that answers it."""

    MOST = 2.0

    def __init__(self) -> None:
        self.begun = thread_time()

    def left(self) -> bool:
        """Whether there is time to answer one more family."""
        return thread_time() - self.begun < self.MOST


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
    for finding in compiler.findings:
        yield at_address(item, finding, warning=finding.severity == "warning", language=language)
    if not compiler.findings:
        yield from _reasoned(book, compiled, language)


def _reasoned(book: Rulebook, measure: Measure, language: str) -> Iterator[DraftProblem]:
    """What reasoning over the rules alone can tell of a measure: units, what nobody or everybody meets."""
    for fault in faults_of(book, measure):
        words = fault.ru if language == "ru" else fault.en
        yield DraftProblem(fault.path, words, fault.span, warning=fault.severity == "warning")


def _tried(
    book: Rulebook, laid: Rulebook, measure: str, families: Iterable[CastFamily], on: date, patience: Patience
) -> Iterator[Tried]:
    """Each family and subject: what the draft says on its first day, or today, beside the rules in force."""
    only = {measure}
    for one in families:
        if not patience.left():
            break
        before = {a.subject: a for a in answer(book, one.family, on=on, measures=only, ask=False).measures}
        for now in answer(laid, one.family, on=on, measures=only, ask=False).measures:
            old = before.get(now.subject)
            yield Tried(
                one.key, one.name, now.subject_name, now, old.outcome if old else None, old.amount if old else None
            )
