"""Tables that rooms above bring to a load: they read their rows and write them set-based, in the same transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ryadom.people.imports.columns import Sheet
from ryadom.people.imports.files import Line
from ryadom.people.imports.parsing import Ground
from ryadom.people.shapes import Actor


@dataclass(frozen=True)
class Writing:
    """What a room writes by: who loads, the region's day, the moment, the batch, the file's name."""

    by: Actor
    on: date
    at: datetime
    batch: UUID
    title: str


@dataclass(frozen=True)
class Brought:
    """A table of an upper room. A row has `line` and `person` (a key of the file, or a СНИЛС).

    `read`: a line as a row, raises Wrong. `double`: by what two rows of a file are the same. `write`: rows with the
    ids of their persons, a fixed number of statements per 1,000; gives how many were new.
    """

    sheet: Sheet
    read: Callable[[Line, Ground], Any]
    double: Callable[[Any], Any]
    write: Callable[[Writing, Sequence[tuple[UUID, Any]]], int]


_brought: dict[str, Brought] = {}


def register_sheet(brought: Brought) -> None:
    """An upper room's `apps.py` brings its table: awards of `measures`, say."""
    _brought[brought.sheet.key] = brought


def brought_sheets() -> tuple[Brought, ...]:
    return tuple(_brought[key] for key in sorted(_brought))
