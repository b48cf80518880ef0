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
from ryadom.rules.snapshots.part import Part
from ryadom.rules.trying.breath import give_back
from ryadom.rules.trying.held import Held
from ryadom.rules.trying.reaching import reached_by
from ryadom.rules.trying.sums import BROKE, Sums, sums_of

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Change:
    """What a value changes through one measure in a part; only subjects for whom something changes. `families` are
    rows of the population, one a subject; `more` kopecks a year, `rights` more rights, `other`: an amount that is no
    money has changed. `open`: families of subjects who are no longer known.
    """

    measure: str
    families: Ints
    more: Ints
    rights: Ints
    other: NDArray[np.bool_]
    open: Ints


@dataclass(frozen=True)
class Piece:
    """One part ready to be decided again. `first`: its first family in the population; `before`: today, row by row."""

    book: Rulebook
    again: Again
    first: int
    before: tuple[Sums, ...]
    broken: frozenset[str] = frozenset()
    lock: Any = field(default_factory=Lock)  # `Again` is not for two threads at once

    def move(self, numbers: Mapping[str, Any]) -> list[Change]:
        """What other numbers change here."""
        with self.lock:
            decided = self.again.decide(numbers)
        today = zip(self.again.today, self.before, strict=True)
        return [self._change(one, was, before) for one, (was, before) in zip(decided, today, strict=True)]

    def _change(self, one: Decided, was: Decided, before: Sums) -> Change:
        differs = (one.outcome != was.outcome) | (one.amount_low != was.amount_low)
        rows = np.flatnonzero(differs | (one.amount_state != was.amount_state))
        families = one.family[rows] + self.first
        after = sums_of(self.book.measures[one.measure], one, rows)
        sure = ~after.open
        rights = after.rights.astype(np.int64) - before.rights[rows]
        more = after.sum - before.sum[rows]
        other = np.zeros(len(rows), np.bool_) if before.money else (more != 0) & (rights == 0)
        money = more if before.money else np.zeros(len(rows), np.int64)
        return Change(one.measure, families[sure], money[sure], rights[sure], other[sure], families[after.open])


@dataclass(frozen=True)
class Prepared:
    """A parameter ready to be moved. `open`: the families of whom facts are missing; `before`: what every measure gives
    now, rights and kopecks a year; `broken`: measures that fail for somebody today (a number of theirs was not
    entered): they are left out there, and named.
    """

    pieces: tuple[Piece, ...]
    open: NDArray[np.bool_]
    before: Mapping[str, tuple[int, int]]
    broken: tuple[str, ...] = ()

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
        return Prepared((), np.zeros(held.families, np.bool_), {})
    give_back()  # of the parameter that was ready before
    made = []
    for part, first in _placed(held.parts):
        made.append(_piece(book, part, first, on, parameter))
        give_back()
    before = {id: _total(id, [piece for piece, _ in made]) for id in measures}
    broken = frozenset().union(*(piece.broken for piece, _ in made))
    pieces = tuple(piece for piece, _ in made)
    named = tuple(one for one in measures if one in broken)
    return Prepared(pieces, np.concatenate([open_ for _, open_ in made]), before, named)


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
