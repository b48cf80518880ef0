"""A small imagined region: both printings of the rules give one hash, and the tables hold together."""

from datetime import date

import pytest
from tests.stories.cast import book as region_book

from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.everyone.rows import decide_by_rows
from ryadom.rules.imagined.region import imagined_part
from ryadom.rules.runs.running import run
from ryadom.rules.snapshots.store import About, Snapshot, SnapshotWriter

ON = date(2026, 11, 20)
REGION = "RU-CHE"


@pytest.fixture(scope="module")
def rules():
    return region_book(REGION)


@pytest.fixture(scope="module")
def imagined(tmp_path_factory, rules):
    folder = tmp_path_factory.mktemp("imagined") / "region"
    with SnapshotWriter(folder, About(REGION, ON, True, 7, "imagined"), rules) as writer:
        for part in imagined_part(rules, families=120, on=ON).split(50):
            writer.add(part)
    return Snapshot(folder, rules)


@pytest.fixture(scope="module")
def by_columns(imagined, rules):
    return run(imagined, rules, on=ON, cliffs=None, workers=2)


def test_columns_and_rows_give_one_hash_and_the_same_tables(imagined, rules, by_columns, monkeypatch) -> None:
    def slowly(self, part):
        return decide_by_rows(self.book, part, on=self.on, parameters=self.parameters)

    monkeypatch.setattr(Everyone, "decide", slowly)
    by_rows = run(imagined, rules, on=ON, cliffs=None)
    assert by_rows.hash == by_columns.hash
    assert by_rows.summary == by_columns.summary


def test_every_dimension_adds_up_to_everyone(by_columns) -> None:
    summary = by_columns.summary
    assert summary.coverage.answers == sum(one.total.subjects for one in summary.measures)
    for measure in summary.measures:
        for groups in measure.by.values():
            assert sum(one.figures.subjects for one in groups) == measure.total.subjects
        reached = measure.entitled_receiving, measure.likely_receiving
        assert sum(one.yes + one.no + one.unrecorded for one in reached) == measure.reached


def test_the_years_money_is_shared_out_whole(by_columns) -> None:
    summary = by_columns.summary
    assert summary.year == sum(one.cost.year for one in summary.measures) == sum(sum_ for _, sum_ in summary.levels)
    assert summary.year > 0


def test_one_question_never_settles_more_than_wait_for_it(by_columns) -> None:
    for one in by_columns.summary.questions:
        assert 0 <= one.alone <= one.answers
        assert one.alone == sum(n for _, n in one.alone_by_measure)
        assert one.families <= by_columns.summary.coverage.families
