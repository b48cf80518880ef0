"""A snapshot of a region's own people: everybody's file as a page would build the family, laid in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ryadom.kit.periods import add_months, month_start
from ryadom.people import api as people
from ryadom.people.api import File
from ryadom.rules import api as rules
from ryadom.rules.api import Family, Rulebook

from .family import INCOME_MONTHS, family_of, received_as_facts
from .queries import received_by_everyone

OKTMO_OF_A_MUNICIPALITY = 8


@dataclass(frozen=True)
class Taken:
    """What was written, and the facts that no column could hold: left unknown, counted by key."""

    manifest: rules.SnapshotManifest
    left: Mapping[str, int]


def take_snapshot(
    *,
    book: Rulebook,
    on: date,
    out: Path,
    known_at: datetime | None = None,
    most: int = rules.FAMILIES_A_PART,
    progress: Callable[[int], None] = lambda families: None,
) -> Taken:
    """Everybody of the book's region as known on a day, with their own ids. Five statements whatever their number.

    Raises SnapshotError.
    """
    first = month_start(on, -INCOME_MONTHS)
    laying = rules.Laying(book, tuple(add_months(first, at) for at in range(INCOME_MONTHS + 1)))
    about = rules.SnapshotAbout(book.region, on, title="Люди региона")
    with rules.SnapshotWriter(out, about, book) as writer:
        for file, family in everyone(region=book.region, on=on, known_at=known_at):
            home = file.family.dwelling if file.family else None
            code = home.oktmo[:OKTMO_OF_A_MUNICIPALITY] if home else ""
            laying.add(_id(file), family, {"district": code} if code else None)
            if len(laying) == most:
                writer.add(laying.part())
                progress(most)
        writer.add(laying.part())
    assert writer.manifest is not None
    return Taken(writer.manifest, dict(laying.left))


def everyone(*, region: str, on: date, known_at: datetime | None = None) -> Iterator[tuple[File, Family]]:
    """Every family of a region as its page would build it, with what it received."""
    received = received_by_everyone(region=region)
    files = people.everyone(region=region, on=on, first=month_start(on, -INCOME_MONTHS), last=on, known_at=known_at)
    for file in files:
        ids = [one.person.id for one in file.family.members] if file.family else [file.person.id]
        granted = [pair for id in ids for pair in received.get(id, ())]
        yield file, family_of(file, on, proved=received_as_facts(granted))


def _id(file: File) -> str:
    """The family's id; of somebody in no family, their own."""
    return str(file.family.id if file.family else file.person.id)
