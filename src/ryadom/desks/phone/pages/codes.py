"""Number and letters, asked without anything else being said; and the code that makes a messenger somebody's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from ryadom.cases import api as cases
from ryadom.desks.phone import giving, may, speaking
from ryadom.desks.phone.visit import Gone, Refused, desk_page, said_of, show, status_of, visit_of
from ryadom.people import api as people


@require_http_methods(["GET", "POST"])
@desk_page
def status(request: HttpRequest) -> HttpResponse:
    """What is heard by whoever names a number and its letters. Both go by POST."""
    visit = visit_of(request)
    number, letters = request.POST.get("number", "")[:40], request.POST.get("letters", "")[:80]
    context: dict[str, Any] = {"number": number, "letters": letters, "asks": speaking.ASKS_LETTERS}
    code = 200
    if request.method == "POST":
        try:
            told = cases.told_by_letters(
                region=visit.region, number=number, letters=letters, place=cases.PHONE, on=visit.on, at=visit.at
            )
            context |= {"told": told, "spoken": speaking.of_status(told), "letters": ""}
        except cases.LettersRefused as no:
            context["error"], code = str(no), 422
    return show(request, "phone/status.html", context, code)


@require_http_methods(["GET", "POST"])
@desk_page
def code(request: HttpRequest, person: UUID) -> HttpResponse:
    """A one-time code: how the person was known is chosen first, the code is shown once."""
    visit = visit_of(request)
    may.gives_codes.demand(visit.by)
    about = people.person(region=visit.region, id=person)
    call = _uuid(request.GET.get("call", ""))
    context: dict[str, Any] = {"person": about, "ways": giving.ways(), "call": call}
    answered = 200
    if request.method == "POST":
        try:
            how = request.POST.get("how", "")
            context["given"] = giving.give(by=visit.by, person=person, how=how, at=visit.at, call=call)
        except (*Gone, people.NotAllowed):
            raise
        except Refused as no:
            context["error"], answered = said_of(no), status_of(no)
    else:
        people.log_reading(by=visit.by, at=visit.at, person_ids=[person], purpose=giving.opened(), what=("person",))
    return show(request, "phone/code.html", context, answered)


def _uuid(raw: str) -> UUID | None:
    try:
        return UUID(raw)
    except ValueError:
        return None
