"""Who serves in a region and in which role."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people import may, shapes
from ryadom.people.actions.lines import line
from ryadom.people.errors import NotFound, Refused
from ryadom.people.models import Account, Identity, Organisation, Role, Staff
from ryadom.people.queries.persons import as_id, organisations
from ryadom.people.queries.staff import staff_member
from ryadom.people.shapes import Actor, Id


def open_account(*, login: str, password: str | None, email: str = "", phone: str = "") -> int:
    """A new login, by its id; without a password it cannot sign in yet. Raises Refused (login_taken)."""
    login = line(login, 150)
    if not login or Account.objects.filter(login=login).exists():
        raise Refused("login_taken", _("Такой логин уже занят."))
    return Account.objects.create_user(login, password, email=email, phone=phone).pk


@transaction.atomic
def appoint(
    *,
    by: Actor,
    on: date,
    account_id: int,
    role: str,
    name: str,
    position: str = "",
    phone: str = "",
    organisation_id: Id | None = None,
) -> shapes.StaffMember:
    """From a day on the account serves in the actor's region in a role. Nobody appoints themselves.

    Raises NotAllowed, NotFound, Refused (role, self, already).
    """
    may.appoint_staff.demand(by)
    if role not in Role.values:
        raise Refused("role", _("Такой роли нет."))
    if by.account_id == account_id:
        raise Refused("self", _("Назначить себя на роль нельзя: это делает другой человек."))
    _demand_account(account_id)
    rows = Staff.objects.in_region(by.region)
    if rows.filter(account=account_id, role=role, ends=None).exists():
        raise Refused("already", _("Сотрудник уже в этой роли."))
    rows.create(
        account_id=account_id,
        role=role,
        name=line(name, 200),
        position=line(position, 200),
        phone=line(phone, 12),
        organisation=_organisation(by, organisation_id),
        starts=on,
    )
    member = staff_member(account_id, by.region, on)
    assert member is not None, "somebody who was just appointed serves"
    return member


@transaction.atomic
def dismiss(*, by: Actor, on: date, account_id: int, role: str) -> None:
    """The last day in a role. Raises NotAllowed, NotFound."""
    may.appoint_staff.demand(by)
    rows = Staff.objects.in_region(by.region).filter(account=account_id, role=role, ends=None, starts__lte=on)
    if not rows.update(ends=on):
        raise NotFound("staff")


def _demand_account(account_id: int) -> None:
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        raise NotFound("account")


def _organisation(by: Actor, organisation_id: Id | None) -> Organisation | None:
    if organisation_id is None:
        return None
    row = Organisation.objects.in_region(by.region).filter(pk=as_id(organisation_id)).first()
    if row is None:
        raise NotFound("organisation")
    return row


@transaction.atomic
def register_organisation(*, by: Actor, title: str, **about: Any) -> shapes.Organisation:
    """Enter an organisation: short_title, kind, inn, ogrn, phone, address, hours. Raises NotAllowed."""
    (may.appoint_staff | may.helps).demand(by)
    about["inn"] = about.get("inn") or None
    row = Organisation.objects.in_region(by.region).create(title=title, **about)  # type: ignore[misc]
    return organisations(by.region, [row.id])[0]


@transaction.atomic
def unlink_account(*, by: Actor, at: datetime, account_id: int) -> None:
    """The account no longer stands for its person: its holder, or staff, undoes the link. Raises NotAllowed."""
    if by.account_id != account_id:
        may.helps.demand(by)
    Identity.objects.in_region(by.region).filter(account=account_id, ended_at=None).update(ended_at=at)
