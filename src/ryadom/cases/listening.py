"""What this room does when people change: its columns follow a person, and a task is over once it is answered."""

from __future__ import annotations

from ryadom.people import api as people
from ryadom.people import events
from ryadom.regions.clock import local
from ryadom.regions.references import Reference, References

from .models import ONE_PERSON, Case, Note

PERSONS = References(Reference(Case, "person"), Reference(Case, "applicant"), Reference(Note, "person"))


def finish_checks(event: events.PairSettled) -> None:
    """«Проверьте, один ли это человек» leaves the list when every pair of that person is answered."""
    for person in event.person_ids:
        if people.open_pairs_of(region=event.region, person_id=person):
            continue
        rows = Note.objects.in_region(event.region).filter(person=person, about=ONE_PERSON, done_on=None)
        rows.update(done_on=local(event.at, event.region).date())


def subscribe_all() -> None:
    events.subscribe(events.PairSettled, finish_checks)
