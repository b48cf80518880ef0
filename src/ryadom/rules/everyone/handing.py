"""What columns hand over to the rules of one family: a whole measure, a family that is odd, single rows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Measure, Rulebook
from ryadom.rules.everyone.block import beside, narrowed
from ryadom.rules.everyone.decided import Decided
from ryadom.rules.everyone.rows import decide_by_rows
from ryadom.rules.snapshots.part import Part

APPLIED = "application-date"


class Handing:
    """The families of a block that are answered one by one, by measure; and of which rows the answer is wanted."""

    def __init__(
        self, book: Rulebook, part: Part, on: date, parameters: Mapping[str, Any], reads: Mapping[str, Collection[str]]
    ) -> None:
        self.book, self.part, self.on, self.parameters, self.reads = book, part, on, parameters, reads
        self.families: dict[str, NDArray[np.bool_]] = {}
        self.every: set[str] = set()

    def _of(self, measure: Measure) -> NDArray[np.bool_]:
        return self.families.setdefault(measure.id, np.zeros(self.part.families, np.bool_))

    def whole(self, measure: Measure) -> None:
        """Every family of the block."""
        self._of(measure)[:] = True
        self.every.add(measure.id)

    def odd(self, families: NDArray[np.bool_], measures: Iterable[Measure]) -> None:
        """Families of which columns decide nothing."""
        for measure in measures:
            self._of(measure)[:] |= families

    def rows(self, measure: Measure, family: NDArray[np.int64], handed: NDArray[np.bool_]) -> None:
        """Single subjects."""
        self._of(measure)[family[handed]] = True

    def decided(self) -> Iterable[Decided]:
        """The answers of all handed families, each family answered once for all its measures."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for row in np.flatnonzero(np.any(list(self.families.values()), axis=0)) if self.families else ():
            names = tuple(name for name, families in self.families.items() if families[row])
            groups.setdefault(names, []).append(int(row))
        for names, rows in groups.items():
            chosen = np.array(rows, np.int64)
            persons, _ = self.part.persons_of(chosen)
            keys = {key for name in names for key in self.reads.get(name, ())} | {APPLIED}
            whole = any(name not in self.reads for name in names)
            part = (
                self.part if whole else narrowed(self.part, keys, beside(self.book.measures[name] for name in names))
            ).take(chosen)
            for one in decide_by_rows(self.book, part, on=self.on, measures=names, parameters=self.parameters):
                yield placed(one, chosen, persons)


def placed(found: Decided, families: NDArray[np.int64], persons: NDArray[np.int64]) -> Decided:
    """The same decisions by the rows of the part that the families were taken from."""
    person = found.person.copy()
    person[person >= 0] = persons[person[person >= 0]]
    return replace(found, family=families[found.family], person=person)


def answered(found: Iterable[Decided], handing: Handing) -> list[Decided]:
    """What columns decided, and what was handed over, without deciding anybody twice."""
    made = [one for one in found if one.measure not in handing.every]
    decided: dict[str, list[Decided]] = {}
    for one in made:
        decided.setdefault(one.measure, []).append(one)
    for one in handing.decided():
        mine = [_subjects(other, one) for other in decided.get(one.measure, ())]
        keep = ~np.isin(_subjects(one, one), np.concatenate(mine)) if mine else np.ones(len(one), np.bool_)
        if keep.any():
            made.append(chosen(one, keep))
    return made


def _subjects(found: Decided, among: Decided) -> NDArray[np.int64]:
    """One number for each subject, of the families in question only."""
    here = np.isin(found.family, among.family) if found is not among else slice(None)
    subjects: NDArray[np.int64] = (found.family[here] << 32) + found.person[here]
    return subjects


def chosen(found: Decided, keep: NDArray[Any]) -> Decided:
    """Some rows of a decision."""
    columns: dict[str, Any] = {name: column[keep] for name, column in found.columns().items()}
    return replace(found, **columns, by_row=found.by_row[keep])
