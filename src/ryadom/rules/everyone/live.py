"""The subjects of a measure's version that are decided again and again while one number moves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import CompiledVersion, Measure
from ryadom.rules.everyone.block import Block, Rows
from ryadom.rules.everyone.decided import NO_AMOUNT, OUTCOMES, Decided
from ryadom.rules.everyone.handing import chosen
from ryadom.rules.everyone.judging import Judged, Judging, Verdict
from ryadom.rules.everyone.rows import criterion_ids
from ryadom.rules.everyone.versions import Share, reference
from ryadom.rules.outcomes import Outcome
from ryadom.rules.snapshots.part import Part

REFUSED = np.int8(OUTCOMES.index(Outcome.NOT_ENTITLED))
Kopecks = tuple[Any, Any, Any, Any]


@dataclass
class Live:
    """One version for the subjects whose outcome or amount the number may change.

    `kept`: how the criteria that do not read the number came out, by place; `today`: what holds, row by row.
    """

    measure: Measure
    version: CompiledVersion
    rows: Rows
    kept: Mapping[int, Judged]
    today: Decided

    def judged(self, block: Block) -> tuple[Verdict, Kopecks]:
        """The verdict and the amount with the numbers that the block is told now. Nothing unknown is tried."""
        day = reference(block, self.measure, self.version, self.rows)
        judging = Judging(block, self.measure, self.version, self.rows, day)
        return judging.verdict(self.kept), judging.amount()

    def decided(self, block: Block) -> Decided:
        """The same subjects in the same order, with the numbers that the block is told now."""
        verdict, (low, high, state, _) = self.judged(block)
        return self.told(verdict.outcome, low, high, state)

    def told(self, outcome: Any, low: Any, high: Any, state: Any) -> Decided:
        """What came out for these subjects, as a decision."""
        found = told(self.measure, self.version, self.rows, outcome, low, high, state)
        return replace(found, family=self.today.family, person=self.today.person)

    def take(self, rows: NDArray[np.int64], key: Any) -> "Live":
        """Some of these subjects. `key` names their rows."""
        person = None if self.rows.person is None else self.rows.person[rows]
        kept = {at: one.of(rows) for at, one in self.kept.items()}
        mine = Rows(key, self.rows.family[rows], person)
        return Live(self.measure, self.version, mine, kept, chosen(self.today, rows))


def of_share(
    measure: Measure, share: Share, live: Any, outcome: Any, low: Any, high: Any, state: Any
) -> tuple[Rows, Decided]:
    """Some rows of a share, and what is decided of them today."""
    person = None if share.rows.person is None else share.rows.person[live]
    rows = Rows(("live", measure.id, share.version.index, share.rows.key), share.rows.family[live], person)
    return rows, told(measure, share.version, rows, outcome[live], low[live], high[live], state[live])


def bare(judged: Judged, live: NDArray[np.int64]) -> Judged:
    """How a criterion came out, without what it waits for: none of these rows is handed over, and nobody asks."""
    none = np.broadcast_to(np.uint64(0), len(live))
    return Judged(judged.state[live], none, none, judged.askable[live])


def told(
    measure: Measure, version: CompiledVersion, rows: Rows, outcome: Any, low: Any, high: Any, state: Any
) -> Decided:
    """A decision without what stands behind it: outcome and amount."""
    refused = outcome == REFUSED
    nobody = measure.file.for_ == "family" or rows.person is None
    none = np.broadcast_to(np.uint64(0), len(rows))
    return Decided(
        measure.id,
        version.index,
        criterion_ids(measure, version.index),
        (),
        rows.family,
        np.full(len(rows), -1, np.int64) if nobody else rows.person,  # type: ignore[arg-type]
        outcome,
        np.where(refused, 0, low),
        np.where(refused, 0, high),
        np.where(refused, np.int8(NO_AMOUNT), state),
        none,
        none,
        np.broadcast_to(np.False_, len(rows)),
    )


def moved(live: Live, part: Part, families: NDArray[np.int64], kept: Part) -> Live:
    """The same subjects as rows of the families that were kept."""
    family = np.searchsorted(families, live.rows.family)
    person = live.rows.person
    if person is not None:
        person = kept.start[:-1][family] + person - part.start[:-1][live.rows.family]
    return replace(live, rows=Rows(live.rows.key, family, person))
