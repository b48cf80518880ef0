"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.people.events import Event, announce, subscribe

__all__ = ["HireOverdue", "ThingGiven", "ThingReturned", "announce", "return_ending", "subscribe"]


def return_ending(hire: UUID) -> str:
    """The name of a hire's end: the one question after it is found by it."""
    return f"hire:hire:{hire}"


@dataclass(frozen=True, kw_only=True)
class ThingGiven(Event):
    """A thing went to a person until a day."""

    hire: UUID
    person: UUID
    provider: UUID
    thing: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ThingReturned(Event):
    """A thing came back to its point: the one question is asked."""

    hire: UUID
    person: UUID
    provider: UUID
    thing: str
    on: date


@dataclass(frozen=True, kw_only=True)
class HireOverdue(Event):
    """The day of return has passed; announced once for each day set."""

    hire: UUID
    person: UUID
    provider: UUID
    due_on: date
