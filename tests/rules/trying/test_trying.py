"""A number of the law on trial over the people of the demonstration: who gains, who loses, of whom nobody can say."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Event

import numpy as np
import pytest
from tests.stories.cast import NAMES, book, family, told

from ryadom.rules.api import Moved, Shelf, Superseded, Workbench, can_imagine, imagine_population, reached_by
from ryadom.rules.everyone.again import Moving
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.everyone.rows import decide_by_rows
from ryadom.rules.outcomes import Outcome
from ryadom.rules.snapshots.families import part_of
from ryadom.rules.trying.held import Held, grouped
from ryadom.rules.trying.prepared import Piece
from ryadom.rules.trying.sums import sums_of
from ryadom.rules.trying.workbench import as_numbers

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
    """Every family decided whole, one by one, by the rules of one family: the bench finds the same known money.

    Except of families that it calls unknown: it never says more than is so, and may say less.
    """
    keys = {"subsistence-minimum": (("группа", "на душу"),)}.get(parameter, ())
    value = Decimal(rules.parameters[parameter].holding(ON, "RU-CHE", keys).value) * Decimal(factor)
    moved = Moved(parameter, keys, value)
    prepared, trial = bench.prepared(parameter), as_numbers(rules, moved)
    changes = [change for piece in prepared.pieces for change in piece.move(trial)]
    found, unknown = np.zeros(held.families, np.int64), prepared.open.copy()
    for change in changes:
        unknown[change.open] = True
        np.add.at(found, change.families, change.more)
    more = by_rows(rules, held, reached_by(rules, parameter).measures, trial)
    assert (found == more)[~unknown].all()
    assert bench.move(moved).money == found.sum()


def by_rows(rules, held, measures, trial) -> np.ndarray:
    """Kopecks a year more of each family, over rights that are known before and after."""
    more = np.zeros(held.families, np.int64)
    for measure in measures:
        before, after = (
            {
                (family, person): (bool(unsure), int(worth) if sums.money else 0)
                for one in decide_by_rows(rules, held.parts[0], on=ON, measures=[measure], parameters=numbers)
                for sums in [sums_of(rules.measures[measure], one)]
                for family, person, unsure, worth in zip(one.family, one.person, sums.open, sums.sum, strict=True)
            }
            for numbers in ({}, trial)
        )
        assert before.keys() == after.keys()
        for subject, (unsure, had) in before.items():
            still, has = after[subject]
            more[subject[0]] += 0 if unsure or still else has - had
    return more


def test_of_whom_facts_are_missing_is_unknown(rules, held, bench) -> None:
    """Whom a measure that reads the number cannot tell today stands under «unknown», if nothing else changes."""
    waiting = np.zeros(held.families, np.bool_)
    for one in Everyone(rules, on=ON, measures=reached_by(rules, "minimum-wage").measures).decide(held.parts[0]):
        waiting[one.family[one.is_outcome(Outcome.UNKNOWN)]] = True
    prepared = bench.prepared("minimum-wage")
    assert prepared.open.any() and not (prepared.open & ~waiting).any()
    holds = Decimal(rules.parameters["minimum-wage"].holding(ON, "RU-CHE", ()).value)
    assert bench.move(Moved("minimum-wage", (), holds)).families.unknown == prepared.open.sum()


def test_what_is_named_is_what_is_decided(rules) -> None:
    for parameter in rules.parameters:
        named = set(reached_by(rules, parameter).measures)
        assert {one.id for one in Moving(rules, parameter).measures(rules)} == named


def test_one_number_at_a_time_takes_memory(rules, held) -> None:
    bench = Workbench(rules, held, ON)
    first = bench.prepared(UTILITIES)
    bench.prepared("minimum-wage")
    assert bench.prepared(UTILITIES) is not first


def test_a_parameter_that_only_sets_a_sum_is_no_threshold(rules) -> None:
    assert not reached_by(rules, UTILITIES).threshold
    assert reached_by(rules, "subsistence-minimum").threshold
    assert reached_by(rules, "complaint-window").measures == ()


def test_an_unknown_parameter_is_named(bench) -> None:
    with pytest.raises(LookupError, match="no-such"):
        bench.move(Moved("no-such", (), Decimal(1)))


def test_a_newer_wish_of_the_same_page_stops_the_older_one(rules, held, monkeypatch) -> None:
    bench = Workbench(rules, held, ON)
    prepared = bench.prepared(UTILITIES)
    begun, go_on, decide = Event(), Event(), Piece.tried

    def slow(self, moved):
        begun.set()
        go_on.wait(10)
        return decide(self, moved)

    monkeypatch.setattr(Piece, "tried", slow)
    monkeypatch.setattr(bench, "prepared", lambda *_: replace(prepared, pieces=prepared.pieces * 4))
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
