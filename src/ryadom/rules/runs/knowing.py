"""How much is known of everyone: of how many families and persons each fact, and whose incomes."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from ryadom.rules.facts import PROVED
from ryadom.rules.runs.figures import KnownFact
from ryadom.rules.snapshots.columns import SOURCE, SOURCES, Facts
from ryadom.rules.snapshots.part import Part

Of = Literal["family", "person"]
PROOFS = [code for code, source in enumerate(SOURCES) if source in PROVED]


@dataclass
class Knowing:
    """Counts of a snapshot: families, persons, facts by whose they are."""

    families: int = 0
    persons: int = 0
    open: int = 0
    with_income: int = 0
    known: Counter[tuple[Of, str]] = field(default_factory=Counter)
    proved: Counter[tuple[Of, str]] = field(default_factory=Counter)

    def add(self, part: Part) -> None:
        """Count one part."""
        self.families += part.families
        self.persons += part.persons
        self.open += int(part.open.sum())
        self.with_income += int((part.cover[:, 1] > part.cover[:, 0]).sum())
        self._facts("family", part.family)
        self._facts("person", part.person)

    def _facts(self, of: Of, facts: Facts) -> None:
        for key, column in facts.items():
            by_source = np.bincount(column.state & SOURCE, minlength=len(SOURCES))
            self.known[of, key] += int(by_source[1:].sum())
            self.proved[of, key] += int(by_source[PROOFS].sum())

    def merge(self, other: "Knowing") -> None:
        """Add other parts."""
        self.families += other.families
        self.persons += other.persons
        self.open += other.open
        self.with_income += other.with_income
        self.known.update(other.known)
        self.proved.update(other.proved)

    def facts(self) -> tuple[KnownFact, ...]:
        """Every fact that is known of somebody, families first, by key."""
        rows = {"family": self.families, "person": self.persons}
        return tuple(
            KnownFact(key, of, rows[of], known, self.proved[of, key])
            for (of, key), known in sorted(self.known.items())
            if known
        )
