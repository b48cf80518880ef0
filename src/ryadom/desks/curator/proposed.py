"""What the last run over everybody found due and not received, told by today's book: proposals, decided by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.measures.api import Applied, Confirmed, DeterminationView
from ryadom.people.api import Person
from ryadom.rules.api import CompiledCriterion, Rulebook
from ryadom.ui import figures

HASH = 12  # letters of a hash that are enough to tell it by


@dataclass(frozen=True)
class Due:
    """One row of a list, in words. `why`: conditions as a page lists them (`state`, `text`). `applied`: what they wait
    for, where they have asked already.
    """

    found: DeterminationView
    title: str
    who: Person | None
    applicant: Person | None
    amount: str
    why: tuple[Mapping[str, str], ...]
    applied: str

    @property
    def rules(self) -> str:
        return self.found.last.lock[:HASH] if self.found.last else ""


def ours(book: Rulebook) -> dict[str, str]:
    """Measures that are granted here, by title. Of others nobody tells us who receives them."""
    granted = (one for one in book.measures.values() if one.mode != "explain")
    return {one.id: one.file.title.said("ru") for one in granted}


def told(visit: Visit, book: Rulebook, rows: Iterable[DeterminationView], persons: Mapping[UUID, Person]) -> list[Due]:
    """The rows in words; nothing is decided anew."""
    return [_due(visit, book, row, persons) for row in rows]


def _due(visit: Visit, book: Rulebook, row: DeterminationView, persons: Mapping[UUID, Person]) -> Due:
    measure = book.measures[row.measure]
    who, applicant = (persons.get(one) if one else None for one in (row.person, row.applicant))
    return Due(
        row, measure.file.title.said(visit.language), who or applicant, applicant, _amount(row),
        tuple(_why(visit, book, row)), _applied(row.applied, visit.on) if row.applied else "",
    )  # fmt: skip


def _applied(told: Applied, on: date) -> str:
    """When they applied, and by which day an answer is promised."""
    words = {"sent": figures.day(told.sent_on), "until": figures.day(told.until) if told.until else ""}
    if told.queued:
        return _("заявление уже подано %(sent)s: право есть, ждёт места") % words
    if told.until is None:
        return _("заявление уже подано %(sent)s, срок стоит") % words
    if told.until < on:
        return _("заявление уже подано %(sent)s, решение обещали до %(until)s") % words
    return _("заявление уже подано %(sent)s, решение до %(until)s") % words


def _amount(row: DeterminationView) -> str:
    if row.amount_known == "exact" and row.amount_low is not None:
        return figures.roubles(row.amount_low)
    return _("сумма зависит от ответов") if row.amount_known == "between" else ""


def _why(visit: Visit, book: Rulebook, row: DeterminationView) -> Iterator[Mapping[str, str]]:
    """Each condition by the version that decided; one that the book no longer has is told by its name."""
    titles = {
        id: title
        for version in book.measures[row.measure].versions
        if version.file.from_ == row.version_from
        for id, title in _titles(version.criteria, visit.language)
    }
    for id, state in row.criteria.items():
        yield {"state": state, "text": titles.get(id, id)}


def _titles(criteria: Iterable[CompiledCriterion], language: str) -> Iterator[tuple[str, str]]:
    for one in criteria:
        yield one.file.id, one.file.title.said(language)
        yield from _titles(one.group, language)


def of_family(visit: Visit, book: Rulebook, family: UUID, persons: Mapping[UUID, Person]) -> list[Due]:
    """What the last run found for one family whose file is open; what they have applied for stands last."""
    rows = measures.family_not_receiving(
        region=visit.region, family=family, persons=list(persons), measures=list(ours(book)), on=visit.on
    )
    return sorted(told(visit, book, rows, persons), key=lambda one: bool(one.applied))


def newest(found: Iterable[Confirmed | None]) -> Confirmed | None:
    """The newest of these runs."""
    return max((one for one in found if one), key=lambda one: one.on, default=None)
