"""What copies of families need not work out again: everything that no fact on trial says anything about.

A copy lies in a block of its own, where only some facts are supposed. Facts, incomes and values that do not depend on
those are taken from the block that was copied.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel.columns import SAID, Choice, Line, Raised, Truth
from ryadom.feel.columns.values import take
from ryadom.rules.compiled import CompiledVersion, Rulebook
from ryadom.rules.everyone.reading import INCOME, Reads
from ryadom.rules.everyone.told import ToldIncome

Ints = NDArray[np.int64]
MISSING = object()
COPIES = "tried"  # the key of the rows of copies
ESTIMATE = ("estimate", "")  # remembered by a frame under a name that no rule can say


@dataclass(frozen=True)
class Lending:
    """The block that was copied, and where each copied family, person and subject stands in it.

    `rows`: the key of the subjects' rows there; `days`: their days there, by the key of the copies' day; `trial`: the
    facts on trial.
    """

    block: Any
    families: Ints
    persons: Ints
    subjects: Ints
    rows: Any
    days: Mapping[Any, Any]
    trial: frozenset[str]

    def copied(self, families: Ints, persons: Ints) -> "Lending":
        """The same for copies of copies."""
        mine = (self.families[families], self.persons[persons], self.subjects[families])
        return Lending(self.block, *mine, self.rows, self.days, self.trial)

    def fact(self, key: str) -> Any:
        """A fact of every copied person or family."""
        of_person = self.block.told.book.facts[key].file.of == "person"
        return self.block.fact(key).take(self.persons if of_person else self.families)

    def recorded(self, first: date, last: date) -> tuple[Ints, NDArray[np.bool_]]:
        """As `Block.recorded`."""
        amounts, covered = self.block.recorded(first, last)
        return amounts[self.persons], covered[self.families]

    def told_income(self, first: date, last: date) -> ToldIncome:
        """As `Block.told_income`."""
        found: ToldIncome = self.block.told_income(first, last)
        return found.take(self.families)

    def memo(self, rows: Any, day: Any, scope: Any, version: CompiledVersion | None) -> dict[Any, Any]:
        """What a frame of copies begins with."""
        there, places = {
            COPIES: (self.rows, self.subjects), "persons": (rows, self.persons), "families": (rows, self.families),
            "applicants": (rows, self.families),
        }.get(rows, (None, self.families))  # fmt: skip
        known = self.block.frames.get((there, self.days.get(day), scope))
        return {} if known is None else Lent(self, known.memo, places, version)

    def lends(self, key: Any, version: CompiledVersion | None) -> bool:
        """Whether a remembered value says nothing of what is on trial."""
        return self.trial.isdisjoint(facts_behind(self.block.told.book, key, version))


class Lent(dict[Any, Any]):
    """Remembered values that are taken from those of another block when they are asked for."""

    def __init__(
        self, lending: Lending, known: Mapping[Any, Any], places: Ints, version: CompiledVersion | None
    ) -> None:
        super().__init__()
        self.lending, self.known, self.places, self.version = lending, known, places, version

    def __contains__(self, key: Any) -> bool:
        if super().__contains__(key):
            return True
        value = self.known.get(key, MISSING)
        if value is MISSING or not moves(value) or not self.lending.lends(key, self.version):
            return False
        self[key] = take(value, self.places)
        return True


def moves(value: Any) -> bool:
    """Whether a value means the same for other rows: no list of members, no quotient, nothing that knows its frame."""
    return isinstance(value, Line | Choice | Truth | Raised | Decimal | date | str | bool | None)


def facts_behind(book: Rulebook, key: Any, version: CompiledVersion | None) -> frozenset[str]:
    """The facts that a remembered value may depend on, as a version of a measure sees them."""
    composition = version.file.composition if version is not None else None
    known = ("facts behind", key, composition)
    if known not in book.everyone:
        names = SAID[key] if isinstance(key, str) else frozenset({key[1]})
        book.everyone[known] = frozenset({INCOME}) if key == ESTIMATE else Reads(book).of_names(names, composition)
    found: frozenset[str] = book.everyone[known]
    return found


__all__ = ["COPIES", "ESTIMATE", "Lending", "facts_behind", "moves"]
