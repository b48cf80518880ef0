"""Which version of a measure decides each row, and on which day: what `rules.judging` finds for one family."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel.columns import ABSENT, BEYOND, Line, NotInColumns
from ryadom.feel.columns.values import EPOCH, Value, line
from ryadom.rules.compiled import CompiledVersion, Measure
from ryadom.rules.everyone.block import Block, Rows
from ryadom.rules.everyone.dated import Days, on_day
from ryadom.rules.everyone.frames import frame

ROLES = {"adult": ("applicant", "spouse"), "child": ("child", "ward")}


@dataclass(frozen=True)
class Share:
    """The rows that one version decides, on its day. `places` are their places among the measure's subjects."""

    version: CompiledVersion
    rows: Rows
    day: Days
    places: NDArray[np.int64]
    handed: NDArray[np.bool_]


def subjects(block: Block, measure: Measure) -> list[Rows]:
    """Whom a measure is for in each family: the applicant, each of the couple, each child, or the family. Where none is
    listed and more members may come, somebody whom nobody has named yet.
    """
    roles = ROLES.get(measure.file.for_)
    if roles is None:
        return [block.applicants]
    named = block.in_roles(*roles)
    if not block.part.open.any():
        return [named]
    waiting = block.part.open.copy()
    waiting[named.family] = False
    return [named, Rows(("nobody yet", roles), np.flatnonzero(waiting), None)]


def shares(block: Block, measure: Measure, rows: Rows) -> tuple[list[Share], NDArray[np.int64]]:
    """The version that decides each subject; and the places of those whom no version decides."""
    left = np.arange(len(rows))
    found: list[Share] = []
    passed: tuple[Any, ...] = ()
    for version in measure.versions_by_age:
        if not left.size:
            break
        day, holds, handed = _held(block, measure, version, rows)
        taken = left[holds[left]]
        passed = (*passed, (version.file.reference, version.file.from_, version.file.to))
        if taken.size:
            found.append(_share(version, rows, day, taken, passed, handed))
        left = left[~holds[left]]
    return found, left


def _share(
    version: CompiledVersion, rows: Rows, day: Days, taken: NDArray[np.int64], passed: Any, handed: NDArray[np.bool_]
) -> Share:
    if taken.size == len(rows):
        return Share(version, rows, day, taken, handed)
    key = (rows.key, passed)
    person = None if rows.person is None else rows.person[taken]
    return Share(version, Rows(key, rows.family[taken], person), day.take(taken, key), taken, handed[taken])


def _held(block: Block, measure: Measure, version: CompiledVersion, rows: Rows) -> tuple[Days, Any, Any]:
    """The reference date of each row, whether the version holds on it, and where columns cannot tell."""
    on = block.told.on
    nobody = np.zeros(len(rows), np.bool_)
    if version.by_application:
        return on_day(on), np.full(len(rows), version.holds(on)), nobody
    day = reference(block, measure, version, rows)
    if day.line is None:
        assert day.plain is not None
        return day, np.full(len(rows), version.holds(day.plain)), nobody
    known = np.broadcast_to(day.line.mask is None or day.line.mask == 0, len(rows))
    first = (version.file.from_ - EPOCH).days
    last = (version.file.to - EPOCH).days if version.file.to else np.iinfo(np.int64).max
    inside = (day.line.low >= first) & (day.line.low <= last)
    handed = nobody if day.line.mask is None else (day.line.mask & BEYOND) != 0
    return day, np.where(known, inside, version.holds(on)), handed


def reference(block: Block, measure: Measure, version: CompiledVersion, rows: Rows) -> Days:
    """The version's own reference date for each row; the day asked about where there is none (nothing bought yet)."""
    on = block.told.on
    if version.by_application:
        return on_day(on)
    value = frame(block, rows, on_day(on), version).run(version.reference)
    if isinstance(value, date):
        return on_day(value)
    return Days(("reference", version.file.reference), None, _days(value, len(rows), on), on)


def _days(value: Value, size: int, on: date) -> Line:
    found = line(value)
    if not found.days and found.null is None:
        raise NotInColumns("a reference that is no day")
    today = (on - EPOCH).days
    low, high = np.broadcast_to(found.low, size), np.broadcast_to(found.high, size)
    mask = None if found.mask is None else np.broadcast_to(found.mask, size)
    if found.null is not None:
        none = np.broadcast_to(found.null >= ABSENT, size)
        low, high = np.where(none, today, low), np.where(none, today, high)
        if mask is not None:
            mask = np.where(none, np.uint64(0), mask)
    most = max(found.most, abs(today))
    return Line(low, low if mask is None else high, mask, None, 0, most, True)
