"""Unknown only if two completions of what is not known would end differently: the shared unknown facts are tried.

What `rules.settling` does for one family by the cells of its thresholds is done here for many rows at once: both ends
of every fact in question first, then halves, until a row has two outcomes or every half agrees. Only facts that are
read in two places are tried: a formula that reads every fact once is sharp already.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel.columns import BEYOND, FALSE, MAYBE_ABSENT, THERE, TRUE, Choice, Line, Truth
from ryadom.feel.columns.calendar import FIRST_DAY, LAST_DAY
from ryadom.feel.columns.values import ABSENT, NO_HIGH, NO_LOW
from ryadom.rules.compiled import Measure
from ryadom.rules.everyone.block import Block, Rows
from ryadom.rules.everyone.decided import OUTCOMES
from ryadom.rules.everyone.frames import unknown_income
from ryadom.rules.everyone.judging import Judging, Verdict
from ryadom.rules.everyone.reading import INCOME
from ryadom.rules.everyone.versions import Share, reference
from ryadom.rules.outcomes import Outcome

Column = Any  # Line, Choice or Truth: what each step does differs, and it asks which one it has
MOST_TRIED = 400  # halves of one row: beyond, the rules of one family decide
MOST_ITEMS = 200_000  # tried at once
TOP_INCOME = 10**13  # kopecks: a hundred billion roubles; no threshold lies higher
STILL = np.int8(OUTCOMES.index(Outcome.UNKNOWN))
OPEN, DONE, HANDED = range(3)


def settle(
    block: Block, measure: Measure, share: Share, verdict: Verdict
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """The outcomes after trying, and the rows that are too long to try."""
    outcome, handed = verdict.outcome.copy(), np.zeros(len(verdict.outcome), np.bool_)
    rows = np.flatnonzero((outcome == STILL) & (verdict.shared != 0) & ~verdict.handed)
    for at in range(0, len(rows), MOST_ITEMS // 4):
        chosen = rows[at : at + MOST_ITEMS // 4]
        trial = _Trial(block, measure, share, chosen, verdict.shared[chosen])
        outcome[chosen], handed[chosen] = trial.outcomes()
    return outcome, handed


@dataclass
class _Item:
    """Copies of families, one an item, with some facts on trial. `owner`: the place of the row that it is tried for."""

    block: Block
    rows: Rows
    owner: NDArray[np.int64]
    trying: dict[str, Any]  # by fact: which rows of its column are on trial at all

    def take(self, chosen: NDArray[np.int64]) -> "_Item":
        """Chosen items; one may come several times."""
        part, persons = self.block.part, None
        persons, start = part.persons_of(chosen)
        supposed = {
            key: column.take(persons if self.personal(key) else chosen) for key, column in self.block.supposed.items()
        }
        trying = {key: rows[persons if self.personal(key) else chosen] for key, rows in self.trying.items()}
        block = Block(self.block.told, part.take(chosen), supposed)
        person = None
        if self.rows.person is not None:
            person = start[:-1] + self.rows.person[chosen] - part.start[:-1][chosen]
        return _Item(block, Rows("tried", np.arange(len(chosen)), person, True), self.owner[chosen], trying)

    def personal(self, key: str) -> bool:
        return key != INCOME and self.block.told.book.facts[key].file.of == "person"

    def family_of(self, key: str) -> NDArray[np.int64]:
        """The item that each row of a fact's column belongs to."""
        return self.block.family_of if self.personal(key) else np.arange(self.block.part.families)


class _Trial:
    """One version for the rows that wait for shared facts."""

    def __init__(self, block: Block, measure: Measure, share: Share, rows: NDArray[np.int64], shared: Any) -> None:
        self.measure, self.share, self.told = measure, share, block.told
        self.size, self.shared = len(rows), shared
        self.state = np.full(self.size, OPEN, np.int8)
        self.found = np.full(self.size, STILL, np.int8)
        self.tried = np.zeros(self.size, np.int64)
        self.start = self._copied(block, rows)

    def _copied(self, block: Block, rows: NDArray[np.int64]) -> _Item:
        """Each row with a family of its own, which only holds what its measure may read."""
        families = self.share.rows.family[rows]
        part = block.part.take(families)
        person = None
        if self.share.rows.person is not None:
            person = part.start[:-1] + self.share.rows.person[rows] - block.part.start[:-1][families]
        own = Block(block.told, part)
        item = _Item(own, Rows("tried", np.arange(len(rows)), person, True), np.arange(len(rows)), {})
        supposed, trying = {}, {}
        for key, bit in block.told.bits.items():
            wanted = (self.shared >> np.uint64(bit)) & np.uint64(1) > 0
            if wanted.any():
                column = self._unknown(item, key)
                mask = np.uint64(0) if column.mask is None else column.mask
                trying[key] = wanted[item.family_of(key)] & (mask != 0) & ((mask & BEYOND) == 0)
                supposed[key] = _bounded(column, trying[key], key)
        own.supposed = supposed
        item.trying = trying
        return item

    def _unknown(self, item: _Item, key: str) -> Column:
        if key != INCOME:
            return item.block.fact(key)
        return unknown_income(item.block.part.families, self.told.bit(key))

    def outcomes(self) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
        for end in (0, 1):
            self._corner(end)
        items = self.start.take(np.flatnonzero(self.state == OPEN))
        while len(items.owner):
            items = self._halved(items)
        return self.found, self.state == HANDED

    def judged(self, item: _Item) -> tuple[NDArray[np.int8], NDArray[np.bool_], NDArray[np.uint64]]:
        """Outcomes of items, where columns cannot tell, and what they still wait for."""
        day = reference(item.block, self.measure, self.share.version, item.rows)
        verdict = Judging(item.block, self.measure, self.share.version, item.rows, day).verdict()
        return verdict.outcome, verdict.handed, verdict.missing

    def _corner(self, end: int) -> None:
        """Every fact on trial at its first or its last value: two outcomes settle most rows at once."""
        item = self.start.take(np.flatnonzero(self.state == OPEN))
        if not len(item.owner):
            return
        item.block.supposed = {
            key: _pointed(column, item.trying[key], end) for key, column in item.block.supposed.items()
        }
        outcome, handed, _ = self.judged(item)
        self._note(item.owner, outcome, handed, np.ones(len(outcome), np.bool_))

    def _note(self, owner: Any, outcome: Any, handed: Any, whole: Any) -> None:
        """What tried items say of their rows. `whole`: nothing on trial is left open in the item."""
        self.state[owner[handed]] = HANDED
        stuck = owner[(outcome == STILL) & whole]
        self.state[stuck] = np.where(self.state[stuck] == OPEN, np.int8(DONE), self.state[stuck])
        self.found[stuck] = STILL
        for one in np.unique(outcome[outcome != STILL]):
            mine = np.unique(owner[outcome == one])
            mine = mine[self.state[mine] == OPEN]
            other = (self.found[mine] != STILL) & (self.found[mine] != one)
            self.state[mine[other]] = DONE
            self.found[mine] = np.where(other, STILL, one)

    def _halved(self, items: _Item) -> _Item:
        """One round: items are judged; those still open are cut in two along one fact they wait for."""
        outcome, handed, missing = self.judged(items)
        key_at, row_at = self._to_cut(items, missing)
        self._note(items.owner, outcome, handed, key_at < 0)
        np.add.at(self.tried, items.owner, 1)
        self.state[(self.tried > MOST_TRIED) & (self.state == OPEN)] = HANDED
        again = np.flatnonzero((outcome == STILL) & (self.state[items.owner] == OPEN) & (key_at >= 0))
        waiting = np.unique(items.owner[again])
        closed = (self.state == OPEN) & ~np.isin(np.arange(self.size), waiting)
        self.state[closed] = DONE
        return self._cut(items, again, key_at, row_at)

    def _to_cut(self, items: _Item, missing: Any) -> tuple[Any, Any]:
        """For each item the fact to cut and its row: the first that is still open and waited for. -1: none."""
        key_at, row_at = np.full(len(items.owner), -1), np.full(len(items.owner), -1)
        for at, key in enumerate(items.trying):
            open_rows = items.trying[key] & _is_open(items.block.supposed[key])
            family = items.family_of(key)
            open_rows &= ((missing >> np.uint64(self.told.bits[key])) & np.uint64(1) > 0)[family]
            rows = np.flatnonzero(open_rows)
            which, first = np.unique(family[rows], return_index=True)
            fresh = key_at[which] < 0
            key_at[which[fresh]], row_at[which[fresh]] = at, rows[first[fresh]]
        return key_at, row_at

    def _cut(self, items: _Item, again: Any, key_at: Any, row_at: Any) -> _Item:
        twice = np.repeat(again, 2)
        made = items.take(twice)
        upper = np.arange(len(twice)) % 2 == 1
        offset = items.block.part.start
        for at, key in enumerate(items.trying):
            mine = np.flatnonzero(key_at[twice] == at)
            if not mine.size:
                continue
            moved = made.block.part.start[:-1][mine] + row_at[twice[mine]] - offset[:-1][twice[mine]]
            rows = moved if items.personal(key) else mine
            made.block.supposed[key] = _half(made.block.supposed[key], rows, upper[mine])
        return made


# -- values on trial --------------------------------------------------------------------------------------------------


def _bounded(column: Column, rows: Any, key: str) -> Column:
    """The same column with ends that can be halved: no day outside the calendar, no income above all thresholds."""
    if type(column) is not Line:
        return column
    bottom, top = (FIRST_DAY, LAST_DAY) if column.days else (0, TOP_INCOME)
    low = np.where(rows & (column.low <= NO_LOW), bottom, column.low)
    high = np.where(rows & (column.high >= NO_HIGH), top, column.high)
    return Line(low, high, column.mask, column.null, column.scale, column.most, column.days)


def _is_open(column: Column) -> Any:
    """Rows that may still have more than one value."""
    return False if column.mask is None else column.mask != 0


def _pointed(column: Column, rows: Any, end: int) -> Column:
    """Rows on trial at their first (0) or last (1) value; first of all is being absent, where that may be."""
    mask = np.where(rows, np.uint64(0), column.mask)
    if type(column) is Truth:
        return Truth(np.where(rows, np.int8(TRUE if end else FALSE), column.code), mask)
    absent = None
    if column.null is not None:
        absent = rows & (column.null == MAYBE_ABSENT)
        null = np.where(absent, np.int8(THERE if end else ABSENT), column.null)
    else:
        null = None
    if type(column) is Choice:
        bits = np.where(rows, _highest(column.bits) if end else _lowest(column.bits), column.bits)
        return Choice(bits, column.names, mask, null)
    assert type(column) is Line
    value = column.high if end else column.low
    low, high = np.where(rows, value, column.low), np.where(rows, value, column.high)
    return Line(low, high, mask, null, column.scale, column.most, column.days)


def _lowest(bits: Any) -> Any:
    return bits & (~bits + np.uint64(1))


def _highest(bits: Any) -> Any:
    exponent = np.log2(bits.astype(np.float64)).astype(np.uint64)  # exact: fewer than 53 options
    return np.uint64(1) << exponent


def _half(column: Column, rows: Any, upper: Any) -> Column:
    """One row of each item cut in two: the lower half, or the upper one."""
    mask = column.mask.copy()  # type: ignore[union-attr]
    if type(column) is Truth:
        code = column.code.copy()
        code[rows] = np.where(upper, np.int8(TRUE), np.int8(FALSE))
        mask[rows] = 0
        return Truth(code, mask)
    null = None if column.null is None else column.null.copy()
    maybe = np.zeros(len(rows), np.bool_) if null is None else null[rows] == MAYBE_ABSENT
    if null is not None:
        null[rows] = np.where(maybe, np.where(upper, np.int8(THERE), np.int8(ABSENT)), null[rows])
        mask[rows[maybe & ~upper]] = 0
    return _half_there(column, rows[~maybe], upper[~maybe], mask, null, rows[maybe & upper])


def _half_there(column: Any, rows: Any, upper: Any, mask: Any, null: Any, whole: Any) -> Column:
    if type(column) is Choice:
        bits = column.bits.copy()
        first = _lowest(bits[rows])
        bits[rows] = np.where(upper, bits[rows] & ~first, first)
        changed = np.concatenate([rows, whole])
        mask[changed] = np.where(bits[changed] == _lowest(bits[changed]), np.uint64(0), mask[changed])
        return Choice(bits, column.names, mask, null)
    low, high = column.low.copy(), column.high.copy()
    middle = low[rows] + (high[rows] - low[rows]) // 2
    low[rows], high[rows] = np.where(upper, middle + 1, low[rows]), np.where(upper, high[rows], middle)
    changed = np.concatenate([rows, whole])
    mask[changed] = np.where(low[changed] == high[changed], np.uint64(0), mask[changed])
    return Line(low, high, mask, null, column.scale, column.most, column.days)


__all__ = ["settle"]
