"""What a family is entitled to, and why. One pass of the rules; the explanation is the trace of the evaluation
that decided.

Precedence per measure and subject: closed > a criterion surely unmet (not_entitled or not_yet) > failed > unknown >
likely > entitled.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from ryadom.feel import Compared, Cuts, Expression, Trace, Unknown, evaluate, settle
from ryadom.packs.api import RANK, Text
from ryadom.rules.combining import (
    NOT_COMPUTED,
    Judged,
    askable_missing,
    can_be_asked,
    combine,
    either,
    first_not_entered,
    latest_not_yet,
    no_answer,
    not_entered,
    not_in_force,
    read_together,
    words_of,
)
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure, Reach, Rulebook
from ryadom.rules.facts import PROVED, FactRef, Family, Person
from ryadom.rules.ground import PERSONS, DefinitionMissing, Estimate, Frame, Ground, domain
from ryadom.rules.outcomes import Amount, Answers, CriterionAnswer, MeasureAnswer, NotYetUntil, Outcome, State
from ryadom.rules.parameters import ParameterMissing, ParameterUse
from ryadom.rules.questions import askable, next_question

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
    found = tuple(a for measure in chosen for a in _of_measure(ground, measure))
    question = next_question(book, family, found, skip) if ask else None
    return Answers(family.region, on, book.lock, found, question, dict(family.parameters))


def _of_measure(ground: Ground, measure: Measure) -> Iterable[MeasureAnswer]:
    for subject in subjects(ground, measure):
        yield _Answering(ground, measure, subject).answer()


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

    def answer(self) -> MeasureAnswer:
        closed = self.measure.file.closed
        if closed and self.ground.on >= closed.on:
            return self.over(closed.on)
        version, reference = self.version()
        if version is None:
            return self.out_of_force()
        return self.judged(version, reference)

    def over(self, on: date | None) -> MeasureAnswer:
        blank = self.blank(None, None)
        return replace(
            blank,
            outcome=Outcome.CLOSED,
            closed_on=on,
            verified=self.measure.file.closed.verified if self.measure.file.closed else blank.verified,
        )

    def out_of_force(self) -> MeasureAnswer:
        """No version holds today: it has ended, or it begins later."""
        begins = [v.file.from_ for v in self.measure.versions if v.file.from_ > self.ground.on]
        if not begins:
            return self.over(max((v.file.to for v in self.measure.versions if v.file.to), default=None))
        words = Text(ru="Мера начнёт действовать позже.", en="The measure comes into force later.")
        return replace(self.blank(None, None), outcome=Outcome.NOT_YET, not_yet=NotYetUntil(words, min(begins)))

    def version(self) -> tuple[CompiledVersion | None, date | Unknown | None]:
        """The version in force on its own reference date; while that is not known, the one of the day asked about."""
        for version in self.measure.versions_by_age:
            reference = self.reference(version)
            if version.holds(reference if type(reference) is date else self.ground.on):
                return version, reference
        return None, None

    def reference(self, version: CompiledVersion) -> date | Unknown | None:
        """The version's own reference date: a date, an Unknown, or None when there is none (nothing bought yet)."""
        frame = Frame(self.ground, self.person, self.ground.on, self.measure.id, version)
        known = (
            frame["дата заявления"]
            if version.by_application
            else self.safely(lambda: evaluate(version.reference, frame))
        )
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
        judged.extend(self.standing_criteria(frame, version))
        outcome = combine([j for _, j in judged], version.file.who.complete)
        missing = askable_missing(judged)
        if outcome is Outcome.UNKNOWN and (shared := self.shared(judged)):
            outcome = self.settled_once(frame, version, judged, shared)
            missing = missing if outcome is Outcome.UNKNOWN else frozenset()
        criteria = tuple(self.worded(c, j) for c, j in judged)
        uses = read_together(j for _, j in judged)
        amount = self.amount(frame, version) if outcome not in (Outcome.NOT_ENTITLED, Outcome.CLOSED) else None
        return replace(
            self.blank(version, reference),
            outcome=outcome,
            criteria=criteria,
            amount=amount,
            missing=_sorted(missing) if outcome is Outcome.UNKNOWN else (),
            verified=self.weakest(version, uses),
            proved=self.proved(uses),
            not_yet=latest_not_yet(judged) if outcome is Outcome.NOT_YET else None,
            overridden=tuple(sorted({u.name for u in uses if type(u) is ParameterUse and u.overridden})),
            by_rule=version.judges[0],
            by_document=version.judges[1],
            by_person=version.judges[2],
        )

    def blank(self, version: CompiledVersion | None, reference: date | Unknown | None) -> MeasureAnswer:
        """An answer that says nothing yet."""
        file = version.file if version else None
        return MeasureAnswer(
            measure=self.measure.id,
            practice=self.measure.practice,
            mode=self.measure.mode,
            file=self.measure.file,
            subject=self.subject.id if self.subject else "family",
            subject_name=self.subject.name if self.subject else "",
            outcome=Outcome.UNKNOWN,
            amount=None,
            criteria=(),
            missing=(),
            verified="recalled",
            proved=False,
            version_from=file.from_ if file else None,
            reference_date=reference if isinstance(reference, date) else None,
            lock=self.ground.book.lock,
            documents=tuple(file.documents) if file else (),
            steps=tuple(file.steps) if file else (),
            term=file.term if file else None,
            quota=file.quota if file else None,
        )

    # --- judging -----------------------------------------------------------------------------------------------------

    def judge(self, frame: Frame, criterion: CompiledCriterion, *, traced: bool = True) -> Judged:
        ground = self.ground
        outer, ground.used = ground.used, {}
        try:
            judged = self.by_judge(frame, criterion, traced)
        except ParameterMissing as missing:
            judged = Judged(State.FAILED, broken=not_entered(missing))
        except DefinitionMissing as missing:
            judged = Judged(State.FAILED, broken=not_in_force(missing.name, missing.on))
        finally:
            inner, ground.used = ground.used, outer
            outer.update(inner)
        judged.uses = inner if not judged.uses else {**inner, **judged.uses}
        if judged.state is State.FAILED and (cause := first_not_entered(inner)):
            judged.broken = cause
        if judged.state is State.MET and any(type(u) is Estimate for u in inner):
            judged.state = State.LIKELY
        if judged.state is State.NOT_MET:
            self.perhaps_later(frame, criterion, judged)
        return judged

    def by_judge(self, frame: Frame, criterion: CompiledCriterion, traced: bool) -> Judged:
        judge = criterion.judge
        if judge == "rule":
            return self.by_rule(frame, criterion, traced)
        if judge == "any":
            return self.by_group(frame, criterion, traced)
        return self.by_person(criterion, judge)

    def by_rule(self, frame: Frame, criterion: CompiledCriterion, traced: bool) -> Judged:
        rule = criterion.rule
        assert rule is not None
        key = self.key(frame, rule, criterion.reach)
        value, compared, warnings = self.ground.remembered(key, lambda: self.valued(frame, rule, traced))
        if value is True or value is False:
            return Judged(State.MET if value else State.NOT_MET, compared=compared)
        if isinstance(value, Unknown):
            return Judged(State.UNKNOWN, refs(value), compared=compared)
        return Judged(State.FAILED, compared=compared, broken=no_answer(warnings))

    def key(self, frame: Frame, rule: Expression, reach: Reach) -> tuple[Any, ...]:
        """Under which name the value of a rule is remembered: the same words about the same people are one value."""
        owner = frame.subject.id if reach.subject and frame.subject else None
        version = frame.version.index if frame.version else None
        return (
            "rule",
            rule.text,
            frame.date,
            frame.unsure is None,
            owner,
            (frame.measure, version) if reach.measure else None,
        )

    def valued(self, frame: Frame, rule: Expression, traced: bool) -> tuple[Any, tuple[Compared, ...], tuple[str, ...]]:
        """The value of a rule with what was compared on the way and what was warned of."""
        trace = Trace() if traced else None
        warnings: list[Any] = []
        value = evaluate(rule, frame, warnings=warnings, trace=trace, cuts=self.ground.cuts)
        return value, trace.compared if trace is not None else (), tuple(map(str, warnings))

    def by_person(self, criterion: CompiledCriterion, judge: str) -> Judged:
        """A person or a paper decides: said is likely, confirmed is met."""
        ref = FactRef(f"{judge}:{self.measure.id}/{criterion.file.id}", self.owner if criterion.file.each else None)
        options = None if judge == "document" else frozenset({True, False})
        value = self.ground.bare(ref.key, ref.person, options=options)
        if isinstance(value, Unknown):
            return Judged(State.UNKNOWN, refs(value), askable=can_be_asked(criterion))
        held = self.ground.family.known(ref) or self.ground.family.known(FactRef(ref.key))
        if value in (False, None, "none"):
            return Judged(State.NOT_MET)
        sure = value == "verified" or (value is True and held is not None and held.source in PROVED)
        return Judged(State.MET if sure else State.LIKELY)

    def by_group(self, frame: Frame, criterion: CompiledCriterion, traced: bool) -> Judged:
        members = [(c, self.judge(frame, c, traced=traced)) for c in criterion.group]
        uses = read_together(j for _, j in members)
        group = tuple(self.worded(c, j) for c, j in members) if traced else ()
        state, missing, can_ask = either([j for _, j in members], criterion.file.complete)
        return Judged(state, missing, uses, group=group, askable=can_ask)

    def perhaps_later(self, frame: Frame, criterion: CompiledCriterion, judged: Judged) -> None:
        """An unmet criterion that time or a step can cure is "not yet"."""
        rule, when, begins = criterion.file.not_yet, criterion.not_yet_when, criterion.not_yet_from
        if rule is None or when is None:
            return
        if self.safely(lambda: evaluate(when, frame)) is True:
            start = self.safely(lambda: evaluate(begins, frame)) if begins else None
            judged.state = State.NOT_YET
            judged.not_yet = NotYetUntil(rule.say, start if type(start) is date else None)

    def standing_criteria(self, frame: Frame, version: CompiledVersion) -> Iterable[tuple[CompiledCriterion, Judged]]:
        """What every once-only or exclusive measure asks, written nowhere twice."""
        for standing, measure in self.measure.standing:
            yield standing, self.not_received(frame, measure)

    def not_received(self, frame: Frame, measure: str) -> Judged:
        value = self.ground.bare(f"received:{measure}", self.owner)
        uses = {FactRef(f"received:{measure}", self.owner): None}
        if isinstance(value, Unknown):
            return Judged(State.UNKNOWN, refs(value), uses)
        return Judged(State.NOT_MET if value else State.MET, uses=uses)

    # --- sharp -------------------------------------------------------------------------------------------------------

    def shared(self, judged: Iterable[tuple[CompiledCriterion, Judged]]) -> frozenset[FactRef]:
        """The missing facts that are read in two places: a formula that reads every fact once is sharp already."""
        waiting = [(c, j) for c, j in judged if j.state is State.UNKNOWN and j.askable]
        seen = Counter(ref for _, j in waiting for ref in j.missing)
        facts = self.ground.book.facts
        twice = {
            ref
            for c, j in waiting
            if c.repeated
            for ref in j.missing
            if ref.key in facts and facts[ref.key].file.name in c.repeated
        }
        return frozenset(ref for ref, count in seen.items() if count > 1) | frozenset(twice) - {PERSONS}

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
            return self.settled(frame, version, judged, shared)
        records = tuple((r.month, r.kind, r.amount) for r in self.ground.family.records if r.person == subject.id)
        facts = tuple(sorted((key, repr(held)) for key, held in subject.facts.items()))
        key = (self.measure.id, version.index, frame.date, facts, records)
        twins = self.ground.twins
        if key not in twins:
            twins[key] = self.settled(frame, version, judged, shared)
        return Outcome(twins[key])

    def settled(
        self,
        frame: Frame,
        version: CompiledVersion,
        judged: list[tuple[CompiledCriterion, Judged]],
        shared: frozenset[FactRef],
    ) -> Outcome:
        """Try the cells of the facts that are read twice: unknown stays only if two completions differ."""
        start: dict[Hashable, Unknown] = {ref: domain(self.ground, ref) for ref in shared if ref != PERSONS}
        settled = settle(
            lambda assumed, cuts: self.tried(version, judged, assumed, cuts),
            start,
            is_unknown=lambda tried: bool(tried[1]),
            facts_of=lambda tried: tried[1],
            budget=SETTLE_BUDGET,
            exact_facts=False,
        )
        return Outcome(settled.outcome[0]) if settled.known else Outcome.UNKNOWN

    def tried(
        self,
        version: CompiledVersion,
        judged: list[tuple[CompiledCriterion, Judged]],
        assumed: Mapping[Any, Any],
        cuts: Cuts,
    ) -> tuple[Outcome, frozenset[FactRef]]:
        """The outcome if some facts were as assumed, and what it still waits for. Only what waits for them is
        judged again.
        """
        ground = Ground(self.ground.book, self.ground.family, self.ground.on, assumed, self.ground)
        ground.cuts = cuts
        other = _Answering(ground, self.measure, self.subject)
        frame = other.framed(version, other.reference(version))
        tried: list[tuple[CompiledCriterion, Judged]] = []
        standing = {c.file.id: m for c, m in self.measure.standing}
        for criterion, known in judged:
            if known.state is State.UNKNOWN and not assumed.keys().isdisjoint(known.missing):
                received = standing.get(criterion.file.id)
                known = other.not_received(frame, received) if received else other.judge(frame, criterion, traced=False)
            tried.append((criterion, known))
        outcome = combine([j for _, j in tried], version.file.who.complete)
        return outcome, askable_missing(tried) if outcome is Outcome.UNKNOWN else frozenset()

    # --- amount ------------------------------------------------------------------------------------------------------

    def amount(self, frame: Frame, version: CompiledVersion) -> Amount | None:
        rule, amount = version.file.amount, version.amount
        if rule is None or amount is None:
            return None
        outer, self.ground.used = self.ground.used, {}
        try:
            key = self.key(frame, amount, version.amount_reach)
            value = self.ground.remembered(key, lambda: self.valued(frame, amount, False))[0]
        except ParameterMissing as missing:
            return Amount(None, broken=not_entered(missing), unit=rule.unit, note=rule.note)
        except DefinitionMissing as missing:
            return Amount(None, broken=not_in_force(missing.name, missing.on), unit=rule.unit, note=rule.note)
        finally:
            inner, self.ground.used = self.ground.used, outer
        about = any(type(u) is Estimate for u in inner)
        if value is None and (broken := first_not_entered(inner)):
            return Amount(None, broken=broken, unit=rule.unit, note=rule.note)
        return _amount(value, rule.round, rule.unit, rule.note, about)

    # --- words and marks ---------------------------------------------------------------------------------------------

    def worded(self, criterion: CompiledCriterion, judged: Judged) -> CriterionAnswer:
        file = criterion.file
        facts = tuple(u for u in judged.uses if type(u) is FactRef)
        return CriterionAnswer(
            id=file.id,
            title=file.title,
            state=judged.state,
            judge=criterion.judge,
            text=words_of(file, judged),
            article=file.article,
            verified=criterion.verified,
            source=criterion.source,
            advise=file.advise,
            compared=judged.compared,
            facts=facts,
            missing=_sorted(judged.missing) if judged.missing else (),
            askable=judged.askable,
            by_word=not self.ground.family.said.isdisjoint(facts),
            not_yet=judged.not_yet,
            broken=judged.broken,
            group=judged.group,
        )

    def proved(self, uses: Iterable[Any]) -> bool:
        """Every fact that decided comes from a register, a document or staff; and there was one."""
        family = self.ground.family
        return family.said.isdisjoint(uses) and any(type(u) is FactRef and family.known(u) is not None for u in uses)

    def weakest(self, version: CompiledVersion, uses: Iterable[Any]) -> str:
        """The least verified of everything the answer stands on."""
        marks = [version.weakest, *(u.verified for u in uses if type(u) is ParameterUse)]
        return min(marks, key=RANK.__getitem__)


def refs(value: Unknown) -> frozenset[FactRef]:
    """The facts that an Unknown waits for."""
    return frozenset(fact for fact in value.facts if isinstance(fact, FactRef))


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
    return Amount(None, broken=NOT_COMPUTED, unit=unit, note=note)


def _sorted(refs: Iterable[Any]) -> tuple[FactRef, ...]:
    return tuple(sorted((r for r in refs if type(r) is FactRef), key=_id))


def _id(ref: FactRef) -> str:
    return ref.id


__all__ = ["answer", "askable", "combine", "rounded", "subjects"]
