"""Guardians may not guard each other, not even in a round of several."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from ryadom.people.errors import WrongOrder
from ryadom.people.models import FamilyMember, FamilyRole, Ground, Representation


def demand_no_loop(region: str, ward_id: UUID) -> None:
    """Raises WrongOrder when somebody who guards this person is, through others, guarded by them."""
    seen: set[UUID] = set()
    front = {ward_id}
    while front:
        front = _guardians_of(region, front) - seen
        if ward_id in front:
            raise WrongOrder(
                "guardian_loop",
                _("Опекун и подопечный не могут опекать друг друга. Проверьте, кто чей опекун."),
            )
        seen |= front


def _guardians_of(region: str, wards: set[UUID]) -> set[UUID]:
    return _in_families(region, wards) | _by_representation(region, wards)


def _by_representation(region: str, wards: set[UUID]) -> set[UUID]:
    rows = Representation.objects.in_region(region).filter(ground=Ground.GUARDIAN, person__in=wards, ends=None)
    return set(rows.values_list("representative", flat=True))


def _in_families(region: str, wards: set[UUID]) -> set[UUID]:
    """The couples of the families in which these people are wards now."""
    members = FamilyMember.objects.in_region(region).filter(ends=None)
    families = members.filter(role=FamilyRole.WARD, person__in=wards).values_list("family", flat=True)
    couples = members.filter(Q(family__in=list(families)), role__in=[FamilyRole.HEAD, FamilyRole.SPOUSE])
    return set(couples.values_list("person", flat=True))
