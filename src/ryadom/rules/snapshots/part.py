"""A part: some thousands of families whole, facts in columns, persons of one family beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.snapshots.columns import FactColumn, Facts


@dataclass(frozen=True, slots=True)
class Label:
    """A word about each family that rules do not read and tables are grouped by: the district, the kind of place."""

    names: tuple[str, ...]
    codes: NDArray[np.int16]


@dataclass(frozen=True)
class Part:
    """Some families of one region.

    Persons of family `f` are the rows `start[f]:start[f + 1]`, in the order in which the family lists them. `open`:
    the family may have more members than listed. `income` holds the sum of all records of a person in each of
    `months` (their first days, without a gap), kopecks; a family's records are complete for the months
    `cover[f, 0]:cover[f, 1]` of that list (an empty stretch: nothing is covered). Facts that nobody in the part has
    are missing from the mappings. `family_ids` and `person_ids` stand where the families are real ones.
    """

    region: str
    start: NDArray[np.int64]
    family: Facts
    person: Facts
    open: NDArray[np.bool_]
    months: tuple[date, ...]
    income: NDArray[np.int64]
    cover: NDArray[np.int16]
    family_ids: NDArray[Any] | None = None
    person_ids: NDArray[Any] | None = None
    labels: Mapping[str, Label] = field(default_factory=dict)

    @property
    def families(self) -> int:
        """How many families."""
        return len(self.start) - 1

    @property
    def persons(self) -> int:
        """How many persons."""
        return int(self.start[-1])

    def family_of_person(self) -> NDArray[np.int64]:
        """The family's row of each person."""
        return np.repeat(np.arange(self.families, dtype=np.int64), np.diff(self.start))

    def persons_of(self, families: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The rows of everyone in these families, in their order, and where each family begins among them."""
        sizes = np.diff(self.start)[families]
        start = np.zeros(len(families) + 1, np.int64)
        np.cumsum(sizes, out=start[1:])
        shift = np.repeat(self.start[:-1][families] - start[:-1], sizes)
        return np.arange(start[-1], dtype=np.int64) + shift, start

    def take(self, families: NDArray[np.int64]) -> "Part":
        """Chosen families in a chosen order; one may come several times."""
        persons, start = self.persons_of(families)
        return Part(
            self.region,
            start,
            {key: column.take(families) for key, column in self.family.items()},
            {key: column.take(persons) for key, column in self.person.items()},
            self.open[families],
            self.months,
            self.income[persons],
            self.cover[families],
            None if self.family_ids is None else self.family_ids[families],
            None if self.person_ids is None else self.person_ids[persons],
            {name: Label(label.names, label.codes[families]) for name, label in self.labels.items()},
        )

    def split(self, most: int) -> list["Part"]:
        """The same families in parts of at most `most` families; nothing is copied."""
        if self.families <= most:
            return [self]
        return [self.between(at, min(at + most, self.families)) for at in range(0, self.families, most)]

    def between(self, first: int, last: int) -> "Part":
        """The families from `first` up to, not including, `last`: a view of the same columns."""
        families, persons = slice(first, last), slice(int(self.start[first]), int(self.start[last]))
        return Part(
            self.region,
            self.start[first : last + 1] - self.start[first],
            {key: column.between(families) for key, column in self.family.items()},
            {key: column.between(persons) for key, column in self.person.items()},
            self.open[families],
            self.months,
            self.income[persons],
            self.cover[families],
            None if self.family_ids is None else self.family_ids[families],
            None if self.person_ids is None else self.person_ids[persons],
            {name: Label(label.names, label.codes[families]) for name, label in self.labels.items()},
        )


__all__ = ["FactColumn", "Label", "Part"]
