"""A need: told by anybody, decided by a specialist, taken back by the person."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook, calendar_of

from .. import events, may, terms, words
from ..errors import BadLines, WrongStage
from ..kinds import FORMS
from ..models import Order, OrderState, Programme, Stage
from .writing import advance, changed, line, programme_locked

TITLE = {"home": "Помощь на дому", "half_day": "Дневной центр", "inpatient": "Дом-интернат"}
TOLD_BY = ("self", "relative", "neighbour", "curator", "doctor")
LONGEST = 2000


@transaction.atomic
def tell_need(
    *, by: Actor, person: UUID, need: str, told_by: str, form: str, channel: str, book: Rulebook, on: date,
    at: datetime,
) -> Programme:  # fmt: skip
    """Open a case of care. `need`: in the words of whoever told it; `told_by`: one of TOLD_BY.

    A neighbour's word opens the case too; the person's own consent is asked before anything is ordered. Raises
    NotAllowed, NotFound, BadLines, WrongStage (one is open already).
    """
    whom = people.person(region=by.region, id=person)
    own = may.speaks_for(by, whom.id, on)
    if not own:
        may.registrar.demand(by)
    told = cases.typed(need, LONGEST)
    _demand(form, told, told_by)
    live = Programme.objects.in_region(by.region).filter(person=whom.id, form=form, stage__in=[Stage.NEED, Stage.DRAWN])
    if live.exists():
        raise WrongStage(_("О такой помощи уже просили: дело открыто, повторять не нужно."))
    case = cases.open_case(
        by=by, kind=words.CARE, title=TITLE[form], person=whom.id, channel=channel, calendar=calendar_of(book), on=on,
        at=at, applicant=by.person_id if own else None, situation="old-age",
        term=terms.working_days(book, terms.NEED, on), helper=None if own else by.account_id,
    )  # fmt: skip
    row = Programme.objects.in_region(by.region).create(
        case_id=case.token, person_id=whom.id, form=form, need=told, asked_by=told_by
    )
    events.announce(
        events.NeedTold(region=by.region, at=at, account_id=by.account_id, programme=row.token, person=whom.id, on=on)
    )
    return row


def _demand(form: str, told: str, told_by: str) -> None:
    problems = []
    if form not in FORMS:
        problems.append(_("Выберите, где нужна помощь: дома, в дневном центре или в доме-интернате."))
    if not told:
        problems.append(_("Напишите своими словами, с чем трудно справиться."))
    if told_by not in TOLD_BY:
        problems.append(_("Отметьте, кто сообщил о потребности."))
    if problems:
        raise BadLines(tuple(problems))


@transaction.atomic
def recognise(*, by: Actor, programme: UUID, why: str, on: date, at: datetime, version: int | None = None) -> Programme:
    """The need is there: a programme is drawn next. `why`: the circumstances, for staff. Raises WrongStage."""
    seen = programme_locked(
        by, programme, may=may.recognise, on=on, stages=[Stage.NEED], version=version,
        said=_("Решение о потребности уже принято."),
    )  # fmt: skip
    row = seen.programme
    if row.why:
        raise WrongStage(_("Решение о потребности уже принято."))
    row.why = cases.typed(why, 500) or "—"
    changed(row, "why")
    line(by, row, "recognised", words.RECOGNISED, on, at, why=row.why[:1].upper() + row.why[1:])
    advance(by, row, words.PROGRAMME, on, at)
    return row


@transaction.atomic
def refuse(*, by: Actor, programme: UUID, why: str, on: date, at: datetime, version: int | None = None) -> Programme:
    """No need was found; the person reads why. Raises BadLines, WrongStage."""
    seen = programme_locked(
        by, programme, may=may.recognise, on=on, stages=[Stage.NEED], version=version,
        said=_("Решение о потребности уже принято."),
    )  # fmt: skip
    reason = cases.typed(why, 500)
    if not reason:
        raise BadLines((_("Напишите, почему потребность не признана: это прочитает человек."),))
    row = seen.programme
    line(by, row, "need-refused", words.REFUSED, on, at, why=reason)
    _end(by, row, Stage.REFUSED, "refused", on, at, why=reason)
    return row


@transaction.atomic
def withdraw(*, by: Actor, programme: UUID, on: date, at: datetime) -> Programme:
    """The person does not want the help (any more). A live order ends with it. Raises NotAllowed, WrongStage."""
    seen = programme_locked(
        by, programme, may=may.withdraw, on=on, stages=[Stage.NEED, Stage.DRAWN, Stage.APPROVED],
        said=_("Это дело уже закончено."),
    )  # fmt: skip
    orders = Order.objects.in_region(by.region).filter(programme=seen.programme)
    orders.filter(state=OrderState.SENT).update(state=OrderState.CANCELLED)
    for running in orders.filter(state=OrderState.ACCEPTED):
        running.state, running.ends = OrderState.ENDED, max(on, running.starts or on)
        changed(running, "state", "ends")
    _end(by, seen.programme, Stage.ENDED, "withdrawn", on, at)
    return seen.programme


def _end(by: Actor, row: Programme, stage: Stage, outcome: str, on: date, at: datetime, why: str = "") -> None:
    row.stage, row.why = stage, why or row.why
    if row.ends is not None and row.starts is not None:
        row.ends = max(min(row.ends, on), row.starts)
    changed(row, "stage", "why", "ends")
    # Who refuses need not hold the case: the verb itself was asked for above.
    closer = by if by.person_id else people.system_actor(region=by.region, reason=outcome)
    cases.close(by=closer, case=row.case_id, outcome=outcome, on=on, at=at, seal=words.SEAL)
