"""Assisted mode: staff walk the resident's way for a person without a phone, and everything done is marked so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ryadom.desks.curator import interview, may, reading
from ryadom.desks.curator.pages.persons import show
from ryadom.desks.curator.visit import ASSISTING, Missing, Refused, book_of, said_of, staff_page, status_of, visit_of
from ryadom.people import api as people
from ryadom.talk import api as talk

HELP = "/help/{token}/"  # the resident's way stands in another desk
FOR_WHOM = "other"


@require_POST
@staff_page(may.enters)
def start(request: HttpRequest, person: UUID) -> HttpResponse:
    """From now on one acts for this person, today only; the way begins with what the file knows."""
    visit = visit_of(request)
    about = people.person(region=visit.region, id=person)
    try:
        right = people.assist(
            by=visit.by, at=visit.at, person_id=person, on=visit.on, evidence=request.POST.get("evidence", "")
        )
    except people.NotAllowed:
        raise
    except people.Refused as no:
        return show(request, visit, person, status=status_of(no), error=said_of(no, visit.language))
    request.session[ASSISTING] = [*request.session.get(ASSISTING, [])[-9:], right]
    owner = talk.Owner(account_id=visit.by.account_id)
    known: dict[str, Any] = {"region": visit.region, "owner": owner, "at": visit.at}
    token = talk.start(**known, assisted_by=visit.by.account_id)
    talk.choose_for_whom(**known, token=token, for_whom=FOR_WHOM, name=about.name[:60])
    talk.prefill_from_people(**known, token=token, actor=visit.by, person_id=person, on=visit.on)
    return redirect(HELP.format(token=token))


@require_POST
@staff_page(may.enters)
def keep(request: HttpRequest, person: UUID, token: str) -> HttpResponse:
    """What was said in the conversation goes into the file as the person's words."""
    visit = visit_of(request)
    if not reading.purpose_of(request, visit, person):
        return redirect("curator:person", person=person)
    try:
        kept = interview.keep(visit, person, token, book_of(visit))
    except talk.ConversationLost as lost:
        return show(request, visit, person, status=404, error=lost.said)
    except Missing:
        raise
    except Refused as no:
        return show(request, visit, person, status=status_of(no), error=said_of(no, visit.language))
    return show(request, visit, person, kept=kept)


@require_POST
@staff_page(may.enters)
def leave(request: HttpRequest, person: UUID) -> HttpResponse:
    """One acts for this person no longer; the day's right stays in the record of who acted."""
    visit = visit_of(request)
    about = people.person(region=visit.region, id=person)
    mine = people.assisted_by(region=visit.region, account_id=visit.by.account, on=visit.on)
    left = {str(one.id) for one in mine if one.person.id == about.id}
    request.session[ASSISTING] = [one for one in request.session.get(ASSISTING, []) if one not in left]
    return redirect("curator:person", person=person)
