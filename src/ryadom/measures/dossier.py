"""A claim with all that belongs to it, read once: for the person's page and, with the rule's proposal, for the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.people.api import Actor
from ryadom.rules.api import Family, MeasureAnswer, Rulebook

from . import may, queries
from .assessing import assess, confirmation, proofs
from .checklist import Brought, Item
from .errors import Missing, WrongState
from .models import LIVE, Appeal, Claim, ClaimFact, ClaimPaper, ClaimState, Decision, Proposal, QueuePlace
from .shapes import AppealView, AwardView, ClaimView, DecisionView, ProposalView, Step, Timeline


@dataclass(frozen=True)
class Dossier:
    """A claim, its documents, what was asked of others, every line of its cases, its decisions and complaints."""

    claim: ClaimView
    timeline: Timeline
    items: tuple[Item, ...]
    requests: tuple[cases.RequestView, ...]
    history: tuple[cases.Line, ...]
    decisions: tuple[DecisionView, ...]
    appeals: tuple[AppealView, ...]

    @property
    def decision(self) -> DecisionView | None:
        """The one in force."""
        return self.decisions[-1] if self.decisions else None


@dataclass(frozen=True)
class Workfile:
    """What staff work with: what the rule proposes and why not, what was proved, proposed and awarded.

    `confirmed`: the answer is a sample that two people of the region have let be granted.
    """

    dossier: Dossier
    answer: MeasureAnswer | None
    broken: str
    confirmed: bool
    family: Family | None
    proved: Mapping[str, Mapping[str, Any]]
    proposal: ProposalView | None
    awards: tuple[AwardView, ...]


def dossier(*, by: Actor, token: UUID, on: date) -> Dossier:
    """The claim with all that belongs to it. Raises Missing."""
    return _dossier(_found(by, token, on), on)


def workfile(*, by: Actor, token: UUID, book: Rulebook, on: date) -> Workfile:
    """The dossier as staff need it. A claim that has ended is judged no more: its decision holds its own answer.

    Raises Missing.
    """
    row = _found(by, token, on)
    proved = proofs(row)
    answer, family, broken = _judged(row, proved, book, on)
    one: dict[str, Any] = {"region": row.region, "tokens": [token]}
    return Workfile(
        dossier=_dossier(row, on),
        answer=answer,
        broken=broken,
        confirmed=bool(answer and answer.sample and confirmation(row.region, answer)),
        family=family,
        proved={fact.ref: {**fact.value, "by": fact.by_name, "at": fact.at, "note": fact.note} for fact in proved},
        proposal=queries.proposals(**one).get(token) if row.has_proposal else None,
        awards=queries.awards_of_claims(**one)[token] if row.has_decision else (),
    )


def timeline(*, by: Actor, token: UUID, on: date) -> Timeline:
    """Where the application stands, for the person and for who helps them; the cost does not grow with its length."""
    row = _found(by, token, on)
    claim, appeals = _claim(row), _appeals(row)
    return _timeline(row, claim, _history(row.region, _cases(claim, appeals)), on)


def _found(by: Actor, token: UUID, on: date) -> Any:
    """The row of the claim with its papers; it knows what else hangs on it, so what is not there is not asked for."""
    rows = queries.joined(by.region).annotate(papers=_papers(by.region), **dict(_held(by.region)))
    found = rows.filter(token=token).first()
    if found is None or not may.read(by, may.Seen(found, by, on)):
        raise Missing
    return found


def _papers(region: str) -> ArraySubquery:
    """Four short words for each paper: they come with the row itself."""
    rows = ClaimPaper.objects.in_region(region).filter(claim=OuterRef("pk")).order_by("id")
    return ArraySubquery(
        rows.values(one=JSONObject(document="document", paper="paper", accepted="accepted", note="note"))
    )


def _held(region: str) -> Iterable[tuple[str, Exists]]:
    for name, model in (("decision", Decision), ("appeal", Appeal), ("proposal", Proposal)):
        rows: QuerySet[Any] = model.objects.in_region(region)
        yield f"has_{name}", Exists(rows.filter(claim=OuterRef("pk")))


def _dossier(row: Any, on: date) -> Dossier:
    claim, appeals = _claim(row), _appeals(row)
    tokens = _cases(claim, appeals)
    history = _history(row.region, tokens)
    requests = cases.requests(region=row.region, tokens=tokens) if tokens else {}
    made = queries.decisions(region=row.region, tokens=[row.token])[row.token] if row.has_decision else ()
    return Dossier(
        claim=claim,
        timeline=_timeline(row, claim, history, on),
        items=queries.listed(row, map(_brought, row.papers), requests.get(row.case_id, ())),
        requests=tuple(one for some in requests.values() for one in some),
        history=history,
        decisions=made,
        appeals=appeals,
    )


def _brought(paper: Mapping[str, Any]) -> Brought:
    return Brought(paper["document"], UUID(paper["paper"]), paper["accepted"], paper["note"])


def _claim(row: Claim) -> ClaimView:
    return queries.joined_views(row.region, [row])[0]


def _appeals(row: Any) -> tuple[AppealView, ...]:
    return queries.appeals(region=row.region, tokens=[row.token])[row.token] if row.has_appeal else ()


def _judged(
    row: Claim, proved: list[ClaimFact], book: Rulebook, on: date
) -> tuple[MeasureAnswer | None, Family | None, str]:
    if row.state not in (ClaimState.DRAFT, *LIVE):
        return None, None, ""
    try:
        found = assess(row, book, row.sent_on or on, proved, ahead=True)
    except WrongState as fault:
        return None, None, str(fault)
    return found.answer, found.family, ""


def _cases(claim: ClaimView, appeals: Iterable[AppealView]) -> list[UUID]:
    """The case in which the claim runs, the one before it, those of its complaints; each once, in that order."""
    own = (claim.case.token, claim.case.appeal_of) if claim.case else ()
    return list(dict.fromkeys(token for token in (*own, *(one.case for one in appeals)) if token))


def _history(region: str, tokens: list[UUID]) -> tuple[cases.Line, ...]:
    found = cases.history(region=region, tokens=tokens) if tokens else {}
    return tuple(sorted((line for lines in found.values() for line in lines), key=lambda line: line.at))


def _timeline(row: Claim, claim: ClaimView, history: Iterable[cases.Line], on: date) -> Timeline:
    place, case = _place(row), claim.case
    waits = case is not None and case.state != "closed"
    return Timeline(
        claim=claim,
        number=claim.number,
        promised_on=case.promised_on if case and waits else None,
        overdue=case.overdue(on) if case else False,
        holder=case.holder.name if case and case.holder and waits else "",
        holder_phone=case.holder.phone if case and case.holder and waits else "",
        place=place,
        steps=(*_told(history), *_ahead(claim, place)),
    )


def _told(lines: Iterable[cases.Line]) -> tuple[Step, ...]:
    return tuple(Step("done", line.on, line.for_person, line.who) for line in lines if line.for_person)


def _ahead(claim: ClaimView, place: int | None) -> tuple[Step, ...]:
    case = claim.case
    if claim.state == ClaimState.QUEUED:
        return (Step("now", None, _("Вы в очереди, место %(place)s.") % {"place": place}),)
    if case is None or case.state == "closed":
        return ()
    now = _("Срок остановлен: ждём документ или ответ.") if case.state == "paused" else case.stage_title
    return (
        Step("now", None, now, case.holder.name if case.holder else ""),
        Step("ahead", case.promised_on, _("Решение")),
    )


def _place(claim: Claim) -> int | None:
    """Where in the queue, as a person counts; None when the claim does not wait there."""
    if claim.state != ClaimState.QUEUED:
        return None
    waiting = QueuePlace.in_turn(claim.region, claim.measure).values_list("claim", flat=True)
    return next((place for place, waits in enumerate(waiting, 1) if waits == claim.pk), None)
