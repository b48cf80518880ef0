"""A complaint: another case, another person, and a new decision that supersedes the old one."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.cases.api import typed
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook, calendar_of

from .. import may, terms, words
from ..errors import Forbidden, Missing, WrongState
from ..models import Appeal, Claim, ClaimState, Decision
from .writing import changed, in_force, locked

DECIDED = (ClaimState.GRANTED, ClaimState.QUEUED, ClaimState.REFUSED, ClaimState.CLOSED)


@transaction.atomic
def appeal(*, by: Actor, claim: UUID, text: str, channel: str, book: Rulebook, on: date, at: datetime) -> Appeal:
    """File a complaint about the decision in force; nobody who had a word in it may hold the new case."""
    if not typed(text, 2000):
        raise WrongState(_("Напишите, с чем вы не согласны."))
    seen = locked(by, claim, may=may.appeal, on=on, states=DECIDED)
    decision = _in_force(seen.claim)
    assert seen.claim.case_id is not None
    try:
        case = cases.reopen_as_appeal(
            by=by, case=seen.claim.case_id, kind=words.APPEAL, channel=channel, calendar=calendar_of(book), on=on,
            at=at, term=terms.working_days(book, terms.COMPLAINT_ANSWER, on),
        )  # fmt: skip
        with transaction.atomic():
            return Appeal.objects.create(
                region=by.region, claim=seen.claim, decision=decision, case_id=case.token, text=typed(text, 4000),
                filed_on=on,
            )  # fmt: skip
    except (IntegrityError, cases.Forbidden):
        raise WrongState(_("Жалоба по этому заявлению уже рассматривается.")) from None


@transaction.atomic
def resolve_appeal(*, by: Actor, claim: UUID, change: bool, reason: str, on: date, at: datetime) -> Appeal:
    """Keep the decision; or lift it, and then who holds the appeal decides the claim anew.

    The lifted decision stays in the record, the next one supersedes it.
    """
    if not typed(reason, 2000):
        raise WrongState(_("Напишите, почему: человек это прочитает."))
    seen = locked(by, claim, may=may.resolve_appeal, on=on, states=DECIDED)
    row = Appeal.objects.in_region(by.region).select_for_update().filter(claim=seen.claim, outcome="").first()
    if row is None:
        raise Missing
    case = cases.many(region=by.region, tokens=[row.case_id])[row.case_id]
    if case.holder is None or case.holder.account_id != by.account_id:
        raise Forbidden(_("Сначала возьмите жалобу в работу."))
    row.outcome, row.resolved_on, row.reason = ("changed" if change else "kept"), on, typed(reason, 2000)
    row.by_id, row.by_name = by.account_id, by.name
    row.save(update_fields=["outcome", "resolved_on", "reason", "by", "by_name"])
    if change:
        _open_again(seen.claim, row, by, on, at)
    else:
        cases.close(by=by, case=row.case_id, outcome="kept", on=on, at=at, seal=words.SEAL)
    return row


def _open_again(claim: Claim, row: Appeal, by: Actor, on: date, at: datetime) -> None:
    """From now on the claim runs in the case of its appeal, with its holder, its clock and its history."""
    claim.case_id, claim.state, claim.ended_on = row.case_id, ClaimState.SENT, None
    changed(claim, "case", "state", "ended_on")
    cases.advance(by=by, case=row.case_id, stage=words.CHECK, on=on, at=at)


def _in_force(claim: Claim) -> Decision:
    decision = in_force(claim)
    if decision is None:
        raise WrongState(_("Решения нет, обжаловать нечего."))
    return decision
