"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.people.events import Event, announce, subscribe

__all__ = [
    "AwardStarted", "ClaimDecided", "ClaimEnded", "ClaimSent", "announce", "ending_of", "endings_of", "subscribe",
]  # fmt: skip


OUTCOMES = ("granted", "refused", "withdrawn", "closed", "got", "not_got")


def ending_of(claim: UUID, outcome: str) -> str:
    """The name of one ending of a claim: a claim that is reopened may end again, otherwise."""
    return f"measures:claim:{claim}:{outcome}"


def endings_of(claim: UUID) -> tuple[str, ...]:
    """Every ending that a claim may have had: whoever asks how it went finds the question by it."""
    return tuple(ending_of(claim, outcome) for outcome in OUTCOMES)


@dataclass(frozen=True, kw_only=True)
class ClaimSent(Event):
    claim: UUID
    case: UUID
    number: str
    person: UUID
    measure: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ClaimDecided(Event):
    """A decision was written: granted (perhaps with a place in the queue) or refused, and on which ground."""

    claim: UUID
    decision: UUID
    person: UUID
    measure: str
    verdict: str
    ground: str
    queued: bool
    on: date


@dataclass(frozen=True, kw_only=True)
class AwardStarted(Event):
    award: UUID
    claim: UUID
    person: UUID
    measure: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ClaimEnded(Event):
    """The person's way with this measure is over, however it ended: now the one question is asked.

    `outcome`: granted, refused, withdrawn, closed; got, not_got where another body decided. `ending` names it once.
    """

    ending: str
    person: UUID | None
    measure: str
    situation: str
    stage: str
    outcome: str
    channel: str
    helper: int | None
    on: date
    ground: str = ""
