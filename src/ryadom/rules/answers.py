"""What a family is entitled to, and why. One pass of the rules; the explanation is the trace of the evaluation
that decided.

Precedence per measure and subject: closed > a criterion surely unmet (not_entitled or not_yet) > failed > unknown >
likely > entitled.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain

from ryadom.feel import Cuts, Unknown
from ryadom.kit.memory import collector_paused
from ryadom.packs.api import RANK, Text
from ryadom.rules.amounts import amount_of
from ryadom.rules.changes import Days
from ryadom.rules.combining import (
    Judged,
    askable_missing,
    combine,
    first_not_entered,
    latest_not_yet,
    not_entered,
    not_in_force,
)
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure, Rulebook
from ryadom.rules.facts import FactRef, Family, Person
from ryadom.rules.frame import Frame
from ryadom.rules.gains import Gains, Shares, Waiting, Worth, left, next_question
from ryadom.rules.ground import (
    DefinitionMissing,
    Estimate,
    Ground,
    role_of,
)
from ryadom.rules.judging import by_name
from ryadom.rules.names import readers_of
from ryadom.rules.nearness import near_miss
from ryadom.rules.outcomes import Amount, Answers, CriterionAnswer, MeasureAnswer, NotYetUntil, Outcome
from ryadom.rules.parameters import ParameterMissing, ParameterUse
from ryadom.rules.settling import Settling
from ryadom.rules.untold import Untold


def answer(
    book: Rulebook,
    family: Family,
    *,
    on: date,
    measures: Collection[str] | None = None,
    ask: bool = True,
    ahead: bool = False,
    skip: frozenset[FactRef] = frozenset(),
    first: Sequence[str] = (),
) -> Answers:
    """Answer every installed measure (or only `measures`) for every subject, on a date of asking.

    `ask=False` leaves out the next question; `skip` names facts answered «не знаю», which are not asked again; `first`
    names facts (keys) that are asked before all others, in this order, as long as an answer may change something.
    With a question comes how much is left to ask. `ahead=True` adds what lies ahead of every measure: the next date
    and the near miss.
    Never raises on data: what breaks is an outcome, named.
    """
    chosen = [m for m in book.measures.values() if measures is None or m.id in measures]
    with _looking(book, family, on) as ground:
        untold = Untold(book, family, on, ground.application_date)
        given = _given(ground, chosen, untold)
        found = tuple([one for one, _ in given])
        waiting = _waiting(ground, given) if ask or ahead else []
        if ahead:
            days = Days(ground)
            found = tuple([_looking_ahead(ground, days, one, untold) for one in found])
            days.forget()
        return Answers(
            family.region,
            on,
            book.lock,
            found,
            next_question(Gains(ground, waiting, skip), first) if ask else None,
            dict(family.parameters),
            left(ground, waiting, skip) if ask or ahead else None,
        )


def gains(
    book: Rulebook,
    family: Family,
    *,
    on: date,
    measures: Collection[str] | None = None,
    skip: frozenset[FactRef] = frozenset(),
) -> tuple[Worth, ...]:
    """Every question worth asking, best first, with what it is expected to settle."""
    chosen = [m for m in book.measures.values() if measures is None or m.id in measures]
    with _looking(book, family, on) as ground:
        given = _given(ground, chosen, Untold(book, family, on, ground.application_date))
        return tuple(Gains(ground, _waiting(ground, given), skip).ranking())


@contextmanager
def _looking(book: Rulebook, family: Family, on: date) -> Iterator[Ground]:
    """The ground of one answer, let go of at its end."""
    with collector_paused():
        ground = Ground(book, family, on, readers_of(book))
        try:
            yield ground
        finally:
            ground.forget()


Criteria = list[tuple[CompiledCriterion, Judged]]
Given = tuple[Criteria, Shares]


def _given(ground: Ground, chosen: Iterable[Measure], untold: Untold) -> list[tuple[MeasureAnswer, Given]]:
    """The answers, with what a question may build on. What rules make of untold facts is taken from the book."""
    ground.cache.update(untold.findings())
    given = [one for measure in chosen for one in _of_measure(ground, measure, untold)]
    untold.keep_findings(ground.cache)
    return given


def _of_measure(ground: Ground, measure: Measure, untold: Untold) -> Iterable[tuple[MeasureAnswer, Given]]:
    for subject in subjects(ground, measure):
        kept = untold.answer(measure, subject)
        if kept is None:
            ground.used, ground.touched = {}, []
            answering = _Answering(ground, measure, subject)
            kept = answering.answer(), (answering.criteria, Shares())
            if untold.may_keep(kept[0]):
                read = [one.facts for one in kept[0].criteria]
                looked_for = untold.keep(measure, subject, *kept, chain(ground.used, *read, *ground.touched))
                kept[1][1].looked_for = looked_for
        yield kept


def _waiting(ground: Ground, given: Iterable[tuple[MeasureAnswer, Given]]) -> list[Waiting]:
    """What questions could settle."""
    return [one for one in (_waits(ground, *pair) for pair in given) if one is not None]


def _waits(ground: Ground, found: MeasureAnswer, given: Given) -> Waiting | None:
    if found.outcome is not Outcome.UNKNOWN or not found.missing:
        return None
    measure, subject, version = _about(ground, found)
    return (
        Waiting(found.id, measure, subject, version, given[0], frozenset(found.missing), given[1]) if version else None
    )


def _about(ground: Ground, found: MeasureAnswer) -> tuple[Measure, Person | None, CompiledVersion | None]:
    """The measure, subject and version that an answer is about."""
    measure = ground.book.measures[found.measure]
    subject = None if found.subject == "family" else ground.family.person(found.subject)
    return measure, subject, next((v for v in measure.versions if v.file.from_ == found.version_from), None)


def _looking_ahead(ground: Ground, days: Days, found: MeasureAnswer, untold: Untold) -> MeasureAnswer:
    measure, subject, version = _about(ground, found)
    kept = untold.ahead(measure, subject)
    if kept is None:
        next_date, near = days.next(measure, subject, found), near_miss(ground.book, version, found)
        untold.keep_ahead(measure, subject, next_date, near, days.read())
    else:
        next_date, near = kept.next_date, kept.near_miss
    return replace(found, next_date=next_date, near_miss=near) if next_date or near else found


def subjects(ground: Ground, measure: Measure) -> list[Person | None]:
    """Who a measure is for in this family: the applicant, each of the couple, each child, or the family (None)."""
    who = measure.file.for_
    if who == "family":
        return [None]
    if who == "person":
        return [ground.applicant]
    roles = ("applicant", "spouse") if who == "adult" else ("child", "ward")
    found: list[Person | None] = [p for p in ground.family.persons if role_of(p) in roles]
    return found or ([None] if ground.family.persons_open else [])


class _Answering(Settling):
    """One measure for one subject."""

    criteria: Criteria  # how each came out, for whoever asks further

    def answer(self) -> MeasureAnswer:
        self.ground.cuts, self.criteria = Cuts(), []
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

    def judged(self, version: CompiledVersion, reference: date | Unknown | None) -> MeasureAnswer:
        frame = self.framed(version, reference)
        judged = [(c, self.judge(frame, c)) for c in version.criteria]
        judged.extend(self.standing_criteria())
        self.criteria = judged
        outcome = combine([j for _, j in judged], version.file.who.complete)
        if outcome is Outcome.UNKNOWN and (shared := self.shared(judged)):
            outcome = self.settled_once(frame, version, judged, shared)
        criteria = tuple([self.worded(c, j) for c, j in judged])
        grounds = [j.stands_on(self.ground.family) for _, j in judged]
        used = [u for one in grounds for u in one.parameters]
        return self.said(
            version,
            reference,
            outcome=outcome,
            criteria=criteria,
            amount=None if outcome is Outcome.NOT_ENTITLED else self.amount(frame, version),
            missing=by_name(askable_missing(judged)) if outcome is Outcome.UNKNOWN else (),
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
            return Amount(None, broken=not_in_force(missing.name, missing.on), unit=rule.unit, note=rule.note)
        about = any(type(u) is Estimate for u in found.used)
        if found.value is None and (broken := first_not_entered(found.used)):
            return Amount(None, broken=broken, unit=rule.unit, note=rule.note)
        return amount_of(found.value, rule.round, rule.unit, rule.note, about)


def weakest(version: CompiledVersion, used: Iterable[ParameterUse]) -> str:
    """The least verified of everything the answer stands on."""
    return min([version.weakest, *(u.verified for u in used)], key=RANK.__getitem__)
