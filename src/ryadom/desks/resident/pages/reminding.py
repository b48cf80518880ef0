"""«Напомнить в этот день»: kept for whoever is known, a calendar file for everybody else, taken back by one button."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.resident import days
from ryadom.desks.resident.pages.answers import read, told_with_id
from ryadom.desks.resident.pages.asking import with_conversation
from ryadom.desks.resident.visit import visit_of
from ryadom.measures import api as measures
from ryadom.ui import figures


@require_POST
@with_conversation
def remind(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """Keep the day of this measure; a second click keeps one."""
    visit = visit_of(request)
    heard = read(visit, token)
    told, person = told_with_id(visit, heard, id), days.awaiting(visit, heard.view)
    if told.ahead is None or person is None:
        return redirect("resident:measure", token=token, id=id)
    try:
        days.remind(visit, heard, told, person)
    except measures.Forbidden:
        raise Http404 from None
    except measures.ClaimError as no:
        return render(request, "resident/refused.html", {"error": str(no)}, status=409)
    return redirect("resident:measure", token=token, id=id)


@require_GET
@with_conversation
def day_file(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """The day of this measure for the calendar of the reader's own phone."""
    visit = visit_of(request)
    heard = read(visit, token)
    told = told_with_id(visit, heard, id)
    if told.ahead is None:
        raise Http404
    phone = (heard.book.about.contact.phone or "") if heard.book.about else ""
    call = _("Вопросы: %(phone)s") % {"phone": figures.phone(phone)} if phone else ""
    response = HttpResponse(days.day_file(visit, told, call), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ryadom.ics"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def stop(request: HttpRequest, reminder: UUID) -> HttpResponse:
    """«Не напоминать»; back to the list."""
    visit = visit_of(request)
    try:
        measures.stop_reminding(by=visit.by, reminder=reminder, on=visit.on, at=visit.at)
    except measures.Missing:
        raise Http404 from None
    return redirect("resident:claims")
