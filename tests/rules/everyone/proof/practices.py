"""Every case of every practice as batches: cases of one region, day and set of own parameters lie in one part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tests.rules.everyone.proof.batches import REGIONS, Batch, book_of, runs_of_region

from ryadom.rules.facts import Family
from ryadom.rules.snapshots.families import misfit, part_of


def batches_of_cases() -> Iterator[Batch]:
    """The practices' own families; a family's own parameters become the batch's."""
    for region in sorted(set(REGIONS)):
        together: dict[tuple[date, str], list[Family]] = {}
        for run in runs_of_region(region):
            key = run.on, json.dumps(dict(run.family.parameters), default=str, sort_keys=True)
            together.setdefault(key, []).append(run.family)
        for at, ((on, _), families) in enumerate(sorted(together.items(), key=lambda item: item[0])):
            bare = [replace(family, parameters={}) for family in families]
            assert not any(misfit(family) for family in bare)
            part = part_of(book_of(region), bare)
            yield Batch(f"cases of {region}/{at}", region, on, dict(families[0].parameters), part)
