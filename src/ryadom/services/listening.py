"""What this room does for the rooms below: asks the one question after a visit, says where persons stand here."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.regions.references import Reference, References
from ryadom.voice import api as voice

from . import events, may
from .models import Programme, Visit

AFTER_A_VISIT = "visit"  # the survey of the practices; without it the general question is put
PERSONS = References(Reference(Programme, "person"))


def ask_about_the_visit(event: events.VisitRecorded) -> None:
    """One question after a visit that was done or missed; who was away is not asked."""
    if event.state == "away":
        return
    voice.ask(
        region=event.region, ending=events.visit_ending(event.visit), at=event.at, outcome="served", channel="office",
        survey=AFTER_A_VISIT, situation="old-age", stage=event.state,
    )  # fmt: skip


def may_read_paper(actor: Actor, paper: UUID, owner: UUID, on: date) -> bool:
    """A signed sheet of a visit is read by staff who work with care, and by those who serve the order."""
    row = Visit.objects.in_region(actor.region).filter(paper=paper).select_related("order__programme").first()
    if row is None or row.order.programme.person_id != owner:
        return False
    provider = providers.many(region=actor.region, ids=[row.order.provider], on=on).get(row.order.provider)
    return may.read_visits(actor, may.Seen(row.order.programme, actor, on, order=row.order, provider=provider))


def subscribe_all() -> None:
    events.subscribe(events.VisitRecorded, ask_about_the_visit)
