"""Open, close, open again as an appeal."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ryadom.kit.calendar import Calendar
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.people.api import Actor

from .. import events, kinds, life, may, words
from ..errors import Forbidden, WrongState
from ..events import announce
from ..models import Assignment, Case, Pause, Request, State
from ..numbers import following
from ..typed import typed
from .writing import CLOSING, changed, line, locked


@transaction.atomic
def open_case(
    *,
    by: Actor,
    kind: str,
    title: str,
    person: UUID,
    channel: str,
    calendar: Calendar,
    on: date,
    at: datetime,
    applicant: UUID | None = None,
    situation: str = "",
    term: life.Term | None = None,
    may_pause: bool = False,
    helper: int | None = None,
    appeal_of: Case | None = None,
) -> Case:
    """Give a number and a promised date. Whether this actor may open this kind is asked by the room that calls."""
    stage = kinds.get(kind).stages[0]
    promised = life.promise(on, term, (), calendar) if term else None
    case = Case.objects.create(
        region=by.region,
        number=following(by.region, on.year),
        kind=kind,
        title=typed(title, 300),
        person_id=people.person(region=by.region, id=person).id,
        applicant_id=applicant,
        situation=situation,
        channel=channel,
        opened_on=on,
        term_days=term.days if term else None,
        term_working=term.working if term else True,
        may_pause=may_pause,
        promised_on=promised,
        first_promised_on=promised,
        stage=stage.id,
        helper_id=helper,
        appeal_of=appeal_of,
        codeword=papers.new_codeword(),
    )
    if helper is not None:
        Assignment.objects.create(region=case.region, case=case, account_id=helper, role="helper", starts=at)
    spoken = words.OPENED if promised else words.OPENED_WITHOUT_TERM
    line(
        case,
        by,
        what="opened",
        words=spoken,
        values={"number": case.number, "promised": promised or ""},
        on=on,
        at=at,
    )
    announce(
        events.CaseOpened(
            region=case.region, at=at, account_id=by.account_id, case=case.token, number=case.number, kind=kind,
            person=person, on=on,
        )
    )  # fmt: skip
    return case


@transaction.atomic
def close(
    *, by: Actor, case: UUID, outcome: str, on: date, at: datetime, version: int | None = None, seal: object = None
) -> Case:
    """End the case with one of its kind's outcomes; open pauses and assignments end with it."""
    row = locked(by, case, verb="close", may=may.close, on=on, version=version)
    kind = kinds.get(row.kind)
    if kind.seal is not seal:
        raise Forbidden
    title = kind.outcomes.get(outcome)
    if title is None:
        raise WrongState(f"{row.kind} has no outcome {outcome}")
    row.state, row.outcome, row.closed_on = State.CLOSED, outcome, on
    changed(row, "state", "outcome", "closed_on")
    _end_what_is_open(row, on, at)
    line(row, by, what=CLOSING, words=words.CLOSED, values={"outcome": title}, on=on, at=at)
    announce(
        events.CaseClosed(
            region=row.region, at=at, account_id=by.account_id, case=row.token, number=row.number, kind=row.kind,
            person=row.person_id, outcome=outcome, on=on,
        )
    )  # fmt: skip
    return row


def _end_what_is_open(case: Case, on: date, at: datetime) -> None:
    Pause.objects.in_region(case.region).filter(case=case, ends=None).update(ends=on)
    Assignment.objects.in_region(case.region).filter(case=case, ends=None).update(ends=at)


def open_requests(case: Case) -> int:
    """Requests to authorities that nobody has answered yet."""
    return Request.objects.in_region(case.region).filter(case=case, answered_on=None).count()


@transaction.atomic
def reopen_as_appeal(
    *,
    by: Actor,
    case: UUID,
    kind: str,
    channel: str,
    calendar: Calendar,
    on: date,
    at: datetime,
    term: life.Term | None,
) -> Case:
    """A new case about a closed one. The old history stays; who decided it may not hold the new (see `holding`)."""
    old = locked(by, case, verb="reopen_as_appeal", may=may.appeal, on=on)
    try:
        with transaction.atomic():
            new = open_case(
                by=by,
                kind=kind,
                title=old.title,
                person=old.person_id,
                applicant=by.person_id,
                channel=channel,
                calendar=calendar,
                on=on,
                at=at,
                situation=old.situation,
                term=term,
                helper=by.account_id if by.is_staff else None,
                appeal_of=old,
            )
    except IntegrityError:
        raise Forbidden(_("Жалоба по этому делу уже рассматривается.")) from None
    line(old, by, what="appealed", words=words.APPEALED, values={"appeal": new.number}, on=on, at=at)
    return new
