"""What is worked out once for a parameter: whom it can reach, and what they get without the change.

Only they are decided anew while it moves, measure by measure. Left out are those whom a condition that does not read
the parameter refuses anyway, and those of whom facts are missing now: whatever the value, nobody can say what changes
for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.snapshots.part import Part
from ryadom.rules.trying.held import Held
from ryadom.rules.trying.joining import joined, runs
from ryadom.rules.trying.reaching import Reached, live, reached_by
from ryadom.rules.trying.sums import Sums, sums_of

THREADS = 2
WORTH_A_GO = 3_000  # families under which a second thread costs more than it brings
CHUNK = 25_000  # families decided at one go: few enough that a thread hears soon that nobody waits any more


@dataclass(frozen=True)
class Chunk:
    """Families whom a parameter can reach through one measure; `rows` are theirs in the population."""

    measure: str
    part: Part
    rows: NDArray[np.int64]
    before: Sums


@dataclass(frozen=True)
class Prepared:
    """A parameter ready to be moved. `open`: the families of whom facts are missing; `before`: what every measure gives
    now, rights and kopecks a year.
    """

    reached: Reached
    chunks: tuple[Chunk, ...]
    open: NDArray[np.bool_]
    before: Mapping[str, tuple[int, int]]

    @property
    def families(self) -> int:
        """How many families are decided anew with every step, at most: once for each measure."""
        return sum(len(one.rows) for one in self.chunks)


@dataclass(frozen=True)
class _Piece:
    first: int
    chunks: list[Chunk]
    open: NDArray[np.bool_]
    before: dict[str, tuple[int, int]]


def prepare(book: Rulebook, held: Held, parameter: str, on: date, pool: Executor) -> Prepared:
    """Decide the measures that read a parameter for everyone, once, and keep only whom it can reach."""
    found = reached_by(book, parameter)
    everyone = Everyone(book, on=on, measures=found.measures)
    open_ = np.zeros(held.families, np.bool_)
    before = dict.fromkeys(found.measures, (0, 0))
    chunks: list[Chunk] = []
    pieces = _pieces(held.parts) if found.measures else ()
    for piece in pool.map(lambda one: _piece(book, found, everyone, *one), pieces):
        open_[piece.first : piece.first + len(piece.open)] = piece.open
        before |= {id: (before[id][0] + n, before[id][1] + sum) for id, (n, sum) in piece.before.items()}
        chunks += piece.chunks
    whole = sorted(_joined(chunks), key=lambda one: -len(one.rows))  # the longest first: no thread waits for it alone
    return Prepared(found, tuple(whole), open_, before)


def _joined(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """The chunks of every measure in as few as may be: each go has a price of its own."""
    for measure in dict.fromkeys(chunk.measure for chunk in chunks):
        mine = [chunk for chunk in chunks if chunk.measure == measure]
        shared = -(-sum(len(chunk.rows) for chunk in mine) // THREADS)
        for run in runs((len(chunk.rows) for chunk in mine), min(max(shared, WORTH_A_GO), CHUNK)):
            some = mine[run]
            rows = np.concatenate([chunk.rows for chunk in some])
            sums = Sums.joined([chunk.before for chunk in some])
            yield Chunk(measure, joined([chunk.part for chunk in some]), rows, sums)


def _piece(book: Rulebook, found: Reached, everyone: Everyone, part: Part, first: int) -> _Piece:
    open_ = np.zeros(part.families, np.bool_)
    chunks, before = [], {}
    for measure, several in groupby(everyone.decide(part), key=lambda one: one.measure):
        decided = tuple(several)
        sums = sums_of(book.measures[measure], decided, part.families)
        before[measure] = int(sums.rights.sum()), int(sums.money.sum())
        alive = live(found, decided, part.families)
        open_[alive[sums.open[alive]]] = True
        known = alive[~sums.open[alive]]
        if known.size:
            chunks.append(Chunk(measure, part.take(known), known + first, sums.take(known)))
    return _Piece(first, chunks, open_, before)


def _pieces(parts: Sequence[Part]) -> Iterator[tuple[Part, int]]:
    """Parts in pieces, each with the number of its first family in the population."""
    first = 0
    for part in parts:
        for piece in part.split(CHUNK) if part.families > CHUNK else [part]:
            yield piece, first
            first += piece.families
