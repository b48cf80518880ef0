"""Births in their order: nobody is older than a parent, and nobody dies before being born."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from ryadom.people.errors import WrongOrder
from ryadom.people.models import FamilyMember, Person

# Pairs of roles towards the head in which the first was born by the second.
_BORN_BY = (("child", "head"), ("child", "spouse"), ("head", "parent"))


def demand_ages_fit(person: Person, birth_date: date | None, family_id: UUID | None = None, role: str = "") -> None:
    """Raises WrongOrder when a birth date would make somebody in the person's families older than a parent.

    With `family_id` and `role` the person is seen as already standing there.
    """
    if birth_date is None:
        return
    if person.died_on and person.died_on < birth_date:
        raise WrongOrder("died_before_birth", _("Дата смерти раньше даты рождения. Проверьте обе даты."))
    for own_role, members in _surroundings(person, family_id, role):
        for member in members:
            _demand_pair(person, own_role, birth_date, member)


def _surroundings(person: Person, family_id: UUID | None, role: str) -> list[tuple[str, list[FamilyMember]]]:
    own = FamilyMember.objects.in_region(person.region).filter(person=person, ends=None)
    places = {row.family_id: row.role for row in own}
    if family_id:
        places[family_id] = role
    others = FamilyMember.objects.in_region(person.region).filter(Q(family__in=places) & Q(ends=None))
    others = others.filter(person__merged_into=None)
    by_family: dict[UUID, list[FamilyMember]] = {one: [] for one in places}
    for row in others.exclude(person=person).select_related("person"):
        by_family[row.family_id].append(row)
    return [(places[one], rows) for one, rows in by_family.items()]


def _demand_pair(person: Person, role: str, birth_date: date, other: FamilyMember) -> None:
    theirs = other.person.birth_date
    if theirs is None:
        return
    if (role, other.role) in _BORN_BY and birth_date <= theirs:
        _refuse(person, other.person)
    if (other.role, role) in _BORN_BY and theirs <= birth_date:
        _refuse(other.person, person)


def _refuse(child: Person, parent: Person) -> None:
    raise WrongOrder(
        "child_older_than_parent",
        _("%(child)s не может быть старше родителя: %(parent)s. Проверьте даты рождения.")
        % {"child": f"{child.name} {child.surname}", "parent": f"{parent.name} {parent.surname}"},
    )
