"""The calls of one curator for one day. Pure: families with what speaks for calling them, and how many calls fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

ORDER = ("promised", "gained", "ahead", "long_ago")
NEVER = date.min
NEAR = timedelta(days=14)


@dataclass(frozen=True)
class Family:
    """A family as the plan sees it. `gained`: measures that became due; `ahead_on`: a near change."""

    person: UUID
    last_contact: date | None = None
    next_contact: date | None = None
    gained: tuple[str, ...] = ()
    ahead_on: date | None = None
    no_calls: bool = False


@dataclass(frozen=True)
class Line:
    """Whom to call, why, about what, and by which day."""

    person: UUID
    why: str
    measures: tuple[str, ...] = ()
    due_on: date | None = None


def plan(families: Iterable[Family], *, on: date, contact_days: int, most: int) -> list[Line]:
    """At most `most` calls: what was promised, then new rights, then near dates, then whom nobody called for long.

    Within each the family without a contact for longest comes first; who asked not to be called is never in it.
    """
    found = [(one, line) for one in families if not one.no_calls and (line := _line(one, on, contact_days))]
    found.sort(key=lambda pair: (ORDER.index(pair[1].why), pair[0].last_contact or NEVER, str(pair[0].person)))
    return [line for _family, line in found[:most]]


def _line(one: Family, on: date, contact_days: int) -> Line | None:
    if one.next_contact is not None and one.next_contact <= on:
        return Line(one.person, "promised", one.gained, one.next_contact)
    if one.next_contact is not None and one.next_contact <= on + NEAR:
        return None  # somebody promised to call soon anyway: twice in a fortnight would be a nuisance
    if one.gained:
        return Line(one.person, "gained", one.gained)
    if one.ahead_on is not None and on <= one.ahead_on <= on + NEAR and not _spoken(one, on, NEAR.days):
        return Line(one.person, "ahead", (), one.ahead_on)
    return None if _spoken(one, on, contact_days) else Line(one.person, "long_ago")


def _spoken(one: Family, on: date, days: int) -> bool:
    return one.last_contact is not None and one.last_contact > on - timedelta(days=days)
