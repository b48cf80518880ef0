"""A scenario over a population: the status quo once, the scenario beside it, part by part, sums only."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from ryadom.packs.api import Text
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.runs.cliffs import Sample
from ryadom.rules.snapshots.part import Part
from ryadom.rules.whatif.brinks import Brinks
from ryadom.rules.whatif.calendar import months_from
from ryadom.rules.whatif.comparing import aligned
from ryadom.rules.whatif.comparison import Comparison, Month, Provenance
from ryadom.rules.whatif.cutting import Cutter
from ryadom.rules.whatif.gathering import OneMeasure, Sums
from ryadom.rules.whatif.population import Population
from ryadom.rules.whatif.scenario import Scenario
from ryadom.rules.whatif.sensitivity import Steps
from ryadom.rules.whatif.sides import Sides, StatusQuo, sides
from ryadom.rules.whatif.worth import Worth, worth, worths

Progress = Callable[[int], None]
Worths = Mapping[str, Worth]


class Comparer:
    """A population with the rules in force, against which scenarios are compared one after another.

    What the rules in force decide is kept, measure by measure, once somebody asked for it: the next scenario decides
    only its own side. With `keep=False` nothing is kept, so memory stays flat. `sample`: the families that are looked
    at for cliffs; None: nobody is.
    """

    def __init__(
        self, quo: StatusQuo, population: Population, *, keep: bool = True, sample: Sample | None = None
    ) -> None:
        self.quo, self.population, self.keep, self.sample = quo, population, keep, sample
        self.kept: dict[tuple[int, date, str], Worth] = {}
        self.ready: tuple[tuple[date, tuple[str, ...]], Everyone] | None = None

    def compare(self, scenario: Scenario, *, progress: Progress = lambda families: None) -> Comparison:
        """What the scenario does to everyone. Raises PracticeErrors where its rules do not hold together."""
        two = sides(self.quo, scenario)
        cutter = Cutter(two)
        if cutter:
            self._line_up(two, cutter)
        sums = Sums({id: OneMeasure(two.before.measures.get(id), two.after.measures.get(id)) for id in two.touched})
        steps, brinks = Steps(two), Brinks(two, self.sample)
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
                two.loose,
                self.population.groups(part),
            )
            brinks.add(part, first)
            first += part.families
            progress(part.families)
        return self._told(two, sums, steps, cutter, brinks)

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
        there = tuple(id for id in wanted if id in two.before.measures)
        found = worths(self._deciding(on, there), part) if there else {}
        new = {id: found.get(id, worth(())) for id in wanted}
        if self.keep:
            self.kept.update({(at, on, id): one for id, one in new.items()})
        return {id: new[id] if id in new else self.kept[at, on, id] for id in two.touched}

    def _deciding(self, on: date, measures: tuple[str, ...]) -> Everyone:
        """The rules in force, made ready once for all parts."""
        if self.ready is None or self.ready[0] != (on, measures):
            self.ready = (on, measures), Everyone(self.quo.book, on=on, measures=measures)
        return self.ready[1]

    def _told(self, two: Sides, sums: Sums, steps: Steps, cutter: Cutter, brinks: Brinks) -> Comparison:
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
            sums.aside,
            cliffs=brinks.told(),
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
    quo: StatusQuo,
    scenario: Scenario,
    population: Population,
    *,
    sample: Sample | None = None,
    progress: Progress = lambda families: None,
) -> Comparison:
    """What a scenario does to a population; memory stays flat whatever its size."""
    return Comparer(quo, population, keep=False, sample=sample).compare(scenario, progress=progress)


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
    if sums.aside:
        yield Text(
            ru=f"Семей, у которых не известно право не деньгами (услуга, скидка): {sums.aside}. Считаны по деньгам.",
            en=f"Families of whom a right that is no money is not known: {sums.aside}; they are counted by money.",
        )
    if sums.mixed:
        yield Text(
            ru=f"Одно получат, а другое потеряют семей: {sums.mixed}. Суммой это не сравнить, они в «неизвестно».",
            en=f"Families that gain one thing and lose another: {sums.mixed}; counted as unknown.",
        )
