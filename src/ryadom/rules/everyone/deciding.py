"""The door to everyone: one object for a book, a day and numbers on trial; parts go in, decisions come out."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel.columns import NotInColumns
from ryadom.feel.columns.values import only
from ryadom.rules.compiled import Measure, Rulebook
from ryadom.rules.everyone.block import Block, Rows, Told
from ryadom.rules.everyone.decided import BITS, NO_AMOUNT, OUTCOMES, Decided
from ryadom.rules.everyone.handing import Handing, answered
from ryadom.rules.everyone.joining import joined
from ryadom.rules.everyone.judging import Judging, Verdict
from ryadom.rules.everyone.reading import INCOME, Batch, batches
from ryadom.rules.everyone.rows import criterion_ids
from ryadom.rules.everyone.settling import settle
from ryadom.rules.everyone.versions import Share, shares, subjects
from ryadom.rules.facts import window_key
from ryadom.rules.incomes import DEFAULT, window
from ryadom.rules.outcomes import Outcome
from ryadom.rules.snapshots.part import Part

TOGETHER = 16 // BITS  # criteria packed in 16 bits first
FAMILIES = 50_000  # in a block: as many as a part of a snapshot; each step is worth its trouble then


class Everyone:
    """The rules of a region over columns.

    Made once for a book, a day and a choice of measures; `decide` may be called from several threads. `parameters`
    are numbers on trial, by name or id: a number, or numbers by key (as in `Family.parameters`).
    """

    def __init__(
        self,
        book: Rulebook,
        *,
        on: date,
        measures: Collection[str] | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        self.book, self.on, self.parameters = book, on, dict(parameters or {})
        self.measures = [m for m in book.measures.values() if measures is None or m.id in measures]
        self.batches, self.left = batches(book, self.measures)
        self.reads = {measure: keys for batch in self.batches for measure, keys in batch.reads.items()}
        self.reasons: dict[str, str] = {m.id: "reads too many facts" for m in self.left}

    def decide(self, part: Part) -> tuple[Decided, ...]:
        """Every measure for everyone in a part, in the order of the book; each version that decided somebody."""
        order = {measure.id: at for at, measure in enumerate(self.measures)}
        pieces = part.split(FAMILIES)
        blocks = [self._block(piece) for piece in pieces]
        shift = np.cumsum([0, *(piece.families for piece in pieces)])
        return joined(part, blocks, shift, order)

    def _block(self, part: Part) -> Iterable[Decided]:
        found: list[Decided] = []
        handing = Handing(self.book, part, self.on, self.parameters, self.reads)
        nobody = part.persons == 0
        for measure in self.measures if nobody else self.left:
            handing.whole(measure)
        if nobody:
            return answered((), handing)
        for batch in self.batches:
            found.extend(self._batch(batch, part, handing))
        return answered(found, handing)

    def _batch(self, batch: Batch, part: Part, handing: Handing) -> Iterable[Decided]:
        bits = {key: bit for bit, key in enumerate(batch.keys)}
        told = Told(self.book, self.on, self.parameters, bits, batch.reads)
        block = Block(told, part)
        odd = block.odd()
        handing.odd(odd, batch.measures)
        for measure in batch.measures:
            try:
                yield from _Deciding(block, measure, odd, handing).decided()
            except NotInColumns as why:
                self.reasons[measure.id] = why.what
                handing.whole(measure)
        block.frames.clear()  # frames know their block: without this all of it would wait for the collector


class _Deciding:
    """One measure over one block."""

    def __init__(self, block: Block, measure: Measure, odd: NDArray[np.bool_], handing: Handing) -> None:
        self.block, self.measure, self.handing = block, measure, handing
        doubtful = block.doubtful(measure.id)
        if doubtful.any():
            handing.odd(doubtful, (measure,))
        self.odd = odd | doubtful

    def decided(self) -> list[Decided]:
        made = [one for rows in subjects(self.block, self.measure) for one in self.about(rows)]
        return [one for one in made if len(one)]

    def about(self, rows: Rows) -> Iterable[Decided]:
        """The measure for some of its subjects."""
        on = self.block.told.on
        closed = self.measure.file.closed
        if closed and on >= closed.on:
            yield self.plainly(rows.family, self.persons(rows), Outcome.CLOSED)
            return
        found, left = shares(self.block, self.measure, rows)
        yield from (self.share(share) for share in found)
        if left.size:
            begins = any(version.file.from_ > on for version in self.measure.versions)
            outcome = Outcome.NOT_YET if begins else Outcome.CLOSED
            yield self.plainly(rows.family[left], self.persons(rows)[left], outcome)

    def persons(self, rows: Rows) -> NDArray[np.int64]:
        """The person of each row as `Decided` names it: none where the measure is the family's, or nobody is listed."""
        if self.measure.file.for_ == "family" or rows.person is None:
            return np.full(len(rows), -1, np.int64)
        return rows.person

    def plainly(self, family: Any, person: Any, outcome: Outcome) -> Decided:
        """Subjects of whom only the outcome is said: no version decides them."""
        keep = ~self.odd[family]
        family, person = family[keep], person[keep]
        size = len(family)
        none, masks = np.zeros(size, np.int64), np.zeros(size, np.uint64)
        code = np.full(size, OUTCOMES.index(outcome), np.int8)
        state = np.full(size, NO_AMOUNT, np.int8)
        by_row = np.zeros(size, np.bool_)
        return Decided(self.measure.id, None, (), (), family, person, code, none, none, state, masks, masks, by_row)

    def share(self, share: Share) -> Decided:
        """The rows of one version."""
        judging = Judging(self.block, self.measure, share.version, share.rows, share.day)
        verdict = judging.verdict()
        verdict.handed |= self.odd[share.rows.family]  # nothing is tried for a family that is left out anyway
        outcome, long = settle(self.block, self.measure, share, verdict)
        low, high, state, unsure = judging.amount()
        refused = outcome == OUTCOMES.index(Outcome.NOT_ENTITLED)
        handed = verdict.handed | long | share.handed | (unsure & ~refused)
        person = self.persons(share.rows)
        self.handing.rows(self.measure, share.rows.family, handed & ~self.odd[share.rows.family])
        gone = handed | self.odd[share.rows.family]
        keep = np.flatnonzero(~gone) if gone.any() else slice(None)
        facts, missing = self.missing(share, verdict, outcome, keep)
        return Decided(
            self.measure.id,
            share.version.index,
            criterion_ids(self.measure, share.version.index),
            facts,
            share.rows.family[keep],
            person[keep],
            outcome[keep],
            np.where(refused, 0, low)[keep],
            np.where(refused, 0, high)[keep],
            np.where(refused, np.int8(NO_AMOUNT), state)[keep],
            _packed(verdict)[keep],
            missing[keep],
            np.zeros(len(share.rows), np.bool_)[keep],
        )

    def missing(
        self, share: Share, verdict: Verdict, outcome: Any, keep: Any
    ) -> tuple[tuple[str, ...], NDArray[np.uint64]]:
        """What unknown rows wait for, by the names that the rules of one family give it."""
        unknown = outcome == OUTCOMES.index(Outcome.UNKNOWN)
        catalogue, own = only(verdict.missing, unknown), only(verdict.own_missing, unknown)
        names = [(name, catalogue, bit) for name, bit in self._named(share)]
        names += [(name, own, bit) for bit, name in enumerate(verdict.own_facts)]
        used = sorted(_used(names), key=lambda one: one[0])
        found = np.zeros(len(outcome), np.uint64)
        for at, (_, mask, bit) in enumerate(used[:64]):
            found |= ((mask >> np.uint64(bit)) & np.uint64(1)) << np.uint64(at)
        return tuple(name for name, _, _ in used[:64]), found

    def _named(self, share: Share) -> Iterable[tuple[str, int]]:
        for key, bit in self.block.told.bits.items():
            if key != INCOME:
                yield key, bit
            elif share.day.plain is not None:
                yield window_key(*window(share.version.file.income or DEFAULT, share.day.plain)), bit


def _used(names: list[tuple[str, Any, int]]) -> Iterable[tuple[str, Any, int]]:
    """The names whose bit is set somewhere."""
    every: dict[int, np.uint64] = {}
    for name, mask, bit in names:
        if id(mask) not in every:
            every[id(mask)] = np.bitwise_or.reduce(mask, initial=0)
        if int(every[id(mask)]) >> bit & 1:
            yield name, mask, bit


def _packed(verdict: Verdict) -> NDArray[np.uint64]:
    """The states of all criteria, three bits each."""
    found = np.zeros(len(verdict.outcome), np.uint64)
    for first in range(0, len(verdict.criteria), TOGETHER):
        few = np.zeros(len(found), np.uint16)
        for one in reversed(verdict.criteria[first : first + TOGETHER]):
            few <<= BITS
            few |= one.state.view(np.uint8)
        found |= few.astype(np.uint64) << np.uint64(BITS * first)
    return found
