"""Where the house names a person: what moves when two records become one, what is written anew, what stays and is read.

Rooms above register their columns; a test of the house holds the list against every column that points at a person.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q

from ryadom.people.models import Consent, FamilyMember, Identity, ImportedRow, LoginCode, Representation
from ryadom.regions.references import Reference, References


class Movable(Protocol):
    """What a room registers: see `regions.references.References`."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def count(self, region: str, row: UUID) -> dict[str, int]: ...

    def move(self, region: str, one: UUID, other: UUID) -> dict[str, list[Any]]: ...

    def back(self, region: str, moved: Mapping[str, Sequence[Any]], one: UUID, other: UUID) -> None: ...


class _Memberships(Reference):
    """A membership stays where the other record is in the same family in the same days."""

    def move(self, region: str, one: UUID, other: UUID) -> list[Any]:
        theirs = list(FamilyMember.objects.in_region(region).filter(person=other))
        doubled = Q(pk=None)
        for row in theirs:
            begun = Q(starts__lte=row.ends) if row.ends else Q()
            doubled |= Q(family=row.family_id) & begun & (Q(ends=None) | Q(ends__gte=row.starts))
        keys = list(self.of(region, one).exclude(doubled).order_by("pk").values_list("pk", flat=True))
        return [key for key in keys if self._moved(region, key, one, other)]


OWN = References(
    _Memberships(FamilyMember, "person"),
    Reference(Representation, "person"),
    Reference(Representation, "representative"),
    Reference(Identity, "person"),
    Reference(LoginCode, "person"),
    Reference(Consent, "person"),
    Reference(ImportedRow, "person"),
)
# Rows that nobody may change: values are written anew on the record that stays, lines are read with theirs.
COPIED = ("people.fact.person", "people.incomerecord.person", "people.incometotal.person")
READ_WITH = ("people.accessline.person", "people.changeline.person")
# The record of the joining itself.
OF_THE_JOINING = (
    *("people.likeness.first", "people.likeness.second", "people.merge.survivor", "people.merge.merged"),
    "people.person.merged_into",
)

_upper: list[Movable] = []


def register_references(references: Movable) -> None:
    """An upper room's columns that name a person, from its `apps.py`."""
    if not any(one.names == references.names for one in _upper):
        _upper.append(references)


def every() -> tuple[Movable, ...]:
    """The columns of all rooms, this one's first."""
    return (OWN, *_upper)


def known_names() -> set[str]:
    """Every column that somebody has thought of."""
    return {*(name for one in every() for name in one.names), *COPIED, *READ_WITH, *OF_THE_JOINING}
