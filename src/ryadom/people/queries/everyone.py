"""Everybody of a region at once: four statements whatever their number, read in streams side by side.

The meaning is that of one family (`facts.py`, `families.py`): the same days, the same proof before the same word. Each
stream is ordered by the family (by the person where somebody has none), so that memory holds one family at a time.
"""

import json
from collections import defaultdict, namedtuple
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ryadom.people import shapes
from ryadom.people.queries.facts import believed, by_key, settle
from ryadom.people.queries.families import FIRST, relation

AT_ONCE = 2_000

# Everything that comes from outside is a parameter; what is put together here is our own text (S608).
# Families on the day, and those alive who are in none.
UNITS = """
WITH member AS (
    SELECT id, family_id, person_id, role, source, starts, ends, contract_date FROM people_familymember
    WHERE region = %(region)s AND starts <= %(on)s AND (ends IS NULL OR ends >= %(on)s)
), unit AS (
    SELECT family_id AS unit, person_id FROM member
    UNION ALL
    SELECT p.id, p.id FROM people_person p WHERE p.region = %(region)s AND (p.died_on IS NULL OR p.died_on > %(on)s)
        AND NOT EXISTS (SELECT 1 FROM member WHERE member.person_id = p.id)
)
"""
MEMBERS = (
    UNITS
    + """
SELECT u.unit, u.person_id, p.birth_date, p.sex, p.died_on, m.id AS pk, m.role, m.source, m.starts, m.ends,
    m.contract_date, d.id AS dwelling_id, d.oktmo
FROM unit u JOIN people_person p ON p.id = u.person_id
    LEFT JOIN member m ON m.family_id = u.unit AND m.person_id = u.person_id
    LEFT JOIN people_family f ON f.id = m.family_id LEFT JOIN people_dwelling d ON d.id = f.dwelling_id
ORDER BY u.unit
"""
)
KNOWN = """f.region = %(region)s AND CASE WHEN %(at)s::timestamptz IS NULL THEN f.superseded_at IS NULL
    ELSE f.recorded_at <= %(at)s AND (f.superseded_at IS NULL OR f.superseded_at > %(at)s) END"""
VALID = "(f.valid_from IS NULL OR f.valid_from <= %(on)s) AND (f.valid_to IS NULL OR f.valid_to >= %(on)s)"
FACT = """f.id AS pk, f.person_id, f.family_id, f.dwelling_id, f.key, f.type, f.value, f.absent, f.source, f.about,
    f.as_of, f.valid_from, f.valid_to, f.recorded_at, '' AS note"""
FACTS = f"""{UNITS}
SELECT u.unit, {FACT} FROM unit u JOIN people_fact f ON f.person_id = u.person_id WHERE {KNOWN} AND {VALID}
UNION ALL
SELECT f.family_id, {FACT} FROM people_fact f
WHERE f.family_id IN (SELECT family_id FROM member) AND {KNOWN} AND {VALID}
UNION ALL
SELECT home.id, {FACT} FROM people_family home JOIN people_fact f ON f.dwelling_id = home.dwelling_id
WHERE home.id IN (SELECT family_id FROM member) AND {KNOWN} AND {VALID}
ORDER BY unit
"""  # noqa: S608
MONEY = "f.id AS pk, f.person_id, f.kind, f.amount, f.source, f.about, f.recorded_at"
INCOMES = f"""{UNITS}
SELECT u.unit, f.month, {MONEY} FROM unit u JOIN people_incomerecord f ON f.person_id = u.person_id
WHERE {KNOWN} AND f.month >= %(first)s AND f.month <= %(last)s ORDER BY u.unit
"""  # noqa: S608
TOTALS = f"""{UNITS}
SELECT u.unit, f.first_month, f.last_month, {MONEY} FROM unit u JOIN people_incometotal f ON f.person_id = u.person_id
WHERE {KNOWN} AND f.first_month <= %(last)s AND f.last_month >= %(first)s ORDER BY u.unit
"""  # noqa: S608

Rows = Iterator[tuple[UUID, list[Any]]]


def everyone(region: str, on: date, first: date, last: date, known_at: datetime | None = None) -> Iterator[shapes.File]:
    """The file of every family and of everybody without one, by id; names, addresses and numbers are left empty."""
    told = {"region": region, "on": on, "at": known_at, "first": first.replace(day=1), "last": last}
    with _one_moment(), ExitStack() as open:
        members, facts, incomes, totals = (
            open.enter_context(_stream(sql, told)) for sql in (MEMBERS, FACTS, INCOMES, TOTALS)
        )
        beside = [_Beside(rows) for rows in (facts, incomes, totals)]
        for unit, rows in members:
            yield _file(region, rows, *(one.of(unit) for one in beside))


@contextmanager
def _one_moment() -> Iterator[None]:
    """All four streams see the same moment; inside somebody's transaction they see what it sees."""
    outside = not connection.in_atomic_block
    with transaction.atomic():
        if outside:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _stream(sql: str, told: dict[str, Any]) -> Iterator[Rows]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, told)
        shape = namedtuple("Row", [column[0] for column in cursor.description])  # type: ignore[misc]
        rows = (shape(*row) for some in iter(lambda: cursor.fetchmany(AT_ONCE), []) for row in some)
        yield ((unit, list(mine)) for unit, mine in groupby(rows, key=attrgetter("unit")))


class _Beside:
    """A stream read along with another one: rows of one unit at a time, none where it has none."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.next = rows, next(rows, None)

    def of(self, unit: UUID) -> list[Any]:
        while self.next is not None and self.next[0] < unit:
            self.next = next(self.rows, None)
        if self.next is None or self.next[0] != unit:
            return []
        mine = self.next[1]
        self.next = next(self.rows, None)
        return mine


def _file(region: str, rows: list[Any], facts: list[Any], incomes: list[Any], totals: list[Any]) -> shapes.File:
    family = _family(region, rows) if rows[0].role else None
    return shapes.File(
        person=family.members[0].person if family else _person(region, rows[0]),
        family=family,
        facts=_facts(facts),
        incomes=tuple(
            shapes.Income(row.person_id, row.month, row.kind, row.amount, row.source, row.about, said_instead=said)
            for row, said in believed(incomes, lambda row: (row.person_id, row.month, row.kind))
        ),
        totals=tuple(
            shapes.WindowTotal(
                *(row.person_id, row.first_month, row.last_month, row.amount, row.source, row.kind, row.about),
                said_instead=said,
            )
            for row, said in believed(totals, _window)
        ),
    )


_window: Callable[[Any], tuple[Any, ...]] = lambda row: (row.person_id, row.first_month, row.last_month, row.kind)  # noqa: E731


def _facts(rows: Iterable[Any]) -> dict[shapes.Whose, dict[str, shapes.KnownFact]]:
    found: dict[shapes.Whose, dict[str, shapes.KnownFact]] = defaultdict(dict)
    read = (row._replace(value=None if row.value is None else json.loads(row.value)) for row in rows)
    for (whose, key), candidates in by_key(read).items():
        found[whose][key] = settle(candidates, stale=False)
    return dict(found)


def _family(region: str, rows: list[Any]) -> shapes.Family:
    """Seen from its head, or from its first member."""
    ordered = sorted(rows, key=lambda row: (FIRST[row.role], row.birth_date or date.max, row.pk))
    asker = ordered[0]
    return shapes.Family(
        id=asker.unit,
        region=region,
        members=tuple(_member(region, row, asker) for row in ordered),
        dwelling=shapes.Dwelling(asker.dwelling_id, "", asker.oktmo) if asker.dwelling_id else None,
    )


def _member(region: str, row: Any, asker: Any) -> shapes.Member:
    seen = "applicant" if row is asker else relation(asker.role, row.role)
    person = _person(region, row)
    return shapes.Member(person, row.role, seen, row.starts, row.ends, row.contract_date, row.source)


def _person(region: str, row: Any) -> shapes.Person:
    return shapes.Person(row.person_id, region, "", "", birth_date=row.birth_date, sex=row.sex, died_on=row.died_on)
