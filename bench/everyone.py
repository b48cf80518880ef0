"""A whole imagined region on this machine: decided once, decided again while a number moves, and peak memory beside.

`python bench/everyone.py [persons] [workers]`; 1,000,000 and all processors where nothing is said. What is timed is
deciding, not making the people. The first run is decided in forked processes, one for each part; the processor's time
is the sum of theirs.
"""

import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from os import cpu_count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

ON, REGION, PARAMETER = date(2026, 11, 20), "RU-CHE", "прожиточный минимум"
FAMILIES = 50_000


def main(persons: int, workers: int) -> None:
    """Prints the rates; nothing is judged."""
    from ryadom.rules.api import answer, book_at
    from ryadom.rules.everyone.again import Again
    from ryadom.rules.everyone.deciding import Everyone
    from ryadom.rules.imagined.region import imagined_part
    from ryadom.rules.runs.workers import forked
    from ryadom.rules.snapshots.families import family_at

    book = book_at(ROOT / "practices", REGION)
    started = time.perf_counter()
    whole = imagined_part(book, families=round(persons / 2.24), on=ON)
    parts = whole.split(FAMILIES)
    made = whole.persons
    del whole
    print(f"условное население: {made:,} persons in {len(parts)} parts, made in {time.perf_counter() - started:.1f} s")
    everyone = Everyone(book, on=ON)
    decided, cpu = {"rows": 0, "handed": 0}, 0.0

    def decide(number: int) -> tuple[int, int, float]:
        begun = time.process_time()
        found = everyone.decide(parts[number])
        return sum(map(len, found)), sum(int(one.by_row.sum()) for one in found), time.process_time() - begun

    everyone.decide(parts[0].take(range_of(500)))
    wall = time.perf_counter()
    for _, (rows, handed, spent) in forked(range(len(parts)), decide, workers):
        decided["rows"] += rows
        decided["handed"] += handed
        cpu += spent
    wall = time.perf_counter() - wall
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"first run, {len(everyone.measures)} measures, {workers} processes: {wall:.2f} s, {cpu:.1f} s of processor, "
        f"{decided['rows']:,} decisions, {decided['rows'] / wall:,.0f} a second, "
        f"handed over {decided['handed'] / decided['rows']:.3%} (aim 3 s for 1,000,000); "
        f"a process takes {worker:,.0f} MB, the population that it shares included"
    )
    one = time.process_time()
    count = sum(len(answer(book, family_at(parts[0], at), on=ON, ask=False).measures) for at in range(100))
    rate = count / (time.process_time() - one)
    print(f"one by one: {rate:,.0f} decisions a second; everyone is {decided['rows'] / cpu / rate:,.0f} times faster")
    named = next(p.id for p in book.parameters.values() if p.name == PARAMETER)
    wall = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        moving = list(pool.map(lambda part: Again(book, part, on=ON, parameter=named), parts))
    concerned = sum(sum(map(len, one.today)) for one in moving)
    print(f"a number begins to move: {time.perf_counter() - wall:.2f} s, {concerned:,} subjects")
    for value in (19000, 19500, 21000, 25000):
        wall = time.perf_counter()
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda one: one.decide({PARAMETER: {"на душу": value}}), moving))  # noqa: B023
        print(f"again with {value}: {time.perf_counter() - wall:.3f} s (aim 0.3 s for 1,000,000)")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB, the population included")


def range_of(size: int):
    import numpy as np

    return np.arange(size)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 1_000_000, given[1] if len(given) > 1 else cpu_count() or 2)
