"""What every verb of this room does alike: lock the case, ask permission, write the line of history."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ryadom.people.api import Actor, May

from .. import life
from ..errors import AlreadyDecided, Forbidden, Missing, Stale, WrongState
from ..kinds import get
from ..may import Seen
from ..models import Case, CaseEvent, State
from ..words import APPLICANT, Words, kept

CLOSING = "closed"


def account(by: Actor) -> int:
    """The account of who acts; the system has none and holds nothing. Raises Forbidden."""
    if by.account_id is None:
        raise Forbidden
    return by.account_id


def locked(by: Actor, token: UUID, *, verb: str, may: May, on: date, version: int | None = None) -> Case:
    """The case, locked until the transaction ends, when the actor may and the case can.

    Raises Missing, Forbidden, AlreadyDecided (closed meanwhile), Stale (another version), WrongState.
    """
    case = Case.objects.in_region(by.region).select_for_update().filter(token=token).first()
    if case is None:
        raise Missing
    if not may(by, Seen(case, by, on)):
        raise Forbidden
    if not life.may_follow(case.state, verb):
        raise _why_not(case, verb)
    if version is not None and case.version != version:
        raise Stale
    return case


def _why_not(case: Case, verb: str) -> Exception:
    if case.state != State.CLOSED:
        return WrongState(f"{verb} is not possible while {case.state}")
    last = CaseEvent.objects.in_region(case.region).filter(case=case, what=CLOSING).order_by("-id").first()
    if last is None:
        return WrongState(f"{verb} is not possible while {case.state}")
    outcome = get(case.kind).outcomes.get(case.outcome, case.outcome)
    return AlreadyDecided(number=case.number, who=last.who, at=last.at, region=case.region, outcome=outcome)


def changed(case: Case, *fields: str) -> None:
    """Write the fields and count the version up, so that a reader of the old one is told."""
    case.version += 1
    case.save(update_fields=[*fields, "version"])


def line(
    case: Case, by: Actor, *, what: str, words: Words, values: dict[str, object], on: date, at: datetime,
    unnamed: str = APPLICANT,
) -> CaseEvent:  # fmt: skip
    """One line of history. `unnamed`: who did it where the actor has no name, for a person is never named here."""
    return CaseEvent.objects.create(
        region=case.region,
        case=case,
        at=at,
        on=on,
        account_id=by.account_id,
        who=by.name or unnamed,
        what=what,
        for_person=words.for_person,
        for_staff=words.for_staff,
        values=kept(values),
    )
