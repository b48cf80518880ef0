"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ryadom.people.events import Event, announce, subscribe

__all__ = ["Blocked", "Linked", "Unlinked", "Unsubscribed", "announce", "subscribe"]


@dataclass(frozen=True, kw_only=True)
class Linked(Event):
    """An address was shown to be a person's: from now on one thread, whatever the channel."""

    address: int
    person: UUID
    how: str


@dataclass(frozen=True, kw_only=True)
class Unlinked(Event):
    """The address is nobody's again."""

    address: int
    person: UUID


@dataclass(frozen=True, kw_only=True)
class Unsubscribed(Event):
    """Somebody asked for no more notices at this address; replies still go."""

    address: int
    person: UUID | None


@dataclass(frozen=True, kw_only=True)
class Blocked(Event):
    """Nothing reaches this address any more: our bot was blocked there."""

    address: int
    person: UUID | None
