"""Persons, organisations, consents and who read whose file."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from ryadom.kit import identifiers
from ryadom.kit.names import search_key
from ryadom.people import models, shapes
from ryadom.people.errors import NotFound
from ryadom.people.shapes import Id

ONE_PAGE = 200


def as_id(value: Id) -> UUID:
    """A token as an id. Raises NotFound on anything else: an address typed by hand is no error of ours."""
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except (ValueError, ValidationError):
        raise NotFound("id") from None


def shape(row: models.Person) -> shapes.Person:
    return shapes.Person(
        id=row.id,
        region=row.region,
        surname=row.surname,
        name=row.name,
        patronymic=row.patronymic,
        birth_date=row.birth_date,
        sex=row.sex,
        snils=row.snils,
        snils_said=row.snils_said,
        phone=row.phone,
        address=row.address,
        died_on=row.died_on,
        passport_seen_at=row.passport_seen_at,
        merged_into=row.merged_into_id,
    )


def person(region: str, person_id: Id) -> shapes.Person:
    """One person. Raises NotFound."""
    row = models.Person.objects.in_region(region).filter(pk=as_id(person_id)).first()
    if row is None:
        raise NotFound("person")
    return shape(row)


def persons(region: str, person_ids: Iterable[Id]) -> dict[UUID, shapes.Person]:
    """Many persons by id in one query; unknown ids are left out."""
    ids = {as_id(person_id) for person_id in person_ids}
    rows = models.Person.objects.in_region(region).filter(pk__in=ids) if ids else ()
    return {row.id: shape(row) for row in rows}


def alike(
    region: str, *, surname: str, name: str, birth_date: date | None = None, snils: str = ""
) -> tuple[shapes.Person, ...]:
    """Persons who may be the one about to be entered: the same СНИЛС, or the same names and no other birth date."""
    read = identifiers.snils(snils)
    same = Q(surname_key=search_key(surname), name_key=search_key(name))
    if birth_date:
        same &= Q(birth_date=birth_date) | Q(birth_date=None)
    if read.ok:
        same |= Q(snils=read.digits) | Q(snils_said=read.digits)
    rows = models.Person.objects.in_region(region).filter(same, merged_into=None).order_by("sort_key", "birth_date")
    return tuple(shape(row) for row in rows[:ONE_PAGE])


def organisation(region: str, organisation_id: Id) -> shapes.Organisation:
    """One organisation. Raises NotFound."""
    found = organisations(region, [organisation_id])
    if not found:
        raise NotFound("organisation")
    return found[0]


def organisations(region: str, organisation_ids: Iterable[Id] | None = None) -> tuple[shapes.Organisation, ...]:
    """Organisations of a region, all or some, by title."""
    rows = models.Organisation.objects.in_region(region).order_by("title")
    if organisation_ids is not None:
        rows = rows.filter(pk__in={as_id(one) for one in organisation_ids})
    return tuple(
        shapes.Organisation(
            id=row.id,
            region=row.region,
            title=row.title,
            short_title=row.short_title,
            kind=row.kind,
            inn=row.inn,
            phone=row.phone,
            address=row.address,
            hours=row.hours,
        )
        for row in rows
    )


def consents(region: str, person_id: Id) -> tuple[shapes.Consent, ...]:
    """What the person agreed to, newest first, withdrawn ones too."""
    rows = models.Consent.objects.in_region(region).filter(person=as_id(person_id)).order_by("-given_at")
    return tuple(shapes.Consent(row.purpose, row.text_version, row.how, row.given_at, row.withdrawn_at) for row in rows)


def changes_of(region: str, person_id: Id) -> tuple[shapes.Change, ...]:
    """How names, numbers and contacts of a person were written anew, newest first."""
    lines = models.ChangeLine.objects.in_region(region).filter(person__in=records_of(region, person_id))
    rows = list(lines.order_by("-at", "-id"))
    staff = models.Staff.objects.in_region(region).filter(account__in={row.account_id for row in rows})
    names = dict(staff.values_list("account", "name"))
    return tuple(
        shapes.Change(row.at, row.field, row.before, row.after, names.get(row.account_id or 0, "")) for row in rows
    )


def records_of(region: str, person_id: Id) -> QuerySet[models.Person, Any]:
    """The person's record and those that were joined to it: lines that are never changed stay with theirs."""
    one = as_id(person_id)
    return models.Person.objects.in_region(region).filter(Q(pk=one) | Q(merged_into=one)).values("pk")


def was_entered_by(region: str, person_id: Id, account_id: int) -> bool:
    """Whether the person's record was begun by this account."""
    rows = models.Person.objects.in_region(region).filter(pk=as_id(person_id), registered_by=account_id)
    return rows.exists()


def readings_of(region: str, person_id: Id, *, limit: int = ONE_PAGE) -> tuple[shapes.Reading, ...]:
    """Who of staff read this person's file, newest first: for the person's own page."""
    lines = models.AccessLine.objects.in_region(region).filter(person__in=records_of(region, person_id))
    rows = lines.order_by("-at", "-id")[:limit]
    return tuple(
        shapes.Reading(row.at, row.reader_name, tuple(row.reader_roles), row.purpose, tuple(row.what)) for row in rows
    )
