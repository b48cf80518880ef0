"""What is worked out once for a parameter: whom it can reach and of whom everything is known, and what they get now.

Only they are decided anew while it moves. Left out are those whom a condition that does not read the parameter refuses
anyway, and those of whom facts are missing now: whatever the value, nobody can say what changes for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Measure, Rulebook
from ryadom.rules.everyone.again import Again
from ryadom.rules.everyone.decided import Decided
from ryadom.rules.everyone.handing import chosen
from ryadom.rules.parameters import Keys
from ryadom.rules.snapshots.part import Part
from ryadom.rules.trying.bands import Band, bands_of, numbers_of
from ryadom.rules.trying.breath import give_back
from ryadom.rules.trying.changes import Change, change_of
from ryadom.rules.trying.effect import Moved
from ryadom.rules.trying.held import Held
from ryadom.rules.trying.reaching import reached_by
from ryadom.rules.trying.sums import BROKE, Sums, sums_of

Ints = NDArray[np.int64]
MOST_KEYS = 2  # of one number: bands are kept for the keys that moved last


@dataclass(frozen=True)
class Ready:
    """A band of the slider in one part: whom it reaches, what they get today, what it changes for all others."""

    band: Band
    before: tuple[Sums, ...]
    fixed: tuple[Change, ...]


@dataclass(frozen=True)
class Piece:
    """One part ready to be decided again. `first`: its first family in the population; `before`: today, row by row."""

    book: Rulebook
    again: Again
    first: int
    before: tuple[Sums, ...]
    broken: frozenset[str] = frozenset()
    cut: dict[Keys, tuple[Ready, ...]] = field(default_factory=dict)
    lock: Any = field(default_factory=Lock)  # `Again` is not for two threads at once

    def move(self, numbers: Mapping[str, Any]) -> list[Change]:
        """What other numbers change here, with everybody decided again whom the parameter can concern."""
        with self.lock:
            decided = self.again.decide(numbers)
        today = zip(self.again.today, self.before, strict=True)
        return [self._change(one, was, before) for one, (was, before) in zip(decided, today, strict=True)]

    def tried(self, moved: Moved) -> list[Change]:
        """The same for one number, with only those decided again whom it reaches in its band."""
        numbers = numbers_of(self.book, moved.parameter, moved.keys, moved.value)
        with self.lock:
            ready = next((one for one in self._cut(moved) if one.band.holds(moved.value)), None)
            decided = list(ready.band.near.decide(numbers)) if ready else []
        if ready is None:
            return self.move(numbers)
        near = zip(decided, ready.before, strict=True)
        return [*ready.fixed, *(self._change(one, placed.live.today, before) for (placed, one), before in near)]

    def _cut(self, moved: Moved) -> tuple[Ready, ...]:
        """The bands of a number, made when its keys move for the first time."""
        if moved.keys not in self.cut:
            found = tuple(self._ready(band) for band in bands_of(self.again, moved.parameter, moved.keys))
            while len(self.cut) >= MOST_KEYS:
                del self.cut[next(iter(self.cut))]
            self.cut[moved.keys] = found
        return self.cut[moved.keys]

    def _ready(self, band: Band) -> Ready:
        fixed = [
            self._change(one, chosen(self.again.today[at], rows), self.before[at].take(rows))
            for at, rows, one in band.near.fixed
        ]
        band.near.fixed.clear()  # the changes say all of it
        before = tuple(self.before[placed.at].take(placed.rows) for placed in band.near.everyone)
        return Ready(band, before, tuple(fixed))

    def _change(self, one: Decided, was: Decided, before: Sums) -> Change:
        return change_of(self.book.measures[one.measure], one, was, before, self.first)


@dataclass(frozen=True)
class Prepared:
    """A parameter ready to be moved. `open`: the families of whom facts are missing; `before`: what every measure gives
    now, rights and kopecks a year; `broken`: measures that fail for somebody today (a number of theirs was not
    entered): they are left out there, and named. `still`: by grouping, the families of each group that stay as they are
    and those that are unknown, as long as no number moves.
    """

    pieces: tuple[Piece, ...]
    open: NDArray[np.bool_]
    before: Mapping[str, tuple[int, int]]
    broken: tuple[str, ...] = ()
    still: Mapping[str, Ints] = field(default_factory=dict)

    @property
    def subjects(self) -> int:
        """How many subjects are decided anew with every step: once for each measure."""
        return sum(len(sums.rights) for piece in self.pieces for sums in piece.before)


def prepare(book: Rulebook, held: Held, parameter: str, on: date) -> Prepared:
    """Decide the measures that read a parameter for everyone, once, and keep only whom it can reach.

    One part after another: what a part takes while it is worked out is ten times what it keeps.
    """
    measures = reached_by(book, parameter).measures
    if not measures:
        return _prepared(held, (), np.zeros(held.families, np.bool_), {}, ())
    give_back()  # of the parameter that was ready before
    made = []
    for part, first in _placed(held.parts):
        made.append(_piece(book, part, first, on, parameter))
        give_back()
    before = {id: _total(id, [piece for piece, _ in made]) for id in measures}
    broken = frozenset().union(*(piece.broken for piece, _ in made))
    pieces = tuple(piece for piece, _ in made)
    named = tuple(one for one in measures if one in broken)
    return _prepared(held, pieces, np.concatenate([open_ for _, open_ in made]), before, named)


def _prepared(held: Held, pieces: Any, open_: Any, before: Any, broken: tuple[str, ...]) -> Prepared:
    still = {
        name: np.bincount(one.codes * 2 + open_, minlength=len(one.keys) * 2).reshape(-1, 2)
        for name, one in held.groups.items()
    }
    return Prepared(pieces, open_, before, broken, still)


def _piece(book: Rulebook, part: Part, first: int, on: date, parameter: str) -> tuple[Piece, NDArray[np.bool_]]:
    open_ = np.zeros(part.families, np.bool_)

    broken: set[str] = set()

    def known(measure: Measure, today: Decided) -> NDArray[np.bool_]:
        unsure, broke = sums_of(measure, today).open, BROKE[today.outcome]
        if broke.any():
            broken.add(measure.id)
        open_[today.family[unsure & ~broke]] = True
        return ~unsure

    again = Again(book, part, on=on, parameter=parameter, choose=known)
    again.settle()
    before = tuple(sums_of(book.measures[one.measure], one) for one in again.today)
    open_ |= again.aside
    if again.left:
        open_[:] = True  # a measure that columns cannot tell may change something for anybody
    return Piece(book, again, first, before, frozenset(broken)), open_


def _total(measure: str, pieces: list[Piece]) -> tuple[int, int]:
    """Rights and kopecks a year of a measure today."""
    found = [
        sums
        for piece in pieces
        for one, sums in zip(piece.again.today, piece.before, strict=True)
        if one.measure == measure
    ]
    return sum(int(one.rights.sum()) for one in found), sum(int(one.sum.sum()) for one in found if one.money)


def _placed(parts: tuple[Part, ...]) -> Iterator[tuple[Part, int]]:
    """Parts, each with the number of its first family in the population."""
    first = 0
    for part in parts:
        yield part, first
        first += part.families
