"""Away from a day to a day, with who stands in."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.patronage import may
from ryadom.patronage.actions.writing import held
from ryadom.patronage.errors import Forbidden, Late, NotPossible
from ryadom.patronage.models import Absence, Away, Entry, EntryState
from ryadom.patronage.queries.standing import away, who_answers
from ryadom.people import api as people
from ryadom.people.api import Actor


@transaction.atomic
def go_away(
    *, by: Actor, account: int, starts: date, ends: date, why: str, deputy: int | None, on: date, at: datetime
) -> Absence:
    """Write down that a curator is away; they themselves or a head. What waited on their desk goes to who stands in.

    Raises Forbidden, NotPossible (days, deputy).
    """
    _demand(by, account)
    if account not in _curators(by.region, on):
        raise NotPossible(_("Этот человек в регионе не куратор."))
    if ends < starts or ends < on:
        raise NotPossible(_("Последний день не может быть раньше первого и раньше сегодняшнего."))
    if why not in Away.values:
        raise NotPossible(_("Выберите, почему вас не будет."))
    if deputy is not None:
        _demand_deputy(by.region, account, deputy, starts, ends, on)
    row = Absence.objects.create(
        region=by.region, account_id=account, starts=starts, ends=ends, why=why, deputy_id=deputy,
        recorded_by_id=by.account_id, recorded_at=at,
    )  # fmt: skip
    if starts <= on:
        move_desk(by.region, account, on)
    return row


@transaction.atomic
def come_back(*, by: Actor, absence: UUID, at: datetime) -> Absence:
    """The absence is cancelled, or over early. Raises Missing, Forbidden, Late."""
    row = held(Absence, by.region, absence)
    _demand(by, row.account_id)
    if row.cancelled_at is not None:
        raise Late(_("Уже отменено."))
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    return row


def move_desk(region: str, account: int, on: date) -> int:
    """What waits on an absent curator's desk waits on their deputy's, or on everybody's where nobody stands in."""
    to = who_answers(account, away(region, on))
    rows = Entry.objects.in_region(region).filter(state=EntryState.WAITING, curator=account)
    return rows.update(curator=to)


def _demand(by: Actor, account: int) -> None:
    if not (may.head(by) or (may.curator(by) and by.account_id == account)):
        raise Forbidden


def _demand_deputy(region: str, account: int, deputy: int, starts: date, ends: date, on: date) -> None:
    if deputy == account or deputy not in _curators(region, on):
        raise NotPossible(_("Замещать может другой куратор региона."))
    gone = Absence.objects.in_region(region).filter(
        account=deputy, starts__lte=ends, ends__gte=starts, cancelled_at=None
    )
    if gone.exists():
        raise NotPossible(_("В эти дни этого куратора тоже не будет. Выберите другого."))


def _curators(region: str, on: date) -> set[int]:
    return {one.account_id for one in people.staff_with_role(region=region, role="curator", on=on)}
