"""The paths as the conversation shows and begins them; the port of `talk` that this room registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from ryadom.people.api import Actor
from ryadom.rules import api as rules
from ryadom.rules.api import Family, Rulebook
from ryadom.talk import api as talk

from . import actions, events, queries
from .asking import verdicts
from .errors import RouteError
from .known import NOTHING
from .library import Route, routes
from .queries import RouteView
from .walking import State, StepView, walk
from .words import agency

SHOWN = 3  # steps of a path told at once: the page tells all


class Paths:
    """The paths of a region on a day; read when somebody asks."""

    def __init__(self, region: str, on: date, language: str, book: Rulebook) -> None:
        self._region, self._on, self._language, self._book = region, on, language, book

    @cached_property
    def _routes(self) -> dict[str, Route]:
        return routes(self._region, self._on)

    @cached_property
    def _all(self) -> dict[str, talk.Way]:
        said = self._language
        return {
            id: talk.Way(id, one.file.title.said(said), one.file.situation or "") for id, one in self._routes.items()
        }

    def all(self) -> Mapping[str, talk.Way]:
        """By id."""
        return self._all

    def steps(self, id: str, family: Family) -> tuple[talk.WayStep, ...]:
        """The steps for a family as it was told of in the conversation."""
        file, book = self._routes[id].file, self._book
        said = verdicts(book, file, family, on=self._on)
        found = walk(file, said, {}, NOTHING, calendar=rules.calendar_of(book))
        return tuple(self._step(one) for one in found)

    def _step(self, one: StepView) -> talk.WayStep:
        step = one.step
        perhaps = step.perhaps.said(self._language) if one.perhaps and step.perhaps else ""
        return talk.WayStep(step.id, step.title.said(self._language), agency(step.who), str(one.state), perhaps)


class Port:
    """What `talk` asks this room for."""

    def of(self, region: str, on: date, language: str, book: Rulebook) -> Paths:
        """The paths of a region."""
        return Paths(region, on, language, book)

    def begin(self, *, by: Actor, person: UUID, way: str, on: date, at: datetime) -> str:
        """Give the person their own copy; what to do first, or why it cannot be."""
        try:
            copy = actions.choose(by=by, person=person, route=way, on=on, at=at)
            view = queries.one(by=by, token=copy.token, book=rules.rulebook(by.region, on), on=on)
        except RouteError as no:
            return str(no)
        return "\n".join((_("Путь начат."), _stands(view)))

    def told(self, *, by: Actor, persons: Sequence[UUID], on: date) -> str:
        """The copies of these persons as they stand; "" where there are none."""
        try:
            book = rules.rulebook(by.region, on)
        except LookupError:
            return ""
        found = queries.of_persons(region=by.region, persons=persons, book=book, on=on)
        seen = [one for one in found if _may_read(by, one, on)]
        return "\n\n".join(f"«{one.file.title.ru}».\n{_stands(one)}" for one in seen)


def _may_read(by: Actor, view: RouteView, on: date) -> bool:
    try:
        queries.readable(by, view.token, on)
    except RouteError:
        return False
    return True


def _stands(view: RouteView) -> str:
    """«Сделано 2 из 7. Сделайте сейчас: …»."""
    done, of = view.counted
    lines = [_("Сделано шагов: %(done)s из %(of)s.") % {"done": done, "of": of}]
    for state, head in ((State.OPEN, _("Сделайте сейчас:")), (State.WAITS, _("Ждём ответа:"))):
        titles = [one.step.title.ru for one in view.of(state)][:SHOWN]
        lines += [f"{head} {'; '.join(titles)}."] if titles else []
    return "\n".join(lines)


def on_opened(event: events.StepsOpened) -> None:
    """Steps of somebody's path have opened: it is told where they write."""
    found = queries.titles_of(event.region, event.copy, event.steps)
    if found is not None:
        title, steps = found
        talk.way_moved(region=event.region, person=event.person, title=title, steps=steps, on=event.on, at=event.at)


def register() -> None:
    """Make the paths known to the conversation, and hear what opens them."""
    talk.register_ways(Port())
    events.subscribe(events.StepsOpened, on_opened)
