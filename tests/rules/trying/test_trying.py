"""A number of the law on trial over the people of the demonstration: who gains, who loses, of whom nobody can say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Event

import numpy as np
import pytest
from tests.stories.cast import NAMES, book, family, told

from ryadom.rules.api import Moved, Shelf, Superseded, Workbench, can_imagine, imagine_population, reached_by
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.everyone.rows import decide_by_rows
from ryadom.rules.snapshots.families import part_of
from ryadom.rules.trying.held import Held, grouped
from ryadom.rules.trying.sums import sums_of

ON = date(2026, 11, 20)
CHELYABINSK = [name for name in NAMES if told(name)["facts"]["region"] == "RU-CHE"]
UTILITIES = "utilities-payment"  # 2,704 roubles a month, once for a large family


@pytest.fixture(scope="module")
def rules():
    return book("RU-CHE")


@pytest.fixture(scope="module")
def held(rules) -> Held:
    part = part_of(rules, [family(name) for name in CHELYABINSK])
    return Held("RU-CHE", "Показ", ON, True, "a" * 64, (part,), grouped((part,), rules, ON))


@pytest.fixture
def bench(rules, held) -> Workbench:
    return Workbench(rules, held, ON)


def test_a_larger_payment_is_gained_by_those_who_surely_receive_it(bench) -> None:
    found = bench.move(Moved(UTILITIES, (), Decimal(3704)))
    row = found.measures[0]
    assert (row.measure, row.rights_before) == ("large-family-utilities", row.rights_after)
    assert found.families.gain == row.rights_before > 0
    assert found.families.lose == 0
    assert found.money == found.families.gain * 12 * 100_000  # a thousand roubles a month, in kopecks
    assert found.levels == (("region", found.money),)


def test_what_holds_changes_nothing(bench) -> None:
    found = bench.move(Moved(UTILITIES, (), Decimal(2704)))
    assert (found.families.gain, found.families.lose, found.money) == (0, 0, 0)


def test_a_smaller_one_is_lost_by_the_same_families(bench) -> None:
    up, down = (bench.move(Moved(UTILITIES, (), Decimal(value))) for value in (3704, 1704))
    assert (up.families.gain, up.money) == (down.families.lose, -down.money)


def test_every_group_holds_all_families(bench, held) -> None:
    found = bench.move(Moved(UTILITIES, (), Decimal(5000)))
    for rows in found.groups.values():
        assert sum(row.families.total for row in rows) == held.families == found.families.total
        assert sum(row.money for row in rows) == found.money
        assert sum(row.families.gain for row in rows) == found.families.gain


@pytest.mark.parametrize("factor", ["0.5", "0.9", "1.2", "3"])
@pytest.mark.parametrize("parameter", ["subsistence-minimum", "minimum-wage", UTILITIES, "maternity-capital-first"])
def test_whom_the_bench_leaves_out_nothing_known_changes_for(rules, held, bench, parameter, factor) -> None:
    """Every family decided whole, one by one, by the rules of one family: the bench finds the same known money."""
    keys = {"subsistence-minimum": (("группа", "на душу"),)}.get(parameter, ())
    value = Decimal(rules.parameters[parameter].holding(ON, "RU-CHE", keys).value) * Decimal(factor)
    found = bench.move(Moved(parameter, keys, value))
    name = rules.parameters[parameter].name
    trial = {name: {"/".join(v for _, v in keys): value} if keys else value}
    more = 0
    for measure in reached_by(rules, parameter).measures:
        before, after = (
            sums_of(
                rules.measures[measure],
                decide_by_rows(rules, held.parts[0], on=ON, measures=[measure], parameters=numbers),
                held.families,
            )
            for numbers in ({}, trial)
        )
        more += int((after.money - before.money)[~before.open & ~after.open].sum())
    assert found.money == more


def test_a_parameter_that_only_sets_a_sum_is_no_threshold(rules) -> None:
    assert not reached_by(rules, UTILITIES).threshold
    assert reached_by(rules, "subsistence-minimum").threshold
    assert reached_by(rules, "complaint-window").measures == ()


def test_an_unknown_parameter_is_named(bench) -> None:
    with pytest.raises(LookupError, match="no-such"):
        bench.move(Moved("no-such", (), Decimal(1)))


def test_a_newer_wish_of_the_same_page_stops_the_older_one(rules, held, monkeypatch) -> None:
    bench = Workbench(rules, held, ON)
    bench.prepared(UTILITIES)
    begun, go_on, decide = Event(), Event(), Everyone.decide

    def slow(self, part):
        begun.set()
        go_on.wait(10)
        return decide(self, part)

    monkeypatch.setattr(Everyone, "decide", slow)
    prepared = bench.prepared(UTILITIES)
    monkeypatch.setattr(bench, "prepared", lambda *_: replace(prepared, chunks=prepared.chunks * 4))
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        older = pool.submit(bench.move, Moved(UTILITIES, (), Decimal(3000)), seat="savin")
        assert begun.wait(10)
        newer = pool.submit(bench.move, Moved(UTILITIES, (), Decimal(3100)), seat="savin")
        while bench._seats.get("savin") != 2:
            pass
        go_on.set()
        with pytest.raises(Superseded):
            older.result(20)
        assert newer.result(20).moved.value == 3100


def test_what_was_tried_is_remembered(bench) -> None:
    moved = Moved(UTILITIES, (), Decimal(2800))
    assert bench.move(moved) is bench.move(moved)


def test_an_imagined_population_comes_from_the_shelf(rules, tmp_path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.standing(rules).state == "absent"
    imagine_population(rules, tmp_path / "small", on=ON, persons=300, seed=7)
    standing = shelf.wait(rules)
    assert standing.state == "ready"
    assert standing.held is not None
    assert (standing.held.persons, standing.held.imagined) == (300, True)
    assert standing.held.bytes > 300
    assert {len(grouping.codes) for grouping in standing.held.groups.values()} == {standing.held.families}


def test_a_broken_snapshot_is_told_and_not_shown(rules, tmp_path) -> None:
    folder = imagine_population(rules, tmp_path / "small", on=ON, persons=60, seed=7)
    (folder / "persons-00000.parquet").write_bytes(b"PAR1")
    standing = Shelf(tmp_path).wait(rules)
    assert (standing.state, standing.held) == ("broken", None)
    assert "persons-00000.parquet" in str(standing.why)


def test_a_region_of_which_nobody_has_told_cannot_be_imagined() -> None:
    assert can_imagine("RU-CHE")
    assert not can_imagine("RU-SMO")


def test_chosen_families_keep_their_sums(rules, held) -> None:
    measure = rules.measures["large-family-utilities"]
    sums = sums_of(measure, Everyone(rules, on=ON, measures=[measure.id]).decide(held.parts[0]), held.families)
    rows = np.array([2, 0])
    assert sums.take(rows).money.tolist() == sums.money[rows].tolist()
