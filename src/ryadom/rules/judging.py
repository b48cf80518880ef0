"""One criterion at a time: who decides it, how it came out, in which words."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from ryadom.feel import Cuts, Unknown, evaluate
from ryadom.rules.combining import (
    NO_FACTS,
    Judged,
    can_be_asked,
    either,
    first_not_entered,
    no_answer,
    not_entered,
    not_in_force,
    words_of,
)
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure
from ryadom.rules.facts import PROVED, FactRef, Person
from ryadom.rules.frame import Frame, view
from ryadom.rules.ground import BOOLEANS, DefinitionMissing, Estimate, Found, Ground
from ryadom.rules.outcomes import CriterionAnswer, NotYetUntil, State
from ryadom.rules.parameters import ParameterMissing


class Judging:
    """One measure for one subject, criterion by criterion."""

    def __init__(self, ground: Ground, measure: Measure, subject: Person | None) -> None:
        self.ground, self.measure, self.subject = ground, measure, subject
        each = measure.file.for_ in ("adult", "child")
        # A child nobody has named yet is not the applicant: their facts wait for the list of members.
        self.person = subject if each else subject or ground.applicant
        self.owner = subject.id if subject and each else None
        self.cuts = Cuts()  # what the reference date was compared with

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
        frame = view(self.ground, self.person, self.ground.on, self.measure.id, version)
        known = self.safely(lambda: evaluate(version.reference, frame))
        return known if type(known) is date or isinstance(known, Unknown) else None

    def framed(self, version: CompiledVersion, reference: date | Unknown | None) -> Frame:
        """The view of a version on its reference date; where that is not known, nothing is decided by today."""
        on = reference if isinstance(reference, date) else self.ground.on
        unsure = reference if isinstance(reference, Unknown) else None
        return view(self.ground, self.person, on, self.measure.id, version, unsure)

    def safely(self, compute: Callable[[], Any]) -> Any:
        try:
            return compute()
        except (ParameterMissing, DefinitionMissing):
            return None

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
            return Judged(State.FAILED, broken=not_in_force(missing.name, missing.on))
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

    def worded(self, criterion: CompiledCriterion, judged: Judged) -> CriterionAnswer:
        """The words for a criterion; the same for every subject for whom it came out in the same way."""
        of, told = judged.told
        if told is None or of is not criterion:
            file = criterion.file
            grounds = judged.stands_on(self.ground.family)
            told = CriterionAnswer(
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
                by_name(judged.missing) if judged.missing else (),
                judged.askable,
                grounds.by_word,
                judged.not_yet,
                judged.broken,
                judged.group,
            )
            judged.told = criterion, told
        return told


def verdict(found: Found) -> Judged:
    """What the value of a rule says of a criterion; a parameter that was not entered is the cause of a failure."""
    value = found.value
    if value is True:
        return unless_estimated(Judged(State.MET, NO_FACTS, found.used, found.compared))
    if value is False:
        return Judged(State.NOT_MET, NO_FACTS, found.used, found.compared)
    if isinstance(value, Unknown):
        return Judged(State.UNKNOWN, refs(value), found.used, found.compared, cuts=found.cuts)
    broken = first_not_entered(found.used) or no_answer(found.warnings)
    return Judged(State.FAILED, NO_FACTS, found.used, found.compared, broken)


def unless_estimated(judged: Judged) -> Judged:
    """What rests on an estimate is at most likely."""
    if judged.state is State.MET and any(type(use) is Estimate for use in judged.uses):
        judged.state = State.LIKELY
    return judged


def refs(value: Unknown) -> frozenset[FactRef]:
    """The facts that an Unknown waits for."""
    return frozenset([fact for fact in value.facts if type(fact) is FactRef])


def by_name(refs: Collection[Any]) -> tuple[FactRef, ...]:
    return _sorted_refs(frozenset(refs)) if refs else ()


@lru_cache(maxsize=4096)
def _sorted_refs(refs: frozenset[Any]) -> tuple[FactRef, ...]:
    """By name. The same few names wait together in most families."""
    return tuple(sorted((r for r in refs if type(r) is FactRef), key=_id))


def _id(ref: FactRef) -> str:
    return ref.id
