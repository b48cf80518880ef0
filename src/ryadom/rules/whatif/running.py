"""A scenario over a population: the status quo once, the scenario beside it, part by part, sums only."""

from collections.abc import Callable, Iterable, Mapping
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
        self.kept: dict[tuple[int, object, str], Worth] = {}

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
    if sums.mixed:
        yield Text(
            ru=f"Одно получат, а другое потеряют семей: {sums.mixed}. Суммой это не сравнить, они в «неизвестно».",
            en=f"Families that gain one thing and lose another: {sums.mixed}; counted as unknown.",
        )
