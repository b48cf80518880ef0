"""What a family is entitled to, and why. One pass of the rules; the explanation is the trace of the evaluation
that decided.

Precedence per measure and subject: closed > a criterion surely unmet (not_entitled or not_yet) > failed > unknown >
likely > entitled.
"""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import chain

from ryadom.feel import Cuts, Unknown
from ryadom.kit.memory import collector_paused
from ryadom.packs.api import RANK, Text
from ryadom.rules.amounts import amount_of
from ryadom.rules.combining import (
    askable_missing,
    combine,
    first_not_entered,
    latest_not_yet,
    not_entered,
    not_in_force,
)
from ryadom.rules.compiled import CompiledVersion, Measure, Rulebook
from ryadom.rules.facts import FactRef, Family, Person
from ryadom.rules.frame import Frame
from ryadom.rules.ground import (
    DefinitionMissing,
    Estimate,
    Ground,
    role_of,
)
from ryadom.rules.judging import by_name
from ryadom.rules.names import readers_of
from ryadom.rules.outcomes import Amount, Answers, CriterionAnswer, MeasureAnswer, NotYetUntil, Outcome
from ryadom.rules.parameters import ParameterMissing, ParameterUse
from ryadom.rules.questions import next_question
from ryadom.rules.settling import Settling
from ryadom.rules.untold import Untold


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
    with collector_paused():
        ground = Ground(book, family, on, readers_of(book))
        untold = Untold(book, family, on, ground.application_date)
        ground.cache.update(untold.findings())
        found = tuple([a for measure in chosen for a in _of_measure(ground, measure, untold)])
        untold.keep_findings(ground.cache)
        ground.forget()
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
    found: list[Person | None] = [p for p in ground.family.persons if role_of(p) in roles]
    return found or ([None] if ground.family.persons_open else [])


class _Answering(Settling):
    """One measure for one subject."""

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

    def judged(self, version: CompiledVersion, reference: date | Unknown | None) -> MeasureAnswer:
        frame = self.framed(version, reference)
        judged = [(c, self.judge(frame, c)) for c in version.criteria]
        judged.extend(self.standing_criteria())
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
