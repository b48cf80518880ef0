"""Families at the ends of what the catalogue allows: the largest sums, counts that are none, days far away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import numpy as np
from tests.rules.everyone.proof.batches import Batch

from ryadom.rules.compiled import Rulebook
from ryadom.rules.snapshots.columns import ABSENT, EPOCH, KOPECKS, MILLIONTHS, SOURCE, FactColumn

FAR = (date(1899, 12, 31), date(1900, 2, 28), date(2000, 2, 29), date(2100, 2, 28), date(2101, 3, 1))
SHARE = 0.25  # of the known numbers that go to an end


def at_the_ends(one: Batch, seed: int) -> Batch:
    """The same families, a quarter of their sums and days at an end of the catalogue; incomes to match."""
    rng = Random(f"ends/{seed}/{one.name}")
    part = one.part
    person, family = (_facts(one.book, facts, rng) for facts in (part.person, part.family))
    income = part.income.copy()
    if income.size:
        income[_some(rng, len(income))] = 10**11
    return replace(
        one, name=f"ends of {one.name}", in_blocks=True, part=replace(part, person=person, family=family, income=income)
    )


def _facts(book: Rulebook, facts: Mapping[str, FactColumn], rng: Random) -> dict[str, FactColumn]:
    return {key: _fact(book, key, column, rng) for key, column in sorted(facts.items())}


def _fact(book: Rulebook, key: str, column: FactColumn, rng: Random) -> FactColumn:
    ends = _ends(book, key, column)
    if not ends:
        return column
    known = ((column.state & SOURCE) != 0) & ((column.state & ABSENT) == 0)
    rows = np.flatnonzero(known & _some(rng, len(column.values)))
    values = column.values.copy()
    values[rows] = [rng.choice(ends) for _ in rows]
    return replace(column, values=values)


def _ends(book: Rulebook, key: str, column: FactColumn) -> list[int]:
    kind = book.facts.get(key)
    if column.type == "date":
        return [(day - EPOCH).days for day in FAR]
    if kind is None or column.type not in ("money", "number") or kind.file.min is None or kind.file.max is None:
        return []
    unit = KOPECKS if column.type == "money" else MILLIONTHS
    return [int(Decimal(end) * unit) for end in (kind.file.min, kind.file.max)]


def _some(rng: Random, size: int) -> np.ndarray:
    return np.array([rng.random() < SHARE for _ in range(size)], np.bool_)
