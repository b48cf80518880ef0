"""The door of routes: the steps of a life situation, and a person's own copy of them.

Verbs take `by` (who acts), ask their permission, work in one transaction; a `RouteError` is a sentence for the reader.
Questions that take `region` ask no permission (the page has asked), those that take `by` do.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ryadom.people.api import Actor
from ryadom.rules.api import Family, Rulebook, calendar_of

from . import actions
from .actions import leave, look_again, mark, tell_day, upgrade
from .asking import verdicts
from .errors import Forbidden, Missing, NotNow, RouteError, Wordless
from .kinds import RouteFile, RouteStep
from .known import NOTHING, Known, known_of, register_reader
from .library import Route, routes
from .may import Whose
from .queries import Brief, RouteView, briefs, of_persons, one
from .walking import Going, Sent, State, StepView, What, walk
from .words import agency

__all__ = [
    "NOTHING", "Brief", "Forbidden", "Going", "Known", "Missing", "NotNow", "Route", "RouteError", "RouteFile",
    "RouteStep", "RouteView", "Sent", "State", "StepView", "What", "Whose", "Wordless", "agency", "briefs",
    "choose", "known_of",
    "leave", "look_again", "mark", "of_persons", "one", "register_reader", "routes", "steps_for", "tell_day", "upgrade",
]  # fmt: skip


def choose(
    *, by: Actor, person: UUID, route: str, on: date, at: datetime, happened_on: date | None = None, asked: str = ""
) -> UUID:  # fmt: skip
    """Give a person their own copy of a route; the same twice is one. Staff say who `asked`. Gives its token.

    Raises Missing, Forbidden, Wordless.
    """
    return actions.choose(by=by, person=person, route=route, on=on, at=at, happened_on=happened_on, asked=asked).token


def steps_for(
    route: Route, family: Family, *, book: Rulebook, on: date, going: Going = NOTHING, happened: date | None = None
) -> tuple[StepView, ...]:  # fmt: skip
    """The steps of a route for a family that has no copy: before choosing, and for commands. Needs no database."""
    said = verdicts(book, route.file, family, on=on)
    return walk(route.file, said, {}, going, calendar=calendar_of(book), happened=happened)
