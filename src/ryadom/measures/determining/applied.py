"""Applications that are not settled yet: who has applied already is not called, they wait for us."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from ryadom.measures.models import LIVE, Claim, ClaimState

# The right of one in the queue is settled, a place is awaited: there is nothing to call them about either.
PENDING = (*LIVE, ClaimState.QUEUED)


@dataclass(frozen=True)
class Applied:
    """An application that waits: `until` the day promised, None while its clock stands or where none was promised.

    `queued`: the right is confirmed and a place is awaited.
    """

    claim: UUID
    sent_on: date
    until: date | None
    queued: bool


def pending(region: str, mine: Q) -> QuerySet[Claim]:
    """Applications of somebody (`mine` finds them) that wait for a decision or a place, the newest first."""
    return Claim.objects.in_region(region).filter(mine, state__in=PENDING).order_by("-sent_on", "-id")


def told(region: str, ids: Collection[int]) -> dict[int, Applied]:
    """By row what is said of an application; one statement."""
    rows = Claim.objects.in_region(region).filter(pk__in=ids)
    values = rows.values_list("pk", "token", "sent_on", "state", "case__promised_on", "case__state")
    return {
        pk: Applied(token, sent_on, promised if clock == "open" else None, state == ClaimState.QUEUED)
        for pk, token, sent_on, state, promised, clock in values
        if sent_on
    }
