"""From a thread to the guided pages: the same answers, so that an application can be sent from there."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ryadom.people import api as people
from ryadom.talk.actions import KEPT, Owner
from ryadom.talk.dialogue import shapes
from ryadom.talk.models import Conversation
from ryadom.talk.threads.errors import ThreadMissing
from ryadom.talk.threads.models import Thread

_SAME = ("for_whom", "subject_name", "situation", "measure", "household", "answers", "prefilled", "trail", "enough")


@transaction.atomic
def to_pages(*, region: str, token: str, owner: Owner, at: datetime, acting_for: UUID | None = None) -> str:
    """A conversation of the pages with the answers of a thread; its token. Whether the thread is the owner's is asked
    by the page. `acting_for`: the owner is a colleague who types for this person. Raises ThreadMissing, also where
    nothing was told yet.
    """
    row = Thread.objects.in_region(region).filter(token=token[:32]).first()
    told = shapes.unpacked(row.stack).told if row else {}
    if row is None or not (told.get("situation") or told.get("measure")):
        raise ThreadMissing(token[:6])
    values: dict[str, Any] = {name: told[name] for name in _SAME if name in told}
    subject: UUID | None = row.person_id if told.get("prefilled") else None
    if acting_for is not None:
        about = people.person(region=region, id=acting_for)
        subject, values["for_whom"], values["subject_name"] = about.id, "other", about.name[:60]
        values["assisted_by_id"] = owner.account_id
    made = Conversation.objects.in_region(region).create(  # type: ignore[misc]  # values of several types
        account_id=owner.account_id, anonymous_hash="" if owner.account_id else owner.visitor_hash, subject_id=subject,
        started_at=at, touched_at=at, expires_at=at + KEPT, **{**values, "enough": True},
    )  # fmt: skip
    return made.token
