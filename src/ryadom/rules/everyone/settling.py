"""Unknown only if two completions of what is not known would end differently: the shared unknown facts are tried.

What `rules.settling` does for one family by the cells of its thresholds is done here for many rows at once: both ends
of every fact in question first, then halves, until a row has two outcomes or every half agrees. Only facts that are
read in two places are tried: a formula that reads every fact once is sharp already.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel.columns import BEYOND, FALSE, MAYBE_ABSENT, THERE, TRUE, Choice, Line, Truth, names_in
from ryadom.feel.columns.calendar import FIRST_TRIED, LAST_TRIED, first_of, length_of, months_of
from ryadom.feel.columns.values import ABSENT, EPOCH, NO_HIGH, NO_LOW
from ryadom.rules.compiled import Measure
from ryadom.rules.everyone.block import ROLE, Block, Rows, beside, narrowed
from ryadom.rules.everyone.dated import on_day
from ryadom.rules.everyone.decided import OUTCOMES
from ryadom.rules.everyone.frames import frame, unknown_income
from ryadom.rules.everyone.judging import Judging, Verdict
from ryadom.rules.everyone.lending import COPIES, Lending
from ryadom.rules.everyone.reading import INCOME, Reads
from ryadom.rules.everyone.versions import Share, reference
from ryadom.rules.outcomes import Outcome
from ryadom.rules.settling import MAY_TURN
from ryadom.rules.snapshots.part import Part

Column = Any  # Line, Choice or Truth: what each step does differs, and it asks which one it has
MOST_TRIED = 400  # halves of one row: beyond, the rules of one family decide
MOST_ITEMS = 200_000  # tried at once
TOP_INCOME = 10**13  # kopecks: a hundred billion roubles; no threshold lies higher
STILL = np.int8(OUTCOMES.index(Outcome.UNKNOWN))
OPEN, DONE, HANDED = range(3)
_MAY_TURN = [OUTCOMES.index(outcome) for outcome in MAY_TURN]
# Which value a fact on trial takes: the first (absent, where it may be), the last, the one in the middle, the first
# that is there, a quarter of the way. Of days only the past matters: ten years ago, thirty, a month and a half.
FIRST, HIGHEST, MIDDLE, LOWEST, QUARTER = range(5)
_AGO = {MIDDLE: 3650, LOWEST: 11000, QUARTER: 45}
# Two outcomes settle most rows at once, so the ends come first; facts take the values of a pair by turns.
_LOOKS = (
    ((FIRST, FIRST), (HIGHEST, HIGHEST)),
    ((FIRST, HIGHEST), (HIGHEST, FIRST), (QUARTER, QUARTER), (MIDDLE, QUARTER), (LOWEST, MIDDLE), (MIDDLE, LOWEST)),
)


Settled = tuple[NDArray[np.int8], NDArray[np.bool_]]


def settle(block: Block, measure: Measure, share: Share, verdict: Verdict) -> Settled:
    """The outcomes after trying, and the rows that are too long to try."""
    outcome, handed = verdict.outcome.copy(), np.zeros(len(verdict.outcome), np.bool_)
    rows = np.flatnonzero((outcome == STILL) & (verdict.shared != 0) & ~verdict.handed)
    for at in range(0, len(rows), MOST_ITEMS // 4):
        chosen = rows[at : at + MOST_ITEMS // 4]
        trial = _Trial(block, measure, share, verdict, chosen)
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
        block.on_trial = None if self.block.on_trial is None else self.block.on_trial[chosen]
        person = None
        if self.rows.person is not None:
            person = start[:-1] + self.rows.person[chosen] - part.start[:-1][chosen]
        if self.block.lending is not None:
            block.lending = self.block.lending.copied(chosen, persons)
        return _Item(block, Rows(COPIES, np.arange(len(chosen)), person, True), self.owner[chosen], trying)

    def personal(self, key: str) -> bool:
        return key != INCOME and self.block.told.book.facts[key].file.of == "person"

    def family_of(self, key: str) -> NDArray[np.int64]:
        """The item that each row of a fact's column belongs to."""
        return self.block.family_of if self.personal(key) else np.arange(self.block.part.families)


class _Trial:
    """One version for the rows that wait for shared facts. Only criteria that wait for them are judged again."""

    def __init__(self, block: Block, measure: Measure, share: Share, verdict: Verdict, rows: NDArray[np.int64]) -> None:
        self.measure, self.share, self.told = measure, share, block.told
        self.size, self.shared = len(rows), verdict.shared[rows]
        self.state = np.full(self.size, OPEN, np.int8)
        self.found = np.full(self.size, STILL, np.int8)
        self.tried = np.zeros(self.size, np.int64)
        self.lines = np.zeros(self.size, np.int64)  # numbers and days on trial
        # By the measure alone: what a row is tried with must not depend on the rows beside it.
        self.turn = {key: at % 2 for at, key in enumerate(sorted(block.told.reads[measure.id]))}
        self.kept = [one.of(rows) for one in verdict.criteria]
        self.waiting = {at for at, one in enumerate(self.kept) if ((one.facts & self.shared) != 0).any()}
        self.start = self._copied(block, rows)

    def _copied(self, block: Block, rows: NDArray[np.int64]) -> _Item:
        """Each row with a family of its own, which only holds what its measure may read."""
        families = self.share.rows.family[rows]
        persons, _ = block.part.persons_of(families)
        part = _bare(block.part, self.measure).take(families)
        person = None
        if self.share.rows.person is not None:
            person = part.start[:-1] + self.share.rows.person[rows] - block.part.start[:-1][families]
        own = Block(block.told, part)
        item = _Item(own, Rows(COPIES, np.arange(len(rows)), person, True), np.arange(len(rows)), {})
        own.lending = Lending(block, families, persons, rows, self.share.rows.key, {}, frozenset())
        for key, bit in block.told.bits.items():
            wanted = (self.shared >> np.uint64(bit)) & np.uint64(1) > 0
            if wanted.any():
                column = self._unknown(item, key, wanted)
                mask = np.uint64(0) if column.mask is None else column.mask
                trying = wanted[item.family_of(key)] & (mask != 0) & ((mask & BEYOND) == 0)
                own.supposed[key], item.trying[key] = _bounded(column, trying), trying
                if type(column) is Line:
                    np.add.at(self.lines, item.family_of(key)[trying], 1)
        trial = frozenset(item.trying)
        own.lending = replace(own.lending, days=self._days(trial), trial=trial)
        own.frames.clear()
        return item

    def _days(self, trial: frozenset[str]) -> dict[Any, Any]:
        """The days of copies and those of the rows that they are copied from, where they are the same."""
        days: dict[Any, Any] = {self.told.on: self.told.on}
        version, day = self.share.version, self.share.day
        if day.plain is not None:
            return days | {day.key: day.key}
        if trial.isdisjoint(Reads(self.told.book).of_names(frozenset(names_in(version.reference.tree)), None)):
            days["reference", version.file.reference] = day.key
        return days

    def _unknown(self, item: _Item, key: str, wanted: Any) -> Column:
        if key != INCOME:
            return item.block.fact(key)
        unknown = unknown_income(item.block.part.families, self.told.bit(key))
        item.block.on_trial = wanted
        return frame(item.block, item.block.everyone, on_day(self.told.on), self.share.version).supposed_income(
            unknown, wanted
        )

    def outcomes(self) -> Settled:
        for look in _LOOKS:
            self._sampled(look)
        items = self.start.take(np.flatnonzero(self.state == OPEN))
        while len(items.owner):
            items = self._halved(items)
        # One family does not cut two unknown numbers or days that meet each other: where halves are surer, it decides.
        surer = (self.found != STILL) & (self.lines > 1)
        return self.found, (self.state == HANDED) | surer

    def judged(self, item: _Item) -> tuple[NDArray[np.int8], NDArray[np.bool_], NDArray[np.uint64]]:
        """Outcomes of items, where columns cannot tell, and what they still wait for."""
        day = reference(item.block, self.measure, self.share.version, item.rows)
        judging = Judging(item.block, self.measure, self.share.version, item.rows, day)
        verdict = judging.verdict(
            {at: one.of(item.owner) for at, one in enumerate(self.kept) if at not in self.waiting}
        )
        item.block.frames.clear()  # frames know their block: this is what lets go of it
        return verdict.outcome, verdict.handed, verdict.missing

    def _sampled(self, look: tuple[tuple[int, int], ...]) -> None:
        """Every fact on trial at some points: two outcomes settle a row."""
        rows = np.flatnonzero(self.state == OPEN)
        if not rows.size:
            return
        item = self.start.take(np.tile(rows, len(look)))
        sample = np.repeat(np.arange(len(look)), len(rows))
        today = (self.told.on - EPOCH).days
        for key in item.trying:
            kinds = np.array([pair[self.turn[key]] for pair in look])[sample][item.family_of(key)]
            item.block.supposed[key] = _pointed(item.block.supposed[key], item.trying[key], kinds, today)
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
        """One round: items are judged, and a point in each of them. Those still open are cut in two along one fact."""
        size = len(items.owner)
        both = items.take(np.tile(np.arange(size), 2))
        point = np.repeat([False, True], size)
        for key in both.trying:
            rows = both.trying[key] & point[both.family_of(key)]
            both.block.supposed[key] = _pointed(both.block.supposed[key], rows, np.full(len(rows), MIDDLE))
        outcome, handed, missing = self.judged(both)
        self._note(both.owner[size:], outcome[size:], handed[size:], np.ones(size, np.bool_))
        key_at, row_at = self._to_cut(items, missing[:size])
        # Where a fact on trial is still open, what waits for it may yet refuse for good.
        outcome = np.where(np.isin(outcome[:size], _MAY_TURN) & (key_at >= 0), STILL, outcome[:size])
        self._note(items.owner, outcome, handed[:size], key_at < 0)
        np.add.at(self.tried, items.owner, 1)
        self.state[(self.tried > MOST_TRIED) & (self.state == OPEN)] = HANDED
        again = np.flatnonzero((outcome == STILL) & (self.state[items.owner] == OPEN))  # then there is a fact to cut
        closed = (self.state == OPEN) & ~np.isin(np.arange(self.size), items.owner[again])
        self.state[closed] = DONE
        return self._cut(items, again, key_at, row_at)

    def _to_cut(self, items: _Item, missing: Any) -> tuple[Any, Any]:
        """For each item the fact to cut and its row: the widest that is still open and waited for. -1: none."""
        key_at, row_at = np.full(len(items.owner), -1), np.full(len(items.owner), -1)
        widest = np.zeros(len(items.owner))
        for at, key in enumerate(items.trying):
            column, family = items.block.supposed[key], items.family_of(key)
            waited = ((missing >> np.uint64(self.told.bits[key])) & np.uint64(1) > 0)[family]
            rows = np.flatnonzero(items.trying[key] & _is_open(column) & waited)
            width = _width(column, rows)
            order = np.lexsort((rows, -width, family[rows]))
            which, first = np.unique(family[rows][order], return_index=True)
            best = order[first]
            wider = width[best] > widest[which]
            key_at[which[wider]], row_at[which[wider]] = at, rows[best[wider]]
            widest[which[wider]] = width[best[wider]]
        return key_at, row_at

    def _cut(self, items: _Item, again: Any, key_at: Any, row_at: Any) -> _Item:
        """Each of some items in two halves."""
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
            made.block.supposed[key] = _half(made.block.supposed[key], rows, upper[mine], self.told.on)
        return made


def _bare(part: Part, measure: Measure) -> Part:
    """What copies cannot borrow: who has which role, and the marks of a measure."""
    kept = narrowed(part, {ROLE}, beside((measure,)))
    family = {key: column for key, column in kept.family.items() if not key.startswith("income:")}
    return replace(kept, family=family, income=np.zeros((part.persons, 0), np.int64))


# -- values on trial --------------------------------------------------------------------------------------------------


def _bounded(column: Column, rows: Any) -> Column:
    """The same column with ends that can be halved: no day outside the calendar, no income above all thresholds."""
    if type(column) is not Line:
        return column
    bottom, top = (FIRST_TRIED, LAST_TRIED) if column.days else (0, TOP_INCOME)
    low = np.where(rows & (column.low <= NO_LOW), bottom, column.low)
    high = np.where(rows & (column.high >= NO_HIGH), top, column.high)
    return Line(low, high, column.mask, column.null, column.scale, column.most, column.days)


def _is_open(column: Column) -> Any:
    """Rows that may still have more than one value."""
    return False if column.mask is None else column.mask != 0


def _width(column: Column, rows: Any) -> Any:
    """How much is left to cut of each row, from 0 to 1 of what a column can hold at all; yes or no comes first."""
    if type(column) is Truth:
        return np.full(len(rows), 4.0)
    absent = np.zeros(len(rows)) if column.null is None else np.where(column.null[rows] == MAYBE_ABSENT, 2.0, 0.0)
    if type(column) is Choice:
        return absent + 1.0
    whole = float(LAST_TRIED - FIRST_TRIED if column.days else max(column.most, 1))
    return absent + (column.high[rows] - column.low[rows]) / whole + 1e-12


def _pointed(column: Column, rows: Any, kinds: Any, today: int | None = None) -> Column:
    """Rows on trial at one value each, of the kind that `kinds` says."""
    mask = np.where(rows, np.uint64(0), np.uint64(0) if column.mask is None else column.mask)
    if type(column) is Truth:
        return Truth(np.where(rows, np.where(kinds == FIRST, np.int8(FALSE), np.int8(TRUE)), column.code), mask)
    null = None
    if column.null is not None:
        maybe = rows & (column.null == MAYBE_ABSENT)
        null = np.where(maybe, np.where(kinds == FIRST, np.int8(ABSENT), np.int8(THERE)), column.null)
    if type(column) is Choice:
        bits = np.where((kinds == FIRST) | (kinds == LOWEST), _lowest(column.bits), _highest(column.bits))
        return Choice(np.where(rows, bits, column.bits), column.names, mask, null)
    value = _point(column, kinds, today)
    low, high = np.where(rows, value, column.low), np.where(rows, value, column.high)
    return Line(low, high, mask, null, column.scale, column.most, column.days)


def _point(column: Column, kinds: Any, today: int | None) -> Any:
    low, high = column.low, column.high
    found = np.where(kinds == HIGHEST, high, low)
    if column.days and today is not None:
        for kind, ago in _AGO.items():
            found = np.where(kinds == kind, np.clip(today - ago, low, high), found)
        return found
    found = np.where(kinds == MIDDLE, low + (high - low) // 2, found)
    return np.where(kinds == QUARTER, low + (high - low) // 4, found)


def _lowest(bits: Any) -> Any:
    return bits & (~bits + np.uint64(1))


def _highest(bits: Any) -> Any:
    exponent = np.log2(bits.astype(np.float64)).astype(np.uint64)  # exact: fewer than 53 options
    return np.uint64(1) << exponent


def _half(column: Column, rows: Any, upper: Any, on: date) -> Column:
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
    return _half_there(column, rows[~maybe], upper[~maybe], mask, null, rows[maybe & upper], on)


def _half_there(column: Any, rows: Any, upper: Any, mask: Any, null: Any, whole: Any, on: date) -> Column:
    if type(column) is Choice:
        bits = column.bits.copy()
        first = _lowest(bits[rows])
        bits[rows] = np.where(upper, bits[rows] & ~first, first)
        changed = np.concatenate([rows, whole])
        mask[changed] = np.where(bits[changed] == _lowest(bits[changed]), np.uint64(0), mask[changed])
        return Choice(bits, column.names, mask, null)
    low, high = column.low.copy(), column.high.copy()
    middle = low[rows] + (high[rows] - low[rows]) // 2
    if column.days:
        middle = _anniversary(middle, low[rows], high[rows], on)
    low[rows], high[rows] = np.where(upper, middle + 1, low[rows]), np.where(upper, high[rows], middle)
    changed = np.concatenate([rows, whole])
    mask[changed] = np.where(low[changed] == high[changed], np.uint64(0), mask[changed])
    return Line(low, high, mask, null, column.scale, column.most, column.days)


def _anniversary(middle: Any, low: Any, high: Any, on: date) -> Any:
    """Where an interval of days is cut: most thresholds are ages, so at the nearest day that is whole years from the
    day asked about, if it lies inside.
    """
    today = (on - EPOCH).days
    years = np.rint((today - middle) / 365.2425).astype(np.int64)
    months = months_of(np.int64(today)) - 12 * years
    day = first_of(months) + np.minimum(on.day, length_of(months)) - 1
    return np.where((low <= day) & (day < high), day, middle)


__all__ = ["settle"]
