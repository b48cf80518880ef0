"""Places of measures with a quota: the list, one measure's records, entering, the second person's word."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.desks.curator import may
from ryadom.desks.curator.normforms import PlacesForm, ReturnForm
from ryadom.desks.curator.pages.offering import entered
from ryadom.desks.curator.visit import Missing, Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.measures import api as measures
from ryadom.rules.api import Rulebook


def with_quota(book: Rulebook) -> list[str]:
    """The measures that give places, by title."""
    found = [one for one in book.measures.values() if any(version.file.quota for version in one.versions)]
    return [one.id for one in sorted(found, key=lambda one: one.file.title.ru)]


@require_GET
@staff_page(may.confirms)
def places(request: HttpRequest) -> HttpResponse:
    """Every measure and period: entered, taken, left, and the queue."""
    visit = visit_of(request)
    book = book_of(visit)
    found = measures.quotas(region=visit.region, measures=with_quota(book))
    lines = [(one, book.measures[one.measure].file.title.said(visit.language)) for one in found]
    return page(request, "curator/places.html", {"lines": lines, "on": visit.on})


@require_http_methods(["GET", "POST"])
@staff_page(may.confirms)
def of_measure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure's places: what counts, what waits, the history, and the form."""
    visit = visit_of(request)
    book = book_of(visit)
    quota = _quota(visit, book, measure)
    told: dict[str, Any] = {"book": book, "measure": measure, "known": quota, "on": visit.on}
    if request.method == "GET":
        return _shown(request, visit, book, quota, PlacesForm(**told))
    form = PlacesForm(request.POST, **told)
    error, status = entered(visit, form, partial(measures.enter_places, book=book))
    if status == 200:
        return redirect("curator:measure-places", measure=measure)
    return _shown(request, visit, book, quota, form, error, status=status)


def _quota(visit: Visit, book: Rulebook, measure: str) -> measures.Quota:
    if measure not in with_quota(book):
        raise Http404
    return measures.quotas(region=visit.region, measures=[measure])[0]


def _shown(
    request: HttpRequest, visit: Visit, book: Rulebook, quota: measures.Quota, form: Any = None, error: str = "",
    returned: UUID | None = None, return_form: Any = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    known: dict[str, Any] = {"book": book, "measure": quota.measure, "known": quota, "on": visit.on}
    counts = quota.counts
    context = {
        "title": book.measures[quota.measure].file.title.said(visit.language),
        "measure": quota.measure,
        "quota": quota,
        "waiting": [_waiting(one, counts, visit) for one in quota.waiting],
        "history": [one for one in quota.lines if one.verdict != "waiting"],
        "form": form or PlacesForm(**known),
        "error": error,
        "returned": returned,
        "return_form": return_form or ReturnForm(),
    }
    return page(request, "curator/measureplaces.html", context, status)


def _waiting(line: measures.PlacesView, counts: tuple[measures.PlacesView, ...], visit: Visit) -> dict[str, Any]:
    before = next((one for one in counts if one.starts <= line.starts <= one.ends), None)
    return {"entry": line, "before": before, "mine": line.by == visit.by.account_id}


@require_POST
@staff_page(may.confirms)
def approve(request: HttpRequest, entry: UUID) -> HttpResponse:
    """The second person: from now on the places are given."""
    return _settled(request, entry, measures.approve_places)


@require_POST
@staff_page(may.confirms)
def give_back(request: HttpRequest, entry: UUID) -> HttpResponse:
    """The second person saw a mistake."""
    form = ReturnForm(request.POST)
    if not form.is_valid():
        visit = visit_of(request)
        book = book_of(visit)
        quota = _of(visit, book, entry)
        return _shown(request, visit, book, quota, returned=entry, return_form=form, status=422)
    return _settled(request, entry, measures.return_places, reason=form.cleaned_data["reason"])


@require_POST
@staff_page(may.confirms)
def take_back(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Who entered them saw a mistake."""
    return _settled(request, entry, measures.take_back_places)


def _of(visit: Visit, book: Rulebook, token: UUID) -> measures.Quota:
    every = measures.quotas(region=visit.region, measures=with_quota(book))
    found = next((one for one in every if any(line.token == token for line in one.lines)), None)
    if found is None:
        raise Http404
    return found


def _settled(request: HttpRequest, token: UUID, verb: Any, **more: Any) -> HttpResponse:
    visit = visit_of(request)
    book = book_of(visit)
    quota = _of(visit, book, token)
    try:
        verb(by=visit.by, entry=token, at=visit.at, **more)
    except Missing:
        raise
    except Refused as no:
        fresh = _quota(visit, book, quota.measure)
        return _shown(request, visit, book, fresh, error=said_of(no, visit.language), status=status_of(no))
    return redirect("curator:measure-places", measure=quota.measure)
