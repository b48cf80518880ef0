"""Letters on paper: they wait until somebody has printed them and carried them to the post; then they are sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ryadom.people.api import Actor

from . import may
from .models import OutboundMessage, Status
from .shapes import Channel

MOST = 100  # of one batch: what a person prints and puts into envelopes at once


@dataclass(frozen=True)
class ToPost:
    """One letter. `place`: the postal address as it stands on the envelope."""

    id: int
    person: str | None
    place: str
    text: str
    written_at: datetime


def to_post(*, by: Actor, at: datetime) -> tuple[ToPost, ...]:
    """Letters of the actor's region that wait to be printed, the oldest first. Raises NotAllowed. One query."""
    may.post.demand(by)
    rows = _waiting(by.region, at).select_related("address").order_by("id")[:MOST]
    return tuple(
        ToPost(
            row.pk, str(row.address.person_id) if row.address.person_id else None, row.address.chat, row.text,
            row.created_at,
        )
        for row in rows
    )  # fmt: skip


@transaction.atomic
def mark_posted(*, by: Actor, letters: Iterable[int], at: datetime) -> int:
    """These were carried to the post; how many were. Marked twice it is marked once. Raises NotAllowed."""
    may.post.demand(by)
    rows = _waiting(by.region, at).filter(pk__in=list(letters)[:MOST])
    return rows.update(status=Status.SENT, why="", sent_at=at, next_at=None, posted_by=by.account)


def _waiting(region: str, at: datetime) -> QuerySet[OutboundMessage]:
    return OutboundMessage.objects.in_region(region).filter(
        address__channel=Channel.PAPER.value, status__in=(Status.CREATED, Status.TEMPORARY, Status.HELD),
        next_at__lte=at,
    )  # fmt: skip
