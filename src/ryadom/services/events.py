"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.people.events import Event, announce, subscribe

__all__ = ["NeedTold", "OrderAnswered", "ProgrammeApproved", "VisitRecorded", "announce", "subscribe", "visit_ending"]


def visit_ending(visit: UUID) -> str:
    """The name of a visit's end: the one question after it is found by it."""
    return f"services:visit:{visit}"


@dataclass(frozen=True, kw_only=True)
class NeedTold(Event):
    """Somebody needs help at home: the person, a relative, a neighbour or a curator said so."""

    programme: UUID
    person: UUID
    on: date


@dataclass(frozen=True, kw_only=True)
class ProgrammeApproved(Event):
    programme: UUID
    person: UUID
    on: date


@dataclass(frozen=True, kw_only=True)
class OrderAnswered(Event):
    """A provider said yes or no, or kept silent past the term: `state` is accepted, refused or lapsed."""

    order: UUID
    programme: UUID
    person: UUID
    provider: UUID
    state: str
    on: date


@dataclass(frozen=True, kw_only=True)
class VisitRecorded(Event):
    """What came of a visit: done, missed, away."""

    visit: UUID
    person: UUID
    provider: UUID
    state: str
    on: date
