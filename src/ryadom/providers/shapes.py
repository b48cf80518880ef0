"""The frozen values that cross this room's door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


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

    def serves(self, form: str) -> bool:
        """Whether this form of care is offered at all."""
        return self.places.get(form, 0) > 0
