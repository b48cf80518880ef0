"""The differential run: batch after batch decided in columns and by rows, in as many processes as there are workers."""

from __future__ import annotations

import multiprocessing as mp
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.rules.everyone.proof.batches import FAMILIES, Batch, batch
from tests.rules.everyone.proof.comparing import Difference, differences
from tests.rules.everyone.proof.counting import Counted, counted
from tests.rules.everyone.proof.mutants import by_rows
from tests.rules.everyone.proof.shrinking import Kernel, columns, reported

REPORTED = 3  # disagreements of one batch that are shrunk to a minimal family


@dataclass
class Judged:
    """What one batch came to. `reports` tell some of its disagreements with the smallest family."""

    counted: Counted
    disagreements: int = 0
    reports: list[str] = field(default_factory=list)


def judged(one: Batch, kernel: Kernel = columns) -> Judged:
    """A batch decided both ways."""
    rows = by_rows(one)
    decide = kernel(one.book, one.on, None, one.parameters)
    try:
        found = decide(one.part)
    except Exception as broken:  # a kernel that breaks has decided nothing: every decision disagrees
        report = f"batch {one.name} ({one.region}, {one.on}): {type(broken).__name__}: {broken}"
        return Judged(counted(one, (), rows), sum(map(len, rows)), [report])
    different = differences(found, rows)
    reasons = getattr(getattr(decide, "__self__", None), "reasons", {})
    return Judged(
        counted(one, found, rows, reasons), len(different), [reported(one, d, kernel) for d in chosen(different)]
    )


def chosen(different: Sequence[Difference]) -> list[Difference]:
    """A few disagreements of different measures and columns."""
    kinds = {(one.measure, one.what): one for one in reversed(different)}
    return list(kinds.values())[:REPORTED]


def run(seed: int, decisions: int, workers: int = 2, say: bool = True, families: int = FAMILIES) -> Judged:
    """Batches in the order of their numbers until so many decisions are compared."""
    total, began = Judged(Counted()), time.monotonic()
    for number, one in enumerate(_batches(seed, families, workers, decisions)):
        total.counted.add(one.counted)
        total.disagreements += one.disagreements
        total.reports += one.reports[: max(0, 20 - len(total.reports))]
        if say:
            _progress(number + 1, total, decisions, time.monotonic() - began)
        if total.counted.decisions >= decisions:
            break
    return total


Job = tuple[int, int, int]


def _batches(seed: int, families: int, workers: int, decisions: int) -> Iterator[Judged]:
    # A family gets some thirty decisions at the least: as many batches as could be needed.
    jobs = [(seed, number, families) for number in range(2 + decisions // (30 * families))]
    if workers < 2:
        yield from map(_job, jobs)
        return
    with mp.get_context("fork").Pool(workers) as pool:
        yield from pool.imap(_job, jobs)


def _job(job: Job) -> Judged:
    return judged(batch(*job))


def _progress(batches: int, total: Judged, decisions: int, seconds: float) -> None:
    done = total.counted.decisions
    rate = done / seconds if seconds else 0
    left = max(0, decisions - done) / rate if rate else 0
    line = f"{batches} batches, {done:,} of {decisions:,} decisions, {total.disagreements} disagreements"
    print(f"\r{line}, {rate:,.0f} a second, {left:,.0f} s left   ", end="", file=sys.stderr, flush=True)
