"""Nouns of this room."""

from ryadom.patronage.models.caring import Absence, Capacity, Care, Transition
from ryadom.patronage.models.choices import (
    Away,
    Ended,
    EntryState,
    Ground,
    Move,
    MoveState,
    NeedState,
    Planned,
    Priority,
    Reached,
    Source,
    Way,
    Why,
)
from ryadom.patronage.models.waiting import Entry
from ryadom.patronage.models.working import Contact, Need, NoCalls, PlannedCall

__all__ = [
    "Absence",
    "Away",
    "Capacity",
    "Care",
    "Contact",
    "Ended",
    "Entry",
    "EntryState",
    "Ground",
    "Move",
    "MoveState",
    "Need",
    "NeedState",
    "NoCalls",
    "Planned",
    "PlannedCall",
    "Priority",
    "Reached",
    "Source",
    "Transition",
    "Way",
    "Why",
]
