"""What this room announces."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.dispatch import Signal


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Somebody answered; who, nobody knows."""

    signal: ClassVar[Signal] = Signal()
    region: str
    at: datetime
    situation: str
    measure: str
    score: int


def announce(event: Answered) -> None:
    """Tell every handler. An exception of a handler undoes the answer."""
    type(event).signal.send(sender=type(event), event=event)
