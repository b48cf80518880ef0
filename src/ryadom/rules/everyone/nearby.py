"""Whom a number can reach between two ends: all others come out alike for every number there.

The number is looked at as one more unknown, between its ends. Where a row is decided all the same, the number does not
matter; what is left to decide for a number of this stretch are the other rows, with their remembered values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel.columns import SAID, Line, NotInColumns
from ryadom.feel.columns.values import line, one_scale, take
from ryadom.rules.everyone.again import Again, Moving
from ryadom.rules.everyone.block import Block
from ryadom.rules.everyone.dated import Days
from ryadom.rules.everyone.decided import EXACT, NO_AMOUNT, STATES, Decided
from ryadom.rules.everyone.frames import Frame
from ryadom.rules.everyone.handing import chosen
from ryadom.rules.everyone.judging import LIKELY, MET, NOT_MET
from ryadom.rules.everyone.lending import moves
from ryadom.rules.everyone.live import REFUSED, Live
from ryadom.rules.everyone.reading import MOST_BITS

NUMBER = np.uint64(1 << MOST_BITS)  # among the facts of a mask: the number itself, above every fact
# By state of a criterion: whether it is the same for the whole stretch. Of a group one part may be likely while the
# number still hides that another is met; what failed may have failed on one side only.
RULE_TOLD = np.isin(np.arange(len(STATES)), (MET, LIKELY, NOT_MET))
GROUP_TOLD = np.isin(np.arange(len(STATES)), (MET, NOT_MET))
Ints = NDArray[np.int64]
Laid = list[tuple[Block, dict[str, Any], list["Placed"]]]


@dataclass(frozen=True)
class Placed:
    """Live subjects, and where they stand: in `Again.today` by place, and in its rows."""

    at: int
    rows: Ints
    live: Live


def stretch(low: Decimal, high: Decimal) -> Line:
    """A number somewhere between two ends."""
    first, last = one_scale(line(low), line(high))
    return Line(first.low, last.low, NUMBER, None, first.scale, max(first.most, last.most))


class Nearby:
    """The subjects of `Again` whose decision differs somewhere on a stretch of the number.

    `fixed` are the others for whom something changes, alike on the whole stretch: the place in `Again.today`, rows of
    it, decisions.
    Not for two threads at once, nor beside its `Again`.
    """

    def __init__(self, moving: Moving, laid: Laid) -> None:
        self.moving, self.laid = moving, laid
        self.fixed: list[tuple[int, Ints, Decided]] = []

    @classmethod
    def everybody(cls, again: Again) -> "Nearby":
        """Every subject, before a stretch is chosen."""
        laid, at = [], 0
        for block, trial, lives in again.blocks:
            placed = [Placed(at + n, np.arange(len(one.rows)), one) for n, one in enumerate(lives)]
            laid.append((block, trial, placed))
            at += len(lives)
        return cls(again.moving, laid)

    @property
    def everyone(self) -> Iterator[Placed]:
        """Those whom the number reaches, in the order of `decide`."""
        return (one for _, _, placed in self.laid for one in placed)

    def decide(self, parameters: Mapping[str, Any]) -> Iterator[tuple[Placed, Decided]]:
        """Those whom the number reaches, decided with a number of the stretch."""
        for block, trial, placed in self.laid:
            self._tell(block, trial, parameters)
            for one in placed:
                yield one, one.live.decided(block)

    def between(self, parameters: Mapping[str, Any]) -> "Nearby":
        """The same on a shorter stretch. The number of `parameters` is a `stretch`."""
        laid: Laid = []
        found = Nearby(self.moving, laid)
        found.fixed += self.fixed
        for block, trial, placed in self.laid:
            self._tell(block, trial, parameters)
            split = [(one, *self._split(block, one.live)) for one in placed]
            found.fixed += [(one.at, one.rows[rows], told) for one, _, rows, told in split if rows.size]
            near = Block(block.told, block.part)
            kept = [self._placed(block, near, one, reached) for one, reached, _, _ in split if reached.size]
            if kept:
                laid.append((near, trial, kept))
        return found

    def _tell(self, block: Block, trial: dict[str, Any], parameters: Mapping[str, Any]) -> None:
        trial.clear()
        trial.update(parameters)
        self.moving.forget(block)

    def _split(self, block: Block, live: Live) -> tuple[Ints, Ints, Decided]:
        """The rows that the number reaches; the others for whom the whole stretch changes something, and what it is."""
        try:
            verdict, (low, high, state, unsure) = live.judged(block)
        except NotInColumns:  # a step that wants one number for all
            rows = np.arange(len(live.rows))
            return rows, rows[:0], chosen(live.today, rows[:0])
        sure = self._sure(live, verdict) & ~verdict.handed
        refused = sure & (verdict.outcome == REFUSED)
        same = refused | (sure & ((state == EXACT) | (state == NO_AMOUNT)) & ~unsure)
        found, today = live.told(verdict.outcome, low, high, state), live.today
        changed = (found.outcome != today.outcome) | (found.amount_low != today.amount_low)
        others = np.flatnonzero(same & (changed | (found.amount_state != today.amount_state)))
        return np.flatnonzero(~same), others, chosen(found, others)

    def _sure(self, live: Live, verdict: Any) -> NDArray[np.bool_]:
        """Rows of which every criterion that reads the number is told for the whole stretch, or one of them refuses."""
        sure, refused = np.ones(len(live.rows), np.bool_), np.zeros(len(live.rows), np.bool_)
        if self.moving.said(live.version.reference):
            return refused
        for at, criterion in enumerate(live.version.criteria):
            if at in live.kept:
                continue
            if any(self.moving.said(part.not_yet_when) for part in (criterion, *criterion.group) if part.not_yet_when):
                return np.zeros(len(live.rows), np.bool_)
            state = verdict.criteria[at].state
            sure &= (GROUP_TOLD if criterion.group else RULE_TOLD)[state]
            refused |= state == NOT_MET
        return sure | refused

    def _placed(self, block: Block, near: Block, one: Placed, rows: Ints) -> Placed:
        """Some subjects in a block of their own, with what is remembered of them."""
        live = one.live.take(rows, ("near", one.live.rows.key))
        for (key, day, scope), known in block.frames.items():
            if key != one.live.rows.key:
                continue
            days = known.day if known.day.line is None else Days(day, None, known.day.line.take(rows), known.day.held)
            frame = near.frames[live.rows.key, day, scope] = Frame(near, live.rows, days, known.version)
            frame.memo = {name: take(value, rows) for name, value in known.memo.items() if self._lasts(name, value)}
        return Placed(one.at, one.rows[rows], live)

    def _lasts(self, name: Any, value: Any) -> bool:
        """Whether a remembered value stays what it is: it does not depend on the number, nor stand in a frame."""
        said = SAID[name] if isinstance(name, str) else {name[1]}
        return moves(value) and self.moving.names.isdisjoint(said)


__all__ = ["Nearby", "stretch"]
