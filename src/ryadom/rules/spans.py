"""On which days may a rule come out differently? The family as it is now, with the day itself unknown.

A rule is evaluated once over a span of days. The engine notes what it compares an unknown value with; for the day,
these are the days on which an age is reached, a window opens or closes, a parameter begins or ends, an income window
moves on. Between two of them the rule cannot change, if it compares the day in no other way (`moving`); where it does,
the span is divided, down to single days if need be.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ryadom.feel import Cuts, Expression, Unknown, evaluate
from ryadom.rules import incomes
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure
from ryadom.rules.facts import FactRef, Person, window_of
from ryadom.rules.frame import Frame
from ryadom.rules.ground import DefinitionMissing, Ground, Use
from ryadom.rules.judging import Judging
from ryadom.rules.kinds import IncomeWindow
from ryadom.rules.moving import Motions
from ryadom.rules.parameters import Keys, Parameter, ParameterMissing, keys_of

if TYPE_CHECKING:
    from ryadom.rules.book import Rulebook

YEARS = 25
DAY = FactRef("дата")
INCOME = frozenset({FactRef("income:")})
ONE = timedelta(days=1)


def horizon(on: date) -> date:
    """The last day that is looked at: a child of today is long grown up, and who is 55 is 80."""
    return date(min(on.year + YEARS, 9000), 12, 31)


class SpanGround(Ground):
    """The ground on all days from `low` to `high` at once."""

    def __init__(self, base: Ground, low: date, high: date) -> None:
        super().__init__(base.book, base.family, low, (base.readers, base.own_readers, base.by_measure))
        self.seen, self.lived, self.high = base.seen, base.lived, high
        asked = base.family.facts.get("application-date")
        if asked is None or asked.value is None:
            self.application_date: Any = Unknown(frozenset({DAY}), low, high)

    def hidden(self, parameter: Parameter, on: Any, named: Mapping[str, Any], facts: frozenset[Any]) -> Any:
        """A parameter on a day of the span; where it turns, the span is cut. It has no bounds here: where it is
        missing on some days, what stands behind it is evaluated, too.
        """
        if DAY not in facts:
            return super().hidden(parameter, on, named, facts)
        sure = not any(isinstance(value, Unknown) for value in named.values()) and set(named) == set(parameter.keys)
        keys: Keys = keys_of(parameter, named) if sure else ()
        if sure and (given := self.overridden(parameter, keys)) is not None:
            return given.value
        low, high = (on.low, on.high) if isinstance(on, Unknown) else (on, on)
        turns = [day for day in parameter.turns(self.family.region) if low is None or high is None or low < day <= high]
        if isinstance(on, Unknown):
            for day in turns:
                self.cuts.boundary(on, day, -1)
        if sure and not turns and low is not None and None not in named.values():
            return self.parameter(parameter.id, low, keys)
        return Unknown(facts=facts, origin=None)

    def hidden_income(self, frame: Frame) -> Unknown:
        """Incomes change with the month, as long as something may be known of the months that count."""
        unsure = frame.unsure
        if unsure is None or DAY not in unsure.facts:
            return super().hidden_income(frame)
        rule = frame.version.file.income if frame.version and frame.version.file.income else incomes.DEFAULT
        self.used.update(dict.fromkeys(INCOME))
        for day in self.months(rule):
            self.cuts.boundary(unsure, day, -1)
        return Unknown(facts=INCOME, origin=None)

    def months(self, rule: IncomeWindow) -> Iterator[date]:
        """The first days of the months in which an income may be known, and of the one after them."""
        told = [window_of(key)[1] for held in self.told for key in held if key.startswith("income:")]
        cover = self.family.cover
        known = max([self.lived or self.on, *told, *([cover.last] if cover else [])])
        month = incomes.shifted(self.on, 1)
        while month <= self.high:
            yield month
            if incomes.window(rule, month)[1] > known:
                return
            month = incomes.shifted(month, 1)

    @property
    def told(self) -> Iterable[Mapping[str, Any]]:
        return self.family.facts, *(p.facts for p in self.family.persons)


class Spans:
    """The candidate days of rules, for one family from one day on."""

    def __init__(self, base: Ground, on: date, last: date) -> None:
        self.base, self.on, self.last = base, on, last
        self.grounds: dict[tuple[date, date], SpanGround] = {}
        self.found: dict[Any, tuple[tuple[date, ...], frozenset[Use]]] = {}
        self.read: list[frozenset[Use]] = []  # what was read for the days that were asked for
        book = base.book
        asked = base.family.facts.get("application-date")
        self.stated = asked is not None and asked.value is not None
        # A definition that gets another version: nothing is known across that day.
        turns = {day for d in book.definitions.values() for day in _bounds(d.versions) if on < day <= last}
        self.starts = sorted({on, *turns})

    def ground(self, low: date, high: date) -> SpanGround:
        found = self.grounds.get((low, high))
        if found is None:
            found = self.grounds[low, high] = SpanGround(self.base, low, high)
        return found

    def candidates(
        self, measure: Measure, subject: Person | None, version: CompiledVersion, criterion: CompiledCriterion
    ) -> tuple[date, ...]:
        """Every day on which a leaf may come out differently than on the day before; more days do no harm."""
        found: set[date] = set()
        for rule in (criterion.rule, criterion.not_yet_when):
            if rule is not None:
                found.update(self.of_rule(measure, subject, version, rule))
        return tuple(sorted(found))

    def of_rule(
        self, measure: Measure, subject: Person | None, version: CompiledVersion, rule: Expression
    ) -> tuple[date, ...]:
        dated = version.by_application and not self.stated
        motion = motions(self.base.book, dated=dated).of(rule, version.file.composition)
        if not motion.moves or (self.stated and version.by_application):
            return ()
        person = Judging(self.base, measure, subject).person
        reference = None if version.by_application else (measure.id, version.index)
        key = (rule.text, person.id if person else None, version.scope, reference)
        found = self.found.get(key)
        if found is None:
            days: set[date] = set()
            look = _Look(self, measure, subject, version, rule)
            for low, high in pairwise([*self.starts, self.last + ONE]):
                days.add(low)
                days.update(look.divided(low, high - ONE) if motion.loose else look.cuts(low, high - ONE)[1])
            days.update(day for day in self.of_seasons(motion.seasons) if self.on < day <= self.last)
            days.discard(self.on)
            found = self.found[key] = tuple(sorted(days)), frozenset(look.used)
        self.read.append(found[1])
        return found[0]

    def of_seasons(self, seasons: Iterable[tuple[int, int]]) -> Iterator[date]:
        """The days of every year on which such a comparison changes: the day, the day after it, and New Year."""
        for month, day in seasons:
            for year in range(self.on.year, self.last.year + 1):
                yield date(year, 1, 1)
                try:
                    turn = date(year, month, day)
                except ValueError:  # 29 February: there is no such day to compare with in this year
                    continue
                yield turn
                yield turn + ONE


class _Look:
    """One rule of one measure for one subject, over spans."""

    def __init__(
        self, spans: Spans, measure: Measure, subject: Person | None, version: CompiledVersion, rule: Expression
    ) -> None:
        self.spans, self.measure, self.subject, self.version, self.rule = spans, measure, subject, version, rule
        self.used: set[Use] = set()

    def cuts(self, low: date, high: date) -> tuple[bool, list[date]]:
        """Whether the rule surely does not change from `low` to `high`, and where it may."""
        ground = self.spans.ground(low, high)
        ground.used, ground.touched = {}, []
        judging = Judging(ground, self.measure, self.subject)
        frame = judging.framed(self.version, judging.reference(self.version))
        outer, ground.cuts = ground.cuts, Cuts()
        sure = True
        try:
            value = evaluate(self.rule, frame, cuts=ground.cuts)
        except (ParameterMissing, DefinitionMissing):
            value, sure = None, False
        found, ground.cuts = ground.cuts, outer
        self.used.update(ground.used, *ground.touched)
        days = {_first(point, side) for point, side in found.boundaries(DAY)}
        inside = sorted(day for day in days if day is not None and low < day <= high)
        moved = isinstance(value, Unknown) and not value.facts.isdisjoint({DAY, *INCOME})
        return sure and not moved, inside

    def divided(self, low: date, high: date) -> Iterator[date]:
        """The starts of parts on each of which the rule surely stands still; single days if need be."""
        yield low
        sure, inside = self.cuts(low, high)
        if sure or low == high:
            return
        for start, end in pairwise([low, *(inside or _parts(low, high)), high + ONE]):
            yield from self.divided(start, end - ONE)


def _parts(low: date, high: date) -> list[date]:
    """Where a span is divided when it has no thresholds of its own: at years, then months, then days."""
    if low.year != high.year:
        return [date(year, 1, 1) for year in range(low.year + 1, high.year + 1)]
    if low.month != high.month:
        return [date(low.year, month, 1) for month in range(low.month + 1, high.month + 1)]
    return [low + ONE * count for count in range(1, (high - low).days + 1)]


def _first(point: Any, side: int) -> date | None:
    """The first day of what lies behind a boundary."""
    if type(point) is not date:
        return None
    return point if side < 0 else point + ONE if point < date.max else None


def _bounds(versions: Iterable[Any]) -> Iterator[date]:
    for version in versions:
        yield version.first
        if version.last is not None and version.last < date.max:
            yield version.last + ONE


def motions(book: "Rulebook", *, dated: bool) -> Motions:
    """How the rules of a book move; read once."""
    if not book.motions:
        book.motions.extend((Motions(book, dated=False), Motions(book, dated=True)))
    found: Motions = book.motions[dated]
    return found


__all__ = ["DAY", "SpanGround", "Spans", "horizon", "motions"]
