"""The same families decided again and again while one number moves: what a slider asks.

Today's decisions are taken once. A subject whom a condition surely refuses that does not read the number stays refused
whatever the number is, so only the others are kept, with every value that does not depend on the number. What is left
to work out for another number is a few comparisons.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel.columns import SAID, NotInColumns, names_in
from ryadom.rules.compiled import DATED, CompiledCriterion, CompiledVersion, Measure, Rulebook
from ryadom.rules.everyone.block import Block, Told, beside, narrowed
from ryadom.rules.everyone.decided import Decided
from ryadom.rules.everyone.judging import NOT_MET, Judging, Verdict
from ryadom.rules.everyone.keeping import Asked, let_go
from ryadom.rules.everyone.live import Live, bare, moved, of_share
from ryadom.rules.everyone.reading import Batch, batches, rules_of
from ryadom.rules.everyone.settling import settle
from ryadom.rules.everyone.versions import Share, shares, subjects
from ryadom.rules.snapshots.part import Part

MOST = 0.7  # of the families of a part: where more than these are kept, all are, and nothing is copied
Choose = Callable[[Measure, Decided], NDArray[np.bool_]]


class Moving:
    """Which names of a book depend on one parameter, definitions followed."""

    def __init__(self, book: Rulebook, parameter: str) -> None:
        name = book.parameters[parameter].name
        self.names = {name, name + DATED}
        grown = True
        while grown:
            grown = False
            for definition in book.definitions.values():
                said = {n for version in definition.versions for n in names_in(version.rule.tree)}
                if definition.name not in self.names and said & self.names:
                    self.names.add(definition.name)
                    grown = True

    def reads(self, criterion: CompiledCriterion) -> bool:
        """Whether a criterion depends on the number."""
        rules = (rule for part in (criterion, *criterion.group) for rule in (part.rule, part.not_yet_when))
        return any(not self.names.isdisjoint(names_in(rule.tree)) for rule in rules if rule is not None)

    def measures(self, book: Rulebook) -> list[Measure]:
        """The measures that depend on the number."""
        return [m for m in book.measures.values() if any(self.said(rule) for rule in rules_of(m))]

    def said(self, rule: Any) -> bool:
        """Whether a rule depends on the number."""
        return not self.names.isdisjoint(names_in(rule.tree))

    def forget(self, block: Block) -> None:
        """Let go of every remembered value that depends on the number."""
        for one in block.frames.values():
            for key in list(one.memo):
                said = SAID[key] if isinstance(key, str) else {key[1]}
                if not self.names.isdisjoint(said):
                    del one.memo[key]


class Again:
    """The families of a part while one parameter moves.

    `today` are the exact decisions about the subjects whom the number may concern at all; `decide` gives the same
    subjects, in the same order, for another number. While a number moves, a subject whose facts are not known may
    stay unknown where trying all their values (as `Everyone` does) would tell: `decide` never says more than is so.

    `choose` says of today's decisions whom to keep, so that nobody is decided again in vain. `aside` are the families
    of subjects, and `left` the measures, that only the rules of one family can tell: they are not among `today`.
    Not for two threads at once.
    """

    def __init__(self, book: Rulebook, part: Part, *, on: date, parameter: str, choose: Choose | None = None) -> None:
        self.book, self.on, self.moving, self.choose = book, on, Moving(book, parameter), choose
        self.blocks: list[tuple[Block, dict[str, Any], list[Live]]] = []
        self.handed = 0
        self.aside = np.zeros(part.families, np.bool_)
        found, beyond = batches(book, self.moving.measures(book))
        self.left = [measure.id for measure in beyond]
        for batch in found:
            self._prepare(batch, part)

    @property
    def today(self) -> tuple[Decided, ...]:
        """What is decided with the numbers in force."""
        return tuple(live.today for _, _, lives in self.blocks for live in lives)

    def decide(self, parameters: Mapping[str, Any]) -> tuple[Decided, ...]:
        """The same subjects with other numbers, as in `Family.parameters`."""
        made: list[Decided] = []
        for block, told, lives in self.blocks:
            told.clear()
            told.update(parameters)
            self.moving.forget(block)
            made.extend(live.decided(block) for live in lives)
        return tuple(made)

    def settle(self) -> None:
        """Take the memory that later numbers need, and no more: decides once, and once more to see what is asked."""
        for block, told, lives in self.blocks:
            for _ in range(2):
                told.clear()
                self.moving.forget(block)
                for one in block.frames.values():
                    one.memo = Asked(one.memo)
                for live in lives:
                    live.decided(block)
            let_go(block)

    def _prepare(self, batch: Batch, part: Part) -> None:
        told = Told(self.book, self.on, {}, {key: bit for bit, key in enumerate(batch.keys)}, batch.reads)
        block = Block(told, part)
        found = [one for measure in batch.measures for one in self._measure(block, measure)]
        families = np.unique(np.concatenate([one.rows.family for one in found])) if found else np.zeros(0, np.int64)
        if families.size:
            trial: dict[str, Any] = {}
            chosen = narrowed(part, batch.keys, beside(batch.measures))
            if families.size < part.families * MOST:
                chosen = chosen.take(families)
                found = [moved(one, part, families, chosen) for one in found]
            self.blocks.append((Block(replace(told, parameters=trial), chosen), trial, found))
        block.frames.clear()  # frames know their block: without this it would wait for the collector

    def _measure(self, block: Block, measure: Measure) -> list[Live]:
        closed = measure.file.closed
        if closed and self.on >= closed.on:
            return []
        odd = block.odd() | block.doubtful(measure.id)
        try:
            found = [share for rows in subjects(block, measure) for share in shares(block, measure, rows)[0]]
            return [live for live in (self._share(block, measure, share, odd) for share in found) if len(live.rows)]
        except NotInColumns:
            self.left.append(measure.id)
            return []

    def _share(self, block: Block, measure: Measure, share: Share, odd: NDArray[np.bool_]) -> Live:
        judging = Judging(block, measure, share.version, share.rows, share.day)
        verdict = judging.verdict()
        verdict.handed |= odd[share.rows.family]
        outcome, long = settle(block, measure, share, verdict)
        low, high, state, unsure = judging.amount()
        still = self._untouched(share.version, verdict)
        refused = np.any([verdict.criteria[at].state == NOT_MET for at in still], axis=0) if still else False
        handed = verdict.handed | long | share.handed | unsure | odd[share.rows.family]
        self.handed += int((handed & ~refused).sum())
        self.aside[share.rows.family[handed & ~refused]] = True
        live = np.flatnonzero(~(handed | refused))
        rows, today = of_share(measure, share, live, outcome, low, high, state)
        if self.choose is not None:
            live = live[self.choose(measure, today)]
            rows, today = of_share(measure, share, live, outcome, low, high, state)
        return Live(measure, share.version, rows, {at: bare(verdict.criteria[at], live) for at in still}, today)

    def _untouched(self, version: CompiledVersion, verdict: Verdict) -> list[int]:
        touched = [self.moving.reads(criterion) for criterion in version.criteria]
        return [at for at in range(len(verdict.criteria)) if at >= len(touched) or not touched[at]]
