"""Families travel as rows of persons, are cut by batches anywhere, and arrive whole."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.stories.cast import NAMES, book, family, told

from ryadom.rules.runs.spark.carrying import whole_families
from ryadom.rules.runs.spark.rows import SCHEMA, Laid, Records
from ryadom.rules.snapshots.families import families_of, family_at, part_of
from ryadom.rules.snapshots.manifest import SnapshotError
from ryadom.rules.snapshots.store import About, Snapshot, SnapshotWriter

CHELYABINSK = [name for name in NAMES if told(name)["facts"]["region"] == "RU-CHE"]
ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def part():
    return part_of(book("RU-CHE"), [family(name) for name in CHELYABINSK])


@pytest.fixture(scope="module")
def records(part, tmp_path_factory):
    folder = tmp_path_factory.mktemp("spark") / "cast"
    with SnapshotWriter(folder, About("RU-CHE", ON, title="Семьи"), book("RU-CHE")) as writer:
        writer.add(part)
    return Records(Snapshot(folder).manifest)


@pytest.fixture(scope="module")
def table(part, records):
    """All rows of a part that begins at family 700 and person 2000 of its snapshot."""
    return pa.Table.from_batches(list(records.rows(Laid(part, 700, 2000), most=4)), SCHEMA)


def _alike(one, other) -> None:
    for was, now in zip(families_of(one), families_of(other), strict=True):
        assert (now.facts, now.persons, now.cover, now.persons_open) == (
            was.facts, was.persons, was.cover, was.persons_open,
        )  # fmt: skip
        assert sorted(map(repr, now.records)) == sorted(map(repr, was.records))


def test_everyone_arrives_as_they_left(part, records, table) -> None:
    laid = records.laid(table)
    assert (laid.first_family, laid.first_person) == (700, 2000)
    _alike(part, laid.part)
    assert list(laid.part.person_ids) == list(part.person_ids)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(cuts=st.lists(st.integers(1, 7), min_size=1), families=st.integers(1, 5))
def test_batches_may_cut_families_anywhere(part, records, table, cuts, families) -> None:
    batches, at, turn = [], 0, 0
    while at < len(table):
        batches += table.slice(at, cuts[turn % len(cuts)]).combine_chunks().to_batches()
        at, turn = at + cuts[turn % len(cuts)], turn + 1
    found = [records.laid(one) for one in whole_families(batches, families)]
    assert sum(one.part.families for one in found) == part.families
    assert all(one.part.families >= families for one in found[:-1])
    for one in found:
        first = one.first_family - 700
        assert one.first_person - 2000 == part.start[first]
        _alike(part.take(np.arange(first, first + one.part.families)), one.part)


def test_a_family_that_lost_somebody_is_not_decided(records, table, part) -> None:
    large = int(np.argmax(np.diff(part.start)))
    last = int(part.start[large + 1]) - 1
    short = pa.concat_tables([table.slice(0, last), table.slice(last + 1)])
    with pytest.raises(SnapshotError, match="не целиком") as error:
        records.laid(short)
    assert "in pieces" in error.value.en
    with pytest.raises(SnapshotError):
        records.laid(table.slice(1))
    backwards = table.take(list(range(len(table) - 1, -1, -1)))
    with pytest.raises(SnapshotError):
        records.laid(backwards)


def test_a_family_without_members_stays_in_its_place(records, part) -> None:
    nobody = part.take(np.array([0, 1]))
    start = np.array([0, nobody.start[1], nobody.start[1], nobody.start[2]])
    rows = np.array([0, 0, 1])
    from dataclasses import replace

    lonely = replace(
        part.take(rows), start=start, person=nobody.person, income=nobody.income, person_ids=nobody.person_ids
    )
    laid = records.laid(pa.Table.from_batches(list(records.rows(Laid(lonely, 0, 0), most=10)), SCHEMA))
    assert list(laid.part.start) == list(start)
    assert family_at(laid.part, 1).persons == ()
    assert family_at(laid.part, 2).persons == family_at(part, 1).persons
