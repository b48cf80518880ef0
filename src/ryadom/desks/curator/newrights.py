"""Who gained a right this week and has nobody beside them: for the head, who gives them a curator by one button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ryadom.desks.curator.proposed import ours
from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.patronage import api as patronage
from ryadom.people import api as people
from ryadom.people.api import Person
from ryadom.rules.api import Rulebook

WEEK = timedelta(days=7)
SHOWN = 12


@dataclass(frozen=True)
class Gained:
    """A family by the person one would call, what appeared and since when."""

    person: Person
    measures: tuple[str, ...]
    titles: tuple[str, ...]
    since: date


def without_curator(visit: Visit, book: Rulebook) -> tuple[list[Gained], int]:
    """The first families and how many there are among the rows that were read; five statements."""
    rows = measures.gained_lately(
        region=visit.region, since=visit.on - WEEK, on=visit.on, measures=list(ours(book)),
        without=patronage.cared_for(visit.region),
    )  # fmt: skip
    by_family: dict[UUID, list[measures.DeterminationView]] = {}
    for row in rows:
        if row.applicant or row.person:
            by_family.setdefault(row.family, []).append(row)
    first = list(by_family.values())[:SHOWN]
    persons = people.persons(region=visit.region, ids={_whom(some) for some in first})
    return [_gained(some, persons, book, visit) for some in first if _whom(some) in persons], len(by_family)


def _whom(some: list[measures.DeterminationView]) -> UUID:
    found = some[0].applicant or some[0].person
    assert found is not None, "rows about nobody were left out"
    return found


def _gained(
    some: list[measures.DeterminationView], persons: dict[UUID, Person], book: Rulebook, visit: Visit
) -> Gained:  # fmt: skip
    ids = tuple(dict.fromkeys(row.measure for row in some))
    titles = tuple(book.measures[id].file.title.said(visit.language) for id in ids if id in book.measures)
    return Gained(persons[_whom(some)], ids, titles, min(row.since for row in some))
