"""Everything that a claim's page shows, gathered once in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.desks.curator import told
from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.measures.api import ClaimView
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.rules.api import CriterionAnswer, FactRef, FactValue, Family, MeasureAnswer, Rulebook

LIVE = ("draft", "sent", "proposed")


@dataclass(frozen=True)
class FactLine:
    """One deciding fact with where it comes from."""

    title: str
    whose: str
    value: str
    source: str
    proved: bool
    link: str
    ref: FactRef

    @property
    def window(self) -> bool:
        """A total of some months, which stands among the incomes."""
        return self.ref.prefix == "income"


@dataclass(frozen=True)
class ClaimSheet:
    """A claim with all that belongs to it."""

    claim: ClaimView
    person: people.Person
    answer: MeasureAnswer | None
    broken: str
    told: told.Told | None
    facts: tuple[FactLine, ...]
    raw_facts: Mapping[FactRef, FactValue]
    items: tuple[measures.Item, ...]
    papers: Mapping[UUID, papers.PaperView]
    requests: tuple[cases.RequestView, ...]
    history: tuple[cases.Line, ...]
    decisions: tuple[measures.DecisionView, ...]
    proposal: measures.ProposalView | None
    awards: tuple[measures.AwardView, ...]
    appeals: tuple[measures.AppealView, ...]
    proved: Mapping[str, Mapping[str, Any]]
    confirmed: bool
    said_members: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[FactLine, ...]:
        """What nobody has confirmed yet."""
        return tuple(one for one in self.facts if not one.proved)

    @property
    def live(self) -> bool:
        return self.claim.state in LIVE

    @property
    def decision(self) -> measures.DecisionView | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def waiting(self) -> measures.ProposalView | None:
        return self.proposal if self.proposal and self.proposal.state == "waiting" else None

    @property
    def returned(self) -> measures.ProposalView | None:
        """What a head gave back and nobody proposed anew."""
        back = self.proposal and self.proposal.state == "returned" and self.claim.state == "sent"
        return self.proposal if back else None

    @property
    def open_appeal(self) -> measures.AppealView | None:
        return next((one for one in self.appeals if not one.outcome), None)


def gather(visit: Visit, token: UUID, book: Rulebook) -> ClaimSheet:
    """The whole page of a claim. Raises measures.Missing."""
    work = measures.workfile(by=visit.by, token=token, book=book, on=visit.on)
    found, family, answer = work.dossier, work.family, work.answer
    claim, items = found.claim, found.items
    judged = {ref: value for ref in _refs(answer) if (value := family.known(ref))} if answer and family else {}
    return ClaimSheet(
        claim=claim,
        person=people.person(region=visit.region, id=claim.person),
        answer=answer,
        broken=work.broken,
        told=told.tell(book, answer, visit.language, visit.on) if answer else None,
        facts=_lines(book, family, judged, visit) if family else (),
        raw_facts=judged,
        items=items,
        papers=papers.many(region=visit.region, tokens=[one for item in items for one in item.papers]),
        requests=found.requests,
        history=found.history,
        decisions=found.decisions,
        proposal=work.proposal,
        awards=work.awards,
        appeals=found.appeals,
        proved=work.proved,
        confirmed=work.confirmed,
        said_members=_said_members(family) if family else (),
    )


def _said_members(family: Family) -> tuple[str, ...]:
    """Who stands in the family by the applicant's word alone."""
    roles = ((one, one.facts.get("family-role")) for one in family.persons)
    return tuple(one.name for one, role in roles if role is not None and role.source == "said")


def flat(criteria: Iterable[CriterionAnswer]) -> Iterable[CriterionAnswer]:
    """Conditions and the members of their groups."""
    for one in criteria:
        yield one
        yield from flat(one.group)


def _refs(answer: MeasureAnswer) -> Iterable[FactRef]:
    seen: dict[FactRef, None] = {}
    for criterion in flat(answer.criteria):
        seen.update(dict.fromkeys(criterion.facts))
    if answer.amount is not None:
        seen.update(dict.fromkeys(answer.amount.missing))
    return seen


def _lines(book: Rulebook, family: Family, found: Mapping[FactRef, FactValue], visit: Visit) -> tuple[FactLine, ...]:
    from ryadom.rules.api import PROVED

    lines = (
        FactLine(
            told.title(book, ref, visit.language),
            _name(family, ref),
            told.value_words(book, ref, value.value, visit.language),
            told.source(value.source),
            value.source in PROVED,
            _slug(book, ref),
            ref,
        )
        for ref, value in found.items()
        if ref.key != "family-role"
    )
    return tuple(sorted(lines, key=lambda one: (one.proved, one.whose, one.title)))


def _name(family: Family, ref: FactRef) -> str:
    person = family.person(ref.person) if ref.person else None
    return person.name if person else ""


def _slug(book: Rulebook, ref: FactRef) -> str:
    """Where the fact is put right: the table of its subject; empty for facts of the request itself."""
    kind = book.facts.get(ref.key)
    if kind is None or kind.file.of == "application":
        return ""
    return str(ref.person) if ref.person else str(kind.file.of)


def provable(sheet: ClaimSheet, book: Rulebook, language: str) -> list[tuple[str, str]]:
    """What staff may confirm for this claim alone: its own conditions and facts of the request."""
    refs: dict[FactRef, str] = {}
    for one in flat(sheet.answer.criteria) if sheet.answer else ():
        for ref in (*one.facts, *one.missing):
            kind = book.facts.get(ref.key)
            if ref.prefix in ("attested", "document", "received"):
                refs.setdefault(ref, one.title.said(language))
            elif kind is not None and kind.file.of == "application":
                refs.setdefault(ref, told.title(book, ref, language))
    state = {ref.id for ref in refs if ref.id in sheet.proved}
    done = _("уже подтверждено")
    return [(ref.id, f"{title} ({done})" if ref.id in state else title) for ref, title in refs.items()]
