"""The head's view of curators: load, waiting, promises that were broken, danger without an answer, who has nobody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.curator import may, reading
from ryadom.desks.curator.careforms import CapacityForm
from ryadom.desks.curator.visit import Refused, Visit, page, said_of, staff_page, status_of, visit_of
from ryadom.patronage import api as patronage
from ryadom.people import api as people

SHORT = 20


@require_GET
@staff_page(may.sees_load)
def load(request: HttpRequest) -> HttpResponse:
    """Numbers for who watches; for the head also who waits, by name."""
    return _load(request, visit_of(request))


def _load(request: HttpRequest, visit: Visit, error: str = "", status: int = 200) -> HttpResponse:
    names = may.approves(visit.by)
    queue = patronage.queue(by=visit.by, **visit.when) if names else ()
    waiting = (
        patronage.caseload(
            by=visit.by, **visit.when, wanted=patronage.Wanted(whose="waiting", order="since"), size=SHORT
        ).rows
        if names
        else ()
    )
    reading.for_list(
        request, visit, [one.person.id for some in (queue, waiting) for one in some if one.person]
    ) if names else None
    context = {
        "found": patronage.overview(by=visit.by, **visit.when), "queue": queue, "waiting": waiting, "names": names,
        "moves": patronage.moves(by=visit.by, on=visit.on) if names else (), "error": error, "on": visit.on,
        "times": patronage.times_of(visit.region, visit.on),
    }  # fmt: skip
    return page(request, "curator/load.html", context, status)


@require_POST
@staff_page(may.approves)
def capacity(request: HttpRequest, account: int) -> HttpResponse:
    """How many families one curator takes, and where."""
    visit, form = visit_of(request), CapacityForm(request.POST)
    if people.staff_member(account_id=account, region=visit.region, on=visit.on) is None:
        raise Http404
    error, status = "", 422
    if form.is_valid():
        try:
            patronage.set_capacity(by=visit.by, account=account, at=visit.at, **form.cleaned_data)
            return redirect("curator:load")
        except Refused as no:
            error, status = said_of(no, visit.language), status_of(no)
    first = next(iter(form.errors.values()), [""])[0] if form.errors else ""
    return _load(request, visit, error or str(first), status)
