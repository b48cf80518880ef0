"""The first page: a new call, whom to call back, the last calls."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.phone import calls, returning, speaking
from ryadom.desks.phone.forms import BeginForm
from ryadom.desks.phone.visit import Gone, Refused, desk_page, said_of, show, status_of, visit_of


@require_GET
@desk_page
def desk(request: HttpRequest) -> HttpResponse:
    """Whom to call back first, then what was spoken about lately."""
    return _show(request)


def _show(request: HttpRequest, *, form: BeginForm | None = None, error: str = "", status: int = 200) -> HttpResponse:
    visit = visit_of(request)
    context = {
        "form": form or BeginForm(),
        "waiting": returning.waiting(by=visit.by, at=visit.at),
        "recent": calls.recent(by=visit.by, on=visit.on),
        "error": error,
        "greeting": speaking.GREETING,
    }
    return show(request, "phone/desk.html", context, status)


@require_POST
@desk_page
def begin(request: HttpRequest) -> HttpResponse:
    """Somebody is on the line."""
    visit, form = visit_of(request), BeginForm(request.POST)
    if not form.is_valid():
        return _show(request, form=form, status=422)
    told = form.cleaned_data
    row = calls.begin(by=visit.by, phone=told["phone"], name=told["name"], at=visit.at)
    return redirect("phone:call", token=row.token)


@require_POST
@desk_page
def missed(request: HttpRequest) -> HttpResponse:
    """Nobody picked up in time."""
    visit, form = visit_of(request), BeginForm(request.POST)
    if not form.is_valid():
        return _show(request, form=form, status=422)
    told = form.cleaned_data
    try:
        returning.missed(by=visit.by, phone=told["phone"], name=told["name"], at=visit.at)
    except Refused as no:
        return _show(request, form=form, error=said_of(no), status=status_of(no))
    return redirect("phone:desk")


@require_POST
@desk_page
def back(request: HttpRequest, token: UUID, do: str) -> HttpResponse:
    """Reached, not reached, or not needed any more."""
    visit = visit_of(request)
    if do not in ("reached", "silent", "drop"):
        raise Http404
    try:
        if do == "drop":
            returning.drop(by=visit.by, token=token, why=request.POST.get("why", ""), at=visit.at)
            return redirect("phone:desk")
        row = returning.tried(by=visit.by, token=token, reached=do == "reached", at=visit.at)
    except Gone:
        raise
    except Refused as no:
        return _show(request, error=said_of(no), status=status_of(no))
    return redirect("phone:call", token=row.token) if row else redirect("phone:desk")
