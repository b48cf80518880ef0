"""Which facts answers wait for, and how many wait for one fact alone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from ryadom.rules.everyone.decided import Decided
from ryadom.rules.snapshots.columns import Ints
from ryadom.rules.snapshots.part import Part


@dataclass
class Needs:
    """By fact: families and persons (each once, however many measures wait), answers, and those that wait for nothing
    else, by measure. A fact is counted by its key: whose fact it is, is asked when the family is answered.
    """

    families: Counter[str] = field(default_factory=Counter)
    persons: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    alone: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, part: Part, every: Iterable[Decided]) -> None:
        """Count one part."""
        marks: dict[str, tuple[Ints, Ints]] = {}
        for decided in every:
            waiting = np.flatnonzero(decided.missing)
            for at, fact in enumerate(decided.facts if waiting.size else ()):
                bit = np.uint64(1) << np.uint64(at)
                self._fact(marks, part, decided, fact, waiting[decided.missing[waiting] & bit != 0], bit)
        for fact, (families, persons) in marks.items():
            self.families[fact] += int(families.sum())
            self.persons[fact] += int(persons[:-1].sum())

    def _fact(
        self, marks: dict[str, tuple[Ints, Ints]], part: Part, decided: Decided, fact: str, rows: Ints, bit: np.uint64
    ) -> None:
        if not rows.size:
            return
        families, persons = marks.setdefault(
            fact, (np.zeros(part.families, np.bool_), np.zeros(part.persons + 1, np.bool_))
        )
        families[decided.family[rows]] = True
        persons[decided.person[rows]] = True  # the row -1 stands for families and is not counted
        self.answers[fact] += rows.size
        alone = int((decided.missing[rows] == bit).sum())
        if alone:
            self.alone.setdefault(fact, Counter())[decided.measure] += alone

    def merge(self, other: "Needs") -> None:
        """Add other parts."""
        self.families += other.families
        self.persons += other.persons
        self.answers += other.answers
        for fact, measures in other.alone.items():
            self.alone.setdefault(fact, Counter()).update(measures)
