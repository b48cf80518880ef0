"""Grant or refuse. The rule proposes, a specialist decides, a head approves money and what goes against the rule."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.cases import api as cases
from ryadom.cases.api import typed
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook

from .. import may, queries, reasons, rulings, schedule, words
from ..assessing import Assessment, assess, confirmation
from ..errors import Forbidden, WrongState
from ..events import ClaimDecided, announce
from ..grounds import CRITERIA, PROCEDURAL
from ..models import Claim, ClaimState, Decision, Proposal
from . import awarding
from .writing import account, changed, ended, in_force, locked, record


@dataclass(frozen=True)
class Draft:
    """A decision on its way: what is decided, on which assessment, by which ruling."""

    verdict: str
    found: Assessment
    ruling: rulings.Ruling
    reason: str
    amount: Decimal | None = None
    plan: schedule.Schedule | None = None
    payer: str = ""
    ground: str = ""
    criteria: tuple[str, ...] = ()


@transaction.atomic
def decide_grant(
    *, by: Actor, claim: UUID, book: Rulebook, on: date, at: datetime, amount: Decimal | None = None,
    starts: date | None = None, payer: str = "", reason: str = "", version: int | None = None,
) -> Proposal | Decision:  # fmt: skip
    """Grant; gives the decision, or the proposal that waits for a head (money, or against the rule).

    `amount` None takes the rule's sum. Raises NotPossible with every obstacle, Forbidden, AlreadyDecided, Stale.
    """
    reason, payer = typed(reason, 2000), typed(payer, 300)
    seen = _taken(by, claim, on, at, version)
    found = assess(seen.claim, book, seen.claim.sent_on or on)
    money = seen.claim.kind == "money"
    if money and amount is None and found.answer.amount is not None:
        amount = found.answer.amount.value
    confirmed = confirmation(seen.claim.region, found.answer) is not None
    ruling = rulings.grant(found.answer, amount=amount, money=money, confirmed=confirmed, reason=reason)
    sum_ = amount if money else None
    file = found.answer.file
    plan = schedule.schedule(period=file.period, months=file.months, amount=sum_, starts=starts or on)
    draft = Draft("grant", found, ruling, reason, amount=sum_, plan=plan, payer=payer)
    return _propose(seen, by, draft, on, at) if ruling.second else _decide(seen, by, None, draft, on, at)


@transaction.atomic
def decide_refuse(
    *, by: Actor, claim: UUID, book: Rulebook, ground: str, on: date, at: datetime,
    criteria: Collection[str] = (), reason: str = "", version: int | None = None,
) -> Proposal | Decision:  # fmt: skip
    """Refuse by criteria that are not met, or on a ground of the closed procedural list.

    Against the rule's proposal a reason and a head are needed. Raises NotPossible, Forbidden, AlreadyDecided, Stale.
    """
    reason = typed(reason, 2000)
    seen = _taken(by, claim, on, at, version)
    found = assess(seen.claim, book, seen.claim.sent_on or on)
    missing = [item.needed.id for item in queries.items(seen.claim) if item.missing]
    ruling = rulings.refuse(found.answer, ground=ground, criteria=criteria, missing_papers=missing, reason=reason)
    draft = Draft("refuse", found, ruling, reason, ground=ground, criteria=tuple(criteria))
    return _propose(seen, by, draft, on, at) if ruling.second else _decide(seen, by, None, draft, on, at)


@transaction.atomic
def approve(*, by: Actor, claim: UUID, book: Rulebook, on: date, at: datetime) -> Decision:
    """A head approves what waits. If the facts or the law moved meanwhile so that it no longer stands, it is refused.

    Raises Forbidden (one's own proposal), NotPossible, WrongState, AlreadyDecided.
    """
    seen = locked(by, claim, may=may.approve, on=on, states=[ClaimState.PROPOSED])
    waiting = seen.proposal
    if waiting is None:
        raise WrongState(_("Нет решения, которое ждёт утверждения."))
    _demand_new_eyes(seen.claim, by)
    found = assess(seen.claim, book, seen.claim.sent_on or on)
    draft = _drafted(seen, waiting, found)
    waiting.state, waiting.second_id, waiting.second_at = "approved", by.account_id, at
    waiting.save(update_fields=["state", "second", "second_at"])
    record(seen, by, "approved", words.APPROVED, {"verdict": words.VERDICTS[waiting.verdict]}, on, at)
    return _decide(seen, by, waiting, draft, on, at)


@transaction.atomic
def give_back(*, by: Actor, claim: UUID, reason: str, on: date, at: datetime) -> Proposal:
    """A head returns the proposal to the specialist with a reason."""
    if not typed(reason, 2000):
        raise WrongState(_("Напишите, что поправить."))
    seen = locked(by, claim, may=may.approve, on=on, states=[ClaimState.PROPOSED])
    waiting = seen.proposal
    assert waiting is not None
    waiting.state, waiting.second_id, waiting.second_at = "returned", by.account_id, at
    waiting.second_note = typed(reason, 2000)
    waiting.save(update_fields=["state", "second", "second_at", "second_note"])
    seen.claim.state = ClaimState.SENT
    changed(seen.claim, "state")
    _stage(seen, by, words.CHECK, on, at)
    record(seen, by, "returned", words.RETURNED, {"reason": waiting.second_note}, on, at)
    return waiting


def _demand_new_eyes(claim: Claim, by: Actor) -> None:
    """After an appeal nobody of the first decision approves the second."""
    before = in_force(claim)
    if before is not None and by.account_id in (before.author_id, before.approver_id):
        raise Forbidden(_("Вы участвовали в первом решении. Новое утверждает другой человек."))


def _taken(by: Actor, token: UUID, on: date, at: datetime, version: int | None) -> may.Seen:
    """The claim, on the desk of who decides: a free case is taken by deciding it."""
    seen = locked(by, token, may=may.decide, on=on, states=[ClaimState.SENT], version=version)
    if seen.claim.mode != "decide":
        raise WrongState(_("Эту меру решает другое ведомство. Внесите его ответ."))
    if seen.case is not None and seen.case.holder is None:
        cases.take(by=by, case=seen.case.token, on=on, at=at)
    return seen


def _propose(seen: may.Seen, by: Actor, draft: Draft, on: date, at: datetime) -> Proposal:
    plan = draft.plan
    proposal = Proposal.objects.create(
        region=seen.claim.region, claim=seen.claim, verdict=draft.verdict, amount=draft.amount,
        parts=[schedule.packed(part) for part in plan.parts] if plan else [], starts=plan.starts if plan else None,
        ends=plan.ends if plan else None, renew_on=plan.renew_on if plan else None, payer=draft.payer,
        ground=draft.ground, criteria=list(draft.criteria), reason=draft.reason,
        against_rule=draft.ruling.against_rule, answer=draft.found.as_data(), facts=draft.found.facts_as_data(),
        author_id=account(by), author_name=by.name, at=at, on=on,
    )  # fmt: skip
    seen.claim.state = ClaimState.PROPOSED
    changed(seen.claim, "state")
    _stage(seen, by, words.APPROVAL, on, at)
    values: dict[str, object] = {"verdict": words.VERDICTS[draft.verdict], "reason": draft.reason}
    record(seen, by, "proposed", words.PROPOSED, values, on, at)
    return proposal


def _drafted(seen: may.Seen, waiting: Proposal, found: Assessment) -> Draft:
    """The proposal judged again on today's facts: it must still be possible, and still the same question."""
    if waiting.verdict == "grant":
        money = seen.claim.kind == "money"
        confirmed = confirmation(seen.claim.region, found.answer) is not None
        ruling = rulings.grant(
            found.answer, amount=waiting.amount, money=money, confirmed=confirmed, reason=waiting.reason
        )
        if ruling.against_rule and not waiting.against_rule:
            raise WrongState(_("Сведения изменились, предложение больше не совпадает с правилом. Верните специалисту."))
        assert waiting.starts is not None
        parts = tuple(schedule.unpacked(part) for part in waiting.parts)
        plan = schedule.Schedule(waiting.starts, waiting.ends, waiting.renew_on, parts)
        return Draft("grant", found, ruling, waiting.reason, waiting.amount, plan, waiting.payer)
    missing = [item.needed.id for item in queries.items(seen.claim) if item.missing]
    ruling = rulings.refuse(
        found.answer, ground=waiting.ground, criteria=waiting.criteria, missing_papers=missing, reason=waiting.reason
    )
    return Draft("refuse", found, ruling, waiting.reason, ground=waiting.ground, criteria=tuple(waiting.criteria))


def _decide(seen: may.Seen, by: Actor, waiting: Proposal | None, draft: Draft, on: date, at: datetime) -> Decision:
    before = in_force(seen.claim)
    decision = _write(seen, by, waiting, draft, before, on, at)
    if before is not None:
        awarding.replace_awards(before, on)
    if draft.verdict == "grant":
        outcome = _granted(seen, by, decision, draft, on, at)
    else:
        outcome = _refused(seen, by, draft, on, at)
    assert seen.case is not None
    cases.close(by=by, case=seen.case.token, outcome=outcome, on=on, at=at, seal=words.SEAL)
    announce(
        ClaimDecided(
            region=seen.claim.region, at=at, account_id=by.account_id, claim=seen.claim.token, decision=decision.token,
            person=seen.claim.person_id, measure=seen.claim.measure, verdict=decision.verdict, ground=decision.ground,
            queued=outcome == "queued", on=on,
        )
    )  # fmt: skip
    if outcome != "queued":
        ended(seen.claim, by, outcome=outcome, on=on, at=at, ground=draft.ground)
    return decision


def _write(
    seen: may.Seen, by: Actor, waiting: Proposal | None, draft: Draft, before: Decision | None, on: date,
    at: datetime,
) -> Decision:  # fmt: skip
    answer = draft.found.answer
    return Decision.objects.create(
        region=seen.claim.region, claim=seen.claim, verdict={"grant": "granted", "refuse": "refused"}[draft.verdict],
        on=on, at=at, version_from=answer.version_from, lock=answer.lock, reference_date=answer.reference_date,
        answer=draft.found.as_data(), facts=draft.found.facts_as_data(), rule_outcome=str(answer.outcome),
        rule_amount=answer.amount.value if answer.amount else None, amount=draft.amount, ground=draft.ground,
        criteria=list(draft.criteria), reason=draft.reason, against_rule=draft.ruling.against_rule,
        author_id=waiting.author_id if waiting else account(by),
        author_name=waiting.author_name if waiting else by.name,
        approver_id=by.account_id if waiting else None, approver_name=by.name if waiting else "",
        confirmation=confirmation(seen.claim.region, answer) if answer.sample else None, supersedes=before,
    )  # fmt: skip


def _granted(seen: may.Seen, by: Actor, decision: Decision, draft: Draft, on: date, at: datetime) -> str:
    claim = seen.claim
    assert draft.plan is not None
    claim.ended_on = on
    if draft.found.answer.quota is not None and not awarding.has_place(claim, on):
        place = awarding.join_queue(claim, on)
        claim.state = ClaimState.QUEUED
        changed(claim, "state", "ended_on")
        record(seen, by, "queued", words.QUEUED, {"place": place}, on, at)
        return "queued"
    claim.state = ClaimState.GRANTED
    changed(claim, "state", "ended_on")
    awarding.start(claim, decision, draft.plan, draft.payer, by, on, at)
    values: dict[str, object] = {"title": claim.title, "amount": draft.amount or "", "reason": draft.reason}
    record(seen, by, "granted", words.GRANTED_SUM if draft.amount else words.GRANTED, values, on, at)
    return "granted"


def _refused(seen: may.Seen, by: Actor, draft: Draft, on: date, at: datetime) -> str:
    outcome = "refused" if draft.ground == CRITERIA else PROCEDURAL[draft.ground].outcome
    state = {"refused": ClaimState.REFUSED, "withdrawn": ClaimState.WITHDRAWN, "closed": ClaimState.CLOSED}[outcome]
    seen.claim.state, seen.claim.ended_on = state, on
    changed(seen.claim, "state", "ended_on")
    with override("ru"):  # the case keeps the text, and an authority reads it, whoever decided in whatever language
        why = reasons.why(draft.found.as_data(), draft.ground, draft.criteria)
    values: dict[str, object] = {"why": why}
    record(seen, by, "refused", words.REFUSED, {**values, "reason": draft.reason}, on, at)
    return outcome


def _stage(seen: may.Seen, by: Actor, stage: str, on: date, at: datetime) -> None:
    if seen.case is None:
        raise Forbidden
    cases.advance(by=by, case=seen.case.token, stage=stage, on=on, at=at)
