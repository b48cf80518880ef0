"""What one step of a number costs: the measures that read it are decided once more, one step further."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.snapshots.part import Part
from ryadom.rules.whatif.calendar import payments
from ryadom.rules.whatif.comparing import aligned, change
from ryadom.rules.whatif.comparison import Money, Sensitivity
from ryadom.rules.whatif.scenario import Step
from ryadom.rules.whatif.sides import Sides
from ryadom.rules.whatif.touched import reading
from ryadom.rules.whatif.worth import Worth, counted, worth


@dataclass
class _OneStep:
    step: Step
    decide: Everyone
    further: Money = field(default_factory=Money)


class Steps:
    """All steps of a scenario, added up part by part. A ceiling is left aside: the question is what would be due."""

    def __init__(self, two: Sides) -> None:
        self.two = two
        self.each = [_OneStep(step, self._further(step)) for step in two.scenario.steps]
        here = {measure.id for one in self.each for measure in one.decide.measures}
        self.here = Everyone(
            two.after, on=two.scenario.on, parameters=two.scenario.parameters,
            measures=[id for id in here if id not in two.touched],
        )  # fmt: skip

    def _further(self, step: Step) -> Everyone:
        moved = self.two.scenario.moved(step)
        return Everyone(
            self.two.after, on=moved.on, parameters=moved.parameters, measures=reading(self.two.after, step.parameter)
        )

    def add(self, part: Part, after: Mapping[str, Worth]) -> None:
        """One part; `after`: what the touched measures are worth in the scenario itself."""
        if not self.each:
            return
        from ryadom.rules.whatif.running import worths

        known = {**after, **worths(self.here, part)}
        for one in self.each:
            for id, found in worths(one.decide, part).items():
                one.further += self._more(id, known.get(id, worth(())), found, part.persons)

    def _more(self, id: str, here: Worth, further: Worth, persons: int) -> Money:
        file = self.two.after.measures[id].file
        times, paid = len(payments(file)), counted(file)
        old, new = aligned(here, further, persons)
        return change(old, new, (times, times), (paid, paid)).cost.more

    def told(self) -> tuple[Sensitivity, ...]:
        """The lines, in the order of the scenario."""
        return tuple(
            Sensitivity(s.parameter, s.name, s.keys, self._at(s), s.by, one.further)
            for one in self.each
            for s in (one.step,)
        )

    def _at(self, step: Step) -> Decimal:
        found = (n.after for n in self.two.scenario.numbers if (n.parameter, n.keys) == (step.parameter, step.keys))
        return next(found)
