"""What this room does for the rooms below: opens papers of a claim to staff, asks the one question at an ending."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ryadom.people.api import Actor
from ryadom.regions.references import Reference, References
from ryadom.voice import api as voice

from . import events, may
from .models import Award, Claim, ClaimPaper, ExternalFiling, Received, Reminder

PERSONS = References(
    *(Reference(model, "person") for model in (Claim, Award, ExternalFiling, Reminder, Received)),
    *(Reference(model, "subject") for model in (Claim, Award, ExternalFiling, Reminder, Received)),
    Reference(Claim, "applicant"),
    *(Reference(Claim, field, inside=True) for field in ("answers", "answered")),
)


def may_read_paper(actor: Actor, paper: UUID, owner: UUID, on: date) -> bool:
    """Staff who work with files may read a paper that stands in a claim of their region."""
    return may.worker(actor) and ClaimPaper.objects.in_region(actor.region).filter(paper__token=paper).exists()


def ask_how_it_went(event: events.ClaimEnded) -> None:
    """One question at every ending, refusals and withdrawals too; nobody is asked when the person has died."""
    if event.ground == "died":
        return
    voice.ask(
        region=event.region, ending=event.ending, at=event.at, outcome=event.outcome, channel=event.channel,
        situation=event.situation, measure=event.measure, stage=event.stage, assisted_by=event.helper,
    )  # fmt: skip


def subscribe_all() -> None:
    events.subscribe(events.ClaimEnded, ask_how_it_went)
