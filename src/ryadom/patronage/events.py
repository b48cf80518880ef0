"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ryadom.people.events import Event, announce, subscribe

__all__ = ["CareChanged", "ContactMade", "Escalated", "NeedChanged", "TakenBack", "announce", "subscribe"]


@dataclass(frozen=True, kw_only=True)
class CareChanged(Event):
    """A family got a curator, waits for one, or has none any more (`curator` None, `ended` how)."""

    care: UUID
    person: UUID
    curator: int | None
    ended: str = ""


@dataclass(frozen=True, kw_only=True)
class NeedChanged(Event):
    """A need was written down, answered or taken back."""

    need: UUID
    person: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class ContactMade(Event):
    """Somebody was in touch with a person, or tried."""

    contact: UUID
    person: UUID
    reached: str


@dataclass(frozen=True, kw_only=True)
class TakenBack(Event):
    """Who took an entry of the queue was silent for too long: it waits again, in its old place."""

    entry: UUID
    thread: str
    was_with: int


@dataclass(frozen=True, kw_only=True)
class Escalated(Event):
    """An entry of the queue waited too long: the head of the region sees it first."""

    entry: UUID
    thread: str
    crisis: bool
