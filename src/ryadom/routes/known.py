"""What is known of a person's family, from the rooms that know it: a desk above registers one reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.rules.api import Family

from .walking import Going


@dataclass(frozen=True)
class Known:
    """The family as rules see it, with what was granted and what is being decided for them."""

    family: Family
    going: Going


NOTHING = Going({}, {})
Reader = Callable[[str, UUID, date], Known]
_reader: list[Reader] = []


def register_reader(reader: Reader) -> None:
    """`reader(region, person, on)`. One for the house; a later one takes its place."""
    _reader[:] = [reader]


def known_of(region: str, person: UUID, on: date) -> Known:
    """What is known; nothing at all where nobody has registered a reader, so that every step says «если …»."""
    if not _reader:
        return Known(Family(region, persons_open=True), NOTHING)
    return _reader[0](region, person, on)
