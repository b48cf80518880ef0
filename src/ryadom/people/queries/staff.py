"""Staff, who acts, and which person stands behind an account."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from ryadom.people import models, shapes
from ryadom.people.queries.persons import as_id
from ryadom.people.shapes import Id


def _serving(region: str, on: date) -> QuerySet[models.Staff]:
    rows = models.Staff.objects.in_region(region).filter(starts__lte=on, account__is_active=True)
    return rows.filter(Q(ends=None) | Q(ends__gte=on)).order_by("name", "role")


def _members(rows: Iterable[models.Staff]) -> tuple[shapes.StaffMember, ...]:
    by_account: dict[int, list[models.Staff]] = defaultdict(list)
    for row in rows:
        by_account[row.account_id].append(row)
    return tuple(_member(roles) for roles in by_account.values())


def _member(rows: list[models.Staff]) -> shapes.StaffMember:
    first = rows[0]
    return shapes.StaffMember(
        account_id=first.account_id,
        region=first.region,
        name=first.name,
        roles=frozenset(row.role for row in rows),
        position=first.position,
        phone=first.phone,
        organisation_id=first.organisation_id,
    )


def staff_member(account_id: int, region: str, on: date) -> shapes.StaffMember | None:
    """The account as staff of the region on a date, with all roles; None when it serves there in none."""
    found = _members(_serving(region, on).filter(account=account_id))
    return found[0] if found else None


def staff_members(region: str, account_ids: Iterable[int]) -> dict[int, shapes.StaffMember]:
    """Many accounts in one query, whether they still serve or not: for names in a history."""
    rows = models.Staff.objects.in_region(region).filter(account__in=set(account_ids)).order_by("-starts", "role")
    return {member.account_id: member for member in _members(rows)}


def staff_with_role(region: str, role: str, on: date) -> tuple[shapes.StaffMember, ...]:
    """Everybody who serves in the role on the date, by name, with all their roles."""
    rows = list(_serving(region, on))
    return tuple(member for member in _members(rows) if role in member.roles)


def regions_served(account_id: int) -> tuple[str, ...]:
    """The regions in which an account has an open role, the earliest first."""
    rows = models.Staff.objects.across_regions("which regions does this account serve")
    found = rows.filter(account=account_id, ends=None).order_by("starts", "region").values_list("region", flat=True)
    return tuple(dict.fromkeys(found))


def identity(account_id: int, region: str) -> shapes.Identity | None:
    """The person behind an account in a region, or None."""
    row = (
        models.Identity.objects.in_region(region)
        .filter(account=account_id, ended_at=None)
        .select_related("account")
        .first()
    )
    return _identity(row) if row else None


def identities_of(region: str, person_id: Id) -> tuple[shapes.Identity, ...]:
    """The accounts that a person uses now."""
    rows = models.Identity.objects.in_region(region).filter(person=as_id(person_id), ended_at=None)
    return tuple(_identity(row) for row in rows.select_related("account").order_by("id"))


def _identity(row: models.Identity) -> shapes.Identity:
    return shapes.Identity(
        row.account_id, row.region, row.person_id, row.level, row.how, row.confirmed_at, row.account.login
    )


def actor(account_id: int | None, region: str, on: date) -> shapes.Actor:
    """Who acts in this region: roles and person of the account; an anonymous visitor without one."""
    if account_id is None:
        return shapes.Actor(region)
    member = staff_member(account_id, region, on)
    known = identity(account_id, region)
    return shapes.Actor(
        region=region,
        account_id=account_id,
        name=member.name if member else "",
        roles=member.roles if member else frozenset(),
        person_id=known.person_id if known else None,
        level=known.level if known else "anonymous",
    )


def names_of(region: str, account_ids: Iterable[int | None]) -> dict[int, str]:
    """Display names of staff accounts; residents' accounts have none here."""
    ids = {account_id for account_id in account_ids if account_id is not None}
    return {one: member.name for one, member in staff_members(region, ids).items()} if ids else {}
