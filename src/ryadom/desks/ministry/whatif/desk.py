"""One request of the pages «Что, если»: who asks, by which rules, on which people. Thin helpers of the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from ryadom.desks.ministry.may import try_numbers
from ryadom.desks.ministry.menu import actor_of
from ryadom.desks.ministry.whatif import session
from ryadom.desks.ministry.whatif.choosing import Choice, chosen, of_parameter
from ryadom.people.api import Actor, NotAllowed
from ryadom.regions.clock import today
from ryadom.rules import api as rules


@dataclass(frozen=True)
class Desk:
    """Who, the book, how it stands with the population, and the engine where there is one."""

    by: Actor
    book: rules.Rulebook
    standing: rules.Standing
    trials: rules.Workbench | None
    language: str

    @property
    def held(self) -> rules.Held | None:
        """The population, once it is loaded."""
        return self.standing.held

    @property
    def on(self) -> Any:
        """The day that is asked about: that of the population, else the region's own."""
        return self.held.as_of if self.held else today(self.by.region)


def desk_of(request: HttpRequest) -> Desk:
    """Gather. Raises Http404 where the region has no rules yet."""
    by = actor_of(request)
    try:
        book = rules.rulebook(by.region, today(by.region))
    except LookupError:
        raise Http404 from None
    standing = session.standing(book)
    trials = session.trials(book, standing.held) if standing.held else None
    language = "en" if (get_language() or "ru").startswith("en") else "ru"
    return Desk(by, book, standing, trials, language)


def choice_of(desk: Desk, parameter: str, row: str) -> Choice:
    """The number that an address names. Raises Http404."""
    found = desk.book.parameters.get(parameter)
    if found is None:
        raise Http404
    choice = chosen(of_parameter(desk.book, found, desk.on, desk.language), row)
    if choice is None:
        raise Http404
    return choice


Page = Callable[..., HttpResponse]


def minister_page(page: Page) -> Page:
    """For those who may try numbers; what another keeps for himself is missing here."""

    @login_required
    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not try_numbers(actor_of(request)):
            raise PermissionDenied
        try:
            response = page(request, *args, **kwargs)
        except rules.NoScenario:
            raise Http404 from None
        except (NotAllowed, rules.NotYours) as no:
            raise PermissionDenied(str(no)) from None
        response.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded
