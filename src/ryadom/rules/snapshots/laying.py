"""Families laid into columns one after another, from cells that are coded already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from ryadom.rules.compiled import Rulebook
from ryadom.rules.facts import FactValue, Family
from ryadom.rules.incomes import months_between
from ryadom.rules.snapshots.columns import DTYPES, FactColumn, Facts, coded, shape_of, state_of
from ryadom.rules.snapshots.part import Label, Part

Cell = tuple[int, int]  # the value as its column holds it, and the byte that says how it is known
Cells = Mapping[str, Cell]


def cell_of(book: Rulebook, key: str, held: FactValue) -> Cell:
    """A known value as a cell. Raises Unfit where its column cannot hold it exactly."""
    type, choices = shape_of(book, key)
    return (0 if held.value is None else coded(type, choices, held.value)), state_of(held)


class Laying:
    """Takes families one by one and gives them as a part. `months` are the months of incomes, without a gap."""

    def __init__(self, book: Rulebook, months: tuple[date, ...]) -> None:
        self.book, self.months = book, months
        self._begin()

    def _begin(self) -> None:
        self.families, self.persons = _Rows(self.book), _Rows(self.book)
        self.sizes: list[int] = []
        self.open: list[bool] = []
        self.cover: list[tuple[int, int]] = []
        self.incomes: list[tuple[int, int, int]] = []
        self.labels: dict[str, tuple[dict[str, int], list[int]]] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def family(
        self,
        id: str,
        cells: Cells,
        *,
        open: bool,
        cover: tuple[date, date] | None,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        """The next family; its persons follow. `cover`: the first and the last month of complete records."""
        self.families.add(id, cells)
        self.sizes.append(0)
        self.open.append(open)
        self.cover.append((self._month(cover[0]), self._month(cover[1]) + 1) if cover else (0, 0))
        for name, word in (labels or {}).items():
            self._label(name, word)

    def person(self, id: str, cells: Cells, incomes: Iterable[tuple[date, int]] = ()) -> None:
        """The next person of the last family, with kopecks by month."""
        row = self.persons.add(id, cells)
        self.sizes[-1] += 1
        self.incomes.extend((row, self._month(month), kopecks) for month, kopecks in incomes)

    def add(self, id: str, family: Family) -> None:
        """A family as rules know it. Raises Unfit where columns cannot hold it."""
        cover = (family.cover.first, family.cover.last) if family.cover else None
        self.family(id, self._cells(family.facts), open=family.persons_open, cover=cover)
        incomes: dict[str, list[tuple[date, int]]] = {}
        for record in family.records:
            incomes.setdefault(record.person, []).append((record.month, coded("money", (), record.amount)))
        for person in family.persons:
            self.person(person.id, self._cells(person.facts), incomes.get(person.id, ()))

    def part(self) -> Part:
        """Everything laid so far; the next family begins a new part."""
        start = np.zeros(len(self.sizes) + 1, np.int64)
        np.cumsum(self.sizes, out=start[1:])
        income = np.zeros((self.persons.rows, len(self.months)), np.int64)
        rows = np.array(self.incomes, np.int64).reshape(-1, 3)
        np.add.at(income, (rows[:, 0], rows[:, 1]), rows[:, 2])
        part = Part(
            self.book.region,
            start,
            self.families.columns(),
            self.persons.columns(),
            np.array(self.open, np.bool_),
            self.months,
            income,
            np.array(self.cover, np.int16).reshape(-1, 2),
            np.array(self.families.ids, object),
            np.array(self.persons.ids, object),
            {name: self._labelled(places, codes) for name, (places, codes) in self.labels.items()},
        )
        self._begin()
        return part

    def _cells(self, facts: Mapping[str, FactValue]) -> dict[str, Cell]:
        texts = self.book.facts
        kept = (key for key in facts if key not in texts or texts[key].file.type != "text")
        return {key: cell_of(self.book, key, facts[key]) for key in kept}

    def _month(self, month: date) -> int:
        return months_between(self.months[0], month) - 1

    def _label(self, name: str, word: str) -> None:
        places, codes = self.labels.setdefault(name, ({}, []))
        codes += [-1] * (len(self.sizes) - 1 - len(codes))
        codes.append(places.setdefault(word, len(places)))

    def _labelled(self, places: Mapping[str, int], codes: Sequence[int]) -> Label:
        every = [*codes, *[-1] * (len(self.sizes) - len(codes))]
        return Label(tuple(places), np.array(every, np.int16))


class _Rows:
    """Cells of one file: a fact that a row does not have costs nothing."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.ids: list[str] = []
        self.cells: dict[str, list[tuple[int, int, int]]] = {}

    @property
    def rows(self) -> int:
        return len(self.ids)

    def add(self, id: str, cells: Cells) -> int:
        row = len(self.ids)
        self.ids.append(id)
        for key, (value, state) in cells.items():
            self.cells.setdefault(key, []).append((row, value, state))
        return row

    def columns(self) -> Facts:
        return {key: self._column(key) for key in sorted(self.cells)}

    def _column(self, key: str) -> FactColumn:
        type, choices = shape_of(self.book, key)
        values, state = np.zeros(self.rows, DTYPES[type]), np.zeros(self.rows, np.uint8)
        held = np.array(self.cells[key], np.int64)
        values[held[:, 0]], state[held[:, 0]] = held[:, 1], held[:, 2]
        return FactColumn(type, choices, values, state)
