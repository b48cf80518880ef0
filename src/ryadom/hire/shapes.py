"""The frozen values that cross this room's door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class ThingView:
    """A thing of the catalogue. `price`: roubles a day, None: nobody entered it; `source`, `verified`: who says so."""

    id: str
    title: str
    hint: str
    group: str
    grounds: tuple[str, ...]
    price: Decimal | None
    source: str
    verified: str


@dataclass(frozen=True)
class HireView:
    """One hire. `provider`: the point, None until one is chosen; `code` only for the person; `left`: tries of it."""

    id: UUID
    case: UUID
    person: UUID
    thing: str
    title: str
    stage: str
    need: str
    asked_on: date
    ground: str
    why: str
    provider: UUID | None
    item: UUID | None
    number: str
    given_on: date | None
    due_on: date | None
    signed: str
    prolonged: int
    returned_on: date | None
    left: int
    code: str = ""

    def overdue(self, on: date) -> bool:
        """Whether it should have been back by now."""
        return self.stage == "out" and self.due_on is not None and self.due_on < on


@dataclass(frozen=True)
class ItemView:
    """A thing on a shelf. `state`: free, kept, out or off; `until`: when it should be back."""

    id: UUID
    thing: str
    number: str
    state: str
    off_why: str
    until: date | None


@dataclass(frozen=True)
class Shelf:
    """How many of each thing a point has in use and how many of them are free; by thing."""

    provider: UUID
    whole: Mapping[str, int]
    free: Mapping[str, int]
