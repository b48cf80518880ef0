"""What is worked out once for a parameter: the families it can reach at all, and what they get without the change."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.snapshots.part import Part
from ryadom.rules.trying.held import Held
from ryadom.rules.trying.reaching import Reached, live, reached_by
from ryadom.rules.trying.sums import Sums, sums_of

CHUNK = 25_000  # families decided at one go: few enough that a thread hears soon that nobody waits any more


@dataclass(frozen=True)
class Chunk:
    """Some families that the parameter can reach; `rows` are theirs among all families of the population."""

    part: Part
    rows: NDArray[np.int64]
    before: Sums


@dataclass(frozen=True)
class Prepared:
    """A parameter ready to be moved."""

    reached: Reached
    chunks: tuple[Chunk, ...]

    @property
    def families(self) -> int:
        """How many families some value of the parameter may concern."""
        return sum(len(one.rows) for one in self.chunks)


def prepare(book: Rulebook, held: Held, parameter: str, on: date, pool: Executor) -> Prepared:
    """Decide the measures that read a parameter for everyone, once, and keep only whom it can reach."""
    found = reached_by(book, parameter)
    everyone = Everyone(book, on=on, measures=found.measures)

    def one(piece: tuple[Part, int]) -> Chunk | None:
        part, first = piece
        decided = everyone.decide(part)
        alive = live(found, decided, part.families)
        if not alive.size:
            return None
        return Chunk(part.take(alive), alive + first, sums_of(book, found, decided, part.families).take(alive))

    pieces = _pieces(held.parts) if found.measures else ()
    return Prepared(found, tuple(chunk for chunk in pool.map(one, pieces) if chunk))


def _pieces(parts: Sequence[Part]) -> Iterator[tuple[Part, int]]:
    """Parts in pieces, each with the number of its first family in the population."""
    first = 0
    for part in parts:
        for piece in part.split(CHUNK) if part.families > CHUNK else [part]:
            yield piece, first
            first += piece.families
