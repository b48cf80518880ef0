"""Endings that are not our decision: the person takes it back, another body answers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.cases.api import typed
from ryadom.people.api import Actor

from .. import may, words
from ..errors import WrongState
from ..models import LIVE, Claim, ClaimState, Mode, Proposal
from .writing import changed, ended, locked, record


@transaction.atomic
def withdraw(*, by: Actor, claim: UUID, on: date, at: datetime) -> Claim:
    """The person takes the application back, until it is decided. A draft is simply forgotten."""
    seen = locked(by, claim, may=may.withdraw, on=on, states=[ClaimState.DRAFT, *LIVE])
    row = seen.claim
    if row.state == ClaimState.DRAFT:
        row.kept_until = on
        changed(row, "kept_until")
        return row
    Proposal.objects.in_region(row.region).filter(claim=row, state="waiting").update(
        state="returned", second_note="—", second_at=at
    )
    row.state, row.ended_on = ClaimState.WITHDRAWN, on
    changed(row, "state", "ended_on")
    record(seen, by, "withdrawn", words.WITHDRAWN, {}, on, at)
    assert row.case_id is not None
    cases.close(by=by, case=row.case_id, outcome="withdrawn", on=on, at=at, seal=words.SEAL)
    ended(row, by, outcome="withdrawn", on=on, at=at)
    return row


@transaction.atomic
def register_outcome(
    *, by: Actor, claim: UUID, got: bool, on: date, at: datetime, amount: Decimal | None = None, reason: str = ""
) -> Claim:
    """Write down what the deciding body answered: for measures that we only collect and hand over."""
    seen = locked(by, claim, may=may.register_outcome, on=on)
    row = seen.claim
    if row.mode != Mode.INTAKE:
        raise WrongState(_("Эту меру решаете вы: внесите решение."))
    if not got and not typed(reason, 2000):
        raise WrongState(_("Напишите причину отказа, как её назвало ведомство."))
    row.state, row.ended_on = (ClaimState.GRANTED if got else ClaimState.REFUSED), on
    row.answered = {
        **row.answered,
        "outcome_elsewhere": {"got": got, "amount": _text(amount), "reason": typed(reason, 2000)},
    }
    changed(row, "state", "ended_on", "answered")
    spoken = words.OUTCOME_GOT if got else words.OUTCOME_REFUSED
    record(seen, by, "outcome", spoken, {"reason": typed(reason, 500)}, on, at)
    assert row.case_id is not None
    if seen.case is not None and seen.case.holder is None and by.roles & {"specialist", "head"}:
        cases.take(by=by, case=row.case_id, on=on, at=at)
    cases.close(by=by, case=row.case_id, outcome="got" if got else "not_got", on=on, at=at, seal=words.SEAL)
    ended(row, by, outcome="got" if got else "not_got", on=on, at=at)
    return row


def _text(amount: Decimal | None) -> str | None:
    return format(amount, "f") if amount is not None else None
