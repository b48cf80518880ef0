"""From what is so to what is known: who said each fact, and of whom nobody said it. Families differ: about the quiet
ones little is known at all.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.imagined.draws import Bools, Draws, Ints
from ryadom.rules.imagined.households import Households
from ryadom.rules.imagined.marginals import RegionFile
from ryadom.rules.snapshots.columns import ABOUT, ABSENT, DTYPES, MILLIONTHS, FactColumn, Unfit, shape_of

QUIETER = Decimal("2.5")  # times as much is unknown about quiet families
PARTS = 2**16
KOPECKS = 100


class Teller:
    """Gathers the columns of one cell. Facts that the book does not know are passed over."""

    def __init__(self, book: Rulebook, region: RegionFile, seed: int, cell: int, homes: Households) -> None:
        self.book, self.region, self.seed, self.cell, self.homes = book, region, seed, cell, homes
        quiet = Draws(seed, cell, "quiet").happens(region["knowing.quiet"], homes.count)
        homes.drawn["knowing.quiet"] = "family", quiet
        self.hush = quiet.astype(np.int64) * PARTS
        self.hush_persons = self.hush[homes.family]
        self.family: dict[str, FactColumn] = {}
        self.person: dict[str, FactColumn] = {}
        self.asked: dict[str, Bools | None] = {}  # of whom each fact is asked; None: of everybody
        self.said = tuple(region["knowing.sources"].shares.values())

    def person_fact(self, key: str, values: Any, *, of: Bools | None = None, absent: Bools | None = None) -> None:
        """A fact of every person, or of some."""
        if key in self.book.facts:
            self.person[key] = self.column(key, values, True, of, absent)

    def family_fact(
        self, key: str, values: Any, *, of: Bools | None = None, absent: Bools | None = None, about: Bools | None = None
    ) -> None:
        """A fact of every family, dwelling or request, or of some."""
        if key in self.book.facts:
            column = self.column(key, values, False, of, absent)
            if about is not None:
                column.state[about & (column.state == 1)] |= ABOUT
            self.family[key] = column

    def choice(self, key: str, names: Sequence[str], codes: Ints, **more: Any) -> None:
        """A fact that is one of several; a name that the book does not know is left unknown."""
        if key not in self.book.facts:
            return
        known = shape_of(self.book, key)[1]
        table = np.array([known.index(name) if name in known else -1 for name in names], np.int8)
        found = table[codes]
        if (table < 0).any():
            more["of"] = (found >= 0) & more.get("of", True)
        tell = self.person_fact if self.book.facts[key].file.of == "person" else self.family_fact
        tell(key, found, **more)

    def column(self, key: str, values: Any, person: bool, of: Bools | None, absent: Bools | None) -> FactColumn:
        """Values with the byte that says how each is known."""
        type, choices = shape_of(self.book, key)
        state = self.state(key, self.region.unknown.get(key, self.region.unknown_else), person)
        self.asked[key] = of
        if of is not None:
            state *= of
        if absent is not None:
            state |= (absent & (state > 0)).astype(np.uint8) * np.uint8(ABSENT)
        scale = KOPECKS if type == "money" else MILLIONTHS if type == "number" else 1
        laid = np.asarray(values).astype(DTYPES[type])
        if scale > 1:
            laid *= scale
        return FactColumn(type, choices, np.where(state > 0, laid, 0).astype(DTYPES[type]), state)

    def state(self, key: str, unknown: Decimal, person: bool) -> NDArray[np.uint8]:
        """Places in SOURCES; 0 is unknown. The share of the unknown is kept over all families together."""
        hush = self.hush_persons if person else self.hush
        drawn = Draws(self.seed, self.cell, key).small(len(hush))
        found: NDArray[np.uint8] = sources(unknown, self.region["knowing.quiet"].share, self.said)[drawn + hush]
        return found

    def mark(self, key: str, person: bool, values: Any, of: Bools, unknown: Decimal) -> None:
        """A fact outside the catalogue (`attested:`, `document:`, `received:`), known of some of these."""
        try:
            type, choices = shape_of(self.book, key)
        except Unfit:
            return
        self.asked[key] = of
        state = self.state(key, unknown, person) * of
        column = FactColumn(type, choices, np.where(state > 0, values, 0).astype(DTYPES[type]), state)
        (self.person if person else self.family)[key] = column


@lru_cache(maxsize=512)
def sources(unknown: Decimal, quiet: Decimal, said: tuple[Decimal, ...]) -> NDArray[np.uint8]:
    """For each of PARTS chances who said it, then the same for quiet families: nobody below the share of the unknown,
    then each source in turn.
    """
    return np.concatenate([_sources(share, said) for share in _split(unknown, quiet)])


def _split(unknown: Decimal, quiet: Decimal) -> tuple[Decimal, Decimal]:
    """The share unknown about the others and about quiet families; together it is `unknown`."""
    hushed = min(Decimal(1), unknown * QUIETER)
    others = (unknown - quiet * hushed) / (1 - quiet) if quiet < 1 else unknown
    return (others, hushed) if others >= 0 else (unknown, unknown)


def _sources(unknown: Decimal, said: tuple[Decimal, ...]) -> NDArray[np.uint8]:
    found, total = np.zeros(PARTS, np.uint8), unknown
    for share in said:
        found[round(total * PARTS) :] += 1
        total += share * (1 - unknown)
    return found
