"""A snapshot on disk is the same families, whole and unchanged, or it is refused."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.stories.cast import NAMES, book, family, told

from ryadom.rules.snapshots.families import families_of, part_of
from ryadom.rules.snapshots.part import Label
from ryadom.rules.snapshots.store import About, Snapshot, SnapshotError, SnapshotWriter

CHELYABINSK = [name for name in NAMES if told(name)["facts"]["region"] == "RU-CHE"]
ABOUT = About("RU-CHE", date(2026, 11, 20), True, 7, "Условное население")


@pytest.fixture(scope="module")
def rules():
    return book("RU-CHE")


@pytest.fixture(scope="module")
def part(rules):
    made = part_of(rules, [family(name) for name in CHELYABINSK])
    towns = Label(("Аша", "Миасс"), (np.arange(made.families) % 2).astype(np.int16))
    return replace(made, labels={"district": towns})


@pytest.fixture
def folder(rules, part, tmp_path):
    with SnapshotWriter(tmp_path / "snapshot", ABOUT, rules) as writer:
        for some in part.split(4):
            writer.add(some)
    return tmp_path / "snapshot"


def test_the_cast_comes_back_from_disk(rules, part, folder) -> None:
    snapshot = Snapshot(folder, rules)
    assert [one for some in snapshot.parts() for one in families_of(some)] == list(families_of(part))
    assert (snapshot.about, snapshot.families, snapshot.persons) == (ABOUT, part.families, part.persons)
    assert snapshot.count == -(-part.families // 4)
    towns = [some.labels["district"].names[code] for some in snapshot.parts() for code in some.labels["district"].codes]
    assert towns[:3] == ["Аша", "Миасс", "Аша"]


def test_the_manifest_counts_how_facts_are_known(rules, part, folder) -> None:
    counts = Snapshot(folder).manifest.person_facts["birth-date"]
    assert sum(counts[one] for one in ("unknown", "said", "staff", "document", "register")) == part.persons
    assert counts["said"] > 0


def test_the_hash_does_not_see_how_families_are_cut(rules, part, folder, tmp_path) -> None:
    with SnapshotWriter(tmp_path / "one", replace(ABOUT, title="иначе"), rules) as writer:
        writer.add(part)
    assert writer.hash == Snapshot(folder).hash


def test_a_writer_that_broke_leaves_nothing(rules, part, tmp_path) -> None:
    with pytest.raises(ZeroDivisionError), SnapshotWriter(tmp_path / "half", ABOUT, rules) as writer:
        writer.add(part)
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_is_not_written_over(rules, folder) -> None:
    with pytest.raises(SnapshotError, match="здесь уже что-то есть"), SnapshotWriter(folder, ABOUT, rules):
        pass
    assert Snapshot(folder).count


def test_a_file_cut_short_is_named(rules, folder) -> None:
    path = folder / "persons-00001.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(SnapshotError, match=r"persons-00001\.parquet: файл обрезан"):
        Snapshot(folder, rules)


def test_a_changed_byte_is_named(rules, folder) -> None:
    path = folder / "families-00000.parquet"
    whole = bytearray(path.read_bytes())
    whole[20] ^= 1
    path.write_bytes(whole)
    with pytest.raises(SnapshotError, match=r"families-00000\.parquet: файл изменён"):
        Snapshot(folder, rules).part(0)


def test_a_missing_part_is_named(rules, folder) -> None:
    (folder / "families-00001.parquet").unlink()
    with pytest.raises(SnapshotError, match=r"families-00001\.parquet: файла нет"):
        Snapshot(folder, rules)


def _rewritten(folder, change):
    """The first file of persons with its columns changed and its checksum put right."""
    import hashlib

    path = folder / "persons-00000.parquet"
    pq.write_table(change(pq.read_table(path)), path)
    manifest = json.loads((folder / "snapshot.json").read_text())
    mine = manifest["parts"][0]["persons"]
    mine.update(sha256=hashlib.sha256(path.read_bytes()).hexdigest(), bytes=path.stat().st_size)
    (folder / "snapshot.json").write_text(json.dumps(manifest))


def test_a_missing_column_is_named(rules, folder) -> None:
    _rewritten(folder, lambda table: table.drop_columns(["birth-date"]))
    with pytest.raises(SnapshotError, match="нет столбца «birth-date»"):
        Snapshot(folder, rules).part(0)


def test_a_column_of_another_type_is_named(rules, folder) -> None:
    def wider(table):
        place = table.column_names.index("birth-date")
        return table.set_column(place, "birth-date", table.column("birth-date").cast(pa.int64()))

    _rewritten(folder, wider)
    with pytest.raises(SnapshotError, match="должен быть int32, а не int64"):
        Snapshot(folder, rules).part(0)


def test_choices_that_drifted_are_refused(rules, folder) -> None:
    path = folder / "snapshot.json"
    manifest = json.loads(path.read_text())
    manifest["facts"]["family-role"]["choices"].reverse()
    path.write_text(json.dumps(manifest))
    with pytest.raises(SnapshotError, match="«family-role» с тех пор изменился"):
        Snapshot(folder, rules)


def test_another_format_and_a_broken_manifest_are_refused(rules, folder) -> None:
    (folder / "snapshot.json").write_text('{"format": 99}')
    with pytest.raises(SnapshotError, match="вид снимка 99"):
        Snapshot(folder, rules)
    (folder / "snapshot.json").write_text('{"format": 1}')
    with pytest.raises(SnapshotError, match="испорчено"):
        Snapshot(folder, rules)
    (folder / "snapshot.json").unlink()
    with pytest.raises(SnapshotError, match="не целый снимок"):
        Snapshot(folder, rules)
