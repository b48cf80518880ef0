"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.people.events import Event, announce, subscribe

__all__ = ["CaseClosed", "CaseMoved", "CaseOpened", "RequestAnswered", "announce", "subscribe"]


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    case: UUID
    number: str
    kind: str
    person: UUID
    on: date


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """A new holder, stage, pause or promise: what the person's timeline shows has changed."""

    case: UUID
    what: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    case: UUID
    number: str
    kind: str
    person: UUID
    outcome: str
    on: date


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(Event):
    case: UUID
    request: UUID
    key: str
    positive: bool | None
    on: date
