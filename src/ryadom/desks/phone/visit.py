"""Who of staff answers the phone, and when: read once per request and passed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ryadom.channels import api as channels
from ryadom.desks.phone import may
from ryadom.desks.phone.errors import Missing, PhoneError
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local, now, zone_of
from ryadom.talk import api as talk

Gone = (Missing, people.NotFound, talk.ThreadMissing)
Refused = (PhoneError, people.Refused, channels.CodeRefused, talk.ThreadError)
_KEPT = "_phone_visit"


@dataclass(frozen=True)
class Visit:
    """One request: the region, the moment, the region's own day, who acts."""

    region: str
    at: datetime
    on: date
    by: Actor


def visit_of(request: HttpRequest) -> Visit:
    """The visit of this request; asked once."""
    if not hasattr(request, _KEPT):
        at, region = now(), request.region  # type: ignore[attr-defined]
        on = local(at, region).date()
        account = request.user.pk if request.user.is_authenticated else None
        setattr(request, _KEPT, Visit(region, at, on, people.actor(account_id=account, region=region, on=on)))
    found: Visit = getattr(request, _KEPT)
    return found


def desk_page(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who answer the phone: strangers sign in, others get 403, another region's call is missing."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may.answers(visit_of(request).by):
            raise PermissionDenied
        try:
            response = page(request, *args, **kwargs)
        except Gone:
            raise Http404 from None
        except people.NotAllowed as no:
            raise PermissionDenied(str(no)) from None
        # A desk stands where others pass by: nothing of it stays in the browser after signing out.
        response.setdefault("Cache-Control", "private, no-store")
        return response

    guarded_by_door: Callable[..., HttpResponse] = login_required(guarded)
    return guarded_by_door


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk; moments are read by the region's own clock."""
    with timezone.override(zone_of(visit_of(request).region)):
        return render(request, template, context, status=status)


def said_of(fault: Exception) -> str:
    """The sentence of a refusal."""
    return fault.said if isinstance(fault, people.Refused | talk.ThreadError) else str(fault)


def status_of(fault: Exception) -> int:
    """409 where another was first, 422 for what must be put right."""
    late = getattr(fault, "late", False) or isinstance(fault, talk.TakenByAnother)
    return 409 if late else 422
