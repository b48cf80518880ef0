"""What a region asked for and what was reached: counted while families are imagined, told afterwards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np

from ryadom.rules.imagined.cells import Cell
from ryadom.rules.imagined.layout import PLACES, said
from ryadom.rules.imagined.marginals import (
    OLDEST,
    Bands,
    ByAge,
    Marginal,
    MixByAge,
    Money,
    RegionFile,
    Share,
    Shares,
)
from ryadom.rules.snapshots.columns import ABOUT, SOURCE, SOURCES
from ryadom.rules.snapshots.part import Part

KOPECKS, YEAR = 100, 12
BIN, BINS = 1000, 300  # roubles a head and month, of the picture of incomes
YES = 2  # codes of a share: no, yes


@dataclass(frozen=True)
class Row:
    """One share: asked by the file, reached among `of` people or families."""

    path: str
    title: str
    name: str
    asked: Decimal
    reached: Decimal
    of: int
    origin: str

    @property
    def difference(self) -> Decimal:
        return self.reached - self.asked


@dataclass
class Counts:
    """Everything counted of a region so far; counts of cells add up in any order."""

    region: RegionFile
    families: int = 0
    persons: int = 0
    drawn: dict[str, Any] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)  # by fact: places in SOURCES
    estimates: int = 0
    sizes: Any = field(default_factory=lambda: np.zeros(64, np.int64))
    pyramid: Any = field(default_factory=lambda: np.zeros((2, OLDEST + 1), np.int64))
    heads: Any = field(default_factory=lambda: np.zeros(BINS, np.int64))
    year: dict[str, tuple[int, int]] = field(default_factory=dict)  # by kind: people, kopecks

    def watch(self, cells: Iterable[Cell]) -> Iterator[Cell]:
        """The same cells, counted as they pass."""
        for one in cells:
            self.add(one)
            yield one

    def add(self, cell: Cell) -> None:
        """One more cell."""
        part = cell.part
        self.families += part.families
        self.persons += part.persons
        self.sizes += np.bincount(np.minimum(np.diff(part.start), 63), minlength=64)
        for sex in (0, 1):
            self.pyramid[sex] += np.bincount(np.clip(cell.age[cell.sex == sex], 0, OLDEST), minlength=OLDEST + 1)
        for path, (_owner, codes) in cell.drawn.items():
            counted = counted_by(self.region[path], codes, cell.age)
            self.drawn[path] = self.drawn.get(path, 0) + counted
        self._knowing(part, cell.asked)
        self._incomes(part, cell.year)

    def _knowing(self, part: Part, asked: dict[str, Any]) -> None:
        for key, of in asked.items():
            column = part.family[key] if key in part.family else part.person[key]
            by_source = tallied(column.state & SOURCE, len(SOURCES))
            # Nothing is known of those who are not asked: they are no unknown.
            by_source[0] -= 0 if of is None else len(of) - np.count_nonzero(of)
            self.known[key] = self.known.get(key, 0) + by_source
        estimated = [column.state for column in part.family.values() if (column.state & ABOUT).any()]
        self.estimates += sum(int(((state & ABOUT) > 0).sum()) for state in estimated)

    def _incomes(self, part: Part, year: dict[str, Any]) -> None:
        for kind, kopecks in year.items():
            people, total = self.year.get(kind, (0, 0))
            self.year[kind] = people + int((kopecks > 0).sum()), total + int(kopecks.sum())
        whole = part.cover[:, 1] == len(part.months)
        of_family: Any = np.add.reduceat(part.income[:, -YEAR:].sum(axis=1), part.start[:-1])
        a_head = of_family // (np.diff(part.start) * YEAR * KOPECKS * BIN)
        self.heads += np.bincount(np.minimum(a_head[whole], BINS - 1), minlength=BINS)


def counted_by(marginal: Marginal, codes: Any, ages: Any) -> Any:
    """How many people fall into each of a marginal's shares; by age where it is by age."""
    if not isinstance(marginal, Money | ByAge | MixByAge):
        return tallied(codes, _width(marginal))
    asked = codes >= 0
    found = codes[asked].astype(np.int64)
    if isinstance(marginal, Money):
        limits = np.array([roubles for _, roubles in marginal.quantiles], np.int64)
        # Place 0: at or below the lowest quantile; a share of people is at or below each.
        return np.bincount(np.searchsorted(limits, found, "left"), minlength=len(limits) + 1)
    width = YES if isinstance(marginal, ByAge) else len(marginal.names)
    step = np.searchsorted(np.array(marginal.ages), ages[asked], "right")
    steps = len(marginal.ages) + 1
    return np.bincount(step * width + found, minlength=steps * width).reshape(steps, width)


def tallied(codes: Any, names: int) -> Any:
    """How many of each code; for few codes this is faster than sorting them into bins."""
    return np.array([np.count_nonzero(codes == code) for code in range(names)], np.int64)


def _width(marginal: Marginal) -> int:
    if isinstance(marginal, Shares | Bands):
        return len(marginal.shares)
    return YES


def rows(counts: Counts) -> list[Row]:
    """Every share asked for and reached, in the order of the layout; then the unknown of every fact."""
    region = counts.region
    found = [row for path in PLACES if path in counts.drawn for row in _rows(region, path, counts.drawn[path])]
    return found + _knowing_rows(counts)


def _rows(region: RegionFile, path: str, counted: Any) -> Iterator[Row]:
    marginal, title = region[path], PLACES[path].title
    if isinstance(marginal, ByAge | MixByAge):
        yield from _by_age(marginal, path, title, counted)
        return
    total, origin = int(counted.sum()), marginal.origin.said
    if not total:
        return
    if isinstance(marginal, Money):
        below = np.cumsum(counted)
        for place, (share, roubles) in enumerate(marginal.quantiles[1:-1], 1):
            yield Row(path, title, _up_to(roubles), share, _part(below[place], total), total, origin)
        return
    for name, asked, place in _names(marginal):
        yield Row(path, title, name, asked, _part(counted[place], total), total, origin)


def _names(marginal: Marginal) -> Iterator[tuple[str, Decimal, int]]:
    if isinstance(marginal, Share):
        yield "да", marginal.share, 1
    if isinstance(marginal, Shares):
        yield from ((said(name), share, place) for place, (name, share) in enumerate(marginal.shares.items()))
    if isinstance(marginal, Bands):
        for place, (first, last, share) in enumerate(zip(marginal.first, marginal.last, marginal.shares, strict=True)):
            yield (f"{first}–{last}" if last > first else f"{first}"), share, place


def _by_age(marginal: ByAge | MixByAge, path: str, title: str, counted: Any) -> Iterator[Row]:
    for step, age in enumerate(marginal.ages, 1):
        total = int(counted[step].sum())
        if isinstance(marginal, ByAge):
            wanted = [("да", marginal.at(age), 1)]
        else:
            wanted = [(n, s, p) for p, (n, s) in enumerate(zip(marginal.names, marginal.at(age), strict=True))]
        for name, asked, place in wanted:
            if total:
                reached = _part(counted[step][place], total)
                yield Row(path, title, f"с {age} лет: {said(name)}", asked, reached, total, marginal.origin.said)


def _knowing_rows(counts: Counts) -> list[Row]:
    """The unknown of each fact of the catalogue among those of whom it is asked, and of each kind of mark."""
    region, found = counts.region, list[Row]()
    for key, counted in sorted(counts.known.items()):
        total = int(counted.sum())
        if total and ":" not in key:
            asked = region.unknown.get(key, region.unknown_else)
            found.append(Row(f"unknown.{key}", "Неизвестно", key, asked, _part(counted[0], total), total, "допущение"))
    for prefix, path in (("attested", "attested"), ("document", "documents_known"), ("received", "received_known")):
        counted = sum((c for key, c in counts.known.items() if key.startswith(f"{prefix}:")), np.zeros(1, np.int64))
        total, marginal = int(counted.sum()), region[f"marks.{path}"]
        if total:
            reached = _part(total - counted[0], total)
            title = PLACES[f"marks.{path}"].title
            found.append(Row(f"marks.{path}", title, "да", marginal.share, reached, total, marginal.origin.said))
    return found


def _up_to(roubles: int) -> str:
    return f"до {roubles:,} ₽".replace(",", " ")


def _part(some: Any, all_: int) -> Decimal:
    return (Decimal(int(some)) / all_).quantize(Decimal("0.00001"))
