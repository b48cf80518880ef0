"""From what was decided anew to what a page shows: the difference, family by family, and its tables. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.trying.effect import Effect, Families, GroupRow, MeasureRow, Moved
from ryadom.rules.trying.held import Grouping, Held
from ryadom.rules.trying.prepared import Change, Prepared

GAIN, LOSE, SAME, UNKNOWN = range(4)
HUNDRED = 100
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class _Met:
    """Every family: what it meets, kopecks a year more."""

    meets: NDArray[np.int8]
    more: Ints


def difference(book: Rulebook, held: Held, prepared: Prepared, changes: Sequence[Change], moved: Moved) -> Effect:
    """Lay what was decided with the value on trial beside what holds."""
    found = _met(prepared, changes, held.families)
    measures = tuple(_measures(prepared, changes))
    return Effect(
        moved,
        _families(np.bincount(found.meets, minlength=4)),
        int(found.more.sum()),
        measures,
        levels_of(book, measures),
        {name: _table(grouping, found) for name, grouping in held.groups.items()},
        broken=prepared.broken,
    )


def _met(prepared: Prepared, changes: Sequence[Change], families: int) -> _Met:
    """A family gains or loses by what is known of it; where that tells nothing and facts are missing, it is unknown.

    What is known before and is not known after adds nothing to the money.
    """
    more, rights = np.zeros(families, np.int64), np.zeros(families, np.int64)
    unknown, other = prepared.open.copy(), np.zeros(families, np.bool_)
    for change in changes:
        np.add.at(more, change.families, change.more)
        np.add.at(rights, change.families, change.rights)
        other[change.families[change.other]] = True
        unknown[change.open] = True
    way = np.where(more != 0, np.sign(more), np.sign(rights))
    mixed = (np.sign(more) * np.sign(rights) < 0) | ((way == 0) & other)  # no sum weighs a trip against money
    meets = np.select([mixed, way > 0, way < 0, unknown], [UNKNOWN, GAIN, LOSE, UNKNOWN], SAME)
    return _Met(meets.astype(np.int8), more)


def _families(met: Ints) -> Families:
    gain, lose, same, unknown = met.tolist()
    return Families(gain, lose, same, unknown)


def _table(grouping: Grouping, found: _Met) -> tuple[GroupRow, ...]:
    """Every group with all its families; a group without families is left out."""
    count = len(grouping.keys)
    met = np.bincount(grouping.codes * 4 + found.meets, minlength=count * 4).reshape(count, 4)
    moved = np.flatnonzero(found.more)
    money = np.zeros(count, np.int64)
    np.add.at(money, grouping.codes[moved], found.more[moved])
    rows = (GroupRow(key, _families(met[at]), int(money[at])) for at, key in enumerate(grouping.keys))
    return tuple(row for row in rows if row.families.total)


def _measures(prepared: Prepared, changes: Sequence[Change]) -> Iterator[MeasureRow]:
    rights, money = dict.fromkeys(prepared.before, 0), dict.fromkeys(prepared.before, 0)
    for change in changes:
        rights[change.measure] += int(change.rights.sum())
        money[change.measure] += int(change.more.sum())
    for measure, (had, paid) in prepared.before.items():
        yield MeasureRow(measure, had, had + rights[measure], paid, paid + money[measure])


def levels_of(book: Rulebook, measures: Iterable[MeasureRow]) -> tuple[tuple[str, int], ...]:
    """Money by who pays, as the measures name it; "" last: a measure that names nobody."""
    found: dict[str, int] = {}
    for row in measures:
        for level, part in _split(book.measures[row.measure].file.funding, row.more):
            found[level] = found.get(level, 0) + part
    return tuple(sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0])))


def _split(funding: Mapping[str, int], money: int) -> Iterator[tuple[str, int]]:
    """By shares; what they leave over names nobody, and a kopeck that does not divide goes to the first."""
    rest = HUNDRED - sum(funding.values())
    shares = [*funding.items(), *([("", rest)] if rest else [])]
    parts = [money * share // HUNDRED for _, share in shares]
    parts[0] += money - sum(parts)
    yield from zip((level for level, _ in shares), parts, strict=True)
