"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.people.events import Event, announce, subscribe

__all__ = ["ValueApproved", "ValueEntered", "announce", "subscribe"]


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
