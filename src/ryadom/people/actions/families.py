"""Families: who lives as one, in which role, from when to when."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ryadom.kit import identifiers
from ryadom.kit.periods import day_before, overlap
from ryadom.people import may, shapes
from ryadom.people.actions.ages import demand_ages_fit
from ryadom.people.actions.guarding import demand_no_loop
from ryadom.people.actions.lines import line
from ryadom.people.actions.locking import hold
from ryadom.people.errors import NotAllowed, NotFound, Refused, WrongOrder
from ryadom.people.events import FamilyChanged, announce
from ryadom.people.models import Dwelling, Family, FamilyMember, FamilyRole, Person, Source
from ryadom.people.queries.families import COUPLE, adult_of
from ryadom.people.queries.families import family as family_shape
from ryadom.people.queries.persons import as_id
from ryadom.people.shapes import Actor, Id, Whose


@transaction.atomic
def found_family(
    *, by: Actor, at: datetime, head_id: Id, starts: date, address: str = "", oktmo: str = "", note: str = ""
) -> shapes.Family:
    """A new family around its head, with a dwelling of its own. Raises NotAllowed, NotFound, Refused (has a family)."""
    head = hold(Person, by.region, head_id)
    if not may.change_family(by, head) and not may.oneself(by, head):
        raise NotAllowed("found a family")
    rows = Dwelling.objects.in_region(by.region)
    home = rows.create(address=line(address or head.address, 500), oktmo=_oktmo(oktmo))
    family = Family.objects.in_region(by.region).create(
        dwelling=home, founded_at=at, founded_by_id=by.account_id, note=line(note, 500)
    )
    _join(by, family, head, FamilyRole.HEAD, starts, at, None)
    return _announced(by, family, (head.id,), starts, at)


@transaction.atomic
def add_member(
    *,
    by: Actor,
    at: datetime,
    family_id: Id,
    person_id: Id,
    role: str,
    starts: date,
    contract_date: date | None = None,
    source: str = "",
) -> shapes.Family:
    """A person joins a family in a role towards its head, from a day on.

    `source` empty: staff know it; what a resident enters is always said.
    Refused by name: two_spouses, already_member, child_older_than_parent, guardian_loop, contract_without_ward.
    """
    if role not in FamilyRole.values:
        raise Refused("role", _("Такой роли в семье нет."))
    if contract_date and role != FamilyRole.WARD:
        raise Refused("contract_without_ward", _("Дата договора указывается только для подопечного."))
    family, person = hold(Family, by.region, family_id), hold(Person, by.region, person_id)
    _demand_may_change(by, family, person, starts)
    known = may.change_family(by, family)
    _join(by, family, person, role, starts, at, contract_date, source if source and known else _source(known))
    return _announced(by, family, (person.id,), starts, at)


def _source(known: bool) -> Source:
    return Source.STAFF if known else Source.SAID


@transaction.atomic
def end_member(*, by: Actor, at: datetime, family_id: Id, person_id: Id, ends: date) -> None:
    """The person's last day in the family. The row stays: past months are judged by it. Raises NotFound, WrongOrder."""
    family = hold(Family, by.region, family_id)
    may.change_family.demand(by, family)
    row = FamilyMember.objects.in_region(by.region).filter(family=family, person=as_id(person_id), ends=None).first()
    if row is None:
        raise NotFound("member")
    if ends < row.starts:
        raise WrongOrder("dates", _("Конец периода раньше начала."))
    row.ends = ends
    row.save(update_fields=["ends"])
    _tell(by, family, (row.person_id,), at)


@transaction.atomic
def change_role(
    *, by: Actor, at: datetime, family_id: Id, person_id: Id, role: str, starts: date, contract_date: date | None = None
) -> shapes.Family:
    """From a day on a member stands in another role: a widow becomes the head, a ward is adopted and is a child.

    Raises as add_member and end_member.
    """
    end_member(by=by, at=at, family_id=family_id, person_id=person_id, ends=day_before(starts))
    return add_member(
        by=by,
        at=at,
        family_id=family_id,
        person_id=person_id,
        role=role,
        starts=starts,
        contract_date=contract_date,
    )


@transaction.atomic
def change_dwelling(*, by: Actor, at: datetime, family_id: Id, address: str, oktmo: str = "") -> None:
    """The family moves: a new dwelling, whose facts are not known yet. Raises NotAllowed, NotFound."""
    family = hold(Family, by.region, family_id)
    may.change_family.demand(by, family)
    family.dwelling = Dwelling.objects.in_region(by.region).create(address=line(address, 500), oktmo=_oktmo(oktmo))
    family.save(update_fields=["dwelling"])
    _tell(by, family, (), at)


def _demand_may_change(by: Actor, family: Family, person: Person, on: date) -> None:
    """A resident may add to the own family only people whom they entered themselves: an id is not a permission."""
    if may.change_family(by, family):
        return
    entered = by.account_id is not None and person.registered_by_id == by.account_id
    if not entered or not adult_of(by, Whose("family", family.id), on):
        raise NotAllowed("add a member")


def _oktmo(code: str) -> str:
    read = identifiers.oktmo(code)
    if code.strip() and not read.ok:
        raise Refused("oktmo", read.en if get_language() == "en" else read.ru)
    return read.digits


def _join(
    by: Actor,
    family: Family,
    person: Person,
    role: str,
    starts: date,
    at: datetime,
    contract_date: date | None,
    source: str = Source.STAFF,
) -> None:
    _demand_place(family, person, role, starts)
    _demand_one_couple(family, person, role, starts)
    if person.birth_date and starts < person.birth_date:
        starts = person.birth_date
    demand_ages_fit(person, person.birth_date, family.id, role)
    row = FamilyMember.objects.in_region(by.region).create(
        family=family,
        person=person,
        role=role,
        starts=starts,
        contract_date=contract_date,
        source=source,
        recorded_at=at,
        recorded_by_id=by.account_id,
    )
    if row.role == FamilyRole.WARD:
        demand_no_loop(by.region, person.id)


def _demand_place(family: Family, person: Person, role: str, starts: date) -> None:
    rows = FamilyMember.objects.in_region(family.region)
    own = rows.filter(family=family, person=person)
    if any(overlap((row.starts, row.ends), (starts, None)) for row in own):
        raise Refused("already_member", _("Этот человек уже в составе семьи."))


def _demand_one_couple(family: Family, person: Person, role: str, starts: date) -> None:
    """One head and one spouse at a time, and nobody is one of a couple in two families."""
    if role not in COUPLE:
        return
    rows = FamilyMember.objects.in_region(family.region).filter(role__in=COUPLE).select_for_update()
    here = [row for row in rows.filter(family=family) if row.role == role]
    if any(overlap((row.starts, row.ends), (starts, None)) for row in here):
        if role == FamilyRole.HEAD:
            raise Refused("two_heads", _("В семье уже есть глава."))
        raise Refused("two_spouses", _("В семье уже есть супруг. Сначала укажите, когда закончился прежний брак."))
    elsewhere = rows.filter(person=person).exclude(family=family)
    if any(overlap((row.starts, row.ends), (starts, None)) for row in elsewhere):
        raise Refused("has_family", _("Этот человек уже глава или супруг в другой семье. Сначала закройте прежнюю."))


def _announced(by: Actor, family: Family, person_ids: tuple[UUID, ...], on: date, at: datetime) -> shapes.Family:
    _tell(by, family, person_ids, at)
    seen = family_shape(by.region, family.id, max(on, at.date()))
    assert seen is not None, "a family that was just joined has a member"
    return seen


def _tell(by: Actor, family: Family, person_ids: tuple[UUID, ...], at: datetime) -> None:
    announce(
        FamilyChanged(region=by.region, at=at, account_id=by.account_id, family_id=family.id, person_ids=person_ids)
    )
