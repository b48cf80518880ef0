"""Who is here, for which provider and when: read once per request and passed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_noop as _n

from ryadom.desks.provider import may
from ryadom.hire import api as hire
from ryadom.people import api as people
from ryadom.people.api import Actor, May
from ryadom.providers import api as providers
from ryadom.providers.api import ProviderView, WorkerView
from ryadom.regions.clock import known_regions, local, now, zone_of
from ryadom.regions.middleware import choose
from ryadom.rules import api as rules
from ryadom.services import api as services
from ryadom.ui import links

_KEPT = "_provider_visit"
SEEN = "provider-seen"
MOST_SEEN = 2000
Missing = (hire.Missing, services.Missing, people.NotFound, providers.Unknown)
Refused = (services.ServiceError, providers.ProviderError)
PURPOSE = _n("Социальные услуги по вашему заказу: %(provider)s")


@dataclass(frozen=True)
class Visit:
    """One request of who works at a provider: the region, the moment, its own day, who acts and for whom."""

    region: str
    at: datetime
    on: date
    by: Actor
    provider: ProviderView
    workers: tuple[WorkerView, ...]

    @property
    def leads(self) -> bool:
        """Whether orders are answered and people sent by this one."""
        return self.provider.led_by(self.by.account_id)

    @property
    def when(self) -> dict[str, Any]:
        """The day and the moment, as actions take them."""
        return {"on": self.on, "at": self.at}

    @property
    def names(self) -> Mapping[int, str]:
        """Names of those who work here, by account."""
        return {one.account: one.name for one in self.workers}


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit of this request; None for who works at no provider of this region. Asked once."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _visit(request))
    found: Visit | None = getattr(request, _KEPT)
    return found


def _visit(request: HttpRequest) -> Visit | None:
    at, region = now(), request.region  # type: ignore[attr-defined]
    on = local(at, region).date()
    account = request.user.pk
    served = providers.of_account(region=region, account_id=account, on=on)
    if not served:
        return None
    workers = providers.workers(region=region, provider=served[0].id, on=on)
    name = next((one.name for one in workers if one.account == account), "")
    by = people.actor(account_id=account, region=region, on=on)
    return Visit(region, at, on, replace(by, name=name), served[0], workers)


def provider_page(who: May = may.works_there) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page for those of a provider of whom `who` is true. Strangers sign in, all others are told politely.

    What another provider has is missing here (404), and what one may not do is 403: never a broken page.
    """

    def dress(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return _turned_away(request, who) or _calm(page, request, *args, **kwargs)

        return guarded

    return dress


def _turned_away(request: HttpRequest, who: May) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return redirect(door(request.path if request.method == "GET" else ""))
    visit = visit_of(request)
    if visit is None:
        return _elsewhere(request) or render(request, "provider/stranger.html", status=403)
    if not who(visit.by, visit.provider):
        raise PermissionDenied
    return None


def door(onward: str) -> str:
    """Where one signs in; the same door as staff's."""
    found = links.find("curator:enter:staff")
    address = found.url if found else "/"
    return f"{address}?{urlencode({'next': onward})}" if onward else address


def _elsewhere(request: HttpRequest) -> HttpResponse | None:
    """Who works at a provider of another region only is taken there."""
    account = request.user.pk
    assert account is not None, "a stranger was sent to the door"
    served = providers.regions_of(account_id=account, known=known_regions())
    here: str = request.region  # type: ignore[attr-defined]
    if not served or here in served or request.method != "GET":
        return None
    choose(request, served[0])
    return redirect(request.path)


def _calm(page: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        response = page(request, *args, **kwargs)
    except Missing:
        raise Http404 from None
    except people.NotAllowed as no:
        raise PermissionDenied(str(no)) from None
    response.setdefault("Cache-Control", "private, no-store")
    return response


def here(request: HttpRequest) -> Visit:
    """The visit of a page that was let in."""
    found = visit_of(request)
    assert found is not None, "the page was let in"
    return found


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk; moments are read by the region's own clock."""
    visit = here(request)
    with timezone.override(zone_of(visit.region)):
        return render(request, template, {"on": visit.on, "provider": visit.provider, **context}, status=status)


def book_of(visit: Visit) -> rules.Rulebook:
    """The rules of the region today. Raises Http404 where nothing is active."""
    try:
        return rules.rulebook(visit.region, visit.on)
    except LookupError:
        raise Http404 from None
