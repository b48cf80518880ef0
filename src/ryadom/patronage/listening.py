"""What this room does when other rooms speak: consents taken back, records joined, threads that wait for a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from ryadom.patronage.actions import queueing
from ryadom.patronage.actions.assigning import CONSENT, end_by_withdrawal
from ryadom.patronage.errors import Missing
from ryadom.patronage.models import Care, Contact, Entry, Need, NoCalls, PlannedCall
from ryadom.patronage.queries.line import next_place, place
from ryadom.people import api as people
from ryadom.people import events
from ryadom.regions.clock import local, now
from ryadom.regions.references import Reference, References
from ryadom.talk import api as talk
from ryadom.talk import events as talking

PERSONS = References(*(Reference(model, "person") for model in (Care, Need, Contact, NoCalls, PlannedCall, Entry)))


def _on(event: Any) -> date:
    return local(event.at, event.region).date()


def consent_changed(event: events.ConsentChanged) -> None:
    """A curator who was beside a family on its consent leaves when the consent is taken back."""
    if event.given or event.purpose != CONSENT:
        return
    by = people.system_actor(region=event.region, reason="consent withdrawn")
    end_by_withdrawal(by=by, person=event.person_id, on=_on(event), at=event.at)


def asked(event: talking.AskedForAPerson) -> None:
    """Somebody wants a person: a place in line."""
    queueing.asked_for_a_person(
        region=event.region, thread=event.thread, person=event.person, summary=event.summary, crisis=event.crisis,
        on=_on(event), at=event.at,
    )  # fmt: skip


def call_back(event: talking.CallBackAsked) -> None:
    """Who wants a call waits in the same line; the number stands where whoever takes it looks."""
    summary = queueing.call_words(event.phone, event.when)
    queueing.asked_for_a_person(
        region=event.region, thread=event.thread, person=event.person, summary=summary, crisis=False, on=_on(event),
        at=event.at,
    )  # fmt: skip


def crisis(event: talking.CrisisHeard) -> None:
    """Danger stands first, whether anybody was asked for or not."""
    queueing.crisis_heard(region=event.region, thread=event.thread, person=event.person, on=_on(event), at=event.at)


def false_alarm(event: talking.FalseAlarm) -> None:
    """The person is safe and has asked for nobody: nobody waits. Who answers already goes on."""
    queueing.safe(region=event.region, thread=event.thread, at=event.at)


def taken(event: talking.TakenOver) -> None:
    queueing.taken_over(region=event.region, thread=event.thread, account=event.staff, at=event.at)


def wrote(event: talking.PersonWrote) -> None:
    """Whoever answers in that thread owes a word from now on."""
    if event.state == "staff":
        queueing.person_said(region=event.region, thread=event.thread, at=event.at)


def given_back(event: talking.GivenBack) -> None:
    queueing.given_back(region=event.region, thread=event.thread, account=event.account_id, at=event.at)


def left(event: talking.LeftTheQueue) -> None:
    queueing.left(region=event.region, thread=event.thread, at=event.at)


def closed(event: talking.ThreadClosed) -> None:
    queueing.settled(region=event.region, thread=event.thread, at=event.at)


def place_of(region: str, thread: str) -> talk.QueuePlace:
    """What the conversation tells whoever waits. The conversation asks at once, so this edge reads the clock."""
    at = now()
    on = local(at, region).date()
    try:
        found = place(region=region, thread=thread, on=on, at=at)
    except Missing:  # asked for in this very turn: the line is entered when it is over
        found = next_place(region=region, on=on, at=at)
    # A guess of ours is no promise: only what the region has entered is told to a person.
    until = None if "answer_minutes" in found.assumed or found.place == 0 else found.waits_until
    known = not {"opens", "closes"} & found.assumed
    return talk.QueuePlace(found.place, until, found.open_now and known, found.opens_at if known else None)


def subscribe_all() -> None:
    events.subscribe(events.ConsentChanged, consent_changed)
    for kind, handle in (
        (talking.AskedForAPerson, asked), (talking.CallBackAsked, call_back), (talking.CrisisHeard, crisis),
        (talking.FalseAlarm, false_alarm), (talking.TakenOver, taken), (talking.GivenBack, given_back),
        (talking.PersonWrote, wrote),
        (talking.LeftTheQueue, left), (talking.ThreadClosed, closed),
    ):  # fmt: skip
        talking.subscribe(kind, handle)
    talk.register_queue(place_of)
