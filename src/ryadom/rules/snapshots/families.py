"""Between families one by one and families in columns: both ways without a loss that a rule could notice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from ryadom.rules.compiled import Rulebook
from ryadom.rules.facts import Cover, FactValue, Family, Person, Record
from ryadom.rules.incomes import months_between, shifted
from ryadom.rules.snapshots.columns import DTYPES, KOPECKS, FactColumn, Facts, Unfit, coded, shape_of, state_of
from ryadom.rules.snapshots.part import Part


def part_of(book: Rulebook, families: Sequence[Family]) -> Part:
    """Families as one part. Raises Unfit where columns cannot hold one exactly (see `misfit`)."""
    for family in families:
        if why := misfit(family):
            raise Unfit(why)
    persons = [person for family in families for person in family.persons]
    months = _months(families)
    start = np.zeros(len(families) + 1, np.int64)
    np.cumsum([len(family.persons) for family in families], out=start[1:])
    income = np.zeros((len(persons), len(months)), np.int64)
    cover = np.zeros((len(families), 2), np.int16)
    for row, family in enumerate(families):
        cover[row] = _cover(family.cover, months)
        rows = {person.id: int(start[row]) + at for at, person in enumerate(family.persons)}
        for record in family.records:
            income[rows[record.person], months_between(months[0], record.month) - 1] += coded(
                "money", (), record.amount
            )
    return Part(
        book.region,
        start,
        _columns(book, [family.facts for family in families]),
        _columns(book, [person.facts for person in persons]),
        np.array([family.persons_open for family in families], np.bool_),
        months,
        income,
        cover,
        np.array([str(row) for row in range(len(families))], object),
        np.array([person.id for person in persons], object),
    )


def misfit(family: Family) -> str | None:
    """Why columns cannot hold a family: numbers of its own for parameters, records of one who is no member."""
    if family.parameters:
        return "the family brings parameters of its own"
    if any(record.person not in family.by_id for record in family.records):
        return "a record of somebody who is not in the family"
    return None


def _months(families: Iterable[Family]) -> tuple[date, ...]:
    """Every month from the first record or covered month to the last."""
    named = [
        m
        for f in families
        for m in (*((f.cover.first, f.cover.last) if f.cover else ()), *(r.month for r in f.records))
    ]
    if not named:
        return ()
    first = min(named)
    return tuple(shifted(first, at) for at in range(months_between(first, max(named))))


def _cover(cover: Cover | None, months: tuple[date, ...]) -> tuple[int, int]:
    if cover is None or not months:
        return 0, 0
    return months_between(months[0], cover.first) - 1, months_between(months[0], cover.last)


def _columns(book: Rulebook, rows: Sequence[Mapping[str, FactValue]]) -> Facts:
    return {key: _column(book, key, rows) for key in sorted({key for row in rows for key in row})}


def _column(book: Rulebook, key: str, rows: Sequence[Mapping[str, FactValue]]) -> FactColumn:
    type, choices = shape_of(book, key)
    values, state = np.zeros(len(rows), DTYPES[type]), np.zeros(len(rows), np.uint8)
    for at, row in enumerate(rows):
        held = row.get(key)
        if held is not None:
            state[at] = state_of(held)
            if held.value is not None:
                values[at] = coded(type, choices, held.value)
    return FactColumn(type, choices, values, state)


def families_of(part: Part) -> Iterator[Family]:
    """Every family of a part, one by one."""
    return (family_at(part, row) for row in range(part.families))


def family_at(part: Part, row: int, parameters: Mapping[str, Any] | None = None) -> Family:
    """One family of a part as the rules of one family read it. `parameters` are numbers on trial."""
    rows = range(int(part.start[row]), int(part.start[row + 1]))
    ids = [person_id(part, at) for at in rows]
    persons = tuple(Person(id, id, _facts(part.person, at)) for id, at in zip(ids, rows, strict=True))
    first, last = (int(end) for end in part.cover[row])
    cover = Cover(part.months[first], part.months[last - 1]) if last > first else None
    records = tuple(
        Record(id, part.months[month], "income", Decimal(int(part.income[at, month])) / KOPECKS, "register")
        for id, at in zip(ids, rows, strict=True)
        for month in np.flatnonzero(part.income[at])
    )
    facts = _facts(part.family, row)
    return Family(part.region, persons, facts, bool(part.open[row]), records, cover, dict(parameters or {}))


def person_id(part: Part, row: int) -> str:
    """The id of a person; an imagined one is known by number."""
    return str(part.person_ids[row]) if part.person_ids is not None else f"p{row}"


def family_id(part: Part, row: int) -> str:
    """The id of a family; an imagined one is known by number."""
    return str(part.family_ids[row]) if part.family_ids is not None else f"f{row}"


def _facts(columns: Facts, row: int) -> dict[str, FactValue]:
    held = ((key, column.at(row)) for key, column in columns.items())
    return {key: value for key, value in held if value is not None}
