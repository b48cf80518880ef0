"""From what was decided anew to what a page shows: the difference, family by family, and its tables. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.trying.effect import Effect, Families, GroupRow, MeasureRow, Moved
from ryadom.rules.trying.held import Grouping, Held
from ryadom.rules.trying.prepared import Prepared
from ryadom.rules.trying.sums import Sums

GAIN, LOSE, SAME, UNKNOWN = range(4)
HUNDRED = 100
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class _Change:
    """Every family: what it meets, kopecks a year more."""

    meets: NDArray[np.int8]
    more: Ints


def difference(book: Rulebook, held: Held, prepared: Prepared, after: Sequence[Sums], moved: Moved) -> Effect:
    """Lay what holds beside what was decided with the value on trial; `after` in the order of the chunks."""
    change = _change(prepared, after, held.families)
    measures = tuple(_measures(prepared, after))
    return Effect(
        moved,
        _families(np.bincount(change.meets, minlength=4)),
        int(change.more.sum()),
        measures,
        levels_of(book, measures),
        {name: _table(grouping, change) for name, grouping in held.groups.items()},
    )


def _change(prepared: Prepared, after: Sequence[Sums], families: int) -> _Change:
    """A family gains or loses by what is known of it; where that tells nothing and facts are missing, it is unknown.

    What is known before and is not known after adds nothing to the money.
    """
    more, rights = np.zeros(families, np.int64), np.zeros(families, np.int64)
    unknown, other = prepared.open.copy(), np.zeros(families, np.bool_)
    for chunk, new in zip(prepared.chunks, after, strict=True):
        more[chunk.rows] += np.where(new.open, 0, new.money - chunk.before.money)
        rights[chunk.rows] += np.where(new.open, 0, new.rights - chunk.before.rights)
        other[chunk.rows] |= (new.other != chunk.before.other) & (new.rights == chunk.before.rights)
        unknown[chunk.rows] |= new.open
    way = np.where(more != 0, np.sign(more), np.sign(rights))
    mixed = (np.sign(more) * np.sign(rights) < 0) | ((way == 0) & other)  # no sum weighs a trip against money
    meets = np.select([mixed, way > 0, way < 0, unknown], [UNKNOWN, GAIN, LOSE, UNKNOWN], SAME)
    return _Change(meets.astype(np.int8), more)


def _families(met: Ints) -> Families:
    gain, lose, same, unknown = met.tolist()
    return Families(gain, lose, same, unknown)


def _table(grouping: Grouping, change: _Change) -> tuple[GroupRow, ...]:
    """Every group with all its families; a group without families is left out."""
    count = len(grouping.keys)
    met = np.bincount(grouping.codes * 4 + change.meets, minlength=count * 4).reshape(count, 4)
    moved = np.flatnonzero(change.more)
    money = np.zeros(count, np.int64)
    np.add.at(money, grouping.codes[moved], change.more[moved])
    rows = (GroupRow(key, _families(met[at]), int(money[at])) for at, key in enumerate(grouping.keys))
    return tuple(row for row in rows if row.families.total)


def _measures(prepared: Prepared, after: Sequence[Sums]) -> Iterator[MeasureRow]:
    rights, money = dict.fromkeys(prepared.before, 0), dict.fromkeys(prepared.before, 0)
    for chunk, new in zip(prepared.chunks, after, strict=True):
        known = ~new.open
        rights[chunk.measure] += int((new.rights - chunk.before.rights)[known].sum())
        money[chunk.measure] += int((new.money - chunk.before.money)[known].sum())
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
