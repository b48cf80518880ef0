"""Families on a date, relations within them, and who acts for whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from ryadom.people import models, shapes
from ryadom.people.models import FamilyRole
from ryadom.people.queries.persons import as_id, shape
from ryadom.people.shapes import Id, Whose

COUPLE = frozenset({FamilyRole.HEAD, FamilyRole.SPOUSE})

FIRST = {role: place for place, role in enumerate(("head", "spouse", "child", "ward", "parent", "other"))}

# Row: the role of the one who asks; column: the role of the other member. Both roles are towards the head.
_RELATIONS: dict[str, dict[str, str]] = {
    "head": {"spouse": "spouse", "child": "child", "ward": "ward", "parent": "parent"},
    "spouse": {"head": "spouse", "child": "child", "ward": "ward"},
    "child": {"head": "parent", "spouse": "parent"},
    "ward": {},
    "parent": {"head": "child", "parent": "spouse"},
    "other": {},
}


def relation(asker: str, other: str) -> str:
    """What a member is to the one who asks, from both roles towards the head.

    «other» where the roles do not settle it: a ward's guardian is no parent in law, a brother has no word of his own.
    """
    return _RELATIONS[asker].get(other, "other")


def on_date(rows: QuerySet, on: date) -> QuerySet:
    """Only the dated rows that hold on a date."""
    return rows.filter(starts__lte=on).filter(Q(ends=None) | Q(ends__gte=on))


def family_of(region: str, person_id: Id, on: date) -> shapes.Family | None:
    """The person's family on a date, or None. Of several, the one in which the person stands nearest to the head."""
    return families_of(region, [person_id], on).get(as_id(person_id))


def families_of(region: str, person_ids: Iterable[Id], on: date) -> dict[UUID, shapes.Family]:
    """Families of many persons in one query; those without one are left out."""
    ids = {as_id(person_id) for person_id in person_ids}
    if not ids:
        return {}
    own = on_date(models.FamilyMember.objects.in_region(region).filter(person__in=ids), on)
    together = _together(region, Q(family__in=own.values("family")), on)
    chosen: dict[UUID, models.FamilyMember] = {}
    seen = (row for rows in together.values() for row in rows if row.person_id in ids)
    for row in sorted(seen, key=lambda row: (FIRST[row.role], row.starts, row.pk)):
        chosen.setdefault(row.person_id, row)
    return {one: _family(together[row.family_id], row) for one, row in chosen.items()}


def family(region: str, family_id: Id, on: date) -> shapes.Family | None:
    """A family by its id, seen from its head (or from its first member); None when nobody is in it on the date."""
    rows = _together(region, Q(family=as_id(family_id)), on).get(as_id(family_id))
    return _family(rows, rows[0]) if rows else None


def _together(region: str, which: Q, on: date) -> dict[UUID, list[models.FamilyMember]]:
    """The members of these families on a date, the couple first, then by age."""
    found: dict[UUID, list[models.FamilyMember]] = defaultdict(list)
    rows = models.FamilyMember.objects.in_region(region).filter(which)
    for row in on_date(rows, on).select_related("person", "family__dwelling"):
        found[row.family_id].append(row)
    for members in found.values():
        members.sort(key=lambda row: (FIRST[row.role], row.person.birth_date or date.max, row.pk))
    return found


def _family(rows: list[models.FamilyMember], asker: models.FamilyMember) -> shapes.Family:
    ordered = sorted(rows, key=lambda row: row.person_id != asker.person_id)
    home = ordered[0].family.dwelling
    return shapes.Family(
        id=asker.family_id,
        region=asker.region,
        members=tuple(_member(row, asker) for row in ordered),
        dwelling=shapes.Dwelling(home.id, home.address, home.oktmo) if home else None,
        note=ordered[0].family.note,
    )


def _member(row: models.FamilyMember, asker: models.FamilyMember) -> shapes.Member:
    return shapes.Member(
        person=shape(row.person),
        role=row.role,
        relation="applicant" if row.person_id == asker.person_id else relation(asker.role, row.role),
        starts=row.starts,
        ends=row.ends,
        contract_date=row.contract_date,
        source=row.source,
    )


def adult_of(actor: shapes.Actor, whose: Whose, on: date) -> bool:
    """Whether the resident is head or spouse of the family, or of the family that lives in the dwelling."""
    rows = models.FamilyMember.objects.in_region(actor.region).filter(person=actor.person_id, role__in=COUPLE)
    field = "family" if whose.of == "family" else "family__dwelling"
    return actor.person_id is not None and on_date(rows, on).filter(**{field: whose.id}).exists()


def represents(region: str, representative_id: Id, on: date) -> tuple[shapes.Represented, ...]:
    """For whom a person may act on a date: the answer to «Для кого?»."""
    rows = models.Representation.objects.in_region(region).filter(representative=as_id(representative_id))
    return _represented(on_date(rows, on))


def representatives_of(region: str, person_id: Id, on: date) -> tuple[shapes.Represented, ...]:
    """Who may act for a person on a date, staff included."""
    rows = models.Representation.objects.in_region(region).filter(person=as_id(person_id))
    return _represented(on_date(rows, on))


def assisted_by(region: str, account_id: int, on: date) -> tuple[shapes.Represented, ...]:
    """For whom one of the staff acts on a date (assisted mode)."""
    rows = models.Representation.objects.in_region(region).filter(staff_account=account_id)
    return _represented(on_date(rows, on))


def acts_for(actor: shapes.Actor, person_id: Id, purpose: str, on: date) -> shapes.Represented | None:
    """The ground on which the actor acts for a person and a purpose on a date, or None. Family gives none."""
    return next((one for one in grounds(actor, person_id, on) if one.covers(purpose)), None)


def grounds(actor: shapes.Actor, person_id: Id, on: date) -> tuple[shapes.Represented, ...]:
    """Every ground on which the actor acts for a person on a date, whatever for."""
    rows = models.Representation.objects.in_region(actor.region).filter(person=as_id(person_id))
    mine = Q(staff_account=actor.account_id, staff_account__isnull=False) if actor.is_staff else Q(pk=None)
    if actor.person_id and actor.at_least("identified"):
        mine |= Q(representative=actor.person_id)
    return _represented(on_date(rows.filter(mine), on))


def _represented(rows: QuerySet) -> tuple[shapes.Represented, ...]:
    return tuple(
        shapes.Represented(
            id=row.id,
            person=shape(row.person),
            representative=shape(row.representative) if row.representative else None,
            account_id=row.staff_account_id,
            ground=row.ground,
            purposes=tuple(row.purposes),
            starts=row.starts,
            ends=row.ends,
            evidence=row.evidence,
        )
        for row in rows.select_related("person", "representative").order_by("person__sort_key", "starts")
    )
