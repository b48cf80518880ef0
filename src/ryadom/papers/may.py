"""Who may read a paper.

The person may, and whoever represents them. Staff may only when a room above says that the paper is part of something
they work on: it registers a predicate here, and without one nobody of staff reads anything.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from ryadom.people.api import Actor, acts_for

ReaderPredicate = Callable[[Actor, UUID, UUID, date], bool]
_readers: dict[str, ReaderPredicate] = {}


def register_reader(room: str, predicate: ReaderPredicate) -> None:
    """A room above says who of staff may read a paper of its own: predicate(actor, paper token, owner, on) -> bool."""
    _readers[room] = predicate


def own(actor: Actor, owner: UUID, on: date) -> bool:
    """The person themselves, or whoever represents them on that day."""
    return actor.person_id == owner or acts_for(actor=actor, person_id=owner, purpose="papers", on=on) is not None


def read(actor: Actor, paper: UUID, owner: UUID, on: date) -> bool:
    """Own paper, or one that a room above opens to this actor."""
    return own(actor, owner, on) or any(opens(actor, paper, owner, on) for opens in _readers.values())
