"""The door of cases. Verbs take an actor and return what they made; questions return frozen values.

Every verb asks its own permission, works in one transaction, and raises a `CaseError` whose text is a sentence for
the reader. `many`, `views`, `history`, `requests`, `of_persons` ask no permission: the room that calls has asked.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ryadom.kit.calendar import Calendar
from ryadom.people.api import Actor

from . import actions
from .errors import AlreadyDecided, CaseError, Forbidden, Missing, Stale, WrongState
from .figures import Flow, Month, flow
from .kinds import CHANNELS, Kind, Stage, UnknownKind
from .kinds import everything as kinds
from .kinds import get as kind
from .kinds import register as register_kind
from .lettercode import code_of, spoken
from .life import Break, Term, days_left
from .listing import table
from .models import ONE_PERSON
from .queries import (
    by_number,
    counts,
    deciders,
    history,
    many,
    mine,
    notes,
    of_persons,
    one,
    pauses,
    queue,
    requests,
    today,
    view,
    views,
)
from .shapes import CaseView, Counts, Filters, Line, NoteView, Page, RequestView, Today
from .telling import PAUSE, PHONE, SITE, LettersRefused, Told, told_by_letters
from .telling import person_by_letters as _person_by_letters
from .typed import typed
from .words import APPLICANT, BY_ITSELF, Words
from .xlsx import write as xlsx

__all__ = [
    "APPLICANT",
    "BY_ITSELF",
    "CHANNELS",
    "ONE_PERSON",
    "PAUSE",
    "PHONE",
    "SITE",
    "AlreadyDecided",
    "Break",
    "CaseError",
    "CaseView",
    "Counts",
    "Filters",
    "Flow",
    "Forbidden",
    "Kind",
    "LettersRefused",
    "Line",
    "Missing",
    "Month",
    "NoteView",
    "Page",
    "RequestView",
    "Stage",
    "Stale",
    "Term",
    "Today",
    "Told",
    "UnknownKind",
    "Words",
    "WrongState",
    "advance",
    "answer_request",
    "assign",
    "assist",
    "by_number",
    "close",
    "code_of",
    "counts",
    "days_left",
    "deciders",
    "finish_note",
    "flow",
    "hand_over",
    "history",
    "kind",
    "kinds",
    "leave_task",
    "many",
    "mine",
    "note",
    "notes",
    "of_persons",
    "one",
    "open_case",
    "pause",
    "pauses",
    "person_by_letters",
    "queue",
    "record",
    "register_kind",
    "reopen_as_appeal",
    "request",
    "requests",
    "resume",
    "spoken",
    "table",
    "take",
    "today",
    "told_by_letters",
    "typed",
    "views",
    "xlsx",
]


def open_case(
    *, by: Actor, kind: str, title: str, person: UUID, channel: str, calendar: Calendar, on: date, at: datetime,
    applicant: UUID | None = None, situation: str = "", term: Term | None = None, may_pause: bool = False,
    helper: int | None = None,
) -> CaseView:  # fmt: skip
    """Give a number, a promised date and a code word. Whether the actor may is asked by the room that calls.

    `term` None: the term is not known, nothing is promised. Raises CalendarMissing for a year without calendar.
    """
    return view(
        actions.open_case(
            by=by, kind=kind, title=title, person=person, channel=channel, calendar=calendar, on=on, at=at,
            applicant=applicant, situation=situation, term=term, may_pause=may_pause, helper=helper,
        )
    )  # fmt: skip


def close(
    *, by: Actor, case: UUID, outcome: str, on: date, at: datetime, version: int | None = None, seal: object = None
) -> CaseView:
    """End the case: its holder, a head, or the person it is about. Raises AlreadyDecided when somebody was first.

    A sealed kind is closed only by the room that registered it, which holds the `seal`.
    """
    return view(actions.close(by=by, case=case, outcome=outcome, on=on, at=at, version=version, seal=seal))


def reopen_as_appeal(
    *, by: Actor, case: UUID, kind: str, channel: str, calendar: Calendar, on: date, at: datetime,
    term: Term | None,
) -> CaseView:  # fmt: skip
    """A new case about a closed one; nobody who held the old one may hold the new."""
    return view(
        actions.reopen_as_appeal(
            by=by, case=case, kind=kind, channel=channel, calendar=calendar, on=on, at=at,
            term=term,
        )
    )  # fmt: skip


def take(*, by: Actor, case: UUID, on: date, at: datetime, version: int | None = None) -> CaseView:
    """A specialist or head puts a free case on their own desk."""
    return view(actions.take(by=by, case=case, on=on, at=at, version=version))


def assign(*, by: Actor, case: UUID, to: int, on: date, at: datetime, version: int | None = None) -> CaseView:
    """A head puts the case on the desk of an account of staff."""
    return view(actions.assign(by=by, case=case, to=to, on=on, at=at, version=version))


def hand_over(
    *, by: Actor, case: UUID, to: int, reason: str, on: date, at: datetime, version: int | None = None
) -> CaseView:
    """The holder or a head gives the case to another, with a reason."""
    return view(actions.hand_over(by=by, case=case, to=to, reason=reason, on=on, at=at, version=version))


def assist(*, by: Actor, case: UUID, on: date, at: datetime) -> CaseView:
    """A curator helps with this case and may not decide it from now on."""
    return view(actions.assist(by=by, case=case, on=on, at=at))


def pause(*, by: Actor, case: UUID, reason: str, on: date, at: datetime, version: int | None = None) -> CaseView:
    """Stop the clock, where the term may stop."""
    return view(actions.pause(by=by, case=case, reason=reason, on=on, at=at, version=version))


def resume(
    *, by: Actor, case: UUID, calendar: Calendar, on: date, at: datetime, version: int | None = None
) -> CaseView:
    """Start the clock again; the promised date moves by the working days it stood."""
    return view(actions.resume(by=by, case=case, calendar=calendar, on=on, at=at, version=version))


def advance(*, by: Actor, case: UUID, stage: str, on: date, at: datetime) -> CaseView:
    """Move the case to a stage of its kind."""
    return view(actions.advance(by=by, case=case, stage=stage, on=on, at=at))


def record(
    *, by: Actor, case: UUID, what: str, words: Words, values: dict[str, object], on: date, at: datetime
) -> None:
    """A line of history for a room above: Russian msgids and the values that fill them."""
    actions.record(by=by, case=case, what=what, spoken=words, values=values, on=on, at=at)


def request(
    *, by: Actor, case: UUID, authority: str, subject: str, due_on: date, on: date, at: datetime, key: str = "",
    automatic: bool = False,
) -> UUID:  # fmt: skip
    """Ask another authority; gives the request's token. `automatic`: made by sending an application."""
    return actions.request(
        by=by, case=case, authority=authority, subject=subject, due_on=due_on, on=on, at=at, key=key,
        automatic=automatic,
    ).token  # fmt: skip


def answer_request(*, by: Actor, request: UUID, answer: str, positive: bool | None, on: date, at: datetime) -> None:
    """Write down what the authority answered."""
    actions.answer_request(by=by, request=request, answer=answer, positive=positive, on=on, at=at)


def note(
    *, by: Actor, person: UUID, text: str, on: date, at: datetime, next_contact_on: date | None = None,
    case: UUID | None = None,
) -> UUID:  # fmt: skip
    """A note about a person; gives its token."""
    return actions.note(by=by, person=person, text=text, on=on, at=at, next_contact_on=next_contact_on, case=case).token


def leave_task(*, region: str, person: UUID, text: str, on: date, at: datetime, about: str = "") -> UUID:
    """What any of the staff must look at from this day on, left by the house itself; gives its token.

    `about` ONE_PERSON: see whether two records are of one person; "" is to get in touch. Asks no permission: the room
    that calls has asked.
    """
    return actions.leave_task(region=region, person=person, text=text, on=on, at=at, about=about).token


def finish_note(*, by: Actor, note: UUID, on: date) -> None:
    """The contact has taken place."""
    actions.finish_note(by=by, note=note, on=on)


def person_by_letters(*, region: str, number: str, letters: str, on: date, at: datetime) -> tuple[UUID, Told]:
    """Whose case it is and how it stands, for the phone desk: number and letters show who calls.

    Raises LettersRefused; a wrong try is counted even so.
    """
    case, told = _person_by_letters(region=region, number=number, letters=letters, on=on, at=at)
    return case.person_id, told
