"""What every verb of this room does alike: lock the claim, ask permission, end the person's way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.people.api import Actor, May

from ..errors import AlreadyDecided, Forbidden, Missing, Stale, WrongState
from ..events import ClaimEnded, announce, ending_of
from ..may import Seen
from ..models import LIVE, Claim, ClaimState, Decision, Proposal
from ..words import DONE, VERDICTS

ANY = tuple(ClaimState)


def account(by: Actor) -> int:
    """The account of who acts; the system has none and decides nothing. Raises Forbidden."""
    if by.account_id is None:
        raise Forbidden
    return by.account_id


def locked(
    by: Actor, token: UUID, *, may: May, on: date, states: Collection[str] = LIVE, version: int | None = None
) -> Seen:
    """The claim with its case, locked until the transaction ends. The claim is always locked before its case.

    Raises Missing, Forbidden, AlreadyDecided, Stale, WrongState. Who may not even read it is told it is missing.
    """
    claim = Claim.objects.in_region(by.region).select_for_update().filter(token=token).first()
    if claim is None:
        raise Missing
    seen = looked_at(claim, by, on)
    if not may(by, seen):
        raise Forbidden
    if claim.state not in states:
        raise _too_late(claim)
    if version is not None and claim.version != version:
        raise Stale
    return seen


def looked_at(claim: Claim, by: Actor, on: date) -> Seen:
    """The claim with what permissions are asked about."""
    case = None
    if claim.case_id is not None:
        case = cases.many(region=claim.region, tokens=[claim.case_id]).get(claim.case_id)
    waiting = Proposal.objects.in_region(claim.region).filter(claim=claim, state="waiting").first()
    return Seen(claim, by, on, case, waiting)


def changed(claim: Claim, *fields: str) -> None:
    """Write the fields and count the version up, so that a reader of the old one is told."""
    claim.version += 1
    claim.save(update_fields=[*fields, "version"])


def ended(claim: Claim, by: Actor, *, outcome: str, on: date, at: datetime, ground: str = "") -> None:
    """The person's way is over: say it once for each ending."""
    announce(
        ClaimEnded(
            region=claim.region, at=at, account_id=by.account_id, ending=ending_of(claim.token, outcome),
            person=claim.person_id, measure=claim.measure, situation=claim.situation, stage=claim.state,
            outcome=outcome, channel=claim.channel, helper=claim.helper_id, on=on, ground=ground,
        )
    )  # fmt: skip


def record(
    seen: Seen, by: Actor, what: str, words: cases.Words, values: dict[str, object], on: date, at: datetime
) -> None:
    """A line in the history of the claim's case; a draft has no history yet."""
    if seen.claim.case_id is not None:
        cases.record(by=by, case=seen.claim.case_id, what=what, words=words, values=values, on=on, at=at)


def in_force(claim: Claim) -> Decision | None:
    """The decision that holds: the newest, for each names the one it supersedes."""
    return Decision.objects.in_region(claim.region).filter(claim=claim).order_by("-id").first()


def _too_late(claim: Claim) -> Exception:
    decision = in_force(claim)
    if decision is not None and claim.ended_on is not None:
        verdict = DONE[decision.verdict]
        return AlreadyDecided(who=decision.author_name, at=decision.at, region=claim.region, verdict=verdict)
    waiting = Proposal.objects.in_region(claim.region).filter(claim=claim, state="waiting").first()
    if waiting is not None:
        verdict = VERDICTS[waiting.verdict]
        return AlreadyDecided(who=waiting.author_name, at=waiting.at, region=claim.region, verdict=verdict)
    title = ClaimState(claim.state).label
    return WrongState(_("Сейчас это сделать нельзя: заявление — %(state)s.") % {"state": _(str(title))})
