"""What one step of a number costs: the measures that read it are decided once more, one step further."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.runs.costs import counted
from ryadom.rules.snapshots.part import Part
from ryadom.rules.whatif.calendar import payments
from ryadom.rules.whatif.comparing import aligned, change, settled
from ryadom.rules.whatif.comparison import Cost, Sensitivity
from ryadom.rules.whatif.scenario import Step
from ryadom.rules.whatif.sides import Sides
from ryadom.rules.whatif.touched import Loose, loose, reading
from ryadom.rules.whatif.worth import Worth, worth, worths


@dataclass
class _OneStep:
    step: Step
    decide: Everyone
    loose: Mapping[str, Loose]
    further: Cost = field(default_factory=Cost)


class Steps:
    """All steps of a scenario, added up part by part. A ceiling is left aside: the question is what would be due."""

    def __init__(self, two: Sides) -> None:
        self.two = two
        self.each = [self._one(step) for step in two.scenario.steps]
        here = {measure.id for one in self.each for measure in one.decide.measures}
        self.here = Everyone(
            two.after, on=two.scenario.on, parameters=two.scenario.parameters,
            measures=[id for id in here if id not in two.touched],
        )  # fmt: skip

    def _one(self, step: Step) -> _OneStep:
        book, scenario = self.two.after, self.two.scenario
        moved = scenario.moved(step)
        decide = Everyone(
            book, on=moved.on, parameters=moved.parameters,
            measures=reading(book, step.parameter, "/".join(value for _, value in step.keys)),
        )  # fmt: skip
        left = {one.id: loose(book, book, moved.parameters, one.id, scenario.parameters) for one in decide.measures}
        return _OneStep(step, decide, left)

    def add(self, part: Part, after: Mapping[str, Worth]) -> None:
        """One part; `after`: what the touched measures are worth in the scenario itself."""
        if not self.each:
            return
        known = {**after, **worths(self.here, part)}
        for one in self.each:
            for id, found in worths(one.decide, part).items():
                one.further += self._more(one, id, known.get(id, worth(())), found, part.persons)

    def _more(self, one: _OneStep, id: str, here: Worth, further: Worth, persons: int) -> Cost:
        file = self.two.after.measures[id].file
        times, paid = len(payments(file)), counted(file)
        old, new = aligned(here, further, persons)
        return change(old, new, (times, times), (paid, paid), settled(old, new, one.loose[id])).cost

    def told(self) -> tuple[Sensitivity, ...]:
        """The lines, in the order of the scenario."""
        return tuple(
            Sensitivity(
                s.parameter, s.name, s.keys, self._at(s), s.by, one.further.more, one.further.gained, one.further.lost
            )
            for one in self.each
            for s in (one.step,)
        )

    def _at(self, step: Step) -> Decimal:
        found = (n.after for n in self.two.scenario.numbers if (n.parameter, n.keys) == (step.parameter, step.keys))
        return next(found)
