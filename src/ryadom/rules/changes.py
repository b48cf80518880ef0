"""The next date: the first day on which an outcome changes by itself, found from change points and not by trying days.

All facts are frozen and only the day moves; the day of applying moves with it unless the family has stated one. Months
that are not lived yet are unknown. The candidates are the days on which a criterion may come out differently
(`spans`), on which a version of the measure begins or ends, and on which the measure closes. There, and only there, the
criteria that may have turned are judged again, by the same judge as on any other day.

An outcome of which we would not know is passed over: it is no change that next year's income or parameter is not
known today. Entitled and likely are one side: how sure we are does not change by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ryadom.rules.combining import combine, either
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure
from ryadom.rules.facts import Person
from ryadom.rules.frame import Frame
from ryadom.rules.ground import Ground
from ryadom.rules.incomes import shifted
from ryadom.rules.outcomes import MeasureAnswer, NextDate, Outcome, State
from ryadom.rules.settling import Settling
from ryadom.rules.spans import Spans, horizon

ONE = timedelta(days=1)
SIDE = {Outcome.LIKELY: Outcome.ENTITLED}
PASSED_OVER = frozenset({Outcome.UNKNOWN, Outcome.FAILED})
SURE = frozenset({State.MET, State.LIKELY, State.NOT_MET, State.NOT_YET})
SAME = {State.LIKELY: State.MET}


def side(outcome: Outcome) -> Outcome:
    """What an outcome means to the person: entitled and likely are the same side."""
    return SIDE.get(outcome, outcome)


class Days:
    """The days ahead of one family: the grounds on which they are tried, shared by all measures."""

    def __init__(self, base: Ground, last: date | None = None) -> None:
        self.base, self.on = base, base.on
        self.lived = shifted(base.on, 0)
        self.grounds: dict[date, Ground] = {}
        self.last = last or horizon(base.on)
        self.spans = Spans(self.ground(base.on), base.on, self.last)

    def ground(self, day: date) -> Ground:
        """The family as it is, on another day."""
        found = self.grounds.get(day)
        if found is None:
            base = self.base
            found = Ground(base.book, base.family, day, (base.readers, base.own_readers, base.by_measure))
            found.seen, found.lived = base.seen, self.lived
            self.grounds[day] = found
        return found

    def next(self, measure: Measure, subject: Person | None, answer: MeasureAnswer) -> NextDate | None:
        """The first day after today with another known outcome; None up to the horizon."""
        closed = measure.file.closed
        if answer.outcome is Outcome.CLOSED and closed and self.on >= closed.on:
            return None
        now = _Criteria.told(measure, answer)
        current, version = _Criteria.told(measure, answer), now.version if now else None
        start = self.on
        for bound in [*self.bounds(measure), self.last + ONE]:
            if current is not None and not current.hopeless(self, subject, answer.outcome):
                found = current.first(self, subject, answer, start, bound)
                if found is not None:
                    day, outcome = found
                    changed = current.version is not version
                    return NextDate(
                        day,
                        outcome,
                        () if now is None or changed else current.differences(now),
                        current.version.file.from_ if changed else None,
                    )
            if bound > self.last:
                return None
            outcome, current = self.judged(measure, subject, bound)
            if self.differs(outcome, answer.outcome):
                same = current is not None and now is not None and current.version is version
                began = current.version.file.from_ if current is not None and not same else None
                return NextDate(bound, outcome, current.differences(now) if same and current and now else (), began)
            start = bound
        return None

    def bounds(self, measure: Measure) -> list[date]:
        """The days from which the measure itself may be another one."""
        days = {day for v in measure.versions for day in (v.file.from_, v.file.to and v.file.to + ONE) if day}
        if measure.file.closed:
            days.add(measure.file.closed.on)
        if any(_wanders(v) for v in measure.versions):  # a reference date that moves in a way of its own
            days.update(self.on + ONE * count for count in range(1, (self.last - self.on).days + 1))
        return sorted(day for day in days if self.on < day <= self.last)

    def differs(self, outcome: Outcome, today: Outcome) -> bool:
        return outcome not in PASSED_OVER and side(outcome) is not side(today)

    def judged(self, measure: Measure, subject: Person | None, day: date) -> tuple[Outcome, "_Criteria | None"]:
        """The measure as it stands on a day, every criterion judged."""
        closed = measure.file.closed
        if closed and day >= closed.on:
            return Outcome.CLOSED, None
        judging = Settling(self.ground(day), measure, subject)
        version, _ = judging.version()
        if version is None:
            later = any(v.file.from_ > day for v in measure.versions)
            return (Outcome.NOT_YET if later else Outcome.CLOSED), None
        found = _Criteria.judged(measure, version, judging)
        return found.outcome(judging), found


class _Criteria:
    """The criteria of one version, each with how it comes out from some day on."""

    def __init__(self, measure: Measure, version: CompiledVersion, states: Sequence[Any]) -> None:
        self.measure, self.version, self.states = measure, version, list(states)
        self.parts: dict[int, list[Any]] = {}

    @classmethod
    def told(cls, measure: Measure, answer: MeasureAnswer) -> "_Criteria | None":
        """As the answer of today has them."""
        version = next((v for v in measure.versions if v.file.from_ == answer.version_from), None)
        if version is None:
            return None
        found = cls(measure, version, answer.criteria)
        found.parts = {at: list(one.group) for at, one in enumerate(answer.criteria) if one.group}
        return found

    @classmethod
    def judged(cls, measure: Measure, version: CompiledVersion, judging: Settling) -> "_Criteria":
        frame = judging.framed(version, judging.reference(version))
        found = cls(measure, version, ())
        for at, criterion in enumerate(version.criteria):
            if criterion.group:
                found.parts[at] = [judging.judge(frame, c, traced=False) for c in criterion.group]
            found.states.append(found.state(judging, frame, at))
        found.states.extend(judged for _, judged in judging.standing_criteria())
        return found

    def hopeless(self, days: Days, subject: Person | None, today: Outcome) -> bool:
        """Surely unmet as long as this version holds, by something that no day changes."""
        if today is not Outcome.NOT_ENTITLED:
            return False
        states = self.states[: len(self.version.criteria)]
        for at, (criterion, state) in enumerate(zip(self.version.criteria, states, strict=True)):
            if state.state is State.NOT_MET and not self.leaves(days, subject, at, criterion):
                return True
        return any(state.state is State.NOT_MET for state in self.states[len(states) :])

    def leaves(
        self, days: Days, subject: Person | None, at: int, criterion: CompiledCriterion
    ) -> list[tuple[date, int, int | None]]:
        """The candidate days of a criterion: with its place, and the place within its group."""
        return [
            (day, at, within)
            for within, part in ((None, criterion), *enumerate(criterion.group))
            for leaf in _with_members(part if within is not None else replace(criterion, group=()))
            for day in days.spans.candidates(self.measure, subject, self.version, leaf)
        ]

    def first(
        self, days: Days, subject: Person | None, answer: MeasureAnswer, start: date, end: date
    ) -> tuple[date, Outcome] | None:
        """The first day before `end` on which the outcome is another one. The states are those of that day then."""
        turns: dict[date, list[tuple[int, int | None]]] = {}
        for at, criterion in enumerate(self.version.criteria):
            for day, place, within in self.leaves(days, subject, at, criterion):
                if start < day < end:
                    turns.setdefault(day, []).append((place, within))
        for day in sorted(turns):
            judging = Settling(days.ground(day), self.measure, subject)
            frame = judging.framed(self.version, judging.reference(self.version))
            touched = set()
            for at, within in turns[day]:
                criterion = self.version.criteria[at]
                if within is not None:
                    self.parts[at][within] = judging.judge(frame, criterion.group[within], traced=False)
                touched.add(at)
            for at in touched:
                self.states[at] = self.state(judging, frame, at)
            outcome = combine(self.states, self.version.file.who.complete)
            if outcome is Outcome.UNKNOWN and answer.outcome is not Outcome.UNKNOWN:
                outcome, _ = days.judged(self.measure, subject, day)
            if days.differs(outcome, answer.outcome):
                return day, outcome
        return None

    def state(self, judging: Settling, frame: Frame, at: int) -> Any:
        """A criterion from scratch; a group from its members."""
        criterion = self.version.criteria[at]
        if criterion.group and criterion.not_yet_when is None:
            return _Group(criterion, self.parts[at])
        return judging.judge(frame, criterion, traced=False)

    def outcome(self, judging: Settling) -> Outcome:
        """The outcome of a day on which everything was judged; what waits for one fact twice is tried."""
        outcome = combine(self.states, self.version.file.who.complete)
        if outcome is not Outcome.UNKNOWN:
            return outcome
        version = self.version
        frame = judging.framed(version, judging.reference(version))
        judged = [(c, judging.judge(frame, c, traced=False)) for c in version.criteria]
        judged.extend(judging.standing_criteria())
        shared = judging.shared(judged)
        return judging.settled_once(frame, version, judged, shared) if shared else outcome

    def differences(self, before: "_Criteria") -> tuple[str, ...]:
        """The leaves that are known now and come out differently than before."""
        return tuple(
            id
            for (id, state), (_, earlier) in zip(self.named(), before.named(), strict=True)
            if state in SURE and SAME.get(state, state) is not SAME.get(earlier, earlier)
        )

    def named(self) -> list[tuple[str, State]]:
        found = []
        for at, criterion in enumerate(self.version.criteria):
            if criterion.group:
                found += [(c.file.id, j.state) for c, j in zip(criterion.group, self.parts[at], strict=True)]
            else:
                found.append((criterion.file.id, self.states[at].state))
        return found


class _Group:
    """A group from the states of its members: the same rule as in `Judging.by_group`, without words."""

    __slots__ = ("askable", "state")

    def __init__(self, criterion: CompiledCriterion, members: list[Any]) -> None:
        self.state, _, self.askable = either(members, criterion.file.complete)


def _with_members(criterion: CompiledCriterion) -> Iterator[CompiledCriterion]:
    """A criterion and everything inside it."""
    yield criterion
    for part in criterion.group:
        yield from _with_members(part)


def _wanders(version: CompiledVersion) -> bool:
    return not version.by_application and not version.reference.names.isdisjoint({"дата", "дата заявления"})
