"""Families by what they are: children in the house, income on a person in tenths of the region. Pure."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.snapshots.columns import ABSENT, EPOCH, SOURCE
from ryadom.rules.snapshots.part import Part
from ryadom.rules.trying.held import Grouping

BIRTH = "birth-date"
GROWN_UP = 18
PENSION_AGE = 60  # nearer than this the grouping need not be: it decides nothing
KINDS = ("alone", "old", "grown-ups", "one-child", "two-children", "large")
TENTHS = tuple(str(tenth) for tenth in range(1, 11))


def by_kind(parts: Sequence[Part], on: date) -> Grouping:
    """Families by children under 18; without children, by how many there are and whether all are old."""
    return Grouping(KINDS, tuple(_kinds(part, on) for part in parts))


def _kinds(part: Part, on: date) -> NDArray[np.int16]:
    ages = _ages(part, on)
    sizes = np.diff(part.start)
    children = _count(part, (ages >= 0) & (ages < GROWN_UP))
    old = _count(part, ages >= PENSION_AGE)
    kind = np.where(sizes == 1, 0, 2)
    kind = np.where((old == sizes) & (sizes > 0), 1, kind)
    kind = np.where(children > 0, 2 + np.minimum(children, 3), kind)
    return np.where(sizes == 0, -1, kind).astype(np.int16)


def _ages(part: Part, on: date) -> NDArray[np.int64]:
    """Whole years, near enough for a table; -1 where the birth is not known."""
    column = part.person.get(BIRTH)
    if column is None:
        return np.full(part.persons, -1, np.int64)
    known = (column.state & SOURCE > 0) & (column.state & ABSENT == 0)
    days = (on - EPOCH).days - column.values.astype(np.int64)
    return np.where(known, days * 400 // 146_097, -1)


def _count(part: Part, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many members of each family are chosen."""
    upto = np.concatenate(([0], np.cumsum(chosen, dtype=np.int64)))
    found: NDArray[np.int64] = upto[part.start[1:]] - upto[part.start[:-1]]
    return found


def by_income(parts: Sequence[Part]) -> Grouping:
    """Tenths of all persons by their family's income on a person; -1 where no month is covered."""
    heads = [_on_a_person(part) for part in parts]
    every = np.concatenate(heads) if heads else np.zeros(0, np.int64)
    sizes = np.concatenate([np.diff(part.start) for part in parts]) if parts else every
    tenth = _tenths(every, sizes)
    ends = np.cumsum([len(one) for one in heads])
    return Grouping(TENTHS, tuple(np.split(tenth, ends[:-1]) if heads else ()))


def _on_a_person(part: Part) -> NDArray[np.int64]:
    """Kopecks a month on a person over the months that are covered; -1 where none is."""
    upto = np.concatenate((np.zeros((part.persons, 1), np.int64), np.cumsum(part.income, axis=1)), axis=1)
    family = part.family_of_person()
    first, last = part.cover[family, 0].astype(np.int64), part.cover[family, 1].astype(np.int64)
    rows = np.arange(part.persons)
    own = upto[rows, last] - upto[rows, first]
    total = np.zeros(part.families, np.int64)
    np.add.at(total, family, own)
    months = (part.cover[:, 1] - part.cover[:, 0]).astype(np.int64)
    heads = months * np.diff(part.start)
    found: NDArray[np.int64] = np.where(heads > 0, total // np.maximum(heads, 1), -1)
    return found


def _tenths(value: NDArray[np.int64], persons: NDArray[np.int64]) -> NDArray[np.int16]:
    tenth = np.full(len(value), -1, np.int16)
    order = np.argsort(value, kind="stable")
    order = order[value[order] >= 0]
    if order.size:
        before = np.cumsum(persons[order]) - persons[order]
        tenth[order] = np.minimum(before * 10 // max(int(persons[order].sum()), 1), 9)
    return tenth
