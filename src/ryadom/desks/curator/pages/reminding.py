"""A person asks in the office to be told on a day: staff write it down, and take it back when asked to."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ryadom.desks.curator import may, reading
from ryadom.desks.curator.coming import subject_of
from ryadom.desks.curator.pages.persons import show
from ryadom.desks.curator.visit import Missing, Refused, book_of, said_of, staff_page, status_of, visit_of
from ryadom.measures import api as measures
from ryadom.people import api as people

OFFICE = "office"


@require_POST
@staff_page(may.enters)
def remind(request: HttpRequest, person: UUID) -> HttpResponse:
    """Keep the day that the page named; a second click keeps one."""
    visit = visit_of(request)
    if not reading.purpose_of(request, visit, person):
        return redirect("curator:person", person=person)
    measure, _at, wanted = request.POST.get("measure", "").partition("@")
    home = people.family_of(region=visit.region, person_id=person, on=visit.on)
    whose, day = subject_of(home, person, wanted or "family"), _day(request.POST.get("day", ""))
    if whose is None or day is None:
        return show(request, visit, person, status=422, error=_("Страница устарела. Нажмите кнопку ещё раз."))
    subject, name = whose
    try:
        measures.remind(
            **visit.acting, person=person, measure=measure, subject=subject, subject_name=name, day=day,
            begins=request.POST.get("kind") == "begins", channel=OFFICE, book=book_of(visit),
        )  # fmt: skip
    except Missing:
        raise
    except Refused as no:
        return show(request, visit, person, status=status_of(no), error=said_of(no, visit.language))
    return redirect(_soon(person))


@require_POST
@staff_page(may.enters)
def stop(request: HttpRequest, person: UUID, reminder: UUID) -> HttpResponse:
    """«Не напоминать», as the person asked."""
    measures.stop_reminding(**visit_of(request).acting, reminder=reminder)
    return redirect(_soon(person))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _soon(person: UUID) -> str:
    return f"{reverse('curator:person', args=[person])}#soon"
