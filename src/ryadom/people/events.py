"""What this room announces. A handler runs in the announcer's transaction: when it fails, nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.dispatch import Signal


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something happened in a region at a moment; `account_id` is who did it, None for the system."""

    signal: ClassVar[Signal]
    region: str
    at: datetime
    account_id: int | None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.signal = Signal()


def announce(event: Event) -> None:
    """Tell every handler. An exception of a handler reaches the announcer and undoes its work."""
    type(event).signal.send(sender=type(event), event=event)


def subscribe(kind: type[Event], handle: Callable[[Any], None]) -> None:
    """Call `handle(event)` for every event of this kind: for an upper room's `apps.py`. Doubling changes nothing."""

    def receive(sender: type, event: Event, **kwargs: Any) -> None:
        handle(event)

    kind.signal.connect(receive, weak=False, dispatch_uid=_uid(handle))


def unsubscribe(kind: type[Event], handle: Callable[[Any], None]) -> None:
    """Undo `subscribe`, for tests."""
    kind.signal.disconnect(dispatch_uid=_uid(handle))


def _uid(handle: Callable[[Any], None]) -> str:
    return f"{handle.__module__}.{handle.__qualname__}"


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Event):
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    person_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonIdentified(Event):
    """Staff saw the passport, or an identity provider vouched: what waited for that may start.

    `login_id` is the account that is now known to be this person's; None when only the person was seen.
    """

    person_id: UUID
    how: str
    login_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class FamilyChanged(Event):
    family_id: UUID
    person_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class FactRecorded(Event):
    """A value was written; `contradicts` when it was kept beside a proved one that differs."""

    of: str
    subject_id: UUID
    key: str
    source: str
    contradicts: bool = False


@dataclass(frozen=True, kw_only=True)
class FactWithdrawn(Event):
    """What stood from a source was taken back; other sources may still speak."""

    of: str
    subject_id: UUID
    key: str
    source: str


@dataclass(frozen=True, kw_only=True)
class IncomeRecorded(Event):
    person_id: UUID
    first_month: date
    last_month: date


@dataclass(frozen=True, kw_only=True)
class RepresentationChanged(Event):
    representation_id: UUID
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConsentChanged(Event):
    person_id: UUID
    purpose: str
    given: bool


@dataclass(frozen=True, kw_only=True)
class PersonsLoaded(Event):
    """A file was loaded whole: these persons are new, or more is known of them. Told once for all of them."""

    batch_id: UUID
    person_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class PersonsJoined(Event):
    """Two records turned out to be of one person; `merged_id` points to `person_id` now, and references have moved."""

    person_id: UUID
    merged_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonsParted(Event):
    """Two records that had been joined are two people after all; what had moved is back."""

    person_id: UUID
    merged_id: UUID


@dataclass(frozen=True, kw_only=True)
class PairSettled(Event):
    """Staff said of two records whether they are one person."""

    person_ids: tuple[UUID, UUID]
    verdict: str
