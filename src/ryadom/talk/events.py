"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.dispatch import Signal

from ryadom.people.events import Event, announce, subscribe

__all__ = [
    "AnswererSilent", "AskedForAPerson", "CallBackAsked", "CrisisHeard", "CrisisUnanswered", "EndedBadly", "FalseAlarm",
    "GivenBack", "LeftTheQueue", "PersonWrote", "StaffSaid", "SurveyAnswered", "TakenOver", "ThreadClosed", "announce",
    "drafts_purged", "subscribe",
]  # fmt: skip

# count: how many drafts were deleted because their 30 days were over.
drafts_purged = Signal()


@dataclass(frozen=True, kw_only=True)
class _OfThread(Event):
    """Something happened in a thread (its token); `person` where one is known."""

    thread: str
    person: UUID | None
    situation: str


@dataclass(frozen=True, kw_only=True)
class AskedForAPerson(_OfThread):
    """The person wants somebody. `summary`: one screen of what was said; `crisis`: danger was heard."""

    summary: str
    crisis: bool


@dataclass(frozen=True, kw_only=True)
class LeftTheQueue(_OfThread):
    """The person waits no longer."""


@dataclass(frozen=True, kw_only=True)
class CallBackAsked(_OfThread):
    """The person wants a call. `phone`: eleven digits; `when`: soon, morning, day, evening."""

    phone: str
    when: str


@dataclass(frozen=True, kw_only=True)
class CrisisHeard(_OfThread):
    """Danger was heard: violence, suicide, lost_child, life, food."""

    danger: str


@dataclass(frozen=True, kw_only=True)
class FalseAlarm(_OfThread):
    """The person said that they are safe."""

    danger: str


@dataclass(frozen=True, kw_only=True)
class CrisisUnanswered(_OfThread):
    """Nobody has taken over in time: it goes to the next on duty and to the head. `step` counts the calls, the first
    is 1; `called`: the accounts of who is called now, `head` among them from the first step on.
    """

    danger: str
    since: datetime
    step: int
    called: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TakenOver(_OfThread):
    """A colleague answers from now on."""

    staff: int
    name: str


@dataclass(frozen=True, kw_only=True)
class StaffSaid(_OfThread):
    """A colleague said something. `address`: where it goes; None where it is read on the page alone."""

    staff: int
    name: str
    address: int | None


@dataclass(frozen=True, kw_only=True)
class PersonWrote(_OfThread):
    """The person said something, in words or otherwise. `state`: who answers after it; `channel`: by which way."""

    state: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class AnswererSilent(_OfThread):
    """A colleague was silent for too long: the thread waits for somebody else."""

    staff: int
    name: str


@dataclass(frozen=True, kw_only=True)
class GivenBack(_OfThread):
    """The bot answers again."""


@dataclass(frozen=True, kw_only=True)
class ThreadClosed(_OfThread):
    """The thread is over. `ending` names this ending for the one question; `by`: person or staff."""

    ending: str
    by: str
    staff: int | None


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(_OfThread):
    """The one question was answered in the chat: 1 to 5."""

    ending: str
    score: int
    staff: int | None


@dataclass(frozen=True, kw_only=True)
class EndedBadly(_OfThread):
    """The answer was 1 or 2: somebody above looks into it. `case`: opened for it, where the person is known."""

    score: int
    case: UUID | None
