"""Visits: planned from the programme, written down as they were, signed by the person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.kit.doorcodes import MOST_TRIES, is_code
from ryadom.papers import api as papers
from ryadom.people.api import Actor, May
from ryadom.rules.api import Rulebook, calendar_of

from .. import events, may
from ..errors import BadLines, Missing, NotYet, WrongCode, WrongStage
from ..may import Seen
from ..models import OrderState, ProgrammeLine, Signed, Visit, VisitState
from ..planning import Plan, Volume, plan
from .writing import order_locked

MOST_TIMES = 100
LONGEST_PLAN = 366  # days
ENDINGS = (VisitState.DONE, VisitState.MISSED, VisitState.AWAY)


@transaction.atomic
def plan_visits(*, by: Actor, order: UUID, first: date, last: date, book: Rulebook, on: date) -> Plan:
    """Write the visits of these days by the programme; days that are planned already stay as they are.

    The plan is always made for the whole order and cut to the days asked for: a month planned in two halves promises
    no more than the month. What finds no day is in the plan's `short`. Raises NotAllowed, BadLines, WrongStage.
    """
    seen = order_locked(
        by, order, may=may.keep_visits, on=on, states=[OrderState.ACCEPTED], said=_("Сначала примите заказ.")
    )
    row = seen.order
    assert row is not None and row.starts is not None
    first, last = max(first, row.starts), min(last, row.ends or last)
    if last < first or (last - first).days > LONGEST_PLAN:
        raise BadLines((_("План пишут на срок заказа, не больше чем на год вперёд."),))
    lines = ProgrammeLine.objects.in_region(by.region).filter(programme=seen.programme).order_by("pk")
    volumes = [Volume(one.service, one.times, one.per) for one in lines]
    whole = plan(
        volumes, first=row.starts, last=row.ends or last, weekdays=row.weekdays, works=calendar_of(book).is_working
    )
    made = Plan(
        tuple(one for one in whole.visits if first <= one.on <= last),
        tuple(one for one in whole.short if one.first <= last and one.last >= first),
    )
    rows = Visit.objects.in_region(by.region)
    # A day that was cancelled is not planned anew: somebody said that nobody comes then.
    kept = set(rows.filter(order=row, on__range=(first, last)).values_list("on", flat=True))
    rows.bulk_create(
        Visit(region=by.region, order=row, on=one.on, services=dict(one.services))
        for one in made.visits
        if one.on not in kept
    )
    return made


@transaction.atomic
def record_visit(
    *, by: Actor, visit: UUID, state: str, given: Mapping[str, int], note: str = "", on: date, at: datetime
) -> Visit:
    """What came of a visit: done with what was given, missed by the provider, or the person was away.

    It may be written anew until it is signed. Raises NotAllowed, Missing, NotYet, BadLines, WrongStage.
    """
    row, seen = _locked(by, visit, on)
    if row.on > on:
        raise NotYet(row.on)
    if row.signed or row.state == VisitState.CANCELLED:
        raise WrongStage(_("Это посещение уже подписано: исправить его нельзя."))
    _demand(state, given, row, seen)
    row.state = VisitState(state)
    row.given = {id: times for id, times in sorted(given.items()) if times} if state == VisitState.DONE else {}
    row.note, row.recorded_at, row.recorded_by_id = cases.typed(note, 500), at, by.account
    row.save(update_fields=["state", "given", "note", "recorded_at", "recorded_by"])
    assert seen.order is not None
    events.announce(
        events.VisitRecorded(
            region=by.region, at=at, account_id=by.account_id, visit=row.token, person=seen.programme.person_id,
            provider=seen.order.provider, state=row.state, on=row.on,
        )
    )  # fmt: skip
    return row


def _demand(state: str, given: Mapping[str, int], row: Visit, seen: Seen) -> None:
    problems = []
    if state not in ENDINGS:
        problems.append(_("Отметьте, состоялось ли посещение."))
    if state == VisitState.DONE:
        lines = ProgrammeLine.objects.in_region(row.region).filter(programme=seen.programme)
        if set(given) - set(lines.values_list("service", flat=True)):
            problems.append(_("Такой услуги в программе нет."))
        if any(isinstance(times, bool) or not 0 <= times <= MOST_TIMES for times in given.values()):
            problems.append(_("Напишите, сколько раз: от 0 до 100."))
        elif not any(given.values()):
            problems.append(_("Отметьте хотя бы одну услугу. Если ничего не делали, выберите «человека не было»."))
    if problems:
        raise BadLines(tuple(problems))


def sign_by_code(*, by: Actor, visit: UUID, code: str, on: date, at: datetime) -> Visit:
    """The person told their code at the door: the visit is theirs to confirm. Five tries, then paper only.

    A wrong try is kept, so the count stands although the verb fails. Raises NotAllowed, Missing, WrongCode, WrongStage.
    """
    with transaction.atomic():
        row, seen = _signable(by, visit, on)
        assert seen.order is not None
        if row.tries >= MOST_TRIES:
            raise WrongCode(0)
        good = is_code(seen.order.secret, row.token, code)
        if good:
            row.signed, row.signed_at = Signed.CODE, at
        else:
            row.tries += 1
        row.save(update_fields=["signed", "signed_at", "tries"])
    if not good:
        raise WrongCode(MOST_TRIES - row.tries)
    return row


@transaction.atomic
def sign_on_paper(*, by: Actor, visit: UUID, paper: UUID, on: date, at: datetime) -> Visit:
    """The person signed the sheet; its photograph is the proof. Raises NotAllowed, Missing, WrongStage."""
    row, seen = _signable(by, visit, on)
    sheet = papers.many(region=by.region, tokens=[paper]).get(paper)
    if sheet is None or sheet.owner != seen.programme.person_id:
        raise Missing
    row.signed, row.signed_at, row.paper = Signed.PAPER, at, paper
    row.save(update_fields=["signed", "signed_at", "paper"])
    return row


@transaction.atomic
def cancel_visit(*, by: Actor, visit: UUID, note: str, on: date) -> Visit:
    """A planned visit that will not be, said beforehand by either side. Raises NotAllowed, Missing, WrongStage."""
    row, _seen = _locked(by, visit, on, who=may.cancel_visit)
    if row.state != VisitState.PLANNED or row.on < on:
        raise WrongStage(_("Отменить можно только посещение, которое ещё впереди."))
    row.state, row.note = VisitState.CANCELLED, cases.typed(note, 500)
    row.save(update_fields=["state", "note"])
    return row


def _signable(by: Actor, visit: UUID, on: date) -> tuple[Visit, Seen]:
    row, seen = _locked(by, visit, on)
    if row.state != VisitState.DONE:
        raise WrongStage(_("Сначала запишите, что сделано."))
    if row.signed:
        raise WrongStage(_("Это посещение уже подписано."))
    return row, seen


def _locked(by: Actor, visit: UUID, on: date, who: May = may.keep_visits) -> tuple[Visit, Seen]:
    rows = Visit.objects.in_region(by.region).select_for_update(of=("self",)).select_related("order")
    row = rows.filter(token=visit).first()
    if row is None:
        raise Missing
    seen = order_locked(
        by, row.order.token, may=who, on=on, states=[OrderState.ACCEPTED, OrderState.ENDED],
        said=_("По этому заказу никто не приходит."),
    )  # fmt: skip
    return row, seen
