"""A run over a snapshot: part by part, in processes, and on from where a killed one stopped."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ryadom.lake.api import Written
from ryadom.packs.api import did_you_mean
from ryadom.rules.compiled import Rulebook
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.runs.cliffs import CliffTally, Sample, cliffs_of
from ryadom.rules.runs.counting import Counts
from ryadom.rules.runs.faults import RunError, no_measure
from ryadom.rules.runs.figures import About, Summary
from ryadom.rules.runs.grouping import Groups, groups_of
from ryadom.rules.runs.journal import Journal, opened
from ryadom.rules.runs.partfiles import read_part, write_part
from ryadom.rules.runs.plain import as_data
from ryadom.rules.runs.saving import read_summary, save_summary
from ryadom.rules.runs.summing import summary_of
from ryadom.rules.runs.workers import forked
from ryadom.rules.snapshots.store import Snapshot

ENGINE = "1"  # raised whenever the same rules and snapshot would be decided or written otherwise
CLIFF_FAMILIES = 20_000
BEHIND, AHEAD = timedelta(days=366), timedelta(days=5 * 366)
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Run:
    """A finished run: its tables, and where its decisions lie (None: they were counted and not kept)."""

    summary: Summary
    out: Path | None

    @property
    def hash(self) -> str:
        """The hash of everything decided."""
        return self.summary.hash


def run(
    snapshot: Snapshot,
    book: Rulebook,
    *,
    on: date,
    measures: Collection[str] | None = None,
    parameters: Mapping[str, Any] | None = None,
    out: Path | None = None,
    workers: int = 1,
    cliffs: int | None = CLIFF_FAMILIES,
    seed: int = 0,
    progress: Progress | None = None,
) -> Run:
    """Decide everyone in a snapshot on a day and sum it up.

    `cliffs`: about how many families are decided twice (None: all, 0: nobody), chosen by `seed`. `progress` is told
    how many families more are done. `workers`: processes that decide (1: this one alone). The same hash and tables
    whatever the workers and the parts. Raises RunError and SnapshotError; then nothing in `out` looks whole, and the
    same call goes on from there.
    """
    demand_day(on, snapshot.about.as_of)
    about = about_of(snapshot, book, on=on, measures=measures, parameters=parameters)
    everyone = Everyone(book, on=on, measures=about.measures, parameters=parameters)
    sample = Sample.choose(snapshot.families, cliffs, seed) if cliffs != 0 else None
    identity = as_data(about) | {"cliffs": as_data(sample)}
    if out is None:
        return Run(_Work(snapshot, everyone, about, sample, None, progress).summary(workers), None)
    with opened(out, identity) as journal:
        kept = read_summary(journal) if _finished(journal, snapshot) else None
        if kept is None:
            for path in out.glob(".*.partial"):
                path.unlink()
            journal.again()
            kept = _Work(snapshot, everyone, about, sample, journal, progress).summary(workers)
            journal.finish(kept.hash, save_summary(out, kept))
        return Run(kept, out)


def demand_day(on: date, as_of: date) -> None:
    """A snapshot answers for days near the one it was taken on. Raises RunError."""
    first, last = as_of - BEHIND, as_of + AHEAD
    if not first <= on <= last:
        raise RunError(
            f"День {on:%d.%m.%Y} вне снимка от {as_of:%d.%m.%Y}: можно от {first:%d.%m.%Y} до {last:%d.%m.%Y}.",
            f"{on} is out of the snapshot of {as_of}: a day from {first} to {last} will do.",
        )


def about_of(
    snapshot: Snapshot,
    book: Rulebook,
    *,
    on: date,
    measures: Collection[str] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> About:
    """What is decided, over what and by which rules. Raises RunError for a measure that is not there."""
    for measure in measures or ():
        if measure not in book.measures:
            raise no_measure(measure, did_you_mean(measure, book.measures))
    chosen = tuple(id for id in book.measures if not measures or id in measures)
    told = snapshot.about
    return About(
        book.region, told.title, told.imagined, told.seed, told.as_of, on, book.lock, snapshot.hash, ENGINE, chosen,
        as_data(dict(parameters or {})),
    )  # fmt: skip


def firsts(snapshot: Snapshot) -> list[tuple[int, int]]:
    """The number of the first family and the first person of each part."""
    found, family, person = [], 0, 0
    for files in snapshot.manifest.parts:
        found.append((family, person))
        family, person = family + files.families.rows, person + files.persons.rows
    return found


def _finished(journal: Journal, snapshot: Snapshot) -> bool:
    return journal.complete and all(journal.whole(number) for number in range(snapshot.count))


@dataclass
class _Work:
    """One run in the making."""

    snapshot: Snapshot
    everyone: Everyone
    about: About
    sample: Sample | None
    journal: Journal | None
    progress: Progress | None

    def summary(self, workers: int) -> Summary:
        book = self.everyone.book
        groups = groups_of(self.snapshot.parts(facts=()), book, self.about.on)
        counts, numbers = Counts(groups, self.about.measures), range(self.snapshot.count)
        places = firsts(self.snapshot)

        def part(number: int) -> tuple[Counts, Written | None]:
            return self._part(groups, number, *places[number])

        done: Iterable[tuple[int, tuple[Counts, Written | None]]]
        done = forked(numbers, part, workers) if workers > 1 else ((number, part(number)) for number in numbers)
        for number, (found, written) in done:
            self._take(counts, number, found, written)
        return summary_of(counts, book, self.about, self.sample)

    def _take(self, counts: Counts, number: int, found: Counts, written: Written | None) -> None:
        counts.merge(found)
        if written is not None and self.journal is not None:
            self.journal.done(number, written)
        if self.progress is not None:
            self.progress(found.knowing.families)

    def _part(self, groups: Groups, number: int, family: int, person: int) -> tuple[Counts, Written | None]:
        part, written = self.snapshot.part(number), None
        kept = read_part(self.journal.folder, number) if self.journal and self.journal.whole(number) else None
        if kept is None:
            every, cliffs = self.everyone.decide(part), CliffTally()
            if self.sample is not None:
                cliffs = cliffs_of(self.everyone, part, every, self.sample.rows(family, part.families))
            if self.journal is not None:
                written = write_part(self.journal.folder, number, every, cliffs, family, person)
        else:
            every, cliffs = kept
        counts = Counts(groups, self.about.measures)
        counts.add(part, every, first_family=family, first_person=person).cliffs.merge(cliffs)
        return counts, written
