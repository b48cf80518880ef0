"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.people.events import Event, announce, subscribe

__all__ = ["RouteChosen", "RouteLeft", "StepMarked", "StepsOpened", "announce", "subscribe"]


@dataclass(frozen=True, kw_only=True)
class RouteChosen(Event):
    copy: UUID
    person: UUID
    route: str
    on: date


@dataclass(frozen=True, kw_only=True)
class RouteLeft(Event):
    copy: UUID
    person: UUID
    route: str
    on: date


@dataclass(frozen=True, kw_only=True)
class StepMarked(Event):
    """The person or staff said of a step that it was begun, done, or not done after all."""

    copy: UUID
    person: UUID
    route: str
    step: str
    what: str
    on: date


@dataclass(frozen=True, kw_only=True)
class StepsOpened(Event):
    """New facts or an ended case opened steps that were closed before: the person may be told."""

    copy: UUID
    person: UUID
    route: str
    steps: tuple[str, ...]
    on: date
