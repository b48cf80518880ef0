"""Who is away and who stands in; how an actor stands to families."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from ryadom.patronage.may import Near, beside
from ryadom.patronage.models import Absence, Care, MoveState, Transition
from ryadom.people import api as people
from ryadom.people.api import Actor

Away = Mapping[int, int | None]


def away(region: str, on: date) -> dict[int, int | None]:
    """Who is away on a day, with who stands in (None: nobody was named). The last one written counts. 1 query."""
    rows = Absence.objects.in_region(region).filter(starts__lte=on, ends__gte=on, cancelled_at=None)
    return {row.account_id: row.deputy_id for row in rows.order_by("id")}


def who_answers(account: int | None, absent: Away) -> int | None:
    """The curator, or who stands in while they are away; nobody where the deputies are away too or none was named."""
    seen: set[int] = set()
    while account is not None and account in absent:
        if account in seen:
            return None
        seen.add(account)
        account = absent[account]
    return account


def stands_in_for(account: int | None, absent: Away) -> frozenset[int]:
    """The absent curators whose families this account looks after."""
    return frozenset(one for one in absent if one != account and who_answers(one, absent) == account)


def near_of(by: Actor, cares: Iterable[Care], absent: Away) -> dict[int, Near]:
    """How the actor stands to each of these families, by the care's key. 1 query."""
    cares = list(cares)
    mine, others = by.account_id, stands_in_for(by.account_id, absent) if by.account_id is not None else frozenset()
    sent = referred_to(by, cares)
    return {
        care.pk: Near(
            own=mine is not None and care.curator_id == mine, stands_in=care.curator_id in others,
            referred=care.pk in sent,
        )
        for care in cares
    }  # fmt: skip


def referred_to(by: Actor, cares: Iterable[Care]) -> frozenset[int]:
    """Those of these families that were referred to the actor, who accepted."""
    if by.account_id is None:
        return frozenset()
    rows = Transition.objects.in_region(by.region).filter(
        care__in=[care.pk for care in cares], move="refer", to_curator=by.account_id, state=MoveState.ACCEPTED
    )
    return frozenset(rows.values_list("care", flat=True))


def open_care(region: str, person: UUID, on: date, *, lock: bool = False) -> Care | None:
    """The care of a person's family as it stands, with a curator or waiting for one; None where there is none."""
    home = people.family_of(region=region, person_id=person, on=on)
    rows = Care.objects.in_region(region).filter(ends_at=None)
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(Q(family=home.id) if home else Q(person=person)).first()
    return found or rows.filter(person=person).first()


def is_beside(by: Actor, person: UUID, on: date) -> bool:
    """Whether the actor is the curator of this person's family, or stands in for them. 4 queries."""
    care = open_care(by.region, person, on)
    return care is not None and beside(by, near_of(by, [care], away(by.region, on))[care.pk])
