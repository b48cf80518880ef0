"""The next date: the first day on which an outcome changes by itself, found from change points and not by trying days.

All facts are frozen and only the day moves; the day of applying moves with it unless the family has stated one. Months
that are not lived yet are unknown. The candidates are the days on which a criterion may come out differently
(`spans`), on which a version of the measure begins or ends, and on which the measure closes. There, and only there, the
criteria that may have turned are judged again, by the same judge as on any other day.

An outcome of which we would not know is passed over: it is no change that next year's income or parameter is not
known today. Entitled and likely are one side: how sure we are does not change by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any

from ryadom.rules.combining import combine, either
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure
from ryadom.rules.facts import Person
from ryadom.rules.frame import Frame
from ryadom.rules.ground import Ground, Use
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
        self.entered: set[date] = set()  # the days that were looked at for the measure in hand
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
        if day not in self.entered:
            self.entered.add(day)
            found.used, found.touched = {}, []
        return found

    def forget(self) -> None:
        """Let go of what was worked out on the days, as the ground of today does."""
        for ground in (*self.grounds.values(), *self.spans.grounds.values()):
            ground.forget()

    def read(self) -> Iterator[Use]:
        """Everything that was read for the last `next`."""
        for ground in (self.grounds[day] for day in self.entered):
            yield from chain(ground.used, *ground.touched)
        for used in self.spans.read:
            yield from used

    def next(self, measure: Measure, subject: Person | None, answer: MeasureAnswer) -> NextDate | None:
        """The first day after today with another known outcome; None up to the horizon."""
        self.entered.clear()
        self.spans.read.clear()
        closed = measure.file.closed
        if answer.outcome is Outcome.CLOSED and closed and self.on >= closed.on:
            return None
        now = _Criteria.told(measure, answer)
        current, version = _Criteria.told(measure, answer), now.version if now else None
        start = self.on
        for bound in [*self.bounds(measure), self.last + ONE]:
            if current is not None:
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

    def first(
        self, days: Days, subject: Person | None, answer: MeasureAnswer, start: date, end: date
    ) -> tuple[date, Outcome] | None:
        """The first day before `end` on which the outcome is another one. The states are those of that day then.

        Where the answer is no, a criterion that is surely unmet guards it: until that one turns, nothing else matters.
        """
        count = len(self.version.criteria)
        turns = [_Turns(self.leaves(days, subject, at), start) for at in range(count)]
        refused = answer.outcome is Outcome.NOT_ENTITLED
        if refused and any(state.state is State.NOT_MET for state in self.states[count:]):
            return None
        guards = [at for at in range(count) if refused and self.states[at].state is State.NOT_MET]
        day = start
        while True:
            now = day
            turn = _last(turns[at].after(now) for at in guards) if guards else _next(one.after(now) for one in turns)
            if turn is None or turn >= end:
                return None
            day = turn
            judging = Settling(days.ground(day), self.measure, subject)
            frame = judging.framed(self.version, judging.reference(self.version))
            first = guards if refused else ()
            guards = []
            for at in [*first, *(at for at in range(count) if at not in first)]:
                self.renew(judging, frame, at, turns[at].upto(day))
                if refused and self.states[at].state is State.NOT_MET:
                    guards.append(at)
                    break
            if guards:
                continue
            outcome = combine(self.states, self.version.file.who.complete)
            if outcome is Outcome.UNKNOWN and answer.outcome is not Outcome.UNKNOWN:
                outcome, _ = days.judged(self.measure, subject, day)
            if days.differs(outcome, answer.outcome):
                return day, outcome
        return None

    def leaves(self, days: Days, subject: Person | None, at: int) -> Iterator[tuple[int | None, tuple[date, ...]]]:
        """The candidate days of a criterion, and of each place within its group."""
        criterion = self.version.criteria[at]
        for within, part in ((None, criterion), *enumerate(criterion.group)):
            for leaf in _with_members(part) if within is not None else (part,):
                found = days.spans.candidates(self.measure, subject, self.version, leaf)
                if found:
                    yield within, found

    def renew(self, judging: Settling, frame: Frame, at: int, turned: set[int | None]) -> None:
        """A criterion judged again, of a group only the members that may have turned."""
        for within in turned:
            if within is not None:
                criterion = self.version.criteria[at].group[within]
                self.parts[at][within] = judging.judge(frame, criterion, traced=False)
        if turned:
            self.states[at] = self.state(judging, frame, at)

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


class _Turns:
    """The candidate days of one criterion, read off only when they are asked for; up to which it was judged."""

    __slots__ = ("days", "leaves", "upto_day")

    def __init__(self, leaves: Iterable[tuple[int | None, tuple[date, ...]]], start: date) -> None:
        self.leaves = leaves
        self.days: list[tuple[date, int | None]] | None = None
        self.upto_day = start

    def all(self) -> list[tuple[date, int | None]]:
        if self.days is None:
            self.days = [(day, within) for within, found in self.leaves for day in found]
        return self.days

    def after(self, day: date) -> date | None:
        """The next candidate day."""
        return min((one for one, _ in self.all() if one > day), default=None)

    def upto(self, day: date) -> set[int | None]:
        """What may have turned since it was judged last."""
        since, self.upto_day = self.upto_day, day
        return {within for one, within in self.all() if since < one <= day}


def _last(days: Iterable[date | None]) -> date | None:
    """The last of the days; None as soon as one of them never comes."""
    latest = date.min
    for day in days:
        if day is None:
            return None
        latest = max(latest, day)
    return latest


def _next(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


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
