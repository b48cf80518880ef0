"""Parts as they are written: their files, what is counted over them, and the hash of their content.

The content hash covers the region, the day, whether it is imagined and from which seed, the months, the type and the
choices of every fact that somebody has, the names of labels, and every cell of every family and person in order: how
many persons, open or not, covered months, values and how they are known, incomes, labels, ids. It does not cover the
title, the cut into parts, compression, nor facts that nobody has. It is the same on every machine and with every
version of the libraries (see `lake.digest`).
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ryadom.lake.api import Digest, write_table
from ryadom.rules.compiled import Rulebook
from ryadom.rules.snapshots.columns import ABOUT, ABSENT, SOURCE, SOURCES, Facts, Unfit, shape_of
from ryadom.rules.snapshots.layout import family_columns, person_columns
from ryadom.rules.snapshots.manifest import SUMMARY, About, FactShape, Manifest, PartFiles, SnapshotError
from ryadom.rules.snapshots.part import Label, Part

Counts = dict[str, int]


class Tally:
    """Writes the files of parts into a folder and remembers what the manifest will say."""

    def __init__(self, folder: Path, about: About, book: Rulebook) -> None:
        self.folder, self.about, self.book = folder, about, book
        self.months: tuple[date, ...] | None = None
        self.ids: tuple[bool, bool] | None = None
        self.facts: dict[str, FactShape] = {}
        self.family_facts: dict[str, Counts] = {}
        self.person_facts: dict[str, Counts] = {}
        self.labels: dict[str, dict[str, int]] = {}
        self.parts: list[PartFiles] = []
        self.families = self.persons = self.covered = 0
        self.digest = Digest()

    def add(self, part: Part) -> None:
        """Write one part. Raises SnapshotError where it does not go with the parts before it."""
        self._demand_alike(part)
        part = _known_only(self._with_one_list_of_labels(part))
        for facts in (part.family, part.person):
            self._demand_shapes(facts)
        self.parts.append(self._written(part))
        _count(self.family_facts, part.family)
        _count(self.person_facts, part.person)
        self.families += part.families
        self.persons += part.persons
        self.covered += int((part.cover[:, 1] > part.cover[:, 0]).sum())

    def _written(self, part: Part) -> PartFiles:
        number = len(self.parts)
        families, persons = family_columns(part), person_columns(part)
        self.digest.add("families", part.families, families)
        self.digest.add("persons", part.persons, persons)
        return PartFiles(
            write_table(self.folder / f"families-{number:05}.parquet", part.families, families),
            write_table(self.folder / f"persons-{number:05}.parquet", part.persons, persons),
            tuple(sorted(part.family)),
            tuple(sorted(part.person)),
            tuple(sorted(part.labels)),
            part.family_ids is not None,
            part.person_ids is not None,
        )

    def _demand_alike(self, part: Part) -> None:
        ids = (part.family_ids is not None, part.person_ids is not None)
        if self.months is None or self.ids is None:
            self.months, self.ids = part.months, ids
        if self.months != part.months:
            raise SnapshotError(
                "У частей одного снимка должны быть одни и те же месяцы доходов.",
                "Every part of a snapshot must have the same months of incomes.",
            )
        if self.ids != ids:
            raise SnapshotError(
                "У частей одного снимка имена людей и семей есть либо везде, либо нигде.",
                "Every part of a snapshot must have ids, or none of them.",
            )

    def _demand_shapes(self, facts: Facts) -> None:
        for key, column in facts.items():
            try:
                type, choices = shape_of(self.book, key)
            except Unfit as unfit:
                raise SnapshotError(f"Факт «{key}»: {unfit.why}.", f"{unfit.why}.") from None
            if (type, choices) != (column.type, column.choices):
                raise SnapshotError(
                    f"Столбец «{key}» не того вида, что в каталоге.",
                    f'The column "{key}" is not of the shape that the catalogue has.',
                )
            self.facts[key] = FactShape(type, choices)

    def _with_one_list_of_labels(self, part: Part) -> Part:
        """Labels coded by one list of names for the whole snapshot; a code below zero stays: no label."""
        labels: dict[str, Label] = {}
        for name, label in part.labels.items():
            places = self.labels.setdefault(name, {})
            codes = np.array([places.setdefault(one, len(places)) for one in label.names] or [-1], np.int16)
            labels[name] = Label((), np.where(label.codes < 0, np.int16(-1), codes[label.codes]))
        return _replaced(part, part.family, part.person, labels)

    def manifest(self) -> Manifest:
        """What the snapshot says about itself, when every part is written."""
        months = self.months or ()
        labels = {name: tuple(places) for name, places in self.labels.items()}
        return Manifest(
            about=self.about,
            hash=self.digest.hex(*self._beside(months, labels)),
            families=self.families,
            persons=self.persons,
            covered=self.covered,
            months=months,
            facts=self.facts,
            family_facts=_summary(self.family_facts, self.families),
            person_facts=_summary(self.person_facts, self.persons),
            labels=labels,
            parts=tuple(self.parts),
        )

    def _beside(self, months: tuple[date, ...], labels: Mapping[str, tuple[str, ...]]) -> list[str]:
        about = self.about
        shapes = {key: [one.type, *one.choices] for key, one in self.facts.items()}
        head = [about.region, about.as_of.isoformat(), about.imagined, about.seed, [m.isoformat() for m in months]]
        return [json.dumps(one, sort_keys=True) for one in (head, shapes, labels)]


def _known_only(part: Part) -> Part:
    """The part without facts that nobody in it has."""
    family, person = ({k: c for k, c in f.items() if (c.state & SOURCE).any()} for f in (part.family, part.person))
    return _replaced(part, family, person, part.labels)


def _replaced(part: Part, family: Facts, person: Facts, labels: Mapping[str, Label]) -> Part:
    rest = (part.open, part.months, part.income, part.cover, part.family_ids, part.person_ids)
    return Part(part.region, part.start, family, person, *rest, labels)


def _count(counts: dict[str, Counts], facts: Facts) -> None:
    for key, column in facts.items():
        mine = counts.setdefault(key, dict.fromkeys(SUMMARY, 0))
        for name, more in _by_state(column.state).items():
            mine[name] += more


def _by_state(state: NDArray[np.uint8]) -> Counts:
    """Rows by how the fact is known; those that do not know it are not counted here."""
    found: Counts = {}
    for byte, rows in enumerate(np.bincount(state, minlength=1).tolist()):
        if not rows or not byte & SOURCE:
            continue
        for name, holds in ((SOURCES[byte & SOURCE], True), ("absent", byte & ABSENT), ("about", byte & ABOUT)):
            found[name] = found.get(name, 0) + (rows if holds else 0)
    return found


def _summary(counts: Mapping[str, Counts], rows: int) -> dict[str, Counts]:
    """With everyone else counted as unknown."""
    return {key: {**one, "unknown": rows - sum(one[source] for source in SOURCES[1:])} for key, one in counts.items()}
