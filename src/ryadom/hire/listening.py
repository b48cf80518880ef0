"""What this room does for the rooms below: the one question after a return, where persons stand, who reads papers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.regions.references import Reference, References
from ryadom.voice import api as voice

from . import events, may
from .models import Hire

PERSONS = References(Reference(Hire, "person"))


def ask_about_the_hire(event: events.ThingReturned) -> None:
    """One question when the thing has come back."""
    voice.ask(
        region=event.region, ending=events.return_ending(event.hire), at=event.at, outcome="served", channel="office",
        situation="disability", stage="returned",
    )  # fmt: skip


def may_read_paper(actor: Actor, paper: UUID, owner: UUID, on: date) -> bool:
    """A signed sheet of a hire is read by staff who work with it, and by the point."""
    row = Hire.objects.in_region(actor.region).filter(paper=paper, person=owner).select_related("item").first()
    if row is None or row.item is None:
        return False
    point = providers.many(region=actor.region, ids=[row.item.provider], on=on).get(row.item.provider)
    return may.read(actor, may.Seen(row, actor, on, provider=point))


def subscribe_all() -> None:
    events.subscribe(events.ThingReturned, ask_about_the_hire)
