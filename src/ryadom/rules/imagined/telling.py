"""From what is so to what is known: who said each fact, and of whom nobody said it. Families differ: about the quiet
ones little is known at all.
"""

from collections.abc import Sequence
from decimal import Decimal
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
        self.quiet = Draws(seed, cell, "quiet").happens(region["knowing.quiet"], homes.count)
        self.quiet_persons = self.quiet[homes.family]
        homes.drawn["knowing.quiet"] = "family", self.quiet
        self.family: dict[str, FactColumn] = {}
        self.person: dict[str, FactColumn] = {}
        self.said = tuple(region["knowing.sources"].shares.values())

    def person_fact(self, key: str, values: Any, *, of: Bools | None = None, absent: Bools | None = None) -> None:
        """A fact of every person, or of some."""
        if key in self.book.facts:
            self.person[key] = self.column(key, values, self.quiet_persons, of, absent)

    def family_fact(
        self, key: str, values: Any, *, of: Bools | None = None, absent: Bools | None = None, about: Bools | None = None
    ) -> None:
        """A fact of every family, dwelling or request, or of some."""
        if key in self.book.facts:
            column = self.column(key, values, self.quiet, of, absent)
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

    def column(self, key: str, values: Any, quiet: Bools, of: Bools | None, absent: Bools | None) -> FactColumn:
        """Values with the byte that says how each is known."""
        type, choices = shape_of(self.book, key)
        state = self.state(key, self.region.unknown.get(key, self.region.unknown_else), quiet)
        if of is not None:
            state *= of
        if absent is not None:
            state |= (absent & (state > 0)).astype(np.uint8) * np.uint8(ABSENT)
        scale = KOPECKS if type == "money" else MILLIONTHS if type == "number" else 1
        laid = np.asarray(values).astype(DTYPES[type])
        if scale > 1:
            laid *= scale
        return FactColumn(type, choices, np.where(state > 0, laid, 0).astype(DTYPES[type]), state)

    def state(self, key: str, unknown: Decimal, quiet: Bools) -> NDArray[np.uint8]:
        """Places in SOURCES; 0 is unknown. The share of the unknown is kept over all families together."""
        drawn = Draws(self.seed, self.cell, key).small(len(quiet))
        loud, hushed = self.split(unknown)
        return np.where(quiet, self.among(drawn, hushed), self.among(drawn, loud))

    def split(self, unknown: Decimal) -> tuple[Decimal, Decimal]:
        """The share unknown about the others and about quiet families."""
        share = self.region["knowing.quiet"].share
        hushed = min(Decimal(1), unknown * QUIETER)
        loud = (unknown - share * hushed) / (1 - share) if share < 1 else unknown
        return (loud, hushed) if loud >= 0 else (unknown, unknown)

    def among(self, drawn: NDArray[np.uint16], unknown: Decimal) -> NDArray[np.uint8]:
        """Nobody below the share of the unknown, then each source in turn."""
        found, total = np.zeros(len(drawn), np.uint8), unknown
        for share in self.said:
            limit = int(total * PARTS)
            if limit < PARTS:
                found += drawn >= limit
            total += share * (1 - unknown)
        return found

    def mark(self, key: str, person: bool, values: Any, of: Bools) -> None:
        """A fact outside the catalogue (`attested:`, `document:`, `received:`), known of these."""
        try:
            type, choices = shape_of(self.book, key)
        except Unfit:
            return
        quiet = self.quiet_persons if person else self.quiet
        state = self.state(key, Decimal(0), quiet) * of
        column = FactColumn(type, choices, np.where(state > 0, values, 0).astype(DTYPES[type]), state)
        (self.person if person else self.family)[key] = column
