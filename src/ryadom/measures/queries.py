"""Questions that read: claims and what became of them. Lists cost a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.people.api import Actor

from . import may, schedule
from .checklist import Brought, Item, Needed, checklist
from .errors import Forbidden, Missing
from .models import (
    LIVE,
    Appeal,
    Award,
    AwardPart,
    Claim,
    ClaimPaper,
    ClaimState,
    Confirmation,
    Decision,
    ExternalFiling,
    Proposal,
    Received,
)
from .reasons import why
from .shapes import (
    AppealView,
    AwardView,
    ClaimView,
    ConfirmationView,
    DecisionView,
    ExternalView,
    ProposalView,
    ReceivedView,
)

MAX_ROWS = 200


def many(*, region: str, tokens: Collection[UUID]) -> dict[UUID, ClaimView]:
    """Claims by token, absent ones left out; two queries. Asks no permission: the caller has asked."""
    return {row.token: row for row in joined_views(region, joined(region).filter(token__in=tokens))}


def of_cases(*, region: str, cases_: Collection[UUID]) -> dict[UUID, ClaimView]:
    """The claim behind each case, by case; also behind the case of an appeal."""
    rows = joined_views(region, joined(region).filter(case__token__in=cases_))
    found = {row.case.token: row for row in rows if row.case}
    tried = Appeal.objects.in_region(region).filter(case__token__in=set(cases_) - found.keys())
    by_case: dict[UUID, UUID] = dict(tried.values_list("case__token", "claim__token"))
    claims = many(region=region, tokens=set(by_case.values())) if by_case else {}
    return found | {case: claims[token] for case, token in by_case.items()}


def of_persons(*, region: str, persons: Collection[UUID]) -> tuple[ClaimView, ...]:
    """All claims of these persons, the newest first. Asks no permission."""
    rows = joined(region).filter(person__in=persons).order_by("-started_at", "-id")
    return joined_views(region, rows[:MAX_ROWS])


def one(*, by: Actor, token: UUID, on: date) -> ClaimView:
    """One claim, when this actor may read it. Raises Missing."""
    return joined_views(by.region, [readable(by, token, on)])[0]


def open_counts(*, region: str, measures: Collection[str]) -> dict[str, int]:
    """How many claims are being decided, by measure; one query. Asks no permission: no person is in it."""
    rows = Claim.objects.in_region(region).filter(measure__in=measures, state__in=LIVE)
    return dict(rows.values_list("measure").annotate(n=Count("id")).order_by())


def view(row: Claim) -> ClaimView:
    """A row that a verb has just written: its case is read anew, for the verb has moved it."""
    case = cases.many(region=row.region, tokens=[row.case_id]).get(row.case_id) if row.case_id else None
    return _view(row, case)


def joined(region: str) -> QuerySet[Claim]:
    """Claims with what their cases need to be told, in one query."""
    return Claim.objects.in_region(region).select_related("case__person", "case__appeal_of")


def joined_views(region: str, rows: Iterable[Claim]) -> tuple[ClaimView, ...]:
    """Rows of `joined` as frozen values; one query for the names of staff."""
    found = list(rows)
    told = {case.token: case for case in cases.views(region, [row.case for row in found if row.case])}
    return tuple(_view(row, told.get(row.case_id) if row.case_id else None) for row in found)


def readable(by: Actor, token: UUID, on: date) -> Claim:
    """The row with its case, when this actor may read it. Raises Missing."""
    row = joined(by.region).filter(token=token).first()
    if row is None or not may.read(by, may.Seen(row, by, on)):
        raise Missing
    return row


def items(claim: Claim) -> tuple[Item, ...]:
    """The documents of a claim and how each stands."""
    case = claim.case_id
    requests = cases.requests(region=claim.region, tokens=[case])[case] if case else ()
    rows = ClaimPaper.objects.in_region(claim.region).filter(claim=claim).order_by("id")
    return listed(claim, (Brought(row.document, row.paper_id, row.accepted, row.note) for row in rows), requests)


def listed(claim: Claim, brought: Iterable[Brought], requests: Iterable[cases.RequestView]) -> tuple[Item, ...]:
    """The documents of a claim, by what was brought and what its case has asked for."""
    known = dict.fromkeys(Needed.__dataclass_fields__)
    needed = [Needed(**{key: value for key, value in raw.items() if key in known}) for raw in claim.documents]
    return checklist(needed, brought, requests)


def documents(*, by: Actor, token: UUID, on: date) -> tuple[Item, ...]:
    """The documents of a claim for whoever may read it."""
    return items(readable(by, token, on))


def decisions(*, region: str, tokens: Collection[UUID]) -> dict[UUID, tuple[DecisionView, ...]]:
    """Decisions by claim, the oldest first; the last one is in force. Asks no permission."""
    found: dict[UUID, list[DecisionView]] = {token: [] for token in tokens}
    rows = Decision.objects.in_region(region).filter(claim__token__in=tokens).select_related("claim", "supersedes")
    for row in rows.order_by("id"):
        found[row.claim.token].append(decision_view(row))
    return {token: tuple(some) for token, some in found.items()}


def awards(*, region: str, persons: Collection[UUID]) -> tuple[AwardView, ...]:
    """Awards of these persons with their sums, the newest first; two queries. Asks no permission."""
    rows = Award.objects.in_region(region).filter(person__in=persons).select_related("claim").order_by("-starts", "-id")
    return _awards(region, rows[:MAX_ROWS])


def awards_of_claims(*, region: str, tokens: Collection[UUID]) -> dict[UUID, tuple[AwardView, ...]]:
    """Awards by claim."""
    rows = Award.objects.in_region(region).filter(claim__token__in=tokens).select_related("claim").order_by("id")
    found: dict[UUID, list[AwardView]] = {token: [] for token in tokens}
    for award in _awards(region, rows):
        found[award.claim].append(award)
    return {token: tuple(some) for token, some in found.items()}


def proposals(*, region: str, tokens: Collection[UUID]) -> dict[UUID, ProposalView]:
    """The newest proposal of each claim that has one."""
    rows = Proposal.objects.in_region(region).filter(claim__token__in=tokens).select_related("claim").order_by("id")
    return {row.claim.token: proposal_view(row) for row in rows}


def waiting_for_head(*, by: Actor) -> tuple[tuple[ClaimView, ProposalView], ...]:
    """What a head of this region must approve, the oldest first."""
    if not may.head(by):
        raise Forbidden
    rows = Proposal.objects.in_region(by.region).filter(state="waiting").order_by("at", "id")
    found = list(rows.select_related("claim__case__person", "claim__case__appeal_of")[:MAX_ROWS])
    claims = joined_views(by.region, [row.claim for row in found])
    return tuple(zip(claims, map(proposal_view, found), strict=True))


def appeals(*, region: str, tokens: Collection[UUID]) -> dict[UUID, tuple[AppealView, ...]]:
    """Appeals by claim, the oldest first. Asks no permission."""
    found: dict[UUID, list[AppealView]] = {token: [] for token in tokens}
    rows = Appeal.objects.in_region(region).filter(claim__token__in=tokens).select_related("claim").order_by("id")
    for row in rows:
        found[row.claim.token].append(
            AppealView(
                row.claim.token, row.case_id, row.text, row.filed_on, row.outcome, row.resolved_on, row.reason,
                row.by_name,
            )
        )  # fmt: skip
    return {token: tuple(some) for token, some in found.items()}


def externals(*, region: str, persons: Collection[UUID]) -> tuple[ExternalView, ...]:
    """Measures of other bodies that these persons were sent to, the newest first. Asks no permission."""
    rows = ExternalFiling.objects.in_region(region).filter(person__in=persons).order_by("-printed_on", "-id")
    return tuple(external(row) for row in rows[:MAX_ROWS])


def external(row: ExternalFiling) -> ExternalView:
    return ExternalView(
        row.token, row.person_id, row.subject, row.measure, row.practice, row.title, row.decided_by, row.situation,
        row.printed_on, row.filed_on, row.got_on, row.refused_on, row.amount, row.note,
    )  # fmt: skip


def confirmations(*, region: str, measures: Collection[str] | None = None) -> tuple[ConfirmationView, ...]:
    """Confirmations in force or waiting for the second person, by measure."""
    rows = Confirmation.objects.in_region(region).filter(withdrawn_at=None).order_by("measure", "version_from")
    if measures is not None:
        rows = rows.filter(measure__in=measures)
    return tuple(confirmation_view(row) for row in rows)


def confirmation_view(row: Confirmation) -> ConfirmationView:
    return ConfirmationView(
        row.token, row.practice, row.measure, row.version_from, row.act, row.act_date, row.note, row.by_name, row.at,
        row.second_name, row.second_at,
    )  # fmt: skip


def received(*, region: str, persons: Collection[UUID]) -> dict[tuple[str, str], date]:
    """What was granted already: (measure, subject) -> first day. For measures given once."""
    told = ("measure", "subject", "starts")
    rows = Award.objects.in_region(region).filter(person__in=persons).order_by().values_list(*told)
    before = Received.objects.in_region(region).filter(person__in=persons).order_by().values_list(*told)
    found = sorted(rows.union(before, all=True), key=lambda one: one[2], reverse=True)
    return {(measure, subject): starts for measure, subject, starts in found}


def received_before(*, region: str, persons: Collection[UUID]) -> tuple[ReceivedView, ...]:
    """Awards that files told of, the newest first. Asks no permission."""
    rows = Received.objects.in_region(region).filter(person__in=persons).order_by("-starts", "-id")
    return tuple(
        ReceivedView(row.person_id, row.measure, row.title, row.starts, row.ends, row.amount, row.source, row.note)
        for row in rows
    )


def received_by_everyone(*, region: str, persons: Collection[UUID] | None = None) -> dict[UUID, list[tuple[str, str]]]:
    """What was granted to anybody in a region, here or by files: (measure, subject) by person. One statement.

    `persons`: only theirs.
    """
    told, found = ("person", "measure", "subject"), dict[UUID, list[tuple[str, str]]]()
    whose = Q() if persons is None else Q(person__in=persons)
    rows = Award.objects.in_region(region).filter(whose).order_by().values_list(*told)
    before = Received.objects.in_region(region).filter(whose).order_by().values_list(*told)
    every = rows.union(before).order_by("person", "measure")
    for person, measure, subject in every.iterator(chunk_size=5_000):
        found.setdefault(person, []).append((measure, subject))
    return found


def ending_between(*, region: str, persons: Collection[UUID], first: date, last: date) -> tuple[AwardView, ...]:
    """Awards of these persons that end, or are to be renewed, from one day to another, both included. 2 queries."""
    soon = Q(ends__gte=first, ends__lte=last) | Q(renew_on__gte=first, renew_on__lte=last)
    rows = Award.objects.in_region(region).filter(soon, person__in=persons, ended_on=None)
    return _awards(region, rows.select_related("claim").order_by("person", "pk"))


def due_for_renewal(region: str, on: date) -> tuple[AwardView, ...]:
    """Awards whose renewal date has come and that nobody renewed or ended. Asks no permission."""
    renewed = Claim.objects.in_region(region).filter(renews__isnull=False).values("renews")
    rows = Award.objects.in_region(region).filter(renew_on__lte=on, ended_on=None).exclude(pk__in=renewed)
    return _awards(region, rows.select_related("claim").order_by("renew_on", "pk")[:MAX_ROWS])


def _view(row: Claim, case: cases.CaseView | None) -> ClaimView:
    return ClaimView(
        token=row.token, region=row.region, case=case, person=row.person_id, applicant=row.applicant_id,
        helper=row.helper_id, subject=row.subject, subject_name=row.subject_name, measure=row.measure,
        practice=row.practice, title=row.title, kind=row.kind, mode=row.mode, situation=row.situation,
        channel=row.channel, state=row.state, state_title=_(str(ClaimState(row.state).label)), signed=row.signed,
        facts=row.answers.get("facts", {}), answered=row.answered, version_from=row.version_from, lock=row.lock,
        reference_date=row.reference_date, started_at=row.started_at, kept_until=row.kept_until, sent_on=row.sent_on,
        ended_on=row.ended_on, version=row.version,
    )  # fmt: skip


def decision_view(row: Decision) -> DecisionView:
    return DecisionView(
        token=row.token, claim=row.claim.token, verdict=row.verdict, on=row.on, at=row.at,
        version_from=row.version_from, lock=row.lock, reference_date=row.reference_date, answer=row.answer,
        facts=row.facts, rule_outcome=row.rule_outcome, rule_amount=row.rule_amount, amount=row.amount,
        ground=row.ground, criteria=tuple(row.criteria), reason=row.reason,
        why=why(row.answer, row.ground, row.criteria) if row.verdict == "refused" else "",
        against_rule=row.against_rule, author_name=row.author_name, approver_name=row.approver_name,
        supersedes=row.supersedes.token if row.supersedes else None,
    )  # fmt: skip


def proposal_view(row: Proposal) -> ProposalView:
    return ProposalView(
        token=row.token, claim=row.claim.token, verdict=row.verdict, amount=row.amount,
        parts=tuple(schedule.unpacked(part) for part in row.parts), ground=row.ground, criteria=tuple(row.criteria),
        reason=row.reason, against_rule=row.against_rule, answer=row.answer, author=row.author_id,
        author_name=row.author_name, on=row.on, state=row.state, second_note=row.second_note,
    )  # fmt: skip


def _awards(region: str, rows: Iterable[Award]) -> tuple[AwardView, ...]:
    found = list(rows)
    parts: dict[int, list[schedule.Part]] = {row.pk: [] for row in found}
    for part in AwardPart.objects.in_region(region).filter(award__in=found).order_by("award", "due_on"):
        parts[part.award_id].append(schedule.Part(part.due_on, part.starts, part.ends, part.amount))
    return tuple(
        AwardView(
            row.token, row.claim.token, row.person_id, row.subject, row.measure, row.title, row.kind, row.period,
            row.starts, row.ends, row.renew_on, row.payer, row.ended_on, row.end_reason, tuple(parts[row.pk]),
        )
        for row in found
    )  # fmt: skip
