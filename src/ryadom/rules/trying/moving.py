"""From what was decided anew to what a page shows: the difference, family by family, and its tables. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.trying.changes import Change
from ryadom.rules.trying.effect import Effect, Families, GroupRow, MeasureRow, Moved
from ryadom.rules.trying.held import Grouping, Held
from ryadom.rules.trying.prepared import Prepared

GAIN, LOSE, SAME, UNKNOWN = range(4)
HUNDRED = 100
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class _Met:
    """The families for whom something changes: what each meets, kopecks a year more, and what it stood under before."""

    families: Ints
    meets: NDArray[np.int8]
    more: Ints
    before: NDArray[np.int8]


def difference(book: Rulebook, held: Held, prepared: Prepared, changes: Sequence[Change], moved: Moved) -> Effect:
    """Lay what was decided with the value on trial beside what holds."""
    found = _met(prepared, changes, held.families)
    measures = tuple(_measures(prepared, changes))
    unknown = int(prepared.open.sum())
    return Effect(
        moved,
        _families(_moved(np.array([[held.families - unknown, unknown]]), np.zeros_like(found.families), found)[0]),
        int(found.more.sum()),
        measures,
        levels_of(book, measures),
        {name: _table(grouping, prepared.still[name], found) for name, grouping in held.groups.items()},
        broken=prepared.broken,
    )


def _met(prepared: Prepared, changes: Sequence[Change], families: int) -> _Met:
    """A family gains or loses by what is known of it; where that tells nothing and facts are missing, it is unknown.

    What is known before and is not known after adds nothing to the money.
    """
    more, rights = np.zeros(families, np.int64), np.zeros(families, np.int64)
    touched, opened, other = (np.zeros(families, np.bool_) for _ in range(3))
    for change in changes:
        np.add.at(more, change.families, change.more)
        np.add.at(rights, change.families, change.rights)
        other[change.families[change.other]] = True
        opened[change.open] = True
        touched[change.families] = True
    mine = np.flatnonzero(touched | opened)
    more, rights, was = more[mine], rights[mine], prepared.open[mine]
    way = np.where(more != 0, np.sign(more), np.sign(rights))
    mixed = (np.sign(more) * np.sign(rights) < 0) | ((way == 0) & other[mine])  # no sum weighs a trip against money
    meets = np.select([mixed, way > 0, way < 0, was | opened[mine]], [UNKNOWN, GAIN, LOSE, UNKNOWN], SAME)
    return _Met(mine, meets.astype(np.int8), more, np.where(was, np.int8(UNKNOWN), np.int8(SAME)))


def _families(met: Ints) -> Families:
    gain, lose, same, unknown = met.tolist()
    return Families(gain, lose, same, unknown)


def _moved(still: Ints, codes: Ints, found: _Met) -> Ints:
    """The families of each group by what they meet: those for whom something changes stand elsewhere than before."""
    met = np.zeros((len(still), 4), np.int64)
    met[:, SAME:] = still
    gone = np.bincount(codes * 4 + found.before, minlength=met.size)
    come = np.bincount(codes * 4 + found.meets, minlength=met.size)
    return met + (come - gone).reshape(-1, 4)


def _table(grouping: Grouping, still: Ints, found: _Met) -> tuple[GroupRow, ...]:
    """Every group with all its families; a group without families is left out."""
    codes = grouping.codes[found.families]
    met = _moved(still, codes, found)
    money = np.zeros(len(grouping.keys), np.int64)
    np.add.at(money, codes, found.more)
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
