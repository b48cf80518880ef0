"""The door to everyone: one object for a book, a day and numbers on trial; parts go in, decisions come out."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ryadom.rules.compiled import Rulebook
from ryadom.rules.everyone.decided import Decided
from ryadom.rules.everyone.rows import decide_by_rows
from ryadom.rules.snapshots.part import Part


class Everyone:
    """The rules of a region over columns.

    Made once for a book, a day and a choice of measures; `decide` may be called from several threads. `parameters`
    are numbers on trial, by name or id: a number, or numbers by key (as in `Family.parameters`).
    """

    def __init__(
        self,
        book: Rulebook,
        *,
        on: date,
        measures: Collection[str] | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        self.book, self.on, self.parameters = book, on, dict(parameters or {})
        self.measures = [m for m in book.measures.values() if measures is None or m.id in measures]

    def decide(self, part: Part) -> tuple[Decided, ...]:
        """Every measure for everyone in a part, in the order of the book; each version that decided somebody."""
        names = [measure.id for measure in self.measures]
        return decide_by_rows(self.book, part, on=self.on, measures=names, parameters=self.parameters)
