"""Whatever families there are: they come back from disk as they were, and the hash sees every cell."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.snapshots.populations import families
from tests.stories.cast import book

from ryadom.rules.snapshots.columns import ABSENT, SOURCE
from ryadom.rules.snapshots.families import families_of, part_of
from ryadom.rules.snapshots.laying import Laying
from ryadom.rules.snapshots.store import About, Snapshot, SnapshotWriter

BOOK = book("RU-CHE")
ABOUT = About("RU-CHE", date(2026, 11, 20))
quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def written(folder, *parts):
    with SnapshotWriter(folder, ABOUT, BOOK) as writer:
        for part in parts:
            writer.add(part)
    return writer.hash


def hash_of(*parts):
    with tempfile.TemporaryDirectory() as place:
        return written(Path(place) / "out", *parts)


@quick
@given(families(BOOK), st.integers(1, 3))
def test_families_come_back_from_disk(told, most) -> None:
    part = part_of(BOOK, told)
    with tempfile.TemporaryDirectory() as place:
        found = written(Path(place) / "out", *part.split(most))
        snapshot = Snapshot(Path(place) / "out", BOOK)
        again = [family for some in snapshot.parts() for family in families_of(some)]
        assert again == list(families_of(part))
        assert [family.facts for family in again] == [family.facts for family in told]
        assert snapshot.hash == found == hash_of(part)


@quick
@given(families(BOOK))
def test_laid_one_by_one_they_are_the_same_part(told) -> None:
    part = part_of(BOOK, told)
    laying = Laying(BOOK, part.months)
    for number, family in enumerate(told):
        laying.add(str(number), family)
    assert not laying.left
    assert hash_of(laying.part()) == hash_of(part)


def _cells(part):
    """Every array of a part that means something, by name, with the cells that do."""
    for mapping in ("family", "person"):
        for key, column in getattr(part, mapping).items():
            known = (column.state & SOURCE > 0) & (column.state & ABSENT == 0)
            yield (mapping, key, "values"), column.values, np.flatnonzero(known)
            yield (mapping, key, "state"), column.state, np.flatnonzero(column.state & SOURCE)
    for name in ("open", "income", "cover", "family_ids", "person_ids"):
        yield (name,), getattr(part, name), np.arange(getattr(part, name).size)


def _changed(part, path, values):
    if len(path) == 1:
        return replace(part, **{path[0]: values})
    mapping, key, field = path
    columns = dict(getattr(part, mapping))
    columns[key] = replace(columns[key], **{field: values})
    return replace(part, **{mapping: columns})


@quick
@given(families(BOOK), st.data())
def test_the_hash_sees_any_changed_cell(told, data) -> None:
    part = part_of(BOOK, told)
    path, values, rows = data.draw(st.sampled_from([one for one in _cells(part) if len(one[2])]), label="array")
    row = data.draw(st.sampled_from(rows.tolist()), label="cell")
    other = values.copy()
    flat = other.reshape(-1)
    if other.dtype == object:
        flat[row] = flat[row] + "'"
    elif path[-1] == "state":
        flat[row] = 2 if flat[row] != 2 else 3
    else:
        flat[row] = not flat[row] if other.dtype == bool else flat[row] ^ 1
    assert hash_of(_changed(part, path, other)) != hash_of(part)


def test_the_hash_sees_whose_family_somebody_is_in() -> None:
    from ryadom.rules.facts import Family, Person

    anna, boris, vera = (Person(name, name) for name in ("anna", "boris", "vera"))
    one = part_of(BOOK, [Family("RU-CHE", (anna, boris)), Family("RU-CHE", (vera,))])
    two = part_of(BOOK, [Family("RU-CHE", (anna,)), Family("RU-CHE", (boris, vera))])
    assert hash_of(one) != hash_of(two)


@pytest.mark.parametrize("other", [
    replace(ABOUT, as_of=date(2026, 11, 21)), replace(ABOUT, imagined=True), replace(ABOUT, seed=3),
])  # fmt: skip
def test_the_hash_sees_whose_families_these_are(tmp_path, other) -> None:
    from ryadom.rules.facts import Family, Person

    part = part_of(BOOK, [Family("RU-CHE", (Person("anna", "anna"),))])
    with SnapshotWriter(tmp_path / "out", other, BOOK) as writer:
        writer.add(part)
    assert writer.hash != hash_of(part)
    with SnapshotWriter(tmp_path / "again", replace(ABOUT, title="Под другим именем"), BOOK) as writer:
        writer.add(part)
    assert writer.hash == hash_of(part)
