"""Find a person: the words go by POST and are kept in the session, never in an address. Each search is logged."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from ryadom.desks.curator import may
from ryadom.desks.curator.visit import Visit, page, said_of, staff_page, visit_of
from ryadom.people import api as people

SOUGHT = "sought"
LONGEST = 200


@require_http_methods(["GET", "POST"])
@staff_page(may.works)
def search(request: HttpRequest) -> HttpResponse:
    """By name, СНИЛС, phone or the number of an application."""
    if request.method == "POST":
        request.session[SOUGHT] = request.POST.get("q", "")[:LONGEST]
        return redirect("curator:search")
    visit = visit_of(request)
    words = request.session.get(SOUGHT, "")
    context = {"words": words, "hits": None, "on": visit.on, "may_enter": may.enters(visit.by)}
    return page(request, "curator/search.html", {**context, **(_found(visit, words) if words else {})})


def _found(visit: Visit, words: str) -> dict[str, Any]:
    try:
        hits = people.search(by=visit.by, at=visit.at, text=words)
    except people.Refused as no:
        return {"error": said_of(no, visit.language)}
    families = people.families_of(region=visit.region, person_ids=[one.id for one in hits.persons], on=visit.on)
    found = [(one, one.age(visit.on), _together(families.get(one.id), one)) for one in hits.persons]
    return {"hits": hits, "found": found}


def _together(family: people.Family | None, one: people.Person) -> str:
    """Short names of the family: how a namesake is told from a namesake."""
    return ", ".join(m.person.name for m in family.members if m.person.id != one.id) if family else ""
