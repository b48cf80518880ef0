"""How fast a region is imagined, alone and with writing, and how much memory that takes."""

import resource
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time

from bench.measured.clock import Row

PERSONS = 400_000
SEED = 7
REGION = "RU-CHE"


def rows() -> Iterator[Row]:
    """Persons a second of one core (the process's own time), and by the clock; the peak memory of the process."""
    from ryadom.rules.cli import PRACTICES, Books
    from ryadom.rules.imagined.calibration import Counts
    from ryadom.rules.imagined.making import make, region_file
    from ryadom.rules.imagined.region import cells, imagined_part, parts

    book, region = Books(PRACTICES)(REGION), region_file(REGION)
    assert book
    imagined_part(book, region, families=10)

    def every(counted: bool) -> Callable[[], object]:
        made = cells(book, region, persons=PERSONS, seed=SEED)
        return lambda: sum(part.persons for part in parts(Counts(region).watch(made) if counted else made))

    yield _measured("imagine", every(False))
    yield _measured("imagine and calibrate", every(True))
    for threads in (0, 1):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            work = lambda: make(book, region, out, persons=PERSONS, seed=SEED, threads=threads)  # noqa: B023, E731
            yield _measured(f"imagine, calibrate, write: {threads} threads beside", work)


def _measured(what: str, work: Callable[[], object]) -> Row:
    wall, own = perf_counter(), process_time()
    work()
    own, wall = process_time() - own, perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    speed = f"{PERSONS / own:,.0f} persons/s of one core, {PERSONS / wall:,.0f} by the clock, peak {peak} MB"
    return Row(what, own * 1000, speed)
