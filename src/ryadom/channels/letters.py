"""Dead letters: what could not be handled again and again lies here for staff, and can be given back to its lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ryadom.people.api import Actor, NotFound

from . import may
from .inbox import from_json
from .models import InboundUpdate
from .shapes import Channel


@dataclass(frozen=True)
class Dead:
    """One of them. `text` is what the person wrote: for staff who answer, never for a log."""

    id: int
    region: str
    address: int
    channel: Channel
    stored_at: datetime
    dead_at: datetime
    begun: int
    fault: str
    text: str


def dead(*, by: Actor, limit: int = 200) -> tuple[Dead, ...]:
    """The dead letters of the actor's region, the newest first. Raises NotAllowed. One query."""
    may.read_dead.demand(by)
    return listed(by.region, limit)


def listed(region: str, limit: int = 200) -> tuple[Dead, ...]:
    """The same without asking who looks: for the terminal of the administrator."""
    rows = InboundUpdate.objects.in_region(region).filter(dead_at__isnull=False).order_by("-dead_at", "-id")
    return tuple(_view(row) for row in rows[:limit])


def _view(row: InboundUpdate) -> Dead:
    text = from_json(row.payload).text if row.payload else ""
    assert row.dead_at is not None
    return Dead(
        row.pk, row.region, row.address_id, Channel(row.channel), row.stored_at, row.dead_at, row.begun, row.fault, text
    )


@transaction.atomic
def return_dead(*, by: Actor, letter: int, at: datetime) -> None:
    """Give a letter back: it is tried again from the beginning. Raises NotAllowed, NotFound (also when erased)."""
    may.return_dead.demand(by)
    rows = InboundUpdate.objects.in_region(by.region).filter(pk=letter, dead_at__isnull=False, erased_at=None)
    if not rows.update(dead_at=None, begun=0, next_at=at):
        raise NotFound("letter")
