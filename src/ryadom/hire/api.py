"""The door of hire. Verbs take `by`, ask their permission, work in one transaction and give a frozen value; a
`HireError` is a sentence for the reader, and then nothing was written (but a wrong code counts). Questions that take
`region` ask no permission (the page has asked), those that take `by` do.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook

from . import actions, queries, terms
from .actions import put_on_shelf, put_out_of_use, put_to_use, remind_overdue
from .catalogue import things
from .errors import HireError, Missing, NoneFree, NotSaid, WrongCode, WrongStage
from .events import return_ending
from .queries import items, of_persons, of_provider, one, shelves, waiting
from .shapes import HireView, ItemView, Shelf, ThingView

__all__ = [
    "HireError",
    "HireView",
    "ItemView",
    "Missing",
    "NoneFree",
    "NotSaid",
    "Shelf",
    "ThingView",
    "WrongCode",
    "WrongStage",
    "ask",
    "confirm",
    "give",
    "items",
    "keep",
    "let_go",
    "longest",
    "of_persons",
    "of_provider",
    "one",
    "prolong",
    "put_on_shelf",
    "put_out_of_use",
    "put_to_use",
    "refuse",
    "remind_overdue",
    "return_ending",
    "shelves",
    "take_back",
    "things",
    "waiting",
    "withdraw",
]
longest = terms.longest


def ask(
    *, by: Actor, person: UUID, thing: str, need: str, channel: str, book: Rulebook, on: date, at: datetime
) -> HireView:
    """A thing is asked for: the case opens, with a promised day where the region entered a term."""
    return queries.view(
        actions.ask(by=by, person=person, thing=thing, need=need, channel=channel, book=book, on=on, at=at)
    )


def confirm(*, by: Actor, hire: UUID, ground: str, why: str, book: Rulebook, on: date, at: datetime) -> HireView:
    """A specialist says that it is due and by which rule."""
    return queries.view(actions.confirm(by=by, hire=hire, ground=ground, why=why, book=book, on=on, at=at))


def refuse(*, by: Actor, hire: UUID, why: str, on: date, at: datetime) -> HireView:
    """A specialist says that it is not; the person reads why."""
    return queries.view(actions.refuse(by=by, hire=hire, why=why, on=on, at=at))


def withdraw(*, by: Actor, hire: UUID, on: date, at: datetime) -> HireView:
    """The person wants it no more."""
    return queries.view(actions.withdraw(by=by, hire=hire, on=on, at=at))


def keep(*, by: Actor, hire: UUID, provider: UUID, on: date, at: datetime) -> HireView:
    """The person chooses a point: a free thing of its shelf is kept for them."""
    return queries.view(actions.keep(by=by, hire=hire, provider=provider, on=on, at=at))


def let_go(*, by: Actor, hire: UUID, on: date, at: datetime) -> HireView:
    """Another point, or later."""
    return queries.view(actions.let_go(by=by, hire=hire, on=on, at=at))


def give(
    *, by: Actor, hire: UUID, due_on: date, book: Rulebook, on: date, at: datetime, code: str = "",
    paper: UUID | None = None,
) -> HireView:  # fmt: skip
    """The point gives the thing until a day; the person signs by a code or on paper."""
    return queries.view(actions.give(by=by, hire=hire, due_on=due_on, book=book, on=on, at=at, code=code, paper=paper))


def prolong(*, by: Actor, hire: UUID, due_on: date, book: Rulebook, on: date, at: datetime) -> HireView:
    """A later day of return."""
    return queries.view(actions.prolong(by=by, hire=hire, due_on=due_on, book=book, on=on, at=at))


def take_back(*, by: Actor, hire: UUID, note: str, broken: bool, on: date, at: datetime) -> HireView:
    """The thing is back at its point."""
    return queries.view(actions.take_back(by=by, hire=hire, note=note, broken=broken, on=on, at=at))
