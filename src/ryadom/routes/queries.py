"""Questions that read: a person's copies with their steps as they stand today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local
from ryadom.rules.api import Rulebook, calendar_of

from . import may
from .asking import verdicts
from .errors import Missing
from .kinds import RouteFile
from .known import Known, known_of
from .library import Route, routes
from .models import RouteCopy, StepMark
from .walking import Mark, State, StepView, What, walk

MOST = 30


@dataclass(frozen=True)
class RouteView:
    """A copy as it stands. `newer`: the practice has another text now, which may be taken."""

    token: UUID
    region: str
    person: UUID
    route: str
    file: RouteFile
    practice: str
    version: str
    happened_on: date | None
    chosen_on: date
    left_on: date | None
    newer: bool
    asked: str
    steps: tuple[StepView, ...]

    def of(self, *states: State) -> tuple[StepView, ...]:
        """The steps in one of these states, in the order of the route."""
        return tuple(one for one in self.steps if one.state in states)

    @property
    def counted(self) -> tuple[int, int]:
        """How many steps are done, of how many that are for this family and not passed over."""
        theirs = [one for one in self.steps if one.state not in (State.NOT_YOURS, State.SKIPPED)]
        return sum(one.state is State.DONE for one in theirs), len(theirs)


@dataclass(frozen=True)
class Brief:
    """A copy in one line, without looking at facts: for a list and for the desk."""

    token: UUID
    person: UUID
    route: str
    title: str
    chosen_at: datetime
    left_at: datetime | None


def briefs(*, region: str, persons: Collection[UUID], left: bool = False) -> tuple[Brief, ...]:
    """The copies of these persons, the newest first; one query. Asks no permission."""
    rows = RouteCopy.objects.in_region(region).filter(person__in=persons).order_by("-chosen_at", "-id")
    rows = rows if left else rows.filter(left_at=None)
    return tuple(
        Brief(row.token, row.person_id, row.route, file_of(row).title.ru, row.chosen_at, row.left_at)
        for row in rows[:MOST]
    )


def of_persons(*, region: str, persons: Collection[UUID], book: Rulebook, on: date) -> tuple[RouteView, ...]:
    """The copies these persons walk now, each step as it stands. Asks no permission: the page has asked.

    The number of queries does not grow with copies or steps; facts are read once for each person who walks a path.
    """
    rows = RouteCopy.objects.in_region(region).filter(person__in=persons, left_at=None)
    return views(region, rows.order_by("-chosen_at", "-id")[:MOST], book, on)


def one(*, by: Actor, token: UUID, book: Rulebook, on: date) -> RouteView:
    """One copy, when this actor may read it. Raises Missing."""
    row = readable(by, token, on)
    return views(by.region, [row], book, on)[0]


def readable(by: Actor, token: UUID, on: date) -> RouteCopy:
    """The row of a copy that the actor may read. Raises Missing."""
    row = RouteCopy.objects.in_region(by.region).filter(token=token).first()
    if row is None or not may.read(by, may.Whose(row.region, row.person_id, by, on)):
        raise Missing
    return row


def views(region: str, rows: Iterable[RouteCopy], book: Rulebook, on: date) -> tuple[RouteView, ...]:
    """Copies with their steps; what is known of a person is read once, however many routes they walk."""
    rows = list(rows)
    if not rows:
        return ()
    marks, now = marks_of(region, rows), routes(region, on)
    known = {person: known_of(region, person, on) for person in dict.fromkeys(row.person_id for row in rows)}
    return tuple(_view(row, marks[row.pk], now.get(row.route), known[row.person_id], book, on) for row in rows)


def _view(
    row: RouteCopy, marks: Mapping[str, Mark], now: Route | None, known: Known, book: Rulebook, on: date
) -> RouteView:  # fmt: skip
    file = file_of(row)
    said = verdicts(book, file, known.family, on=on)
    steps = walk(file, said, marks, known.going, calendar=calendar_of(book), happened=row.happened_on)
    return RouteView(
        token=row.token, region=row.region, person=row.person_id, route=row.route, file=file, practice=row.practice,
        version=row.version, happened_on=row.happened_on, chosen_on=local(row.chosen_at, row.region).date(),
        left_on=local(row.left_at, row.region).date() if row.left_at else None,
        newer=now is not None and now.digest != row.digest, asked=row.asked, steps=steps,
    )  # fmt: skip


def titles_of(region: str, token: UUID, steps: Collection[str]) -> tuple[str, tuple[str, ...]] | None:
    """The title of a copy and those of some of its steps, None where there is no such copy. Asks no permission."""
    row = RouteCopy.objects.in_region(region).filter(token=token).first()
    if row is None:
        return None
    file = file_of(row)
    return file.title.ru, tuple(one.title.ru for one in file.steps if one.id in steps)


def file_of(row: RouteCopy) -> RouteFile:
    """The text of a copy as it was chosen."""
    return RouteFile.model_validate(row.content)


def marks_of(region: str, rows: Iterable[RouteCopy]) -> dict[int, dict[str, Mark]]:
    """The newest mark of every step, by copy and step; staff by name. Two queries."""
    found: dict[int, dict[str, Mark]] = defaultdict(dict)
    kept = list(StepMark.objects.in_region(region).filter(copy__in=list(rows)).order_by("id"))
    staff = people.staff_members(region=region, account_ids={one.by_id for one in kept if one.staff and one.by_id})
    for one in kept:
        who = staff[one.by_id].name if one.staff and one.by_id in staff else ""
        found[one.copy_id][one.step] = _said(one, who, found[one.copy_id].get(one.step))
    return found


def _said(row: StepMark, who: str, before: Mark | None) -> Mark:
    """A mark over what was said before: a day that is put leaves the rest as it was."""
    if row.what == What.PLANNED:
        kept = before or Mark(What.UNDONE, row.on, who)
        return replace(kept, planned=row.due)
    return Mark(What(row.what), row.on, who, row.words)
