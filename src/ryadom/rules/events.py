"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.people.events import Event, announce, subscribe

__all__ = ["MeasureApproved", "MeasureOffered", "ValueApproved", "ValueEntered", "announce", "subscribe"]


@dataclass(frozen=True, kw_only=True)
class ValueEntered(Event):
    """Somebody entered values of a parameter; they wait for a second person."""

    entry: UUID
    parameter: str
    starts: date


@dataclass(frozen=True, kw_only=True)
class ValueApproved(Event):
    """From now on the region's rules read these values."""

    entry: UUID
    parameter: str
    starts: date


@dataclass(frozen=True, kw_only=True)
class MeasureOffered(Event):
    """A region's own measure, or a new version of one, waits for a second person."""

    draft: UUID
    measure: str
    starts: date


@dataclass(frozen=True, kw_only=True)
class MeasureApproved(Event):
    """From `starts` on the region's rules read this text."""

    draft: UUID
    measure: str
    starts: date
