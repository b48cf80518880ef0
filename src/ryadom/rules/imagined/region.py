"""A whole region, a part at a time: cells side by side until there are as many persons as were asked for."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np

from ryadom.rules.compiled import Rulebook
from ryadom.rules.imagined.cells import FAMILIES, Cell, cell
from ryadom.rules.imagined.marginals import RegionFile
from ryadom.rules.imagined.reading import read_region
from ryadom.rules.snapshots.columns import FactColumn, Facts
from ryadom.rules.snapshots.part import Label, Part

REGIONS = Path(__file__).resolve().parents[4] / "demo" / "regions"
CELLS_A_PART = 6  # about 50,000 families


@lru_cache(maxsize=8)
def region_of(name: str) -> RegionFile:
    """The region of a file in `demo/regions`, by the file's name, or by the region's code."""
    for path in sorted(REGIONS.glob("*.toml")):
        region = read_region(path)
        if name in (path.stem, region.region):
            return region
    raise FileNotFoundError(name)


def imagined_part(
    book: Rulebook,
    region: RegionFile | str = "chelyabinsk",
    *,
    families: int = 100,
    seed: int = 7,
    on: date | None = None,
) -> Part:
    """A small imagined part for tests and benches: the first families of a region. `region` is a file read by
    `read_region`, or the name of one in `demo/regions`. Facts that the book does not know are left out.
    """
    told = region_of(region) if isinstance(region, str) else region
    them = [cell(book, told, seed, number, on or told.as_of).part for number in range(-(-families // FAMILIES))]
    return side_by_side(them).take(np.arange(families))


def cells(
    book: Rulebook, region: RegionFile, *, persons: int, seed: int, on: date | None = None, threads: int = 0
) -> Iterator[Cell]:
    """Cells that hold exactly so many persons: what the last families leave free is filled with people who live
    alone. `threads` beside the caller's imagine ahead; the families are the same whatever their number.
    """
    left, day = persons, on or region.as_of
    for made in ahead(lambda number: cell(book, region, seed, number, day), threads):
        found = made if made.part.persons <= left else made.take(fitting(made.part, left))
        left -= found.part.persons
        yield found
        if not left:
            return


def fitting(part: Part, persons: int) -> Any:
    """The first families that hold no more than so many persons, and after them as many lone people as fit."""
    whole = int(np.searchsorted(part.start, persons, "right")) - 1
    alone = np.flatnonzero(np.diff(part.start)[whole:] == 1) + whole
    return np.concatenate([np.arange(whole), alone[: persons - int(part.start[whole])]])


def ahead(make: Callable[[int], Cell], threads: int) -> Iterator[Cell]:
    """Cell after cell, without end; some threads are that many cells ahead and no more, so that memory stays flat."""
    numbers = count()
    if not threads:
        yield from map(make, numbers)
        return
    with ThreadPoolExecutor(threads) as pool:
        begun = deque(pool.submit(make, next(numbers)) for _ in range(threads + 1))
        try:
            while True:
                yield begun.popleft().result()
                begun.append(pool.submit(make, next(numbers)))
        finally:
            for one in begun:
                one.cancel()


def parts(made: Iterable[Cell]) -> Iterator[Part]:
    """The parts of a snapshot: some cells side by side in each."""
    them = iter(made)
    while several := [one.part for one in islice(them, CELLS_A_PART)]:
        yield side_by_side(several)


def side_by_side(parts: Sequence[Part]) -> Part:
    """Parts of one region with the same months as one part. Facts that one of them lacks are unknown there."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    ends = np.cumsum([0, *(part.persons for part in parts)])
    start = np.concatenate([part.start[:-1] + end for part, end in zip(parts, ends, strict=False)] + [ends[-1:]])
    return Part(
        first.region,
        start,
        _columns([part.family for part in parts]),
        _columns([part.person for part in parts]),
        np.concatenate([part.open for part in parts]),
        first.months,
        np.concatenate([part.income for part in parts]),
        np.concatenate([part.cover for part in parts]),
        labels={
            name: Label(label.names, np.concatenate([part.labels[name].codes for part in parts]))
            for name, label in first.labels.items()
        },
    )


def _columns(parts: Sequence[Facts]) -> Facts:
    return {
        key: FactColumn(
            column.type,
            column.choices,
            np.concatenate([part[key].values for part in parts]),
            np.concatenate([part[key].state for part in parts]),
        )
        for key, column in parts[0].items()
    }
