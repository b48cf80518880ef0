"""The life of a case without a database: its states, what may follow what, and when the promise falls due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ryadom.kit.calendar import Calendar

OPEN, PAUSED, CLOSED = "open", "paused", "closed"
STATES = (OPEN, PAUSED, CLOSED)

# Which verbs are possible in which state. A verb that is not here is not a verb of this room.
VERBS: dict[str, frozenset[str]] = {
    OPEN: frozenset(
        {"take", "assign", "assist", "hand_over", "pause", "request", "answer_request", "note", "advance", "close"}
    ),
    PAUSED: frozenset(
        {"take", "assign", "assist", "hand_over", "resume", "request", "answer_request", "note", "close"}
    ),
    CLOSED: frozenset({"note", "answer_request", "reopen_as_appeal"}),
}


@dataclass(frozen=True)
class Break:
    """When the clock stood: from the day it stopped; `end` is the first day it ran again, None while it stands."""

    start: date
    end: date | None


def may_follow(state: str, verb: str) -> bool:
    """Whether the verb is possible in this state."""
    return verb in VERBS[state]


@dataclass(frozen=True)
class Term:
    """Time to decide: working days, or calendar days (one that would end on a day off ends on the next working day)."""

    days: int
    working: bool = True


def promise(opened_on: date, term: Term, breaks: Iterable[Break], clock: Calendar) -> date:
    """The promised date: the term after opening, moved by the days of its kind that the clock stood.

    A break that has not ended moves nothing yet: until it ends nobody knows by how much.
    """
    ended = [(rest.start, rest.end) for rest in breaks if rest.end is not None]
    if term.working:
        stood = sum(clock.working_days_between(start, end).days for start, end in ended)
        return clock.add_working_days(opened_on, term.days + stood).day
    return clock.add_calendar_days(opened_on, term.days + sum((end - start).days for start, end in ended)).day


def is_overdue(state: str, promised_on: date | None, on: date) -> bool:
    """Late means: open, promised, and the promised day has passed. A paused case is not late, a closed one neither."""
    return state == OPEN and promised_on is not None and on > promised_on


def days_left(promised_on: date, on: date, clock: Calendar) -> int:
    """Working days left until the promised date; negative when late."""
    return clock.working_days_between(on, promised_on).days
