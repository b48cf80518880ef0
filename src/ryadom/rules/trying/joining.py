"""Small parts laid end to end: what is decided often should be decided in few goes."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ryadom.rules.snapshots.columns import FactColumn, Facts
from ryadom.rules.snapshots.part import Part


def joined(parts: Sequence[Part]) -> Part:
    """Parts of one snapshot as one, without ids and labels. A fact that a part lacks is not known there."""
    first = parts[0]
    if len(parts) == 1:
        return first
    ends = np.cumsum([0, *(part.persons for part in parts)])
    return Part(
        first.region,
        np.concatenate([*(part.start[:-1] + end for part, end in zip(parts, ends, strict=False)), ends[-1:]]),
        _facts([(part.family, part.families) for part in parts]),
        _facts([(part.person, part.persons) for part in parts]),
        np.concatenate([part.open for part in parts]),
        first.months,
        np.concatenate([part.income for part in parts]),
        np.concatenate([part.cover for part in parts]),
    )


def _facts(parts: Sequence[tuple[Facts, int]]) -> Facts:
    keys = sorted({key for facts, _ in parts for key in facts})
    return {key: _column([(facts.get(key), rows) for facts, rows in parts]) for key in keys}


def _column(pieces: Sequence[tuple[FactColumn | None, int]]) -> FactColumn:
    shape = next(column for column, _ in pieces if column is not None)
    values = [column.values if column else np.zeros(rows, shape.values.dtype) for column, rows in pieces]
    state = [column.state if column else np.zeros(rows, np.uint8) for column, rows in pieces]
    return FactColumn(shape.type, shape.choices, np.concatenate(values), np.concatenate(state))


def runs(sizes: Iterable[int], most: int) -> Iterator[slice]:
    """Neighbours that may be joined: as many as hold no more than `most` together, at least one."""
    begun, held, at = 0, 0, -1
    for at, size in enumerate(sizes):
        if at > begun and held + size > most:
            yield slice(begun, at)
            begun, held = at, 0
        held += size
    if at >= begun:
        yield slice(begun, at + 1)
