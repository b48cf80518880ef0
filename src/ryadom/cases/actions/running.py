"""The clock and the stages: pause, resume, advance; and a plain line of history for rooms above."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.kit.calendar import Calendar
from ryadom.people.api import Actor, May

from .. import events, kinds, life, may, words
from ..errors import WrongState
from ..events import announce
from ..models import Case, Pause, State
from ..typed import typed
from .writing import account, changed, line, locked


@transaction.atomic
def pause(*, by: Actor, case: UUID, reason: str, on: date, at: datetime, version: int | None = None) -> Case:
    """Stop the clock, only where the measure's term says that it may stop."""
    row = locked(by, case, verb="pause", may=may.pause, on=on, version=version)
    if not row.may_pause:
        raise WrongState(_("Срок по этому делу приостановить нельзя: правила меры этого не разрешают."))
    if not typed(reason, 2000):
        raise WrongState(_("Напишите, чего мы ждём."))
    Pause.objects.create(region=row.region, case=row, starts=on, reason=typed(reason, 500), by_id=account(by))
    row.state = State.PAUSED
    changed(row, "state")
    return _moved(row, by, "paused", words.PAUSED, {"reason": typed(reason, 500)}, on, at)


@transaction.atomic
def resume(*, by: Actor, case: UUID, calendar: Calendar, on: date, at: datetime, version: int | None = None) -> Case:
    """Start the clock again; the promise moves by the working days it stood."""
    row = locked(by, case, verb="resume", may=may.pause, on=on, version=version)
    Pause.objects.in_region(row.region).filter(case=row, ends=None).update(ends=on)
    row.state = State.OPEN
    row.promised_on = _promise(row, calendar)
    changed(row, "state", "promised_on")
    return _moved(row, by, "resumed", words.RESUMED, {"promised": row.promised_on or ""}, on, at)


@transaction.atomic
def advance(*, by: Actor, case: UUID, stage: str, on: date, at: datetime) -> Case:
    """Move to a stage of the case's kind. Moving to where it stands is nothing; at a stage that answers the person no
    day is promised any more.
    """
    row = locked(by, case, verb="advance", may=may.advance, on=on)
    if row.stage == stage:
        return row
    named = kinds.get(row.kind).stage(stage)
    row.stage = stage
    if named.answered:
        row.promised_on = None
    changed(row, "stage", "promised_on")
    values: dict[str, object] = {"stage": named.title, "stage_for_person": named.for_person}
    return _moved(row, by, "advanced", words.ADVANCED, values, on, at)


@transaction.atomic
def record(
    *, by: Actor, case: UUID, what: str, spoken: words.Words, values: dict[str, object], on: date, at: datetime,
    permission: May = may.read,
) -> None:  # fmt: skip
    """A line of history written for a room above, which has asked its own permission too."""
    row = locked(by, case, verb="note", may=permission, on=on)
    line(row, by, what=what, words=spoken, values=values, on=on, at=at)


def _promise(case: Case, calendar: Calendar) -> date | None:
    if case.term_days is None:
        return None
    rests = Pause.objects.in_region(case.region).filter(case=case).values_list("starts", "ends")
    term = life.Term(case.term_days, case.term_working)
    return life.promise(case.opened_on, term, [life.Break(*rest) for rest in rests], calendar)


def _moved(
    case: Case, by: Actor, what: str, spoken: words.Words, values: dict[str, object], on: date, at: datetime
) -> Case:
    line(case, by, what=what, words=spoken, values=values, on=on, at=at)
    announce(events.CaseMoved(region=case.region, at=at, account_id=by.account_id, case=case.token, what=what))
    return case
