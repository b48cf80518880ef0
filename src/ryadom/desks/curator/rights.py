"""What the rules found for families lately, told to the room that plans calls: it stands on the floor of measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from ryadom.desks.curator.proposed import ours
from ryadom.measures import api as measures
from ryadom.patronage.api import Right
from ryadom.rules import api as rules


def of_families(
    region: str, persons: Mapping[UUID, UUID | None], since: date, on: date
) -> Mapping[UUID, Sequence[Right]]:
    """Measures that became due to these people's families and are not received; 2 statements for all of them."""
    try:
        book = rules.rulebook(region, on)
    except LookupError:
        return {}
    whose = {family or person: person for person, family in persons.items()}
    found: dict[UUID, list[Right]] = {}
    rows = measures.gained(region=region, families=list(whose), since=since, on=on, measures=list(ours(book)))
    for row in rows:
        found.setdefault(whose[row.family], []).append(Right(row.measure, since=row.since))
    return found
