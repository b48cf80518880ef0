"""Unknown only if two completions of what is not known would end differently: what is read twice is tried."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from ryadom.feel import Cuts, Unknown, settle
from ryadom.rules.combining import Judged, askable_missing, combine
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion
from ryadom.rules.facts import FactRef
from ryadom.rules.frame import Frame
from ryadom.rules.ground import PERSONS, Estimate, Supposition, domain
from ryadom.rules.judging import Judging
from ryadom.rules.outcomes import Outcome, State

SETTLE_BUDGET = 96
MAY_TURN = (Outcome.NOT_YET, Outcome.FAILED)  # weaker than a refusal


class Settling(Judging):
    """One measure for one subject, where criteria wait for the same facts."""

    def shared(self, judged: Iterable[tuple[CompiledCriterion, Judged]]) -> frozenset[FactRef]:
        """The missing facts that are read in two places: a formula that reads every fact once is sharp already."""
        facts = self.ground.book.facts
        once: set[FactRef] = set()
        twice: set[FactRef] = set()
        for criterion, one in judged:
            if one.state is not State.UNKNOWN or not one.askable:
                continue
            twice |= once & one.missing
            once |= one.missing
            if criterion.repeated:
                twice.update(
                    ref for ref in one.missing if ref.key in facts and facts[ref.key].file.name in criterion.repeated
                )
        return frozenset(twice)

    def settled_once(
        self,
        frame: Frame,
        version: CompiledVersion,
        judged: list[tuple[CompiledCriterion, Judged]],
        shared: frozenset[FactRef],
    ) -> Outcome:
        """Children of whom the same is known share one search: what differs between them is only the name."""
        subject = self.subject
        if subject is None:
            return self.settled(version, judged, shared)
        records = tuple((r.month, r.kind, r.amount) for r in self.ground.family.records if r.person == subject.id)
        facts = tuple(sorted((key, repr(held)) for key, held in subject.facts.items()))
        key = (self.measure.id, version.index, frame.date, facts, records)
        twins, touched = self.ground.twins, self.ground.touched
        if key not in twins:
            self.ground.touched = []
            found = self.settled(version, judged, shared)
            twins[key] = found, subject.id, self.ground.touched
        outcome, twin, read = twins[key]
        self.ground.touched = [*touched, *read, *([] if twin == subject.id else [_for_twin(read, twin, subject.id)])]
        return outcome

    def settled(
        self,
        version: CompiledVersion,
        judged: list[tuple[CompiledCriterion, Judged]],
        shared: frozenset[FactRef],
    ) -> Outcome:
        """Try the cells of the facts that are read twice: unknown stays only if two completions differ."""
        start: dict[Hashable, Unknown] = {ref: domain(self.ground, ref) for ref in shared if ref != PERSONS}
        trial = Trial(self, version, judged, start)
        settled = settle(
            trial.outcome,
            start,
            is_unknown=lambda tried: bool(tried[1]),
            facts_of=lambda tried: tried[1],
            budget=SETTLE_BUDGET,
            exact_facts=False,
            first=trial.first(),
        )
        return Outcome(settled.outcome[0]) if settled.known else Outcome.UNKNOWN


class Trial:
    """A measure tried with some of the unknown facts supposed. Only what waits for them is judged again."""

    def __init__(
        self,
        asked: Judging,
        version: CompiledVersion,
        judged: list[tuple[CompiledCriterion, Judged]],
        start: Mapping[Any, Unknown],
    ) -> None:
        self.start, self.version = start, version
        self.ground = Supposition(asked.ground, start)
        self.answering = Judging(self.ground, asked.measure, asked.subject)
        self.kept: list[tuple[CompiledCriterion, Judged]] = []
        self.waiting: list[CompiledCriterion] = []
        self.known: list[Judged] = []
        for criterion, one in judged:
            if one.state is State.UNKNOWN and not start.keys().isdisjoint(one.missing):
                self.waiting.append(criterion)
                self.known.append(one)
            else:
                self.kept.append((criterion, one))
        self.received = {id(c): measure for c, measure in asked.measure.standing}
        self.cuts = asked.cuts

    def first(self) -> tuple[tuple[Outcome, frozenset[FactRef]], Cuts] | None:
        """The answer that was just given is the first look, unless a fact in question was taken from an estimate."""
        if any(Estimate(ref) in one.uses for one in self.known for ref in self.start):
            return None
        cuts = Cuts()
        for more in (self.cuts, *(one.cuts for one in self.known)):
            if more is not None:
                cuts.add(more)
        return (Outcome.UNKNOWN, askable_missing([*self.kept, *zip(self.waiting, self.known, strict=True)])), cuts

    def outcome(self, assumed: Mapping[Any, Any], cuts: Cuts) -> tuple[Outcome, frozenset[FactRef]]:
        """The outcome if some facts were as assumed, and what it still waits for."""
        self.ground.suppose(assumed, cuts)
        reference = self.answering.reference(self.version)
        self.ground.unsure = reference if isinstance(reference, Unknown) else None
        frame = self.answering.framed(self.version, reference)
        tried = list(self.kept)
        for at, criterion in enumerate(self.waiting):
            received = self.received.get(id(criterion))
            judged = (
                self.answering.judge(frame, criterion, traced=False)
                if received is None
                else self.answering.not_received(received)
            )
            if judged.state is State.NOT_MET:  # nothing else can change the outcome: ask this one first the next time
                self.waiting.insert(0, self.waiting.pop(at))
                return Outcome.NOT_ENTITLED, frozenset()
            tried.append((criterion, judged))
        outcome = combine([j for _, j in tried], self.version.file.who.complete)
        if outcome is Outcome.UNKNOWN:
            return outcome, askable_missing(tried)
        if outcome in MAY_TURN:  # where a fact on trial is still open, what waits for it may refuse for good
            return outcome, frozenset(ref for ref in askable_missing(tried) if isinstance(assumed.get(ref), Unknown))
        return outcome, frozenset()


def _for_twin(read: Iterable[Mapping[Any, None]], twin: str, own: str) -> dict[Any, None]:
    """What would have been read of this person where it was read of the twin."""
    return {FactRef(use.key, own): None for one in read for use in one if type(use) is FactRef and use.person == twin}
