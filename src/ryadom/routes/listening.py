"""New facts and ended cases move a route: the copies of whom they touch are to be looked at again."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from ryadom.cases import events as of_cases
from ryadom.people import api as people
from ryadom.people import events as of_people
from ryadom.regions.clock import local
from ryadom.regions.references import Reference, References

from .models import RouteCopy

PERSONS = References(Reference(RouteCopy, "person"))


def on_fact(event: of_people.FactRecorded | of_people.FactWithdrawn) -> None:
    """A fact of a person touches their whole family; one of a family or a dwelling all who live there."""
    if not _anybody(event.region):
        return
    on = local(event.at, event.region).date()
    if event.of == "person":
        home = people.family_of(region=event.region, person_id=event.subject_id, on=on)
        _again(event.region, _members(home) or {event.subject_id})
    elif event.of == "family":
        _again(event.region, _members(people.family(region=event.region, id=event.subject_id, on=on)))
    else:
        # A dwelling does not say who lives in it; the copies of the region are few and looking is cheap.
        RouteCopy.objects.in_region(event.region).filter(left_at=None).update(look_again=True)


def on_family(event: of_people.FamilyChanged) -> None:
    _again(event.region, set(event.person_ids))


def on_case(event: of_cases.CaseOpened | of_cases.CaseClosed) -> None:
    """A case of an application began or ended: a step waits, or a right was granted."""
    if not _anybody(event.region):
        return
    home = people.family_of(region=event.region, person_id=event.person, on=event.on)
    _again(event.region, _members(home) or {event.person})


def _anybody(region: str) -> bool:
    """Whether anybody here walks a route at all: a load of a thousand facts asks no more than this."""
    return RouteCopy.objects.in_region(region).filter(left_at=None, look_again=False).exists()


def _members(home: people.Family | None) -> set[UUID]:
    return {one.person.id for one in home.members} if home else set()


def _again(region: str, persons: Collection[UUID]) -> None:
    RouteCopy.objects.in_region(region).filter(person__in=persons, left_at=None).update(look_again=True)


def subscribe_all() -> None:
    """All that moves a route."""
    of_people.subscribe(of_people.FactRecorded, on_fact)
    of_people.subscribe(of_people.FactWithdrawn, on_fact)
    of_people.subscribe(of_people.FamilyChanged, on_family)
    of_cases.subscribe(of_cases.CaseOpened, on_case)
    of_cases.subscribe(of_cases.CaseClosed, on_case)
