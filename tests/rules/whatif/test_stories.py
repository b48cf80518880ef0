"""What happens to the Morozovs when a number of the law moves."""

from decimal import Decimal

import pytest
import yaml
from tests.stories.cast import ROOT

from ryadom.packs.api import PracticeErrors
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.runs.cliffs import Sample
from ryadom.rules.whatif.comparison import Tally
from ryadom.rules.whatif.population import Population
from ryadom.rules.whatif.reading import read_scenario
from ryadom.rules.whatif.running import Comparer, compare
from ryadom.rules.whatif.scenario import Scenario
from ryadom.rules.whatif.sides import sides
from ryadom.rules.whatif.telling import told

HIGHER = {"прожиточный минимум": {"на душу": 17736}}  # by 312 roubles: exactly what the Morozovs have a head
HALF_A_MINIMUM = 845050  # kopecks: half of what a child needs a month


def _of(found, measure):
    return next(one for one in found.measures if one.measure == measure)


def test_when_the_minimum_rises_by_312_roubles_the_three_children_get_the_benefit(tried, morozovy) -> None:
    found = tried(morozovy, parameters=HIGHER)
    benefit = _of(found, "unified-child-benefit")
    assert benefit.decisions == Tally(gain=3)
    assert (benefit.receive_before, benefit.receive_after) == (0, 3)
    assert benefit.cost.gained == 3 * HALF_A_MINIMUM * 12
    assert (benefit.cost.lost, benefit.cost.more.low, benefit.cost.more.high) == (0, 30421800, 30421800)
    assert [month.cost.gained for month in found.months] == [3 * HALF_A_MINIMUM] * 12


def test_one_kopeck_less_and_they_get_nothing(tried, morozovy) -> None:
    found = tried(morozovy, parameters={"прожиточный минимум": {"на душу": Decimal("17735.99")}})
    assert _of(found, "unified-child-benefit").decisions == Tally(unchanged=3)


def test_a_number_that_no_measure_of_theirs_reads_changes_nothing(tried, morozovy) -> None:
    found = tried(morozovy, parameters={"пособие на погребение": 10000})
    assert found.families == Tally(unchanged=1) or found.provenance.touched == ("funeral-benefit",)
    assert (found.cost.gained, found.cost.lost) == (0, 0)


def test_a_scenario_that_changes_nothing_says_so(tried, morozovy) -> None:
    found = tried(morozovy, parameters={"прожиточный минимум": {"на душу": 17424}})
    assert found.scenario.changes_nothing
    assert found.provenance.touched == ()
    assert found.families == Tally(unchanged=1)
    assert "ничего не меняет" in found.notes[0].ru


def test_what_no_sum_weighs_is_named_with_how_many_have_it(tried, cast) -> None:
    """A service costs money, too: a nought of roubles beside it would say that it does not."""
    found = tried(cast, parameters=HIGHER)
    status = _of(found, "gas-registration")
    assert (status.counted, status.kind, status.to) == (False, "status", "family")
    sentences = told(found, "ru").sentences
    (line,) = [one for one in sentences if "денег в нём нет" in one]
    assert line.endswith(f"семей {status.receive_before}, по сценарию: {status.receive_after}.")
    assert "a status, no money in it" in " ".join(told(found, "en").sentences)
    assert not any("Единое пособие" in one for one in sentences[2:])


def test_the_utilities_payment_of_the_morozovs_halves(tried, morozovy) -> None:
    found = tried(morozovy, parameters={"выплата многодетной семье на коммунальные": 1352})
    line = _of(found, "large-family-utilities")
    assert line.decisions == Tally(lose=1)
    assert (line.cost.lost, line.cost.gained) == (135200 * 12, 0)
    assert found.families == Tally(lose=1)
    assert found.persons == Tally(lose=5)
    (level,) = found.levels
    assert (level.level, level.cost.lost) == ("region", 135200 * 12)


def test_the_practice_that_pays_them_is_taken_out_of_the_set(tried, morozovy, quo) -> None:
    found = tried(morozovy, installed={"leave_out": ["chelyabinsk/large-families"]})
    line = _of(found, "large-family-utilities")
    assert (line.only, line.decisions) == ("before", Tally(lose=1))
    assert line.cost.lost == 270400 * 12
    assert found.provenance.lock_after != found.provenance.lock_before


def test_the_region_writes_a_measure_of_its_own_for_them(tried, morozovy) -> None:
    found = tried(morozovy, measures=[{"id": "winter-shoes", "content": yaml.safe_load(SHOES)}])
    (line,) = found.measures
    assert (line.measure, line.only, line.decisions) == ("winter-shoes", "after", Tally(gain=3))
    assert line.cost.gained == 3 * 200_000
    assert [month.cost.gained for month in found.months] == [600_000] + [0] * 11
    assert {one.level: one.cost.gained for one in found.levels} == {"region": 540_000, "municipality": 60_000}


def test_there_and_back_is_a_mirror(tried, cast) -> None:
    """Half of the payment, and from the half back: whoever gains there loses here, to the kopeck."""
    name = "выплата многодетной семье на коммунальные"
    down = tried(cast, parameters={name: 1352})
    up = tried(cast, parameters={name: 4056})
    assert (down.cost.lost, down.decisions.lose) == (up.cost.gained, up.decisions.gain)
    assert down.decisions.lose > 0


def test_what_is_left_undecided_would_have_been_decided_alike(quo, read, part) -> None:
    """The shortcut: every measure that is not touched answers everybody as before."""
    two = sides(quo, read(parameters=HIGHER))
    assert 0 < len(two.touched) < len(quo.book.measures)
    rest = [id for id in quo.book.measures if id not in two.touched]
    old = Everyone(two.before, on=two.scenario.on, measures=rest)
    new = Everyone(two.after, on=two.scenario.on, measures=rest, parameters=two.scenario.parameters)
    for mine, theirs in zip(old.decide(part), new.decide(part), strict=True):
        assert mine.measure == theirs.measure
        for name, column in mine.columns().items():
            assert (column == theirs.columns()[name]).all(), (mine.measure, name)


def test_every_count_adds_up(tried, cast, part) -> None:
    found = tried(cast, parameters=HIGHER)
    assert found.families.total == part.families
    assert found.persons.total == part.persons
    assert sum((one.decisions for one in found.measures), Tally()) == found.decisions
    for sums in ([m.cost for m in found.measures], [m.cost for m in found.months], [m.cost for m in found.levels]):
        assert sum(cost.gained for cost in sums) == found.cost.gained
        assert sum(cost.before.low for cost in sums) == found.cost.before.low
        assert sum(cost.after.high for cost in sums) == found.cost.after.high


def test_the_status_quo_is_decided_once_for_many_scenarios(quo, read, cast) -> None:
    trial = Comparer(quo, cast)
    first = trial.compare(read(parameters=HIGHER))
    again = trial.compare(read(parameters=HIGHER))
    assert first == again == compare(quo, read(parameters=HIGHER), cast)


def test_parts_may_be_cut_anywhere(quo, read, part, cast) -> None:
    name = "выплата многодетной семье на коммунальные"
    scenario = read(parameters={name: 3000}, ceiling={"large-family-utilities": {"month": 6000}}, seed=3)
    whole = compare(quo, scenario, cast, sample=Sample.choose(part.families, None, 0))
    apart = Population.held(part.split(3), title=cast.title, hash=cast.hash)
    assert compare(quo, scenario, apart, sample=Sample.choose(part.families, None, 0)) == whole


def test_one_step_further_costs_what_another_scenario_says(tried, morozovy) -> None:
    """The utilities payment, a hundred roubles more: the step is the difference of two scenarios."""
    name = "выплата многодетной семье на коммунальные"
    found = tried(morozovy, parameters={name: 3000}, sensitivity={name: 100})
    (line,) = found.sensitivity
    assert (line.at, line.by, line.more.low, line.more.high) == (3000, 100, 120000, 120000)


def test_a_cliff_of_the_morozovs_appears_where_the_limit_meets_their_income(quo, read, morozovy) -> None:
    """With the limit at exactly their income, one rouble more takes the benefit of three children away."""
    found = compare(quo, read(parameters=HIGHER), morozovy, sample=Sample.choose(1, None, 0))
    assert found.cliffs is not None
    assert (found.cliffs.looked_at, found.cliffs.before) == (1, 0)
    assert found.cliffs.made == found.cliffs.after >= 3


def test_the_scenario_of_the_guide_is_read(quo) -> None:
    scenario = read_scenario(ROOT / "demo/scenarios/minimum-plus-312.yaml", quo)
    assert isinstance(scenario, Scenario)
    assert [number.after - number.before for number in scenario.numbers] == [312]
    assert len(scenario.hash) == 64


def test_a_practice_that_others_need_is_not_left_out(quo, read) -> None:
    with pytest.raises(PracticeErrors):
        sides(quo, read(installed={"leave_out": ["russia/core"]}))


SHOES = """
title: Зимняя обувь школьнику
short: Зимняя обувь
summary: Один раз на каждого ребёнка многодетной семьи.
decided_by: region
for: child
situations: [large-family]
kind: money
period: once
funding: {region: 90, municipality: 10}
versions:
  - who:
      criteria:
        - {id: large, title: Многодетная семья, rule: многодетная семья, unmet: Детей меньше трёх.}
        - {id: young, title: Ребёнку меньше 18, rule: возраст < 18, unmet: Уже 18.}
    amount: {rule: "2000", round: kopeck half up}
"""
