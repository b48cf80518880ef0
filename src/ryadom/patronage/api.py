"""The door of patronage: who is beside a family, what it needs, who waits for a person, whom to call today.

Verbs take `by` (who acts), ask their permission, work in one transaction and give a frozen value or nothing; a
`PatronageError` is a sentence for the reader, and then nothing was written. Questions that take `region` ask no
permission (the page has asked), those that take `by` do unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ryadom.people.api import Actor

from .actions import absences as _absences
from .actions import answering as _answering
from .actions import assigning as _assigning
from .actions import contacts as _contacts
from .actions import moving as _moving
from .actions import needs as _needs
from .actions import queueing as _queueing
from .actions.assigning import CONSENT, Why
from .actions.contacts import Right, calls_again, no_calls, plan_day, register_rights
from .actions.first_contact import first_contact as _first_contact
from .actions.foreseeing import look_ahead
from .actions.moving import Agreed
from .actions.queueing import escalate_waiting, person_said, take_back_silent
from .errors import Forbidden, Late, Missing, NotPossible, PatronageError
from .foreseeing import Ahead, register_foresight
from .library import Canned, canned
from .models import Away, Ended, Ground, Move, MoveState, NeedState, Planned, Priority, Reached, Source, Way
from .models import Why as CallWhy
from .queries.caseload import ORDERS, STATES, WHOSE, Page, Wanted, before, cared_for, caseload, of_person
from .queries.days import absences, asked_not_to_call, calls, contacts, moves, needs
from .queries.line import entry, place, queue
from .queries.loads import Load, loads
from .queries.overview import Overview, Row, overview
from .shapes import AbsenceView, CallView, CareView, ContactView, EntryView, MoveView, NeedView, Place
from .times import ASSUMED, Office, Times, office, times_of

__all__ = [
    "ASSUMED",
    "CONSENT",
    "ORDERS",
    "STATES",
    "WHOSE",
    "AbsenceView",
    "Agreed",
    "Ahead",
    "Away",
    "CallView",
    "CallWhy",
    "Canned",
    "CareView",
    "ContactView",
    "Ended",
    "EntryView",
    "Forbidden",
    "Ground",
    "Late",
    "Load",
    "Missing",
    "Move",
    "MoveState",
    "MoveView",
    "NeedState",
    "NeedView",
    "NotPossible",
    "Office",
    "Overview",
    "Page",
    "PatronageError",
    "Place",
    "Planned",
    "Priority",
    "Reached",
    "Right",
    "Row",
    "Source",
    "Times",
    "Wanted",
    "Way",
    "Why",
    "absences",
    "answer",
    "answer_need",
    "ask_for_curator",
    "asked_for_a_person",
    "asked_not_to_call",
    "assign",
    "before",
    "calls",
    "calls_again",
    "canned",
    "cared_for",
    "caseload",
    "close",
    "come_back",
    "contacts",
    "end_care",
    "entry",
    "escalate_waiting",
    "first_contact",
    "give_back",
    "go_away",
    "hand_over",
    "loads",
    "look_ahead",
    "move_now",
    "moves",
    "needs",
    "no_calls",
    "of_person",
    "office",
    "overview",
    "pass_on",
    "person_said",
    "place",
    "plan_day",
    "put_back",
    "queue",
    "record_contact",
    "record_need",
    "refer",
    "register_foresight",
    "register_rights",
    "say",
    "set_capacity",
    "settle",
    "staff_answered",
    "take",
    "take_back_silent",
    "thread_settled",
    "times_of",
    "words_of",
    "write_first",
]

thread_settled = _queueing.settled
staff_answered = _queueing.staff_answered


def set_capacity(*, by: Actor, account: int, families: int, district: str = "", at: datetime) -> None:
    """How many families a curator takes, and where: the first digits of an ОКТМО. Raises Forbidden, NotPossible."""
    _assigning.set_capacity(by=by, account=account, families=families, district=district, at=at)


def ask_for_curator(*, by: Actor, person: UUID, why: Why, on: date, at: datetime) -> UUID:
    """A family asks for a curator: the least loaded of its district gets it, or it waits. Gives the care's token."""
    return _assigning.ask_for_curator(by=by, person=person, why=why, on=on, at=at).token


def assign(*, by: Actor, person: UUID, curator: int, why: Why, on: date, at: datetime) -> UUID:
    """Put this curator beside a family. Raises Forbidden, NotPossible, Late."""
    return _assigning.assign(by=by, person=person, curator=curator, why=why, on=on, at=at).token


def end_care(*, by: Actor, care: UUID, how: str, words: str, on: date, at: datetime) -> None:
    """The curator leaves the family: `asked`, `settled` or `moved`. Raises Missing, Forbidden, Late, NotPossible."""
    _assigning.end_care(by=by, care=care, how=how, words=words, on=on, at=at)


def go_away(
    *, by: Actor, account: int, starts: date, ends: date, why: str, deputy: int | None, on: date, at: datetime
) -> UUID:
    """A curator is away from a day to a day. Raises Forbidden, NotPossible."""
    row = _absences.go_away(by=by, account=account, starts=starts, ends=ends, why=why, deputy=deputy, on=on, at=at)
    return row.token


def come_back(*, by: Actor, absence: UUID, at: datetime) -> None:
    """The absence is over early or cancelled. Raises Missing, Forbidden, Late."""
    _absences.come_back(by=by, absence=absence, at=at)


def record_need(
    *, by: Actor, person: UUID, words: str, source: str, on: date, at: datetime, thread: str = "", urgent: bool = False
) -> UUID:
    """What somebody needs, in their words. Raises Forbidden, NotPossible, people.NotFound."""
    return _needs.record_need(
        by=by, person=person, words=words, source=source, on=on, at=at, thread=thread, urgent=urgent
    ).token


def answer_need(
    *, by: Actor, need: UUID, answer: str, on: date, at: datetime, ref: str = "", withdrawn: bool = False
) -> None:
    """What helped, or why it is no longer needed. Raises Missing, Forbidden, Late, NotPossible."""
    _needs.answer_need(by=by, need=need, answer=answer, on=on, at=at, ref=ref, withdrawn=withdrawn)


def record_contact(
    *, by: Actor, person: UUID, way: str, reached: str, about: str, next_on: date | None, on: date, at: datetime
) -> UUID:
    """One contact as it came out. Raises Forbidden, NotPossible (also a call to who asked not to be called)."""
    return _contacts.record_contact(
        by=by, person=person, way=way, reached=reached, about=about, next_on=next_on, on=on, at=at
    ).token


def refer(
    *, by: Actor, care: UUID, about: str, agreed: Agreed, on: date, at: datetime, agency: str = "",
    curator: int | None = None,
) -> UUID:  # fmt: skip
    """Send a family to another body or curator for one thing. Raises Missing, Forbidden, NotPossible, Late."""
    return _moving.refer(
        by=by, care=care, about=about, agreed=agreed, on=on, at=at, agency=agency, curator=curator
    ).token


def hand_over(*, by: Actor, care: UUID, curator: int, about: str, agreed: Agreed, on: date, at: datetime) -> UUID:
    """Ask another curator to take a family. Raises Missing, Forbidden, NotPossible, Late."""
    return _moving.hand_over(by=by, care=care, curator=curator, about=about, agreed=agreed, on=on, at=at).token


def move_now(*, by: Actor, care: UUID, curator: int, about: str, agreed: Agreed, on: date, at: datetime) -> UUID:
    """A head moves a family to another curator at once. Raises Missing, Forbidden, Late, NotPossible."""
    return _moving.move_now(by=by, care=care, curator=curator, about=about, agreed=agreed, on=on, at=at).token


def first_contact(*, by: Actor, person: UUID, measures: Sequence[str], on: date, at: datetime) -> int | None:
    """A curator for a family in which a right appeared, and a call in the plan; gives the account of who calls.

    Raises Forbidden, Late, NotPossible.
    """
    return _first_contact(by=by, person=person, measures=measures, on=on, at=at).curator_id


def settle(*, by: Actor, transition: UUID, verdict: str, answer: str, on: date, at: datetime) -> None:
    """`accepted`, `refused`, `done` or `revoked`. Raises Missing, Forbidden, Late, NotPossible."""
    _moving.settle(by=by, transition=transition, verdict=verdict, answer=answer, on=on, at=at)


def asked_for_a_person(
    *, region: str, thread: str, person: UUID | None, summary: str, crisis: bool, on: date, at: datetime
) -> UUID:
    """A thread waits for a person; asking twice is one place in line. Asks no permission: a person asked."""
    return _queueing.asked_for_a_person(
        region=region, thread=thread, person=person, summary=summary, crisis=crisis, on=on, at=at
    ).token


def take(*, by: Actor, entry: UUID, on: date, at: datetime) -> str:
    """Take an entry of the line without its thread; gives the thread's token. Raises Missing, Forbidden, Late."""
    return _queueing.take(by=by, entry=entry, on=on, at=at).thread


def put_back(*, by: Actor, entry: UUID, at: datetime) -> None:
    """Whoever took it cannot go on: it waits for anybody. Raises Missing, Forbidden, Late."""
    _queueing.put_back(by=by, entry=entry, at=at)


# The line and the conversation moved together, for pages: see `actions.answering`.
answer, say, give_back = _answering.answer, _answering.say, _answering.give_back
close, pass_on, write_first = _answering.close, _answering.pass_on, _answering.write_first


def words_of(choices: Any) -> list[tuple[str, str]]:
    """The values of a choice with their words in the reader's language."""
    return [(str(value), str(label)) for value, label in choices.choices]
