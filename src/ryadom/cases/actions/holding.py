"""Who holds the case: take, assign, hand over; and who helps."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people.api import Actor, StaffMember, staff_member, staff_members

from .. import events, may, words
from ..errors import Forbidden, WrongState
from ..events import announce
from ..models import Assignment, Case
from ..queries import deciders
from ..typed import typed
from .writing import account, changed, line, locked


@transaction.atomic
def take(*, by: Actor, case: UUID, on: date, at: datetime, version: int | None = None) -> Case:
    """Put a free case on one's own desk."""
    row = locked(by, case, verb="take", may=may.take, on=on, version=version)
    assert by.account_id is not None
    if row.holder_id == by.account_id:
        return row
    if row.holder_id is not None:
        holder = staff_members(region=row.region, account_ids=[row.holder_id]).get(row.holder_id)
        raise WrongState(_("Дело уже ведёт %(name)s.") % {"name": holder.name if holder else ""})
    return _give(row, by, _member(row.region, by.account_id, on), words.TAKEN, "", on, at)


@transaction.atomic
def assign(*, by: Actor, case: UUID, to: int, on: date, at: datetime, version: int | None = None) -> Case:
    """A head puts the case on the desk of an account of staff."""
    row = locked(by, case, verb="assign", may=may.assign, on=on, version=version)
    return _give(row, by, _member(row.region, to, on), words.TAKEN, "", on, at)


@transaction.atomic
def hand_over(
    *, by: Actor, case: UUID, to: int, reason: str, on: date, at: datetime, version: int | None = None
) -> Case:
    """The holder, or a head, gives the case to another with a reason."""
    if not typed(reason, 2000):
        raise WrongState(_("Напишите, почему передаёте дело."))
    row = locked(by, case, verb="hand_over", may=may.hand_over, on=on, version=version)
    return _give(row, by, _member(row.region, to, on), words.HANDED, typed(reason, 500), on, at)


@transaction.atomic
def assist(*, by: Actor, case: UUID, on: date, at: datetime) -> Case:
    """A curator helps the person with this case; from now on they may not decide it."""
    row = locked(by, case, verb="assist", may=may.assist, on=on)
    if row.helper_id == by.account_id:
        return row
    Assignment.objects.in_region(row.region).filter(case=row, role="helper", ends=None).update(ends=at)
    Assignment.objects.create(region=row.region, case=row, account_id=account(by), role="helper", starts=at)
    row.helper_id = by.account_id
    changed(row, "helper")
    line(row, by, what="helped", words=words.HELPS, values={"helper": by.name}, on=on, at=at)
    return row


def _member(region: str, account: int, on: date) -> StaffMember:
    member = staff_member(account_id=account, region=region, on=on)
    if member is None or not member.roles & {"specialist", "head"}:
        raise Forbidden(_("Дело ведёт специалист или руководитель этого региона."))
    return member


def _give(case: Case, by: Actor, to: StaffMember, spoken: words.Words, reason: str, on: date, at: datetime) -> Case:
    _forbid_who_helped_or_decided(case, to.account_id)
    Assignment.objects.in_region(case.region).filter(case=case, role="holder", ends=None).update(ends=at)
    Assignment.objects.create(
        region=case.region, case=case, account_id=to.account_id, role="holder", starts=at, reason=reason
    )
    case.holder_id = to.account_id
    changed(case, "holder")
    line(case, by, what="held", words=spoken, values={"holder": to.name, "reason": reason}, on=on, at=at)
    announce(events.CaseMoved(region=case.region, at=at, account_id=by.account_id, case=case.token, what="holder"))
    return case


def _forbid_who_helped_or_decided(case: Case, account: int) -> None:
    """Helper and decider are two people; an appeal goes to somebody who had nothing to do with the first case."""
    if case.helper_id == account:
        raise Forbidden(_("Этот сотрудник помогал подать заявление и не может его решать."))
    if case.appeal_of_id is None:
        return
    first = Case.objects.in_region(case.region).values_list("token", flat=True).get(pk=case.appeal_of_id)
    if account in deciders(region=case.region, tokens=[first])[first]:
        raise Forbidden(_("Этот сотрудник участвовал в первом решении. Жалобу рассматривает другой человек."))
