"""Where each thing of a part stands in its two files.

Of families: `open`, `cover_first`, `cover_after` (the months `[first, after)` of the list of months), `persons` (how
many), a column for every fact and one named `<fact>#state` beside it (see `columns.py`), `label:<name>`, and `id`
where the families are real. Of persons: facts likewise, `income` (a list of kopecks, one for every month), `id`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.lake.api import TEXT
from ryadom.rules.snapshots.columns import ABSENT, DTYPES, SOURCE, FactColumn, Facts
from ryadom.rules.snapshots.manifest import FactShape, Manifest, PartFiles
from ryadom.rules.snapshots.part import Label, Part

Columns = dict[str, NDArray[Any]]
STATE = "#state"
LABEL = "label:"


def family_columns(part: Part) -> Columns:
    """The file of families."""
    cover = np.ascontiguousarray(part.cover.astype(np.int16, copy=False).T)
    return {
        "open": part.open,
        "cover_first": cover[0],
        "cover_after": cover[1],
        "persons": np.diff(part.start).astype(np.int32),
        **_of_facts(part.family),
        **{LABEL + name: label.codes for name, label in sorted(part.labels.items())},
        **({} if part.family_ids is None else {"id": part.family_ids}),
    }


def person_columns(part: Part) -> Columns:
    """The file of persons."""
    return {
        **({"income": part.income} if part.months else {"none": np.zeros(part.persons, np.bool_)}),
        **_of_facts(part.person),
        **({} if part.person_ids is None else {"id": part.person_ids}),
    }


def _of_facts(facts: Facts) -> Columns:
    """Where a fact is not known nothing is kept, so that the same knowledge is the same file."""
    found: Columns = {}
    for key, column in sorted(facts.items()):
        known = (column.state & SOURCE).astype(np.bool_)
        held = known & ((column.state & ABSENT) == 0)
        found[key] = np.where(held, column.values, 0).astype(column.values.dtype, copy=False)
        found[key + STATE] = np.where(known, column.state, np.uint8(0))
    return found


def family_kinds(files: PartFiles, facts: Mapping[str, FactShape]) -> dict[str, str]:
    """The columns that the file of families must have, by kind."""
    fixed = {"open": "bool", "cover_first": "int16", "cover_after": "int16", "persons": "int32"}
    labels = {LABEL + name: "int16" for name in files.labels}
    return {**fixed, **_kinds(files.family_facts, facts), **labels, **({"id": TEXT} if files.family_ids else {})}


def person_kinds(files: PartFiles, facts: Mapping[str, FactShape], months: int) -> dict[str, str]:
    """The columns that the file of persons must have, by kind."""
    income = {"income": f"int64[{months}]"} if months else {}
    return {**income, **_kinds(files.person_facts, facts), **({"id": TEXT} if files.person_ids else {})}


def _kinds(keys: tuple[str, ...], facts: Mapping[str, FactShape]) -> dict[str, str]:
    kinds = {}
    for key in keys:
        kinds[key] = np.dtype(DTYPES[facts[key].type]).name  # type: ignore[index]
        kinds[key + STATE] = "uint8"
    return kinds


def part_from(manifest: Manifest, files: PartFiles, families: Columns, persons: Columns) -> Part:
    """The part that two files hold. Its arrays may not be written to."""
    start = np.zeros(files.families.rows + 1, np.int64)
    np.cumsum(families["persons"], out=start[1:])
    none = np.zeros((files.persons.rows, 0), np.int64)
    return Part(
        manifest.about.region,
        start,
        _facts(manifest.facts, files.family_facts, families),
        _facts(manifest.facts, files.person_facts, persons),
        families["open"],
        manifest.months,
        persons["income"] if manifest.months else none,
        np.stack([families["cover_first"], families["cover_after"]], axis=1),
        families.get("id"),
        persons.get("id"),
        {name: Label(manifest.labels[name], families[LABEL + name]) for name in files.labels},
    )


def _facts(shapes: Mapping[str, FactShape], keys: tuple[str, ...], columns: Columns) -> Facts:
    return {
        key: FactColumn(shapes[key].type, shapes[key].choices, columns[key], columns[key + STATE])  # type: ignore[arg-type]
        for key in keys
    }
