"""Verbs that write, one transaction each: choose a route, mark a step, take the newer text, leave."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook

from . import events, may
from .errors import Forbidden, Missing, NotNow, Wordless
from .library import routes
from .models import RouteCopy, StepMark
from .queries import file_of, readable, views
from .walking import State, What

LONGEST = 300
FARTHEST = timedelta(days=730)


def choose(
    *, by: Actor, person: UUID, route: str, on: date, at: datetime, happened_on: date | None = None, asked: str = ""
) -> RouteCopy:  # fmt: skip
    """Give a person their own copy. The same route twice is one copy. Staff say who asked for it.

    Raises Missing, Forbidden, Wordless.
    """
    if not people.persons(region=by.region, ids=[person]):  # nobody of another region is here
        raise Missing
    if not may.move(by, may.Whose(by.region, person, by, on)):
        raise Forbidden
    found = routes(by.region, on).get(route)
    if found is None:
        raise Missing
    who_asked = " ".join(asked.split())[:LONGEST]
    if by.is_staff and not who_asked and not may.own_or_for_them(by, may.Whose(by.region, person, by, on)):
        raise Wordless("asked")
    standing = RouteCopy.objects.in_region(by.region).filter(person=person, route=route, left_at=None)
    try:
        with transaction.atomic():
            if (known := standing.first()) is not None:
                return known
            copy = RouteCopy.objects.in_region(by.region).create(
                person_id=person, route=found.id, practice=found.practice, version=found.version, digest=found.digest,
                content=found.file.model_dump(mode="json"), happened_on=happened_on, chosen_at=at,
                chosen_by_id=by.account_id, asked=who_asked,
            )  # fmt: skip
            _tell(events.RouteChosen, copy, by, on, at)
            return copy
    except IntegrityError:  # two clicks at one moment
        return standing.get()


def mark(
    *, by: Actor, token: UUID, step: str, what: What, day: date, book: Rulebook, on: date, at: datetime,
    words: str = "", due: date | None = None,
) -> None:  # fmt: skip
    """Say of a step that it was begun, is over, is not after all, is passed over (`words`: why), or has a day (`due`).

    Staff name the paper (`words`) by which a step is done. Raises Missing, Forbidden, NotNow, Wordless.
    """
    with transaction.atomic():
        copy = _moving(by, token, on)
        view = next((one for one in views(by.region, [copy], book, on)[0].steps if one.step.id == step), None)
        if view is None or view.state is State.NOT_YOURS or view.by_fact or day > on:
            raise NotNow
        if what in (What.STARTED, What.DONE) and view.state is State.AHEAD:
            raise NotNow
        said = " ".join(words.split())[:LONGEST]
        _demand_words(by, what, said, due, on)
        StepMark.objects.in_region(by.region).create(
            copy=copy, step=step, what=what.value, on=day, at=at, by_id=by.account_id, staff=by.is_staff, words=said,
            due=due if what is What.PLANNED else None,
        )  # fmt: skip
        _tell(events.StepMarked, copy, by, on, at, step=step, what=what.value)


def _demand_words(by: Actor, what: What, said: str, due: date | None, on: date) -> None:
    """A reason for what is passed over, a paper for what staff call done, a day for what is planned."""
    if what is What.SKIPPED and not said:
        raise Wordless("why")
    if what is What.DONE and by.is_staff and not said:
        raise Wordless("paper")
    if what is What.PLANNED and (due is None or not on <= due <= on + FARTHEST):
        raise Wordless("day")


def tell_day(*, by: Actor, token: UUID, happened_on: date, on: date) -> None:
    """The day from which deadlines count. Raises Missing, Forbidden, NotNow for a day that has not come."""
    if happened_on > on:
        raise NotNow
    with transaction.atomic():
        copy = _moving(by, token, on)
        copy.happened_on = happened_on
        copy.save(update_fields=["happened_on"])


def upgrade(*, by: Actor, token: UUID, on: date, at: datetime) -> None:
    """Take the text that the practice has now; marks of steps that are still there stay. Raises Missing, Forbidden."""
    with transaction.atomic():
        copy = _moving(by, token, on)
        found = routes(by.region, on).get(copy.route)
        if found is None:
            raise Missing
        copy.content, copy.digest = found.file.model_dump(mode="json"), found.digest
        copy.practice, copy.version = found.practice, found.version
        copy.save(update_fields=["content", "digest", "practice", "version"])


def leave(*, by: Actor, token: UUID, on: date, at: datetime) -> None:
    """The person walks this route no more; what was marked stays. Raises Missing, Forbidden."""
    with transaction.atomic():
        copy = _moving(by, token, on)
        copy.left_at = at
        copy.save(update_fields=["left_at"])
        _tell(events.RouteLeft, copy, by, on, at)


def look_again(*, region: str, token: UUID, book: Rulebook, on: date, at: datetime) -> tuple[str, ...]:
    """See which steps new facts have opened, and announce them once; gives their ids. For a job."""
    with transaction.atomic():
        copy = RouteCopy.objects.in_region(region).select_for_update().filter(token=token, left_at=None).first()
        if copy is None:
            return ()
        now = [one.step.id for one in views(region, [copy], book, on)[0].of(State.OPEN)]
        fresh = tuple(one for one in now if one not in copy.opened)
        first = not copy.opened
        copy.opened, copy.look_again = now, False
        copy.save(update_fields=["opened", "look_again"])
        if fresh and not first:
            events.announce(
                events.StepsOpened(
                    region=region, at=at, account_id=None, copy=copy.token, person=copy.person_id, route=copy.route,
                    steps=fresh, on=on,
                )
            )  # fmt: skip
        return fresh


def _moving(by: Actor, token: UUID, on: date) -> RouteCopy:
    """The copy that the actor may move, locked."""
    seen = readable(by, token, on)
    if not may.move(by, may.Whose(seen.region, seen.person_id, by, on)):
        raise Forbidden
    copy = RouteCopy.objects.in_region(by.region).select_for_update().get(pk=seen.pk)
    if copy.left_at is not None:
        raise NotNow
    return copy


def _tell(kind: type[Any], copy: RouteCopy, by: Actor, on: date, at: datetime, **more: str) -> None:
    events.announce(
        kind(
            region=copy.region, at=at, account_id=by.account_id, copy=copy.token, person=copy.person_id,
            route=copy.route, on=on, **more,
        )
    )  # fmt: skip


__all__ = ["choose", "file_of", "leave", "look_again", "mark", "tell_day", "upgrade"]
