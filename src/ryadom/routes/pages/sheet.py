"""The sheet of a path: what to do where and by when, to carry in a pocket. The same for the person and for staff."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from ryadom.people import api as people
from ryadom.routes import telling
from ryadom.routes.errors import Missing
from ryadom.routes.pages.visit import Visit, visit_of
from ryadom.routes.queries import one
from ryadom.rules.api import rulebook


@require_GET
def sheet(request: HttpRequest, way: UUID) -> HttpResponse:
    """One page for paper: steps by stage with who, where, papers and days; a box for what is done."""
    visit = visit_of(request)
    try:
        found = one(by=visit.by, token=way, book=rulebook(visit.by.region, visit.on), on=visit.on)
    except Missing:
        raise Http404 from None
    lines = [telling.line(step, found.file, visit.on, visit.language) for step in found.steps]
    person = people.person(region=found.region, id=found.person)
    _leave_line(visit, found.person)
    done, of = found.counted
    context = {
        "title": found.file.title.said(visit.language), "name": person.short_name, "stages": telling.stages(lines),
        "done": done, "of": of, "on": visit.on,
    }  # fmt: skip
    return render(request, "routes/sheet.html", context)


def _leave_line(visit: Visit, person: UUID) -> None:
    """Staff who print somebody's path are written where the person reads it."""
    if visit.by.is_staff and visit.by.person_id != person:
        with override("ru"):
            purpose = _("Лист пути для печати")
        people.log_reading(by=visit.by, at=visit.at, person_ids=[person], purpose=purpose, what=("person", "route"))
