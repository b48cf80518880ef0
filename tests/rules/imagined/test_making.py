"""An imagined region is the same for everybody who names the same seed, and exactly as large as asked."""

import numpy as np
import pytest
from click.testing import CliRunner

from ryadom.rules.answers import answer
from ryadom.rules.imagined.commands import population_group
from ryadom.rules.imagined.making import make
from ryadom.rules.imagined.region import cells, imagined_part
from ryadom.rules.outcomes import Outcome
from ryadom.rules.snapshots.families import family_at
from ryadom.rules.snapshots.store import Snapshot, SnapshotError

# The standard of housing costs stands in no source that we read: without a number on trial it fails for everybody.
ON_TRIAL = {"стандарт стоимости ЖКУ": 4000}


@pytest.mark.parametrize("persons", [1, 2, 17, 3001, 20_000])
def test_there_are_exactly_as_many_people_as_asked(book, region, persons):
    made = list(cells(book, region, persons=persons, seed=7))
    assert sum(one.part.persons for one in made) == persons
    assert all((np.diff(one.part.start) > 0).all() for one in made)


def test_the_same_seed_gives_the_same_hash_whatever_the_threads(book, region, tmp_path):
    hashes = [
        make(book, region, tmp_path / name, persons=25_000, seed=seed, threads=threads).hash
        for name, seed, threads in (("alone", 7, 0), ("beside", 7, 2), ("other", 8, 0))
    ]
    assert hashes[0] == hashes[1]
    assert hashes[0] != hashes[2]


def test_the_first_families_are_the_same_however_many_follow(book, region):
    few = imagined_part(book, region, families=40, seed=5)
    many = imagined_part(book, region, families=9000, seed=5).take(np.arange(40))
    assert (few.start == many.start).all() and (few.income == many.income).all()
    for key, column in few.person.items():
        assert (column.values == many.person[key].values).all() and (column.state == many.person[key].state).all(), key


def test_a_snapshot_of_imagined_people_says_so(book, region, tmp_path):
    made = make(book, region, tmp_path / "north", persons=2000, seed=7)
    snapshot = Snapshot(tmp_path / "north", book)
    assert snapshot.about.imagined and snapshot.about.seed == 7
    assert (snapshot.persons, snapshot.hash) == (2000, made.hash)
    assert set(snapshot.part(0).labels) == {"district", "place"}


def test_thirty_families_are_answered_and_nothing_breaks(book, region):
    part = imagined_part(book, region, families=30, seed=7)
    outcomes = [
        one.outcome
        for row in range(part.families)
        for one in answer(book, family_at(part, row, ON_TRIAL), on=region.as_of, ask=False).measures
    ]
    assert Outcome.FAILED not in outcomes
    assert {Outcome.ENTITLED, Outcome.NOT_ENTITLED, Outcome.UNKNOWN} <= set(outcomes)


def test_ryadom_population_make_and_show(tmp_path):
    run, folder = CliRunner(), tmp_path / "sakhalin"
    made = run.invoke(
        population_group, ["make", "--region", "sakhalin", "--persons", "1500", "--seed", "3", "--out", str(folder)]
    )
    assert made.exit_code == 0, made.output
    assert made.output.startswith("условное население: 1500 человек")
    shown = run.invoke(population_group, ["show", str(folder)])
    assert "условное население, зерно 3" in shown.output and "людей 1500" in shown.output
    again = run.invoke(population_group, ["make", "--region", "sakhalin", "--persons", "9", "--out", str(folder)])
    assert again.exit_code == 1 and "здесь уже что-то есть" in again.output


def test_a_taken_folder_is_left_as_it_was(book, region, tmp_path):
    (tmp_path / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(SnapshotError):
        make(book, region, tmp_path, persons=10, seed=7)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
