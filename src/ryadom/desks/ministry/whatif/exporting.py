"""What a trial found as a file: XLSX with a sheet for every table, a tagged PDF of one or two pages."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ryadom.desks.ministry.whatif.desk import Desk, choice_of, desk_of, minister_page
from ryadom.desks.ministry.whatif.keeping import one, told_of, tried
from ryadom.desks.ministry.whatif.sheets import MEDIA_TYPE, Cover, paper, workbook
from ryadom.desks.ministry.whatif.telling import Told, tell
from ryadom.rules import api as rules

Found = tuple[Told, rules.Effect, Cover]


@require_safe
@minister_page
def xlsx(request: HttpRequest, parameter: str) -> HttpResponse:
    """What the page shows now."""
    return _xlsx(_now(request, parameter))


@require_safe
@minister_page
def pdf(request: HttpRequest, parameter: str) -> HttpResponse:
    return _pdf(_now(request, parameter))


@require_safe
@minister_page
def saved_xlsx(request: HttpRequest, token: UUID) -> HttpResponse:
    """What was saved."""
    return _xlsx(_then(request, token))


@require_safe
@minister_page
def saved_pdf(request: HttpRequest, token: UUID) -> HttpResponse:
    return _pdf(_then(request, token))


def _now(request: HttpRequest, parameter: str) -> Found:
    desk = desk_of(request)
    choice = choice_of(desk, parameter, request.GET.get("row", ""))
    effect = tried(desk, choice, request.GET.get("v", ""))
    if desk.held is None:
        raise Http404
    cover = Cover("", _place(desk), desk.held.imagined, desk.on, desk.book.lock, desk.held.hash)
    return tell(effect, choice, desk.book, desk.language), effect, cover


def _then(request: HttpRequest, token: UUID) -> Found:
    desk = desk_of(request)
    kept, trial = one(desk, token)
    cover = Cover(kept.title, _place(desk), kept.imagined, kept.on, kept.lock_before, kept.population)
    return told_of(desk, kept, trial), trial.effect, cover


def _place(desk: Desk) -> str:
    about = desk.book.about
    return about.title.said(desk.language) if about else desk.by.region


def _xlsx(found: Found) -> HttpResponse:
    return _file(workbook(*found), MEDIA_TYPE, f"what-if-{found[2].on:%Y-%m-%d}.xlsx")


def _pdf(found: Found) -> HttpResponse:
    return _file(paper(*found), "application/pdf", f"what-if-{found[2].on:%Y-%m-%d}.pdf")


def _file(content: bytes, type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
