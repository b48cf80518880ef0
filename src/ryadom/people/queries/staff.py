"""Staff, who acts, and which person stands behind an account."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery, UUIDField, Value

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
    """Who acts in this region: roles and person of the account; an anonymous visitor without one. One query."""
    if account_id is None:
        return shapes.Actor(region)
    nobody = Value(None, output_field=UUIDField())
    serves = _serving(region, on).filter(account=account_id)
    stands_for = models.Identity.objects.in_region(region).filter(account=account_id, ended_at=None)
    rows = list(
        serves.order_by()
        .values_list("role", "name", nobody, Value(""))
        .union(stands_for.values_list(Value(""), Value(""), "person", "level"), all=True)
    )
    roles = sorted((name, role) for role, name, _person, _level in rows if role)
    person, level = next(((person, level) for _role, _name, person, level in rows if person), (None, "anonymous"))
    return shapes.Actor(
        region=region,
        account_id=account_id,
        name=roles[0][0] if roles else "",
        roles=frozenset(role for _name, role in roles),
        person_id=person,
        level=level,
    )


def with_recorder(region: str, rows: QuerySet) -> QuerySet:
    """Rows that staff recorded, each with that account's display name, whether it still serves or not.

    Joined to the rows, since a file asks for the names of facts, incomes and totals: one question fewer each time.
    A resident's account has no name here, and neither has an account of another region.
    """
    names = models.Staff.objects.in_region(region).filter(account=OuterRef("recorded_by"))
    return rows.annotate(recorder=Subquery(names.order_by("-starts", "role").values("name")[:1]))
