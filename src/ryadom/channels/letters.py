"""Dead letters: what could not be handled again and again lies here for staff, who give it back to its lane or leave it
with a reason; and messages that could not be sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ryadom.people.api import Actor, NotFound, Refused

from . import may
from .inbox import from_json
from .models import InboundUpdate, OutboundMessage, Status
from .outbox import wake_after
from .shapes import Channel

WEEK = timedelta(days=7)
FAILED = (Status.PERMANENT, Status.TECHNICAL)


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
    person: str | None = None


@dataclass(frozen=True)
class Unsent:
    """A message that did not reach its address. `again`: it may be tried once more; its words are not told here."""

    id: int
    channel: Channel
    status: str
    why: str
    at: datetime
    tries: int
    again: bool


def dead(*, by: Actor, limit: int = 200) -> tuple[Dead, ...]:
    """The dead letters of the actor's region, the newest first. Raises NotAllowed. One query."""
    may.read_dead.demand(by)
    return listed(by.region, limit)


def listed(region: str, limit: int = 200) -> tuple[Dead, ...]:
    """The same without asking who looks: for the terminal of the administrator."""
    rows = _open(region).select_related("address").order_by("-dead_at", "-id")
    return tuple(_view(row) for row in rows[:limit])


def _open(region: str) -> QuerySet[InboundUpdate]:
    return InboundUpdate.objects.in_region(region).filter(dead_at__isnull=False, given_up_at=None)


def one_dead(*, by: Actor, letter: int) -> Dead:
    """One of them with its words. Raises NotAllowed, NotFound."""
    may.read_dead.demand(by)
    row = _open(by.region).select_related("address").filter(pk=letter).first()
    if row is None:
        raise NotFound("letter")
    return _view(row)


def _view(row: InboundUpdate) -> Dead:
    text = from_json(row.payload).text if row.payload else ""
    assert row.dead_at is not None
    person = str(row.address.person_id) if row.address.person_id else None
    return Dead(
        row.pk, row.region, row.address_id, Channel(row.channel), row.stored_at, row.dead_at, row.begun, row.fault,
        text, person,
    )  # fmt: skip


@transaction.atomic
def return_dead(*, by: Actor, letter: int, at: datetime) -> None:
    """Give a letter back: it is tried again from the beginning. Raises NotAllowed, NotFound (also when erased)."""
    may.return_dead.demand(by)
    rows = _open(by.region).filter(pk=letter, erased_at=None)
    if not rows.update(dead_at=None, begun=0, next_at=at):
        raise NotFound("letter")


@transaction.atomic
def give_up(*, by: Actor, letter: int, why: str, at: datetime) -> None:
    """Leave a letter without an answer, with a reason that stays. Raises NotAllowed, Refused (no reason), NotFound."""
    may.settle.demand(by)
    if not why.strip():
        raise Refused("reason", _("Напишите, почему сообщение остаётся без ответа."))
    rows = _open(by.region).filter(pk=letter)
    if not rows.update(given_up_at=at, given_up_by=by.account, given_up_why=why.strip()[:300]):
        raise NotFound("letter")


def unsent(*, by: Actor, at: datetime, limit: int = 100) -> tuple[Unsent, ...]:
    """Messages of the last week that did not reach anybody, the newest first. Raises NotAllowed. One query."""
    may.settle.demand(by)
    rows = OutboundMessage.objects.in_region(by.region).filter(status__in=FAILED, created_at__gte=at - WEEK)
    found = rows.select_related("address").order_by("-id")[:limit]
    return tuple(
        Unsent(
            row.pk, Channel(row.address.channel), row.status, "blocked" if row.address.blocked_at else row.why,
            row.created_at, row.tries, row.address.blocked_at is None and row.erased_at is None,
        )
        for row in found
    )  # fmt: skip


@transaction.atomic
def send_again(*, by: Actor, message: int, at: datetime) -> None:
    """Try once more what was given up. Raises NotAllowed, NotFound (also when its words were erased, or it is shut)."""
    may.settle.demand(by)
    rows = OutboundMessage.objects.in_region(by.region).filter(
        pk=message, status__in=FAILED, erased_at=None, address__blocked_at=None
    )
    if not rows.update(status=Status.CREATED, why="", next_at=at):
        raise NotFound("message")
    wake_after()
