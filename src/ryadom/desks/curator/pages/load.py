"""The head's view of curators: load, waiting, promises that were broken, danger without an answer, who has nobody."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ryadom.cases import api as cases
from ryadom.desks.curator import keys, may, newrights, reading
from ryadom.desks.curator.careforms import CapacityForm
from ryadom.desks.curator.visit import Missing, Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.patronage import api as patronage
from ryadom.people import api as people
from ryadom.talk import api as talk

SHORT = 20
BAD_ENDING = "bad-ending"  # the kind of case that talk opens after a low answer


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
    gained, gained_total = newrights.without_curator(visit, book_of(visit)) if names else ([], 0)
    bad = _bad_endings(visit) if names else ()
    named = [one.person.id for some in (queue, waiting, gained) for one in some if one.person]
    if names:
        reading.for_list(request, visit, [*named, *(one.person for one, _case in bad if one.person)])
    context = {
        "gained": gained, "gained_total": gained_total, "bad": bad, "keys": keys.of_load(),
        "found": patronage.overview(by=visit.by, **visit.when), "queue": queue, "waiting": waiting, "names": names,
        "moves": patronage.moves(by=visit.by, on=visit.on) if names else (), "error": error, "on": visit.on,
        "times": patronage.times_of(visit.region, visit.on),
    }  # fmt: skip
    return page(request, "curator/load.html", context, status)


def _bad_endings(visit: Visit) -> list[tuple[talk.ThreadLine, cases.CaseView | None]]:
    """Conversations that a person called bad, each with the case that was opened for the head."""
    threads = talk.to_review(region=visit.region)[:SHORT]
    wanted = cases.Filters(kinds=(BAD_ENDING,))
    found = cases.queue(by=visit.by, on=visit.on, filters=wanted, size=SHORT).rows if threads else ()
    by_person = {one.person: one for one in found}
    return [(one, by_person.get(one.person) if one.person else None) for one in threads]


@require_POST
@staff_page(may.approves)
def first(request: HttpRequest, person: UUID) -> HttpResponse:
    """A curator for a family in which a right appeared; the first call stands in the plan."""
    visit = visit_of(request)
    ids = [one for one in request.POST.get("measures", "").split() if one in book_of(visit).measures]
    try:
        patronage.first_contact(by=visit.by, person=person, measures=ids[:20], **visit.when)
    except Missing:
        raise
    except Refused as no:
        return _load(request, visit, said_of(no, visit.language), status_of(no))
    return redirect(f"{reverse('curator:load')}#gained")


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
