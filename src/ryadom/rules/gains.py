"""What a question is worth: how many answers its answer is expected to settle.

For everyone who waits for a fact (a measure for a subject), the answers that the fact may get fall into classes: the
cells into which the thresholds of that measure cut its line of values (an income up to the limit, above it). Each class
is taken to be equally likely. For each class what waits for the fact is judged again, and the share of the classes in
which the measure is no longer unknown is what the question is worth to it. The gain is the sum of these shares: the
expected number of answers settled.

A question that settles nothing by itself may still be needed: of two facts that one measure waits for, neither may
settle it. So a hundredth of a second credit is added: every waiting answer divides one point between the facts it
waits for. It breaks ties and keeps a conversation going; no sum of credits for one measure is worth a class settled.
The list of members has no classes; its gain is that credit.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from ryadom.feel import Cuts, Unknown, cells, settle
from ryadom.rules.combining import Judged, combine
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure
from ryadom.rules.facts import FactRef, Person
from ryadom.rules.ground import PERSONS, Ground, Supposition, domain
from ryadom.rules.judging import Judging
from ryadom.rules.outcomes import Left, Outcome, Question, State
from ryadom.rules.questions import askable, cost, question
from ryadom.rules.settling import SETTLE_BUDGET, Settling, Trial
from ryadom.rules.untold import ROLE

CREDIT = 0.01
NEARLY = 1e-9


class Waiting(NamedTuple):
    """An answer that is not known yet: for whom, and how each criterion came out."""

    id: str
    measure: Measure
    subject: Person | None
    version: CompiledVersion
    judged: list[tuple[CompiledCriterion, Judged]]
    missing: frozenset[FactRef]
    shares: "Shares"


class Shares:
    """What is known already of the worth of questions to one answer; kept with an answer that is kept.

    `looked_for`: the facts that the answer looked for. A share that needed others is not kept: in another family
    those may be known.
    """

    __slots__ = ("classes", "known", "looked_for")

    def __init__(self, looked_for: frozenset[FactRef] = frozenset()) -> None:
        self.looked_for = looked_for
        self.known: dict[FactRef, float] = {}
        self.classes: dict[FactRef, list[Any]] = {}


class Worth(NamedTuple):
    """A fact worth asking: the expected number of answers settled, the score it is ranked by, who waits for it."""

    ref: FactRef
    gain: Decimal
    score: float
    measures: tuple[str, ...]


class Gains:
    """The worth of every question that may be asked of one family."""

    def __init__(self, ground: Ground, waiting: Iterable[Waiting], skip: frozenset[FactRef]) -> None:
        self.ground, self.book = ground, ground.book
        self.waiting: dict[FactRef, list[Waiting]] = {}
        self.credit: dict[FactRef, float] = {}
        for one in waiting:
            open_refs = [ref for ref in one.missing if ref not in skip and askable(self.book, ground.family, ref)]
            # Who said «не знаю» of one fact may still learn that another settles it; for its own sake it is not asked.
            credit = 1.0 if skip.isdisjoint(one.missing) else 0.0
            for ref in open_refs:
                self.waiting.setdefault(ref, []).append(one)
                self.credit[ref] = self.credit.get(ref, 0.0) + credit / len(open_refs)

    def best(self) -> Worth | None:
        """The fact with the best score; what cannot reach it is not worked out. Ties by key."""
        best: Worth | None = None
        bounds = {ref: self.score(ref, self.bound(ref)) for ref in self.waiting}
        for ref in sorted(bounds, key=lambda ref: (-bounds[ref], ref.id)):
            if best is not None and bounds[ref] < best.score - NEARLY:
                break
            found = self.worth(ref)
            if found.score > NEARLY and (best is None or _order(found) < _order(best)):
                best = found
        return best

    def foremost(self, first: Sequence[str]) -> Worth | None:
        """The first of these facts that is waited for and worth asking; who applies comes before others."""
        for key in first:
            refs = sorted((ref for ref in self.waiting if ref.key == key), key=self._turn)
            worth = next((one for one in map(self.worth, refs) if one.score > NEARLY), None)
            if worth is not None:
                return worth
        return None

    def _turn(self, ref: FactRef) -> int:
        persons = [person.id for person in self.ground.family.persons]
        return persons.index(ref.person) if ref.person in persons else -1

    def ranking(self) -> list[Worth]:
        """Every fact worth asking, best first."""
        return sorted((one for one in map(self.worth, self.waiting) if one.score > NEARLY), key=_order)

    def worth(self, ref: FactRef) -> Worth:
        gain = self.gain(ref)
        measures = tuple(one.id for one in self.waiting[ref])
        return Worth(ref, Decimal(str(round(gain, 2))), self.score(ref, gain), measures)

    def score(self, ref: FactRef, gain: float) -> float:
        return (gain + CREDIT * self.credit[ref]) / cost(self.book, ref)

    def classes(self, one: Waiting, ref: FactRef) -> list[Any]:
        """The classes of answers that a fact may get, as far as this measure tells them apart."""
        found = one.shares.classes.get(ref)
        if found is None:
            cuts = Cuts()
            for _, judged in one.judged:
                if judged.cuts is not None and ref in judged.missing:
                    cuts.add(judged.cuts)
            found = one.shares.classes[ref] = cells(domain(self.ground, ref), cuts, ref)
        return found

    def bound(self, ref: FactRef) -> float:
        """No more than this can be gained: who waits for another criterion, too, is settled only by a refusal."""
        if ref == PERSONS:
            return self.credit[ref]
        return sum(self.most(one, ref) for one in self.waiting[ref])

    def most(self, one: Waiting, ref: FactRef) -> float:
        known = one.shares.known.get(ref)
        if known is not None:
            return known
        if _waits_only_for(one, ref):
            return 1.0
        count = len(self.classes(one, ref))
        return (count - 1) / count

    def gain(self, ref: FactRef) -> float:
        """The expected number of answers settled by this fact."""
        if ref == PERSONS:
            return self.credit[ref]
        supposed = _Supposed(self.ground, ref)
        return sum(self.share(supposed, one) for one in self.waiting[ref])

    def share(self, supposed: "_Supposed", one: Waiting) -> float:
        """The share of the classes in which one answer is settled."""
        ref, shares = supposed.ref, one.shares
        found = shares.known.get(ref)
        if found is None:
            classes = self.classes(one, ref)
            before, self.ground.touched = self.ground.touched, []
            supposed.ground.touched = self.ground.touched
            settled = sum(supposed.settles(one, value) for value in classes)
            found = settled / len(classes)
            read = {use for uses in self.ground.touched for use in uses if type(use) is FactRef and use.key != ROLE}
            self.ground.touched = before
            if shares.looked_for and read <= shares.looked_for | {ref}:
                shares.known[ref] = found
        return found


class _Supposed:
    """The family, were one fact known to lie in a class."""

    def __init__(self, ground: Ground, ref: FactRef) -> None:
        self.base, self.ref = ground, ref
        self.ground = Supposition(ground, (ref,))
        self.judging: dict[str, Judging] = {}

    def settles(self, one: Waiting, value: Any) -> bool:
        """Whether an answer would be known."""
        ground = self.ground
        ground.suppose({self.ref: value}, Cuts())
        judging = self.judging.get(one.id)
        if judging is None:
            judging = self.judging[one.id] = Judging(ground, one.measure, one.subject)
        reference = judging.reference(one.version)
        ground.unsure = reference if isinstance(reference, Unknown) else None
        frame = judging.framed(one.version, reference)
        received = {id(c): measure for c, measure in one.measure.standing}
        tried: list[tuple[CompiledCriterion, Judged]] = []
        for criterion, before in one.judged:
            judged = before
            if before.state is State.UNKNOWN and self.ref in before.missing:
                measure = received.get(id(criterion))
                judged = (
                    judging.judge(frame, criterion, traced=False) if measure is None else judging.not_received(measure)
                )
            if judged.state is State.NOT_MET:
                return True
            tried.append((criterion, judged))
        outcome = combine([judged for _, judged in tried], one.version.file.who.complete)
        return outcome is not Outcome.UNKNOWN or self.settled(one, value, tried)

    def settled(self, one: Waiting, value: Any, tried: list[tuple[CompiledCriterion, Judged]]) -> bool:
        """Whether what is still waited for twice cannot matter any more (the search of `settling`)."""
        settling = Settling(self.base, one.measure, one.subject)
        others = settling.shared(tried) - {self.ref, PERSONS}
        if not others:
            return False
        start: dict[Hashable, Unknown] = {ref: domain(self.base, ref) for ref in others}
        trial = Trial(settling, one.version, one.judged, {**start, self.ref: domain(self.base, self.ref)})

        def outcome(assumed: Mapping[Hashable, Any], cuts: Cuts) -> tuple[Outcome, frozenset[FactRef]]:
            return trial.outcome({**assumed, self.ref: value}, cuts)

        found = settle(
            outcome,
            start,
            is_unknown=lambda tried: bool(tried[1]),
            facts_of=lambda tried: tried[1],
            budget=SETTLE_BUDGET,
            exact_facts=False,
        )
        return bool(found.known)


def next_question(gains: Gains, first: Sequence[str] = ()) -> Question | None:
    """The best question, None when nothing that can be asked would change an answer.

    Classes taken as equally likely know nothing of life: whoever says «жду ребёнка» is rarely a conscript's wife. What
    a situation asks first goes before the best, while it is worth anything at all.
    """
    best = gains.foremost(first) or gains.best()
    if best is None:
        return None
    return replace(question(gains.book, gains.ground.family, best.ref, best.measures), gain=best.gain)


def left(ground: Ground, waiting: Iterable[Waiting], skip: frozenset[FactRef]) -> Left | None:
    """At most how many questions are left, and how many answers they settle.

    None while it is not known who belongs to the family: each new member brings questions of their own.
    """
    asked: set[FactRef] = set()
    settled = 0
    for one in waiting:
        if PERSONS in one.missing - skip:
            return None
        if skip.isdisjoint(one.missing) and all(askable(ground.book, ground.family, ref) for ref in one.missing):
            asked |= one.missing
            settled += 1
        elif not skip.isdisjoint(one.missing):  # it may still be refused by something else
            asked |= {ref for ref in one.missing - skip if askable(ground.book, ground.family, ref)}
    return Left(len(asked), settled)


def _waits_only_for(one: Waiting, ref: FactRef) -> bool:
    """Whether every criterion that is not known waits for this fact: then an answer may also grant."""
    return all(ref in judged.missing for _, judged in one.judged if judged.state is State.UNKNOWN and judged.askable)


def _order(worth: Worth) -> tuple[float, str]:
    return -round(worth.score, 9), worth.ref.id
