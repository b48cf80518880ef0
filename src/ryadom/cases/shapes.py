"""The frozen values that cross this room's door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ryadom.people.api import StaffMember

from . import life


@dataclass(frozen=True)
class CaseView:
    """One case as it stood when it was read. `version` goes back with every verb."""

    token: UUID
    region: str
    number: str
    kind: str
    kind_title: str
    title: str
    person: UUID
    person_name: str
    applicant: UUID | None
    situation: str
    channel: str
    opened_on: date
    promised_on: date | None
    first_promised_on: date | None
    term: life.Term | None
    may_pause: bool
    state: str
    stage: str
    stage_title: str
    holder: StaffMember | None
    helper: StaffMember | None
    closed_on: date | None
    outcome: str
    outcome_title: str
    appeal_of: UUID | None
    codeword: str
    version: int

    def overdue(self, on: date) -> bool:
        """Late on that date: open, promised, the promised day has passed."""
        return life.is_overdue(self.state, self.promised_on, on)


@dataclass(frozen=True)
class Line:
    """One line of the history in the reader's language."""

    at: datetime
    on: date
    who: str
    what: str
    for_person: str
    for_staff: str


@dataclass(frozen=True)
class RequestView:
    token: UUID
    case: UUID
    authority: str
    subject: str
    key: str
    sent_on: date
    due_on: date
    answered_on: date | None
    answer: str
    positive: bool | None

    def late(self, on: date) -> bool:
        return self.answered_on is None and on > self.due_on


@dataclass(frozen=True)
class NoteView:
    token: UUID
    person: UUID
    person_name: str
    case: UUID | None
    number: str
    text: str
    next_contact_on: date | None
    done_on: date | None
    by: str
    at: datetime
    about: str = ""


@dataclass(frozen=True)
class Filters:
    """What the queue is narrowed to; an empty field narrows nothing."""

    kinds: tuple[str, ...] = ()
    state: str = ""
    stage: str = ""
    holder: int | None = None
    free: bool = False
    overdue: bool = False
    number: str = ""
    situation: str = ""
    opened_from: date | None = None
    opened_to: date | None = None
    closed: bool = False


@dataclass(frozen=True)
class Page:
    """A part of a list; `total` counts all that match."""

    rows: tuple[CaseView, ...]
    total: int
    page: int
    size: int


@dataclass(frozen=True)
class Counts:
    open: int
    paused: int
    overdue: int
    free: int
    closed: int


@dataclass(frozen=True)
class Today:
    """What one of staff must do today, each list in order."""

    notes: tuple[NoteView, ...]
    late_requests: tuple[RequestView, ...]
    promises: tuple[CaseView, ...]
