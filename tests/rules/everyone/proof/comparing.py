"""Two lists of decisions over one part, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ryadom.rules.everyone.decided import Decided
from ryadom.rules.everyone.rows import MOST_FACTS

NUMBERS = ("outcome", "amount_state", "amount_low", "amount_high", "criteria")
Key = tuple[str, int | None]


@dataclass(frozen=True)
class Difference:
    """One decision that came out in two ways. `family` is a row of the part; `what` names the column."""

    measure: str
    version: int | None
    family: int
    person: int
    what: str
    columns: Any
    rows: Any


def differences(columns: Sequence[Decided], rows: Sequence[Decided]) -> list[Difference]:
    """Every decision that differs, once, by the first column in which it does."""
    mine, theirs = _by_key(columns), _by_key(rows)
    found: list[Difference] = []
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        found += _of_version(key, mine.get(key), theirs.get(key))
    return found


def _by_key(decided: Iterable[Decided]) -> Mapping[Key, Decided]:
    return {(one.measure, one.version): one for one in decided if len(one)}


def _of_version(key: Key, mine: Decided | None, theirs: Decided | None) -> list[Difference]:
    if mine is None or theirs is None:
        one = mine or theirs
        assert one is not None
        said = [(mine is not None), (theirs is not None)]
        return [_difference(key, one, row, "decided", *said) for row in range(len(one))]
    if mine.criterion_ids != theirs.criterion_ids:
        return [_difference(key, mine, 0, "criterion_ids", mine.criterion_ids, theirs.criterion_ids)]
    at, other = _order(mine), _order(theirs)
    if len(at) != len(other) or (_ids(mine)[at] != _ids(theirs)[other]).any():
        return _unlike(key, mine, theirs)
    return _columns(key, mine, theirs, at, other)


def _columns(key: Key, mine: Decided, theirs: Decided, at: Any, other: Any) -> list[Difference]:
    found: dict[int, Difference] = {}
    for name in NUMBERS:
        left, right = getattr(mine, name)[at], getattr(theirs, name)[other]
        for row in np.flatnonzero(left != right):
            found.setdefault(row, _difference(key, mine, at[row], name, int(left[row]), int(right[row])))
    for row in np.flatnonzero(_missing_differs(mine, theirs, at, other)):
        said = missing(mine, int(at[row])), missing(theirs, int(other[row]))
        found.setdefault(row, _difference(key, mine, at[row], "missing", *said))
    return [found[row] for row in sorted(found)]


def _missing_differs(mine: Decided, theirs: Decided, at: Any, other: Any) -> Any:
    """Where the sets of missing facts differ. What did not fit into the bits of either is not compared."""
    names = set(mine.facts) | set(theirs.facts)
    if max(len(mine.facts), len(theirs.facts)) >= MOST_FACTS:
        names = set(mine.facts) & set(theirs.facts)
    differs = np.zeros(len(at), np.bool_)
    for name in names:
        differs |= mine.needs(name)[at] != theirs.needs(name)[other]
    return differs


def _unlike(key: Key, mine: Decided, theirs: Decided) -> list[Difference]:
    """Subjects that only one of the two decided."""
    ours, yours = (list(map(tuple, _ids(one).tolist())) for one in (mine, theirs))
    odd = [(one, row, True) for one, ids in ((mine, ours),) for row, id in enumerate(ids) if id not in set(yours)]
    odd += [(theirs, row, False) for row, id in enumerate(yours) if id not in set(ours)]
    if not odd:
        odd = [(mine, 0, True)]  # somebody twice
    return [_difference(key, one, row, "decided", ours_, not ours_) for one, row, ours_ in odd]


def _ids(one: Decided) -> Any:
    return np.stack([one.family, one.person], axis=1)


def _order(one: Decided) -> Any:
    return np.lexsort((one.person, one.family))


def _difference(key: Key, one: Decided, row: Any, what: str, columns: Any, rows: Any) -> Difference:
    return Difference(*key, int(one.family[row]), int(one.person[row]), what, columns, rows)


def missing(one: Decided, row: int) -> frozenset[str]:
    """The names of the facts that one row waits for."""
    return frozenset(fact for at, fact in enumerate(one.facts) if int(one.missing[row]) >> at & 1)
