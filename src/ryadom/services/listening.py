"""What this room does for the rooms below: asks the one question after a visit, says where persons stand here."""

from __future__ import annotations

from ryadom.regions.references import Reference, References
from ryadom.voice import api as voice

from . import events
from .models import Programme

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


def subscribe_all() -> None:
    events.subscribe(events.VisitRecorded, ask_about_the_visit)
