"""The frozen values that cross this room's door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class WorkerView:
    """Somebody who acts for a provider on a day, under the name that people are told."""

    account: int
    name: str
    leads: bool
    starts: date


@dataclass(frozen=True)
class ProviderView:
    """A provider on a day. `places`: form -> how many people at once; a form that is not there is not served."""

    id: UUID
    region: str
    title: str
    owner: str
    phone: str
    address: str
    about: str
    register_number: str
    starts: date
    ends: date | None
    places: Mapping[str, int]
    workers: frozenset[int]
    leaders: frozenset[int] = frozenset()

    def led_by(self, account: int | None) -> bool:
        """Whether the account leads here; where nobody was named to lead, everybody who works here does."""
        return account is not None and account in (self.leaders or self.workers)

    def serves(self, form: str) -> bool:
        """Whether this form of care is offered at all."""
        return self.places.get(form, 0) > 0
