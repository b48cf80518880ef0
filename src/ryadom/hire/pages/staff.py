"""Staff decide what was asked for, and ask on behalf of who came or called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from ryadom.hire import api, may
from ryadom.hire.pages.forms import BehalfForm, DecideForm
from ryadom.hire.pages.visit import Visit, visit_of
from ryadom.people import api as people
from ryadom.ui import links

SEEN = "hire-seen"


def staff_page(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Curators, specialists and heads; strangers go to the door, others get 403; what is not here is missing."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(_door(request.path))
        if not may.worker(visit_of(request).by):
            raise PermissionDenied
        try:
            response = page(request, *args, **kwargs)
        except (api.Missing, people.NotFound):
            raise Http404 from None
        except people.NotAllowed as no:
            raise PermissionDenied(str(no)) from None
        response.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


def _door(onward: str) -> str:
    found = links.find("curator:enter:staff")
    return f"{found.url if found else '/'}?{urlencode({'next': onward})}"


def _named(request: HttpRequest, visit: Visit, ids: Iterable[UUID]) -> dict[UUID, people.Person]:
    """Names, with one line a day in the log that each person reads."""
    found = people.persons(region=visit.region, ids=set(ids))
    kept, today = request.session.get(SEEN, {}), visit.on.isoformat()
    seen = set(kept.get("seen", ())) if kept.get("day") == today else set()
    fresh = [one for one in found if str(one) not in seen]
    if fresh:
        with override("ru"):
            purpose = _("Просьба о прокате вещи")
        people.log_reading(by=visit.by, at=visit.at, person_ids=fresh, purpose=purpose, what=("person", "hire"))
        request.session[SEEN] = {"day": today, "seen": [*seen, *map(str, fresh)][-500:]}
    return found


@require_GET
@staff_page
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the oldest first."""
    visit = visit_of(request)
    found = api.waiting(region=visit.region)
    persons = _named(request, visit, [one.person for one in found])
    context = {"rows": [(one, persons.get(one.person)) for one in found], "decides": "specialist" in visit.by.roles}
    return render(request, "hire/waiting.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
def decide(request: HttpRequest, hire: UUID) -> HttpResponse:
    """One request: a specialist who did not help to ask says yes by a rule, or no with a reason."""
    visit = visit_of(request)
    found = api.one(by=visit.by, id=hire, on=visit.on)
    things = {one.id: one for one in api.things(book=visit.book, on=visit.on, language=visit.language)}
    thing = things.get(found.thing)
    form = DecideForm(request.POST or None, grounds=thing.grounds if thing else ("ipra", "region"))
    if request.method == "POST" and form.is_valid():
        try:
            _decide(visit, found.id, request.POST.get("do", ""), form)
        except api.HireError as no:
            form.add_error(None, str(no))
        else:
            return redirect("hire:waiting")
    context = {
        "hire": found, "thing": thing, "form": form, "person": _named(request, visit, [found.person])[found.person],
        "decides": "specialist" in visit.by.roles and found.stage == "asked",
    }  # fmt: skip
    return render(request, "hire/decide.html", context, status=422 if form.errors else 200)


def _decide(visit: Visit, hire: UUID, do: str, form: DecideForm) -> None:
    told, whose = form.cleaned_data, {"by": visit.by, "hire": hire, **visit.when}
    if do == "confirm":
        api.confirm(ground=told["ground"], why=told["why"], book=visit.book, **whose)
    elif do == "refuse":
        api.refuse(why=told["why"], **whose)
    else:
        raise Http404


@require_http_methods(["GET", "POST"])
@staff_page
def behalf(request: HttpRequest, person: UUID) -> HttpResponse:
    """Ask for somebody who came or called."""
    visit = visit_of(request)
    if not may.registrar(visit.by):
        raise PermissionDenied
    whom = people.person(region=visit.region, id=person)
    _named(request, visit, [whom.id])
    things = [(one.id, one.title) for one in api.things(book=visit.book, on=visit.on, language=visit.language)]
    form = BehalfForm(request.POST or None, things=things)
    if request.method == "POST" and form.is_valid():
        try:
            made = api.ask(
                by=visit.by, person=whom.id, thing=form.cleaned_data["thing"], need=form.cleaned_data["need"],
                channel="office", book=visit.book, **visit.when,
            )  # fmt: skip
        except api.HireError as no:
            form.add_error(None, str(no))
        else:
            return redirect("hire:decide", hire=made.id)
    return render(request, "hire/behalf.html", {"form": form, "person": whom}, status=422 if form.errors else 200)
