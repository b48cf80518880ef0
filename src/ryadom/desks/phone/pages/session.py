"""The assisted session: what the caller says is typed, what the bot answers is read aloud, choices go by keys."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.phone import calls, leading, may, speaking
from ryadom.desks.phone.errors import PhoneError
from ryadom.desks.phone.visit import Gone, Refused, desk_page, said_of, show, status_of, visit_of
from ryadom.people import api as people
from ryadom.talk import api as talk
from ryadom.ui import links

LONGEST = 4000
ASSISTING = "assisting"  # for whom staff act, in the session: the panel of the desks shows it
_ONCE = re.compile(r"[0-9a-f]{32}")


@require_GET
@desk_page
def led(request: HttpRequest, token: UUID) -> HttpResponse:
    """The conversation of the call, begun where it is new."""
    return _show(request, token)


def _show(request: HttpRequest, token: UUID, *, error: str = "", text: str = "", status: int = 200) -> HttpResponse:
    visit = visit_of(request)
    view = leading.open_talk(by=visit.by, token=token, at=visit.at)
    row = calls.one(by=visit.by, token=token)
    person = people.person(region=visit.region, id=row.person_id) if row.person_id else None
    found, offered = speaking.turns(view.messages), speaking.offered(view)
    now = speaking.last_spoken(found)
    told = view.stack.get("told", {})
    certain = row.sure and person is not None and may.gives_codes(visit.by)
    context = {
        "call": row, "person": person, "thread": view, "now": now, "before": found[: len(found) - len(now)],
        "offered": offered, "spoken_choices": speaking.of_choices(offered), "once": uuid4().hex, "error": error,
        "text": text, "longest": LONGEST, "last_foot": speaking.read_aloud(_foot(view)),
        "can_apply": bool(certain and (told.get("situation") or told.get("measure"))),
    }  # fmt: skip
    return show(request, "phone/talk.html", context, status)


def _foot(view: talk.ThreadView) -> str:
    """When a person answers, as the last answer says it."""
    return next((one.foot for one in reversed(view.messages) if one.who == "bot"), "")


@require_POST
@desk_page
def say(request: HttpRequest, token: UUID) -> HttpResponse:
    """What the caller said, or what they chose. Sent twice it is heard once."""
    visit = visit_of(request)
    once, button = request.POST.get("once", ""), request.POST.get("button", "")[:64]
    text = request.POST.get("text", "").strip()
    if not button and not text:
        return _show(request, token, error=_("Впишите, что сказал человек, или выберите кнопку."), status=422)
    if len(text) > LONGEST:
        return _show(request, token, error=_("Слишком длинно: не больше 4000 знаков."), text=text, status=422)
    number = once if _ONCE.fullmatch(once) else uuid4().hex
    leading.said(by=visit.by, token=token, once=number, at=visit.at, text="" if button else text, button=button)
    return redirect(f"{reverse('phone:talk', args=[token])}#now")


@require_POST
@desk_page
def apply(request: HttpRequest, token: UUID) -> HttpResponse:
    """The same answers on the guided pages: an application is begun for the caller, who is certain."""
    visit = visit_of(request)
    row = calls.one(by=visit.by, token=token)
    try:
        if not row.sure or row.person_id is None:
            raise PhoneError(_("Заявление начинают за того, кого узнали точно. Перезвоните по номеру из дела."))
        right = people.assist(
            by=visit.by, at=visit.at, person_id=row.person_id, on=visit.on,
            evidence=_("Попросил по телефону, перезвонили по номеру из дела"),
        )  # fmt: skip
        owner = talk.Owner(account_id=visit.by.account_id)
        page = talk.to_pages(region=visit.region, token=row.thread, owner=owner, at=visit.at, acting_for=row.person_id)
    except (*Gone, people.NotAllowed):
        raise
    except Refused as no:
        return _show(request, token, error=said_of(no), status=status_of(no))
    request.session[ASSISTING] = [*request.session.get(ASSISTING, [])[-9:], right]
    found = links.resolve(f"resident:results:{page}")
    return redirect(found.url if found else reverse("phone:talk", args=[token]))
