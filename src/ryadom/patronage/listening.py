"""What this room does when other rooms speak: consents taken back, records joined, threads that wait for a person."""

from __future__ import annotations

from ryadom.patronage.actions.assigning import CONSENT, end_by_withdrawal
from ryadom.patronage.models import Care, Contact, Entry, Need, NoCalls, PlannedCall
from ryadom.people import api as people
from ryadom.people import events
from ryadom.regions.clock import local
from ryadom.regions.references import Reference, References

PERSONS = References(*(Reference(model, "person") for model in (Care, Need, Contact, NoCalls, PlannedCall, Entry)))


def consent_changed(event: events.ConsentChanged) -> None:
    """A curator who was beside a family on its consent leaves when the consent is taken back."""
    if event.given or event.purpose != CONSENT:
        return
    on = local(event.at, event.region).date()
    by = people.system_actor(region=event.region, reason="consent withdrawn")
    end_by_withdrawal(by=by, person=event.person_id, on=on, at=event.at)


def subscribe_all() -> None:
    events.subscribe(events.ConsentChanged, consent_changed)
