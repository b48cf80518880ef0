"""A scenario over a population: the status quo once, the scenario beside it, part by part, sums only."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import groupby

from ryadom.packs.api import Text
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.snapshots.part import Part
from ryadom.rules.whatif.calendar import months_from
from ryadom.rules.whatif.comparing import aligned
from ryadom.rules.whatif.comparison import Comparison, Month, Provenance
from ryadom.rules.whatif.cutting import Cutter
from ryadom.rules.whatif.gathering import OneMeasure, Sums
from ryadom.rules.whatif.population import Population
from ryadom.rules.whatif.scenario import Scenario
from ryadom.rules.whatif.sensitivity import Steps
from ryadom.rules.whatif.sides import Sides, StatusQuo, sides
from ryadom.rules.whatif.worth import Worth, worth

Progress = Callable[[int], None]
Worths = Mapping[str, Worth]


class Trial:
    """A population with the rules in force, against which scenarios are compared one after another.

    What the rules in force decide is kept, measure by measure, once somebody asked for it: the next scenario decides
    only its own side. With `keep=False` nothing is kept, so memory stays flat.
    """

    def __init__(self, quo: StatusQuo, population: Population, *, keep: bool = True) -> None:
        self.quo, self.population, self.keep = quo, population, keep
        self.kept: dict[tuple[int, object, str], Worth] = {}

    def compare(self, scenario: Scenario, *, progress: Progress = lambda families: None) -> Comparison:
        """What the scenario does to everyone. Raises PracticeErrors where its rules do not hold together."""
        two = sides(self.quo, scenario)
        cutter = Cutter(two)
        if cutter:
            self._line_up(two, cutter)
        sums = Sums({id: OneMeasure(two.before.measures.get(id), two.after.measures.get(id)) for id in two.touched})
        steps = Steps(two)
        decide = Everyone(two.after, on=scenario.on, measures=_there(two), parameters=scenario.parameters)
        first = 0
        for at, part in enumerate(self.population.parts()):
            after = {id: worth(()) for id in two.touched} | worths(decide, part)
            steps.add(part, after)
            before = self._before(at, part, two)
            cut = {id: cutter.cut(id, after[id], part, first) for id in two.touched}
            sums.add(
                part,
                {id: aligned(before[id], cut[id], part.persons) for id in two.touched},
                self.population.groups(part),
            )
            first += part.families
            progress(part.families)
        return self._told(two, sums, steps, cutter)

    def _line_up(self, two: Sides, cutter: Cutter) -> None:
        scenario = two.scenario
        decide = Everyone(two.after, on=scenario.on, measures=[*cutter.lines], parameters=scenario.parameters)
        first = 0
        for part in self.population.parts():
            cutter.line_up(part, worths(decide, part), first)
            first += part.families
        cutter.draw()

    def _before(self, at: int, part: Part, two: Sides) -> Worths:
        on = two.scenario.on
        wanted = [id for id in two.touched if (at, on, id) not in self.kept]
        there = [id for id in wanted if id in two.before.measures]
        found = worths(Everyone(two.before, on=on, measures=there), part) if there else {}
        new = {id: found.get(id, worth(())) for id in wanted}
        if self.keep:
            self.kept.update({(at, on, id): one for id, one in new.items()})
        return {id: new[id] if id in new else self.kept[at, on, id] for id in two.touched}

    def _told(self, two: Sides, sums: Sums, steps: Steps, cutter: Cutter) -> Comparison:
        scenario = two.scenario
        return Comparison(
            scenario,
            self._provenance(two, sums),
            sums.decisions,
            sums.families,
            sums.persons,
            sums.cost,
            tuple(one.told() for one in sums.measures.values()),
            tuple(Month(*pair) for pair in zip(months_from(scenario.on), sums.months(), strict=True)),
            sums.levels(),
            {name: table.told() for name, table in sums.tables.items()},
            sums.mixed,
            sensitivity=steps.told(),
            cuts=cutter.told(),
            notes=tuple(_notes(two, sums)),
        )

    def _provenance(self, two: Sides, sums: Sums) -> Provenance:
        people, scenario = self.population, two.scenario
        unknown = Decimal(sums.families.unknown) / (sums.families.total or 1)
        return Provenance(
            people.hash, people.title, people.imagined, people.as_of, two.before.lock, two.after.lock,
            scenario.hash, scenario.seed, two.touched, unknown.quantize(Decimal("0.0001")),
        )  # fmt: skip


def compare(
    quo: StatusQuo, scenario: Scenario, population: Population, *, progress: Progress = lambda families: None
) -> Comparison:
    """What a scenario does to a population; memory stays flat whatever its size."""
    return Trial(quo, population, keep=False).compare(scenario, progress=progress)


def worths(decide: Everyone, part: Part) -> dict[str, Worth]:
    """What each measure of `decide` is worth to its subjects in a part; one that decided nobody is empty."""
    found = {measure.id: worth(()) for measure in decide.measures}
    if found:
        decided = decide.decide(part)
        found |= {id: worth(tuple(rows)) for id, rows in groupby(decided, key=lambda one: one.measure)}
    return found


def _there(two: Sides) -> list[str]:
    return [id for id in two.touched if id in two.after.measures]


def _notes(two: Sides, sums: Sums) -> Iterable[Text]:
    if two.scenario.changes_nothing:
        yield Text(
            ru="Сценарий ничего не меняет: все числа и меры в нём такие же, как действуют.",
            en="The scenario changes nothing: its numbers and measures are those in force.",
        )
    elif not two.touched:
        yield Text(
            ru="Изменение не читает ни одна мера: для людей ничего не меняется.",
            en="No measure reads what is changed: nothing changes for people.",
        )
    if sums.mixed:
        yield Text(
            ru=f"Одно получат, а другое потеряют семей: {sums.mixed}. Суммой это не сравнить, они в «неизвестно».",
            en=f"Families that gain one thing and lose another: {sums.mixed}; counted as unknown.",
        )
