"""Everything that a claim's page shows, gathered once in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.desks.curator import household, told
from ryadom.desks.curator.visit import Visit
from ryadom.kit.periods import month_start
from ryadom.measures import api as measures
from ryadom.measures.api import ClaimView
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.rules.api import CriterionAnswer, FactRef, FactValue, Family, MeasureAnswer, Rulebook

LIVE = ("draft", "sent", "proposed")
MONTHS = 30


@dataclass(frozen=True)
class FactLine:
    """One deciding fact with where it comes from."""

    title: str
    whose: str
    value: str
    source: str
    proved: bool
    link: str


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
    said_members: tuple[str, ...] = ()

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
    claim = measures.one(by=visit.by, token=token, on=visit.on)
    known: dict[str, Any] = {"region": visit.region, "tokens": [token]}
    appeals = measures.appeals(**known)[token]
    answer, broken = _answer(visit, claim, book)
    proved = measures.proved_facts(by=visit.by, token=token, on=visit.on)
    file = _file(visit.region, claim.person, claim.sent_on or visit.on)
    family = _family(file, claim, proved, visit) if answer else None
    found = {ref: value for ref in _refs(answer) if family and (value := family.known(ref))} if answer else {}
    items = measures.documents(by=visit.by, token=token, on=visit.on)
    tokens = _cases(claim, appeals)
    histories = cases.history(region=visit.region, tokens=tokens) if tokens else {}
    requests = cases.requests(region=visit.region, tokens=tokens) if tokens else {}
    return ClaimSheet(
        claim=claim,
        person=file.person,
        answer=answer,
        broken=broken,
        told=told.tell(book, answer, visit.language) if answer else None,
        facts=_lines(book, family, found, claim, visit) if family else (),
        raw_facts=found,
        items=items,
        papers=papers.many(region=visit.region, tokens=[one for item in items for one in item.papers]),
        requests=tuple(one for some in requests.values() for one in some),
        history=tuple(sorted((one for some in histories.values() for one in some), key=lambda one: one.at)),
        decisions=measures.decisions(**known)[token],
        proposal=measures.proposals(**known).get(token),
        awards=measures.awards_of_claims(**known)[token],
        appeals=appeals,
        proved=proved,
        said_members=tuple(one.person.full_name for one in (file.family.members if file.family else ()) if one.said),
    )


def _answer(visit: Visit, claim: ClaimView, book: Rulebook) -> tuple[MeasureAnswer | None, str]:
    """The proposal of the rule now; for a claim that has ended the decision holds its own answer."""
    if claim.state not in LIVE:
        return None, ""
    try:
        return measures.assess(by=visit.by, token=claim.token, book=book, on=visit.on), ""
    except measures.WrongState as fault:
        return None, str(fault)


def _family(file: people.File, claim: ClaimView, proved: Mapping[str, Mapping[str, Any]], visit: Visit) -> Family:
    """The family as the claim is judged: the file, what the claim says, what staff proved for it."""
    on = claim.sent_on or visit.on
    own = {"type", "value", "source", "about", "as_of"}
    packed = {ref: {key: part for key, part in raw.items() if key in own} for ref, raw in proved.items()}
    return household.family_of(file, on, said=measures.unpack(claim.facts), proved=measures.unpack(packed))


def _file(region: str, person: UUID, on: date) -> people.File:
    """The file without a line of its own: the page has left one for the claim."""
    one = people.person(region=region, id=person)
    family = people.family_of(region=region, person_id=person, on=on)
    ids = [member.person.id for member in family.members] if family else [person]
    window: dict[str, Any] = {"first": month_start(on, -MONTHS), "last": on}
    return people.File(
        person=one,
        family=family,
        facts=people.facts_of(region=region, subjects=people.subjects_of(one, family), on=on),
        incomes=people.incomes(region=region, person_ids=ids, **window),
        totals=people.income_totals(region=region, person_ids=ids, **window),
    )


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


def _lines(
    book: Rulebook, family: Family, found: Mapping[FactRef, FactValue], claim: ClaimView, visit: Visit
) -> tuple[FactLine, ...]:
    from ryadom.rules.api import PROVED

    lines = (
        FactLine(
            told.title(book, ref, visit.language),
            _name(family, ref),
            told.value_words(book, ref, value.value, visit.language),
            told.source(value.source),
            value.source in PROVED,
            _slug(book, ref),
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


def _cases(claim: ClaimView, appeals: Iterable[measures.AppealView]) -> set[UUID]:
    found = {one.case for one in appeals}
    if claim.case:
        found |= {claim.case.token} | ({claim.case.appeal_of} if claim.case.appeal_of else set())
    return found


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
