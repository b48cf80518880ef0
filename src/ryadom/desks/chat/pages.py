"""The chat on the web: one page, one form. Works without scripts; with them new words come by themselves."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ryadom.channels import api as channels
from ryadom.channels.api import Channel, Sort, Update
from ryadom.desks.chat.showing import shown
from ryadom.desks.chat.visit import BOT, Visit, visit_of
from ryadom.papers import api as papers
from ryadom.talk import api as talk
from ryadom.ui import links

LONGEST = 4000
_ONCE = re.compile(r"[0-9a-f]{32}")


@never_cache
@require_GET
def opened(request: HttpRequest) -> HttpResponse:
    """The conversation so far, or the first words of one."""
    visit = visit_of(request)
    view = talk.of_address(region=visit.region, address=visit.address.id, language=visit.language)
    if view is None:
        _hear(visit, Sort.STARTED, uuid4().hex, button=f"{talk.STARTS_IN}{visit.language}")
        view = talk.of_address(region=visit.region, address=visit.address.id, language=visit.language)
    return _page(request, visit, view)


def _page(
    request: HttpRequest, visit: Visit, view: talk.ThreadView | None, error: str = "", text: str = ""
) -> HttpResponse:
    context = {
        "shown": shown(view, visit.region, visit.on),
        "once": uuid4().hex,
        "level": visit.by.level if visit.by.person_id else "anonymous",
        "file_wanted": view is not None and talk.file_wanted(state=view.state, person=view.person),
        "error": error,
        "text": text,
        "longest": LONGEST,
        "enter": _enter(),
    }
    return render(request, "chat/chat.html", context, status=422 if error else 200)


def _enter() -> str:
    """Where one signs in and comes back from; "" where that desk is absent."""
    found = links.find(f"resident:enter:{reverse('chat:open')}")
    return found.url if found else ""


@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """A word or a button. Sent twice it is heard once: the form has a number of its own."""
    visit = visit_of(request)
    once = _number(request.POST.get("once", ""))
    button, text = request.POST.get("button", "")[:64], request.POST.get("text", "").strip()
    files = request.FILES.getlist("file")
    view = talk.of_address(region=visit.region, address=visit.address.id, language=visit.language)
    if files:
        return _file(request, visit, view, once)
    if not button and not text:
        return _page(request, visit, view, _("Напишите хотя бы одно слово или нажмите кнопку."))
    if len(text) > LONGEST:
        return _page(
            request, visit, view, _("Слишком длинно: не больше 4000 знаков. Разделите на два сообщения."), text
        )
    if text:
        _hear(visit, Sort.TEXT, once, text=text)
    if button:
        _hear(visit, Sort.BUTTON, f"{once}b", button=button)
    return redirect(f"{reverse('chat:open')}#now")


def _number(raw: str) -> str:
    return raw if _ONCE.fullmatch(raw) else uuid4().hex


def _hear(visit: Visit, sort: Sort, once: str, *, text: str = "", button: str = "") -> None:
    """Stored first, handled at once: what breaks in between is answered by the worker."""
    address = visit.address
    update = Update(
        Channel.WEB, BOT, f"{visit.chat[:32]}-{once}", visit.chat, visit.chat, sort, visit.at, text=text, button=button,
        message_id=once,
    )  # fmt: skip
    channels.store(update, region=visit.region, at=visit.at)
    channels.handle_now(region=visit.region, address=address.id, at=visit.at)


def _file(request: HttpRequest, visit: Visit, view: talk.ThreadView | None, once: str) -> HttpResponse:
    try:
        if view is None:
            raise talk.NotWanted("file")
        talk.bring_to_thread(
            region=visit.region, token=view.token, account=visit.account, at=visit.at, form_token=UUID(hex=once),
            files=[(one.name or "", one.read()) for one in request.FILES.getlist("file")],
        )  # fmt: skip
    except talk.ThreadError as refused:
        return _page(request, visit, view, refused.said)
    except papers.NotAccepted as refused:
        return _page(request, visit, view, str(refused))
    if request.POST.get("text", "").strip():
        _hear(visit, Sort.TEXT, once, text=request.POST["text"].strip()[:LONGEST])
    return redirect(f"{reverse('chat:open')}#now")


@never_cache
@require_GET
def news(request: HttpRequest) -> HttpResponse:
    """What was said after a number, for the script; 204 when nothing was."""
    visit = visit_of(request)
    after = request.GET.get("after", "")
    view = talk.of_address(region=visit.region, address=visit.address.id, language=visit.language)
    found = shown(view, visit.region, visit.on)
    if not after.isdigit() or found.last <= int(after[:9]):
        return HttpResponse(status=204)
    return render(request, "chat/_talk.html", {"shown": found, "once": uuid4().hex})


@require_POST
def to_pages(request: HttpRequest) -> HttpResponse:
    """The same answers on the guided pages, where an application is sent from."""
    visit = visit_of(request)
    view = talk.of_address(region=visit.region, address=visit.address.id, language=visit.language)
    if view is None:
        return redirect("chat:open")
    try:
        token = talk.to_pages(region=visit.region, token=view.token, owner=visit.owner, at=visit.at)
    except talk.ThreadMissing:
        return redirect("chat:open")
    found = links.resolve(f"resident:results:{token}")
    return redirect(found.url if found else reverse("chat:open"))
