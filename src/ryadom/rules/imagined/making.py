"""An imagined region from its file into a folder: a snapshot, and the report beside it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ryadom.packs.api import did_you_mean
from ryadom.rules.compiled import Rulebook
from ryadom.rules.imagined import family_facts, person_facts, requests
from ryadom.rules.imagined.calibration import Counts
from ryadom.rules.imagined.faults import RegionFault
from ryadom.rules.imagined.marginals import RegionFile
from ryadom.rules.imagined.reading import fits, read_region
from ryadom.rules.imagined.region import REGIONS, cells, parts, region_of
from ryadom.rules.imagined.report import write_report
from ryadom.rules.snapshots.store import About, SnapshotWriter

MADE = frozenset({*person_facts.MADE, *family_facts.MADE, *requests.MADE})


@dataclass(frozen=True, slots=True)
class Made:
    """What was written."""

    persons: int
    families: int
    hash: str


def region_file(name: str) -> RegionFile:
    """A region by a file, by the name of a file in `demo/regions`, or by its code. Raises RegionFault."""
    if name.endswith(".toml"):
        return read_region(Path(name))
    try:
        return region_of(name)
    except FileNotFoundError:
        known = sorted(path.stem for path in REGIONS.glob("*.toml"))
        ru, en = did_you_mean(name, known)
        listed = ", ".join(known)
        raise RegionFault(
            [(f"нет региона «{name}»{ru}; есть: {listed}", f'no region "{name}"{en}; there are: {listed}')]
        ) from None


def make(
    book: Rulebook,
    region: RegionFile,
    folder: Path,
    *,
    persons: int,
    seed: int,
    on: date | None = None,
    threads: int = 1,
) -> Made:
    """Imagine so many people and write them. Raises RegionFault where the file does not fit the book, SnapshotError
    where the folder is taken.
    """
    fits(region, book.facts, MADE)
    day, counts = on or region.as_of, Counts(region)
    about = About(region.region, day, imagined=True, seed=seed, title=region.title)
    with SnapshotWriter(folder, about, book) as writer:
        for part in parts(counts.watch(cells(book, region, persons=persons, seed=seed, on=day, threads=threads))):
            writer.add(part)
    write_report(folder, counts, seed=seed, on=day, hash=writer.hash)
    return Made(counts.persons, counts.families, writer.hash)
