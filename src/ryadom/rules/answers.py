"""What a family is entitled to, and why. One pass of the rules; the explanation is the trace of the evaluation
that decided.

Precedence per measure and subject: closed > a criterion surely unmet (not_entitled or not_yet) > failed > unknown >
likely > entitled.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import chain
from typing import Any

from ryadom.feel import Cuts, Unknown, evaluate, settle
from ryadom.packs.api import RANK, Text
from ryadom.rules.combining import (
    NO_FACTS,
    Judged,
    askable_missing,
    can_be_asked,
    combine,
    either,
    first_not_entered,
    latest_not_yet,
    not_entered,
    words_of,
)
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure, Rulebook
from ryadom.rules.facts import PROVED, FactRef, Family, Person
from ryadom.rules.ground import (
    BOOLEANS,
    PERSONS,
    DefinitionMissing,
    Estimate,
    Found,
    Frame,
    Ground,
    Supposition,
    domain,
)
from ryadom.rules.outcomes import Amount, Answers, CriterionAnswer, MeasureAnswer, NotYetUntil, Outcome, State
from ryadom.rules.parameters import ParameterMissing, ParameterUse
from ryadom.rules.questions import askable, next_question
from ryadom.rules.untold import Untold

SETTLE_BUDGET = 96


def answer(
    book: Rulebook,
    family: Family,
    *,
    on: date,
    measures: Collection[str] | None = None,
    ask: bool = True,
    skip: frozenset[FactRef] = frozenset(),
) -> Answers:
    """Answer every installed measure (or only `measures`) for every subject, on a date of asking.

    `ask=False` leaves out the next question; `skip` names facts answered «не знаю», which are not asked again.
    Never raises on data: what breaks is an outcome, named.
    """
    chosen = [m for m in book.measures.values() if measures is None or m.id in measures]
    ground = Ground(book, family, on)
    untold = Untold(book, family, on, ground.application_date)
    found = tuple([a for measure in chosen for a in _of_measure(ground, measure, untold)])
    question = next_question(book, family, found, skip) if ask else None
    return Answers(family.region, on, book.lock, found, question, dict(family.parameters))


def _of_measure(ground: Ground, measure: Measure, untold: Untold) -> Iterable[MeasureAnswer]:
    for subject in subjects(ground, measure):
        found = untold.answer(measure, subject)
        if found is None:
            ground.used, ground.touched = {}, []
            found = _Answering(ground, measure, subject).answer()
            if untold.may_keep(found):
                read = [one.facts for one in found.criteria]
                untold.keep(measure, subject, found, chain(ground.used, *read, *ground.touched))
        yield found


def subjects(ground: Ground, measure: Measure) -> list[Person | None]:
    """Who a measure is for in this family: the applicant, each of the couple, each child, or the family (None)."""
    who = measure.file.for_
    if who == "family":
        return [None]
    if who == "person":
        return [ground.applicant]
    roles = ("applicant", "spouse") if who == "adult" else ("child", "ward")
    found: list[Person | None] = [p for p in ground.family.persons if _role(p) in roles]
    return found or ([None] if ground.family.persons_open else [])


def _role(person: Person) -> Any:
    held = person.facts.get("family-role")
    return held.value if held else None


class _Answering:
    """One measure for one subject."""

    def __init__(self, ground: Ground, measure: Measure, subject: Person | None) -> None:
        self.ground, self.measure, self.subject = ground, measure, subject
        each = measure.file.for_ in ("adult", "child")
        # A child nobody has named yet is not the applicant: their facts wait for the list of members.
        self.person = subject if each else subject or ground.applicant
        self.owner = subject.id if subject and each else None
        self.cuts = Cuts()  # what the reference date was compared with

    def answer(self) -> MeasureAnswer:
        self.ground.cuts = Cuts()
        closed = self.measure.file.closed
        if closed and self.ground.on >= closed.on:
            return self.over(closed.on)
        version, reference = self.version()
        if version is None:
            return self.out_of_force()
        self.cuts, self.ground.cuts = self.ground.cuts, Cuts()
        return self.judged(version, reference)

    def over(self, on: date | None) -> MeasureAnswer:
        closed = self.measure.file.closed
        verified = closed.verified if closed else "recalled"
        return self.said(None, None, outcome=Outcome.CLOSED, closed_on=on, verified=verified)

    def out_of_force(self) -> MeasureAnswer:
        """No version holds today: it has ended, or it begins later."""
        begins = [v.file.from_ for v in self.measure.versions if v.file.from_ > self.ground.on]
        if not begins:
            return self.over(max((v.file.to for v in self.measure.versions if v.file.to), default=None))
        words = Text(ru="Мера начнёт действовать позже.", en="The measure comes into force later.")
        return self.said(None, None, outcome=Outcome.NOT_YET, not_yet=NotYetUntil(words, min(begins)))

    def version(self) -> tuple[CompiledVersion | None, date | Unknown | None]:
        """The version in force on its own reference date; while that is not known, the one of the day asked about."""
        for version in self.measure.versions_by_age:
            reference = self.reference(version)
            if version.holds(reference if type(reference) is date else self.ground.on):
                return version, reference
        return None, None

    def reference(self, version: CompiledVersion) -> date | Unknown | None:
        """The version's own reference date: a date, an Unknown, or None when there is none (nothing bought yet)."""
        if version.by_application:
            return self.ground.application_date
        frame = Frame(self.ground, self.person, self.ground.on, self.measure.id, version)
        known = self.safely(lambda: evaluate(version.reference, frame))
        return known if type(known) is date or isinstance(known, Unknown) else None

    def framed(self, version: CompiledVersion, reference: date | Unknown | None) -> Frame:
        """The view of a version on its reference date; where that is not known, nothing is decided by today."""
        on = reference if isinstance(reference, date) else self.ground.on
        unsure = reference if isinstance(reference, Unknown) else None
        return Frame(self.ground, self.person, on, self.measure.id, version, unsure)

    def safely(self, compute: Callable[[], Any]) -> Any:
        try:
            return compute()
        except (ParameterMissing, DefinitionMissing):
            return None

    def judged(self, version: CompiledVersion, reference: date | Unknown | None) -> MeasureAnswer:
        frame = self.framed(version, reference)
        judged = [(c, self.judge(frame, c)) for c in version.criteria]
        judged.extend(self.standing_criteria())
        outcome = combine([j for _, j in judged], version.file.who.complete)
        missing = askable_missing(judged)
        if outcome is Outcome.UNKNOWN and (shared := self.shared(judged)):
            outcome = self.settled_once(frame, version, judged, shared)
            missing = missing if outcome is Outcome.UNKNOWN else frozenset()
        grounds = [j.stands_on(self.ground.family) for _, j in judged]
        used = [u for one in grounds for u in one.parameters]
        return self.said(
            version,
            reference,
            outcome=outcome,
            criteria=tuple([j.told.get(id(c)) or self.worded(c, j) for c, j in judged]),
            amount=None if outcome is Outcome.NOT_ENTITLED else self.amount(frame, version),
            missing=_sorted(missing) if outcome is Outcome.UNKNOWN else (),
            verified=weakest(version, used) if used else version.weakest,
            proved=any(one.held for one in grounds) and not any(one.by_word for one in grounds),
            not_yet=latest_not_yet(judged) if outcome is Outcome.NOT_YET else None,
            overridden=tuple(sorted({u.name for u in used if u.overridden})) if used else (),
        )

    def said(
        self,
        version: CompiledVersion | None,
        reference: date | Unknown | None,
        *,
        outcome: Outcome,
        amount: Amount | None = None,
        criteria: tuple[CriterionAnswer, ...] = (),
        missing: tuple[FactRef, ...] = (),
        verified: str = "recalled",
        proved: bool = False,
        not_yet: NotYetUntil | None = None,
        closed_on: date | None = None,
        overridden: tuple[str, ...] = (),
    ) -> MeasureAnswer:
        """An answer with what the measure itself says; without a version it says little."""
        measure, subject = self.measure, self.subject
        file = version.file if version else None
        by_rule, by_document, by_person = version.judges if version else (0, 0, 0)
        return MeasureAnswer(
            measure.id,
            measure.practice,
            measure.mode,
            measure.file,
            subject.id if subject else "family",
            subject.name if subject else "",
            outcome,
            amount,
            criteria,
            missing,
            verified,
            proved,
            file.from_ if file else None,
            reference if isinstance(reference, date) else None,
            self.ground.book.lock,
            not_yet,
            closed_on,
            overridden,
            by_rule,
            by_document,
            by_person,
            file.documents if file else (),
            file.steps if file else (),
            file.term if file else None,
            file.quota if file else None,
        )

    # --- judging -----------------------------------------------------------------------------------------------------

    def judge(self, frame: Frame, criterion: CompiledCriterion, *, traced: bool = True) -> Judged:
        judge = criterion.judge
        if judge == "rule":
            judged = self.by_rule(frame, criterion, traced)
        elif judge == "any":
            judged = self.by_group(frame, criterion, traced)
        else:
            judged = self.by_person(criterion, judge)
        if judged.state is State.NOT_MET and criterion.not_yet_when is not None:
            return self.perhaps_later(frame, criterion, judged)
        return judged

    def by_rule(self, frame: Frame, criterion: CompiledCriterion, traced: bool) -> Judged:
        rule = criterion.rule
        assert rule is not None
        try:
            found = self.ground.ruled(frame, rule, criterion.reach, traced)
        except ParameterMissing as missing:
            return Judged(State.FAILED, broken=not_entered(missing))
        except DefinitionMissing as missing:
            said = f"определение «{missing.name}» не действует на {missing.on.isoformat()}"
            return Judged(State.FAILED, broken=said)
        judged: Judged | None = found.verdict
        if judged is None:
            judged = found.verdict = verdict(found)
        return judged

    def by_person(self, criterion: CompiledCriterion, judge: str) -> Judged:
        """A person or a paper decides: said is likely, confirmed is met."""
        ref = FactRef(f"{judge}:{self.measure.id}/{criterion.file.id}", self.owner if criterion.file.each else None)
        found = self.ground.bare(ref, options=None if judge == "document" else BOOLEANS)
        self.ground.note(found)
        value = found.value
        if isinstance(value, Unknown):
            return Judged(State.UNKNOWN, refs(value), found.used, askable=can_be_asked(criterion))
        if value in (False, None, "none"):
            return Judged(State.NOT_MET, uses=found.used)
        held = self.ground.family.known(ref) or self.ground.family.known(FactRef(ref.key))
        sure = value == "verified" or (value is True and held is not None and held.source in PROVED)
        return unless_estimated(Judged(State.MET if sure else State.LIKELY, uses=found.used))

    def by_group(self, frame: Frame, criterion: CompiledCriterion, traced: bool) -> Judged:
        """One member is enough. What its members read together, the group has read."""
        ground = self.ground
        within, ground.within = ground.within, True
        try:
            found = ground.worked_out(lambda: [(c, self.judge(frame, c, traced=traced)) for c in criterion.group])
        finally:
            ground.within = within
        ground.note(found)
        members = found.value
        group = tuple([self.worded(c, j) for c, j in members]) if traced else ()
        state, missing, can_ask = either([j for _, j in members], criterion.file.complete)
        broken = first_not_entered(found.used) if state is State.FAILED else None
        judged = Judged(state, missing, found.used, (), broken, can_ask, group, found.cuts)
        return unless_estimated(judged)

    def perhaps_later(self, frame: Frame, criterion: CompiledCriterion, judged: Judged) -> Judged:
        """An unmet criterion that time or a step can cure is "not yet"."""
        rule, when, begins = criterion.file.not_yet, criterion.not_yet_when, criterion.not_yet_from
        if rule is None or when is None or self.safely(lambda: evaluate(when, frame)) is not True:
            return judged
        start = self.safely(lambda: evaluate(begins, frame)) if begins else None
        return judged.until(NotYetUntil(rule.say, start if type(start) is date else None))

    def standing_criteria(self) -> Iterable[tuple[CompiledCriterion, Judged]]:
        """What every once-only or exclusive measure asks, written nowhere twice."""
        for standing, measure in self.measure.standing:
            yield standing, self.not_received(measure)

    def not_received(self, measure: str) -> Judged:
        ref = FactRef(f"received:{measure}", self.owner)
        value = self.ground.bare(ref).value
        if isinstance(value, Unknown):
            return Judged(State.UNKNOWN, refs(value), {ref: None})
        return Judged(State.NOT_MET if value else State.MET, uses={ref: None})

    # --- sharp -------------------------------------------------------------------------------------------------------

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
        trial = _Trial(self, version, judged, start)
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

    # --- amount ------------------------------------------------------------------------------------------------------

    def amount(self, frame: Frame, version: CompiledVersion) -> Amount | None:
        rule, amount = version.file.amount, version.amount
        if rule is None or amount is None:
            return None
        try:
            found = self.ground.ruled(frame, amount, version.amount_reach, False)
        except ParameterMissing as missing:
            return Amount(None, broken=not_entered(missing), unit=rule.unit, note=rule.note)
        except DefinitionMissing as missing:
            return Amount(None, broken=str(missing), unit=rule.unit, note=rule.note)
        about = any(type(u) is Estimate for u in found.used)
        if found.value is None and (broken := first_not_entered(found.used)):
            return Amount(None, broken=broken, unit=rule.unit, note=rule.note)
        return _amount(found.value, rule.round, rule.unit, rule.note, about)

    # --- words and marks ---------------------------------------------------------------------------------------------

    def worded(self, criterion: CompiledCriterion, judged: Judged) -> CriterionAnswer:
        """The words for a criterion; the same for every subject for whom it came out in the same way."""
        told = judged.told.get(id(criterion))
        if told is None:
            file = criterion.file
            grounds = judged.stands_on(self.ground.family)
            told = judged.told[id(criterion)] = CriterionAnswer(
                file.id,
                file.title,
                judged.state,
                criterion.judge,
                words_of(file, judged),
                file.article,
                criterion.verified,
                criterion.source,
                file.advise,
                judged.compared,
                grounds.facts,
                _sorted(judged.missing) if judged.missing else (),
                judged.askable,
                grounds.by_word,
                judged.not_yet,
                judged.broken,
                judged.group,
            )
        return told


class _Trial:
    """A measure tried with some of the unknown facts supposed. Only what waits for them is judged again."""

    def __init__(
        self,
        asked: _Answering,
        version: CompiledVersion,
        judged: list[tuple[CompiledCriterion, Judged]],
        start: Mapping[Any, Unknown],
    ) -> None:
        self.start, self.version = start, version
        self.ground = Supposition(asked.ground, start)
        self.answering = _Answering(self.ground, asked.measure, asked.subject)
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
        return outcome, askable_missing(tried) if outcome is Outcome.UNKNOWN else frozenset()


def weakest(version: CompiledVersion, used: Iterable[ParameterUse]) -> str:
    """The least verified of everything the answer stands on."""
    return min([version.weakest, *(u.verified for u in used)], key=RANK.__getitem__)


def _for_twin(read: Iterable[Mapping[Any, None]], twin: str, own: str) -> dict[Any, None]:
    """What would have been read of this person where it was read of the twin."""
    return {FactRef(use.key, own): None for one in read for use in one if type(use) is FactRef and use.person == twin}


def verdict(found: Found) -> Judged:
    """What the value of a rule says of a criterion; a parameter that was not entered is the cause of a failure."""
    value = found.value
    if value is True:
        return unless_estimated(Judged(State.MET, NO_FACTS, found.used, found.compared))
    if value is False:
        return Judged(State.NOT_MET, NO_FACTS, found.used, found.compared)
    if isinstance(value, Unknown):
        return Judged(State.UNKNOWN, refs(value), found.used, found.compared, cuts=found.cuts)
    broken = first_not_entered(found.used) or "; ".join(found.warnings) or "правило не дало ответа да или нет"
    return Judged(State.FAILED, NO_FACTS, found.used, found.compared, broken)


def unless_estimated(judged: Judged) -> Judged:
    """What rests on an estimate is at most likely."""
    if judged.state is State.MET and any(type(use) is Estimate for use in judged.uses):
        judged.state = State.LIKELY
    return judged


def refs(value: Unknown) -> frozenset[FactRef]:
    """The facts that an Unknown waits for."""
    return frozenset([fact for fact in value.facts if type(fact) is FactRef])


_ROUND = {
    "kopeck half up": (Decimal("0.01"), ROUND_HALF_UP),
    "kopeck down": (Decimal("0.01"), ROUND_DOWN),
    "rouble half up": (Decimal(1), ROUND_HALF_UP),
    "rouble up": (Decimal(1), ROUND_CEILING),
    "none": (Decimal("0.01"), None),
}


def rounded(value: Decimal, how: str) -> Decimal:
    """Money as the measure rounds it; "none" refuses nothing and shows kopecks where the value has them."""
    step, mode = _ROUND[how]
    return value if mode is None else value.quantize(step, mode)


def _amount(value: Any, how: str, unit: Text | None, note: Text | None, about: bool) -> Amount:
    if isinstance(value, Decimal):
        return Amount(rounded(value, how), unit=unit, note=note, about=about)
    if isinstance(value, Unknown):
        low = rounded(value.low, how) if isinstance(value.low, Decimal) else None
        high = rounded(value.high, how) if isinstance(value.high, Decimal) else None
        return Amount(None, low, high, _sorted(value.facts), unit=unit, note=note, about=about)
    return Amount(None, broken="сумма не вычислена", unit=unit, note=note)


def _sorted(refs: Collection[Any]) -> tuple[FactRef, ...]:
    return _sorted_refs(frozenset(refs)) if refs else ()


@lru_cache(maxsize=4096)
def _sorted_refs(refs: frozenset[Any]) -> tuple[FactRef, ...]:
    """By name. The same few names wait together in most families."""
    return tuple(sorted((r for r in refs if type(r) is FactRef), key=_id))


def _id(ref: FactRef) -> str:
    return ref.id


__all__ = ["answer", "askable", "combine", "rounded", "subjects"]
