"""From what was decided anew to what a page shows: the difference, family by family, and its tables. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.trying.effect import Effect, Families, GroupRow, MeasureRow, Moved
from ryadom.rules.trying.held import Grouping, Held
from ryadom.rules.trying.prepared import Prepared
from ryadom.rules.trying.sums import Given, Sums

GAIN, LOSE, SAME, UNKNOWN = range(4)
HUNDRED = 100


@dataclass(frozen=True)
class _Change:
    """The families that a parameter can reach: their rows, what they meet, kopecks a year more."""

    rows: NDArray[np.int64]
    meets: NDArray[np.int8]
    more: NDArray[np.int64]


def difference(book: Rulebook, held: Held, prepared: Prepared, after: Sequence[Sums], moved: Moved) -> Effect:
    """Lay what holds beside what was decided with the value on trial; `after` in the order of the chunks."""
    changes = [_change(c.rows, c.before, new) for c, new in zip(prepared.chunks, after, strict=True)]
    whole = _joined(changes)
    measures = tuple(_measures(prepared, after))
    return Effect(
        moved,
        _families(whole.meets, held.families),
        int(whole.more.sum()),
        measures,
        levels_of(book, measures),
        {name: _table(grouping, whole) for name, grouping in held.groups.items()},
    )


def _change(rows: NDArray[np.int64], before: Sums, after: Sums) -> _Change:
    more = after.money - before.money
    way = np.where(more != 0, np.sign(more), np.sign(after.rights - before.rights))
    unknown = before.open | after.open | (before.maybe != after.maybe)
    unknown |= (after.rights == before.rights) & (after.other != before.other)  # another fee may be better or worse
    unknown |= np.sign(more) * np.sign(after.rights - before.rights) < 0  # one thing gained, another lost
    meets = np.select([unknown, way > 0, way < 0], [UNKNOWN, GAIN, LOSE], SAME)
    return _Change(rows, meets.astype(np.int8), more)


def _joined(changes: Sequence[_Change]) -> _Change:
    if not changes:
        return _Change(np.zeros(0, np.int64), np.zeros(0, np.int8), np.zeros(0, np.int64))
    return _Change(*(np.concatenate([getattr(one, name) for one in changes]) for name in ("rows", "meets", "more")))


def _families(meets: NDArray[np.int8], total: int) -> Families:
    gain, lose, _, unknown = np.bincount(meets, minlength=4).tolist()
    return Families(gain, lose, total - gain - lose - unknown, unknown)


def _table(grouping: Grouping, change: _Change) -> tuple[GroupRow, ...]:
    """Every group with all its families; a group without families is left out."""
    count = len(grouping.keys)
    totals = np.bincount(grouping.codes, minlength=count)
    own = grouping.codes[change.rows]
    met = np.bincount(own * 4 + change.meets, minlength=count * 4).reshape(count, 4)
    money = np.zeros(count, np.int64)
    np.add.at(money, own, change.more)
    rows = (
        GroupRow(key, Families(*_filled(met[at].tolist(), int(totals[at]))), int(money[at]))
        for at, key in enumerate(grouping.keys)
    )
    return tuple(row for row in rows if row.families.total)


def _filled(met: Sequence[int], total: int) -> tuple[int, int, int, int]:
    gain, lose, _, unknown = met
    return gain, lose, total - gain - lose - unknown, unknown


def _measures(prepared: Prepared, after: Sequence[Sums]) -> Iterable[MeasureRow]:
    nothing = Given(0, 0)
    for measure in prepared.reached.measures:
        old = [chunk.before.measures.get(measure, nothing) for chunk in prepared.chunks]
        new = [sums.measures.get(measure, nothing) for sums in after]
        yield MeasureRow(
            measure, sum(o.rights for o in old), sum(n.rights for n in new),
            sum(o.money for o in old), sum(n.money for n in new),
        )  # fmt: skip


def levels_of(book: Rulebook, measures: Iterable[MeasureRow]) -> tuple[tuple[str, int], ...]:
    """Money by who pays, as the measures name it; a kopeck that does not divide goes to the first who is named."""
    found: dict[str, int] = {}
    for row in measures:
        for level, part in _split(book.measures[row.measure].file.funding, row.more):
            found[level] = found.get(level, 0) + part
    return tuple(sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0])))


def _split(funding: Mapping[str, int], money: int) -> list[tuple[str, int]]:
    if sum(funding.values()) != HUNDRED:
        return [("", money)]
    parts = [[level, money * share // HUNDRED] for level, share in funding.items()]
    parts[0][1] = int(parts[0][1]) + money - sum(int(part) for _, part in parts)
    return [(str(level), int(part)) for level, part in parts]
