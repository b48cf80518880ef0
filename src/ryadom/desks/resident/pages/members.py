"""Who is in the family, as in the papers: one page on the way to an application that needs them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ryadom.desks.resident import letters
from ryadom.desks.resident.forms import MembersForm
from ryadom.desks.resident.known import needs_members
from ryadom.desks.resident.pages.answers import read, with_id
from ryadom.desks.resident.pages.applying import applicant_of, keep_application, may_tell, refusal
from ryadom.desks.resident.pages.asking import with_conversation
from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.people import api as people
from ryadom.talk import api as talk


@require_http_methods(["GET", "POST"])
@with_conversation
def members(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """Names, births and who they are to the person; then the application is kept and its page opens."""
    visit = visit_of(request)
    heard = read(visit, token)
    found = with_id(heard.answers, id)
    person = applicant_of(visit, heard.view)
    if person is None:
        return redirect("resident:apply", token=token, id=id)
    if not may_tell(visit, person):
        said = _("Семью мы записываем, когда паспорт показан в отделе. А пока заявление можно напечатать и подписать.")
        return refusal(request, visit, token, id, said)
    if request.method == "POST":
        return _told(request, visit, token, id, person, heard)
    waiting = heard.unknown_members
    if not needs_members(found, waiting):
        return redirect("resident:apply", token=token, id=id)
    return _page(request, visit, token, id, MembersForm(told=waiting))


def _told(request: HttpRequest, visit: Visit, token: str, id: str, person: UUID, heard: talk.Reading) -> HttpResponse:
    """All faults of the page at once, and what was typed stays in it. A doubled click keeps one of everything."""
    waiting = heard.unknown_members
    try:
        talk.introduce(**visit.key(token), by=visit.by, person_id=person, data=request.POST, on=visit.on)
    except talk.MembersUnclear as unclear:
        form = MembersForm(request.POST, told=waiting, alike=unclear.alike)
        form.place_errors(unclear.errors)
    except people.Refused as no:
        form = MembersForm(request.POST, told=waiting)
        form.place_errors({"": no.said})
    else:
        form_token = letters.token_of(request.POST.get("form_token", ""))
        return keep_application(request, visit, token, id, form_token or uuid4())
    return _page(request, visit, token, id, form, status=422)


def _page(
    request: HttpRequest, visit: Visit, token: str, id: str, form: MembersForm, *, status: int = 200
) -> HttpResponse:
    found = with_id(read(visit, token).answers, id)
    context: dict[str, Any] = {
        "token": token,
        "id": id,
        "form": form,
        "title": found.title.said(visit.language),
        "form_token": request.POST.get("form_token") or uuid4(),
    }
    return render(request, "resident/members.html", context, status=status)
