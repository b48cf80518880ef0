"""A small imagined population for a look around, written as a snapshot like any other."""

from datetime import date
from pathlib import Path

from ryadom.rules.compiled import Rulebook
from ryadom.rules.imagined.region import cells, parts, region_of
from ryadom.rules.snapshots.manifest import About
from ryadom.rules.snapshots.store import SnapshotWriter


def can_imagine(region: str) -> bool:
    """Whether there is a file of what the region looks like."""
    try:
        region_of(region)
    except FileNotFoundError:
        return False
    return True


def imagine_population(book: Rulebook, folder: Path, *, on: date, persons: int, seed: int) -> Path:
    """So many imagined persons as a snapshot. Raises FileNotFoundError where nobody has told of the region."""
    told = region_of(book.region)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with SnapshotWriter(folder, About(book.region, on, imagined=True, seed=seed, title=told.title), book) as writer:
        for part in parts(cells(book, told, persons=persons, seed=seed, on=on)):
            writer.add(part)
    return folder
