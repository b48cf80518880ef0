"""Who of staff is here and when: read once per request and passed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ryadom.cases import api as cases
from ryadom.desks.curator import may
from ryadom.measures import api as measures
from ryadom.patronage import api as patronage
from ryadom.people import api as people
from ryadom.people.api import Actor, May
from ryadom.regions.clock import local, now, zone_of
from ryadom.rules import api as rules
from ryadom.services import api as services
from ryadom.talk import api as talk

_KEPT = "_curator_visit"
ASSISTING = "assisting"
Missing = (
    people.NotFound, cases.Missing, measures.Missing, patronage.Missing, rules.NoEntry, services.Missing,
    talk.ThreadMissing,
)  # fmt: skip
Refused = (
    people.Refused, people.BadValue, people.UnknownFact, cases.CaseError, measures.ClaimError, measures.NotPossible,
    rules.EntryRefused, patronage.PatronageError, services.ServiceError, talk.ThreadError,
)  # fmt: skip
Forbidden = (people.NotAllowed, cases.Forbidden, measures.Forbidden, patronage.Forbidden, rules.NotYours)


@dataclass(frozen=True)
class Visit:
    """One request of staff: the region, the moment, the region's own day, who acts, the reader's language."""

    region: str
    at: datetime
    on: date
    by: Actor
    language: str

    @property
    def when(self) -> dict[str, Any]:
        """The day and the moment, as actions take them."""
        return {"on": self.on, "at": self.at}

    @property
    def acting(self) -> dict[str, Any]:
        """Who acts and when."""
        return {"by": self.by, "on": self.on, "at": self.at}


def visit_of(request: HttpRequest) -> Visit:
    """The visit of this request; asked once, 2 queries."""
    if not hasattr(request, _KEPT):
        at, region = now(), request.region  # type: ignore[attr-defined]
        on = local(at, region).date()
        account = request.user.pk if request.user.is_authenticated else None
        by = people.actor(account_id=account, region=region, on=on)
        setattr(request, _KEPT, Visit(region, at, on, by, _language(request)))
    found: Visit = getattr(request, _KEPT)
    return found


def _language(request: HttpRequest) -> str:
    return "en" if (getattr(request, "LANGUAGE_CODE", "") or "ru").startswith("en") else "ru"


def staff_page(who: May = may.serves) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page for those of staff of whom `who` is true. Strangers sign in, residents are told politely, others get 403.

    What another region has is missing here, and an action that may not be done is 403: never a broken page.
    """

    def dress(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return _turned_away(request, who) or _calm(page, request, *args, **kwargs)

        return guarded

    return dress


def _turned_away(request: HttpRequest, who: May) -> HttpResponse | None:
    if not request.user.is_authenticated:
        onward = {"next": request.path} if request.method == "GET" else {}
        return redirect(f"{reverse('curator:enter')}{'?' if onward else ''}{urlencode(onward)}")
    visit = visit_of(request)
    if not may.serves(visit.by):
        return render(request, "curator/stranger.html", status=403)
    if not who(visit.by):
        raise PermissionDenied
    return None


def _calm(page: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        response = page(request, *args, **kwargs)
    except Missing:
        raise Http404 from None
    except Forbidden as no:
        raise PermissionDenied(str(no)) from None
    # A desk stands where others pass by: nothing of it stays in the browser after signing out.
    response.setdefault("Cache-Control", "private, no-store")
    return response


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk: it always says for whom one acts."""
    with timezone.override(zone_of(visit_of(request).region)):  # moments are read by the region's own clock
        return render(request, template, {"acting": acting(request), **context}, status=status)


def acting(request: HttpRequest) -> tuple[people.Represented, ...]:
    """For whom one acts now: begun today and not left. The right itself lasts the day; leaving is remembered here."""
    begun = request.session.get(ASSISTING)
    if not begun:  # a resident's page asks this too, and costs nothing by it
        return ()
    visit = visit_of(request)
    if visit.by.account_id is None:
        return ()
    found = people.assisted_by(region=visit.region, account_id=visit.by.account_id, on=visit.on)
    return tuple(one for one in found if str(one.id) in begun)


def book_of(visit: Visit) -> rules.Rulebook:
    """The rules of the region today. Raises Http404 where nothing is active."""
    try:
        return rules.rulebook(visit.region, visit.on)
    except LookupError:
        raise Http404 from None


def said_of(fault: Exception, language: str) -> str:
    """The sentence of a refusal in the reader's language."""
    if isinstance(fault, people.BadValue):
        return fault.said(language)
    return fault.said if isinstance(fault, people.Refused | talk.ThreadError) else str(fault)


def status_of(fault: Exception) -> int:
    """403 for what one may not, 409 where another was first, 422 for what must be put right."""
    if isinstance(fault, Forbidden):
        return 403
    late = (
        measures.AlreadyDecided, measures.AlreadyOpen, measures.Stale, cases.AlreadyDecided, cases.Stale,
        patronage.Late, talk.TakenByAnother, rules.AlreadySettled, rules.AlreadyDrafted, rules.DraftChanged,
        services.Stale, services.WrongStage, services.NoPlaces,
    )  # fmt: skip
    return 409 if isinstance(fault, late) else 422
