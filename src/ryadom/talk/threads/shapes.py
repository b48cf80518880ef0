"""The frozen values that cross the door: a thread as staff and pages see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ryadom.channels.api import Delivery
from ryadom.talk.dialogue.summing import Summary


@dataclass(frozen=True)
class SaidView:
    """One thing said. `who`: person, bot, staff or system; `name`: the colleague's; `buttons`: rows of (words, data).

    A deleted message has no words any more. `delivery`: how far it came, where that was asked for.
    """

    number: int
    who: str
    name: str
    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...]
    foot: str
    at: datetime
    channel: str
    edited: bool = False
    deleted: bool = False
    paper: UUID | None = None
    delivery: Delivery | None = None

    @property
    def paper_key(self) -> str:
        """The first file of the paper, as `papers:part` wants it."""
        return f"{self.paper}/0" if self.paper else ""


@dataclass(frozen=True)
class ThreadLine:
    """A thread in a list. `channels`: by which ways the person speaks in it, the last first."""

    token: str
    region: str
    person: UUID | None
    state: str
    situation: str
    danger: str
    staff: int | None
    staff_name: str
    asked_at: datetime | None
    escalated_at: datetime | None
    review_at: datetime | None
    opened_at: datetime
    last_at: datetime
    closed_at: datetime | None
    addresses: tuple[int, ...]
    channels: tuple[str, ...]
    last_words: str


@dataclass(frozen=True)
class ThreadView:
    """One thread whole. `state`: bot, waiting, staff or closed."""

    line: ThreadLine
    messages: tuple[SaidView, ...]
    summary: Summary
    stack: dict[str, Any]

    @property
    def token(self) -> str:
        return self.line.token

    @property
    def region(self) -> str:
        return self.line.region

    @property
    def person(self) -> UUID | None:
        return self.line.person

    @property
    def state(self) -> str:
        return self.line.state

    @property
    def opened_at(self) -> datetime:
        return self.line.opened_at

    @property
    def last_at(self) -> datetime:
        return self.line.last_at

    @property
    def addresses(self) -> tuple[int, ...]:
        return self.line.addresses
