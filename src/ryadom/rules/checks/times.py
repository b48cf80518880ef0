"""Time in a library: versions that leave a day out or hold twice, values of a parameter likewise, rows of a table that
were not entered for a period that other rows have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

from ryadom.packs.api import EVERYWHERE, Finding, Item

__all__ = ["of_definitions", "of_measure", "of_parameters"]

DAY = timedelta(days=1)
Row = tuple[str, tuple[tuple[str, str], ...]]  # the region, and the keys of a value


def of_measure(item: Item) -> Iterator[Finding]:
    """The versions of a measure follow one another day by day; a later one takes over from one without an end."""
    yield from _versions(item, item.value.versions, "error")


def of_definitions(items: Iterable[Item]) -> Iterator[Finding]:
    for item in items:
        yield from _versions(item, item.value.versions, "warning")


def _versions(item: Item, versions: Sequence[Any], severity: str) -> Iterator[Finding]:
    for earlier, later in pairwise(sorted(versions, key=lambda v: v.from_)):
        twice = earlier.from_ == later.from_
        if twice or (earlier.to is not None and (later.from_ - earlier.to) != DAY):
            yield item.finding(
                ("versions",), f"между версиями с {earlier.from_} и с {later.from_} разрыв или наложение",
                f"a gap or overlap between the versions from {earlier.from_} and {later.from_}",
                "error" if twice else severity,
            )  # fmt: skip


def of_parameters(items: Iterable[Item]) -> Iterator[Finding]:
    """The values of each parameter: of all files that bring some, the head with its keys among them."""
    files: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        files[item.id].append(item)
    for same in files.values():
        head = next((item for item in same if item.value.name), same[0])
        rows: dict[Row, list[tuple[Item, int, Any]]] = defaultdict(list)
        for item in same:
            for i, value in enumerate(item.value.values):
                keys = tuple(sorted((key, str(choice)) for key, choice in value.keys.items()))
                rows[value.region, keys].append((item, i, value))
        for row, values in rows.items():
            yield from _in_a_row(row, values)
        yield from _rows_missing(head, rows)
        yield from _shares(head, rows)


def _in_a_row(row: Row, values: list[tuple[Item, int, Any]]) -> Iterator[Finding]:
    """The values of one row, one after another."""
    said = _said(row)
    for (_, _, earlier), (item, i, later) in pairwise(sorted(values, key=lambda v: v[2].from_)):
        if earlier.from_ == later.from_:
            yield item.finding(
                ("values", i), f"с {later.from_} названы два значения{said[0]}",
                f"two values from {later.from_}{said[1]}",
            )  # fmt: skip
        elif earlier.to is None:
            continue
        elif earlier.to >= later.from_:
            yield item.finding(
                ("values", i), f"значение с {later.from_} накладывается на прежнее, до {earlier.to}{said[0]}",
                f"the value from {later.from_} overlaps the former one, until {earlier.to}{said[1]}", "warning",
            )  # fmt: skip
        elif later.from_ - earlier.to != DAY:
            yield item.finding(
                ("values", i), f"с {earlier.to + DAY} по {later.from_ - DAY} значения нет{said[0]}",
                f"no value from {earlier.to + DAY} to {later.from_ - DAY}{said[1]}", "warning",
            )  # fmt: skip


def _rows_missing(head: Item, rows: dict[Row, list[tuple[Item, int, Any]]]) -> Iterator[Finding]:
    """A row without a value on a day on which another row of the region has one.

    A row may begin later than the others (the law named it later); once begun, or where it never begins, it is missed.
    """
    keys = head.value.keys
    for region in sorted({region for region, _ in rows}):
        own = {row: values for row, values in rows.items() if row[0] == region}
        starts = sorted({value.from_ for values in own.values() for _, _, value in values})
        for choice in product(*([(key, str(one)) for one in keys[key]] for key in keys)):
            row = (region, tuple(sorted(choice)))
            spare = (EVERYWHERE, row[1])
            held = [value for one in (row, spare) for _, _, value in rows.get(one, ())]
            begun = min((value.from_ for value in held), default=date.min)
            lacks = [day for day in starts if day >= begun and not any(_holds(value, day) for value in held)]
            lacks = [day for day in lacks if not _told_as_gap(rows.get(row, ()), day)]
            if lacks:
                item = next(iter(own.values()))[0][0]
                ru, en = _said(row)
                yield item.finding(
                    ("values",), f"в таблице «{head.value.name}» с {lacks[0]} не внесена строка{ru}",
                    f'a row of the table "{head.value.name}" is missing from {lacks[0]}{en}', "warning",
                )  # fmt: skip


def _holds(value: Any, day: date) -> bool:
    return bool(value.from_ <= day and (value.to is None or day <= value.to))


def _told_as_gap(values: Iterable[tuple[Item, int, Any]], day: date) -> bool:
    """Whether values of the row lie on both sides of the day: that was told as a gap already."""
    held = [value for _, _, value in values]
    return any(v.from_ > day for v in held) and any(v.to is not None and v.to < day for v in held)


def _shares(head: Item, rows: dict[Row, list[tuple[Item, int, Any]]]) -> Iterator[Finding]:
    if head.value.type != "share":
        return
    for item, i, value in (one for values in rows.values() for one in values):
        if value.value > 1:
            yield item.finding(
                ("values", i), f"доля пишется от 0 до 1: {value.value} больше единицы",
                f"a share is written from 0 to 1: {value.value} is more than one",
            )  # fmt: skip


def _said(row: Row) -> tuple[str, str]:
    """A row in words: its keys, and its region where it has one."""
    region, keys = row
    words = ", ".join([choice for _, choice in keys] + ([region] if region != EVERYWHERE else []))
    return (f": {words}", f": {words}") if words else ("", "")
