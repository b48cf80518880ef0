"""Whether a decision stood within one unit of a threshold: a kopeck, a day, one child."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from tests.rules.everyone.proof.pulling import KOPECK
from tests.rules.everyone.proof.thresholds import Edges, Thresholds, criterion_rules

from ryadom.feel import Compared, Trace, Unknown, evaluate
from ryadom.rules.answers import answer
from ryadom.rules.compiled import CompiledCriterion, Definition
from ryadom.rules.facts import Family
from ryadom.rules.frame import Frame
from ryadom.rules.ground import DefinitionMissing, Ground
from ryadom.rules.judging import Judging
from ryadom.rules.names import readers_of
from ryadom.rules.outcomes import CriterionAnswer, MeasureAnswer
from ryadom.rules.parameters import ParameterMissing

DAY = timedelta(days=1)
KOPECKS_OF_A_YEAR = 12 * KOPECK  # both sides may be multiplied by the months of a year


class Nearness:
    """Judges answers of one book."""

    def __init__(self, thresholds: Thresholds) -> None:
        self.thresholds, self.book = thresholds, thresholds.book
        self.edges: dict[int, Edges] = {}
        self.criteria = {
            (measure.id, one.file.id): one
            for measure in self.book.measures.values()
            for version in measure.versions
            for top in version.criteria
            for one in (top, *top.group)
        }

    def near(self, family: Family, on: date) -> tuple[int, int]:
        """How many decisions a family gets, and how many of them within one unit of a threshold."""
        ground = Ground(self.book, family, on, readers_of(self.book))
        found = answer(self.book, family, on=on, ask=False).measures
        return len(found), sum(self.of(one, ground) for one in found)

    def of(self, found: MeasureAnswer, ground: Ground) -> bool:
        """Whether some criterion of an answer was decided, or left open, within one unit of its threshold."""
        leaves = [(one, self.criteria.get((found.measure, one.id))) for top in found.criteria for one in _leaves(top)]
        own = [(one, compiled) for one, compiled in leaves if compiled is not None and compiled.rule is not None]
        day = found.reference_date or ground.on
        if any(self._compared(one.compared, compiled) for one, compiled in own):
            return True
        if any(self._born(one, compiled, ground.family, day) for one, compiled in own):
            return True
        return self._defined(found, [compiled for _, compiled in own], ground)

    def _compared(self, compared: Iterable[Compared], compiled: CompiledCriterion) -> bool:
        """Money within a kopeck (or the kopecks of a year's months), a count within one, a date within a day."""
        edges = self._edges(compiled)
        return any(_close(one, edges) for one in compared)

    def _defined(self, found: MeasureAnswer, criteria: list[CompiledCriterion], ground: Ground) -> bool:
        """The same of what is compared inside definitions, looked at from the subject's place."""
        measure = self.book.measures[found.measure]
        judging = Judging(ground, measure, ground.family.person(found.subject))
        version = next((v for v in measure.versions if v.file.from_ == found.version_from), None)
        reference = judging.reference(version) if version else None
        if version is None or isinstance(reference, Unknown):
            return False
        frame = judging.framed(version, reference)
        return any(
            self._compared(_traced(definition, frame), compiled)
            for compiled in criteria
            for rule in criterion_rules(compiled)
            for definition in self.thresholds.comparing(rule)
        )

    def _born(self, one: CriterionAnswer, compiled: CompiledCriterion, family: Family, day: date) -> bool:
        """A date that a rule reads within a day of an age that the rule asks about."""
        edges = self._edges(compiled)
        for ref in one.facts:
            held = family.known(ref)
            if held is not None and type(held.value) is date:
                days = {_back(day, months) for months in edges.months.get(ref.key, ())} | edges.days.get(ref.key, set())
                if any(abs(held.value - edge) <= DAY for edge in days):
                    return True
        return False

    def _edges(self, compiled: CompiledCriterion) -> Edges:
        key = id(compiled)  # the book keeps them all
        if key not in self.edges:
            self.edges[key] = Edges()
            for rule in criterion_rules(compiled):
                self.edges[key].add(self.thresholds.of(rule))
        return self.edges[key]


def _leaves(top: CriterionAnswer) -> tuple[CriterionAnswer, ...]:
    return (top, *top.group)


def _close(one: Compared, edges: Edges) -> bool:
    left, right = one.left_value, one.right_value
    if type(left) is date and type(right) is date:
        return abs(left - right) <= DAY
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return False
    if one.left in edges.counts:
        return abs(left - right) <= 1
    return one.left not in edges.ages and abs(left - right) <= KOPECKS_OF_A_YEAR


def _traced(definition: Definition, frame: Frame) -> tuple[Compared, ...]:
    """What a definition compares, for one frame."""
    version, trace = definition.at(frame.date), Trace()
    if version is None:
        return ()
    with suppress(ParameterMissing, DefinitionMissing):
        evaluate(version.rule, frame, trace=trace)
    return trace.compared


@cache
def _back(day: date, months: int) -> date:
    """The day so many months before, clamped to its month."""
    count = day.year * 12 + day.month - 1 - months
    first, after = date(count // 12, count % 12 + 1, 1), date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), after - DAY)
