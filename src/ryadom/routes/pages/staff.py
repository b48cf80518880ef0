"""What staff do with the paths of a family from its page: begin one, mark a step, pass one over, put a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ryadom.routes import actions
from ryadom.routes.errors import Missing, RouteError
from ryadom.routes.pages.visit import Visit, visit_of
from ryadom.routes.walking import What
from ryadom.rules.api import rulebook
from ryadom.ui.forms import DateField


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A path for somebody of the family, with who asked for it."""

    def verb(visit: Visit) -> None:
        actions.choose(
            by=visit.by, person=_uuid(request.POST.get("person", "")), route=request.POST.get("route", "")[:120],
            asked=request.POST.get("asked", ""), happened_on=_day(request, visit, past=True), on=visit.on, at=visit.at,
        )  # fmt: skip

    return _done(request, verb)


@require_POST
def step(request: HttpRequest, way: UUID) -> HttpResponse:
    """One mark of a step."""
    wanted = request.POST.get("do", "")
    if wanted not in set(What):
        raise Http404

    def verb(visit: Visit) -> None:
        actions.mark(
            by=visit.by, token=way, step=request.POST.get("step", "")[:80], what=What(wanted), day=visit.on,
            words=request.POST.get("words", ""), due=_day(request, visit) if wanted == What.PLANNED else None,
            book=rulebook(visit.by.region, visit.on), on=visit.on, at=visit.at,
        )  # fmt: skip

    return _done(request, verb)


class _BadDay(Exception):
    """A day that cannot be read; the text is a sentence for the reader."""


def _done(request: HttpRequest, verb: Callable[[Visit], None]) -> HttpResponse:
    """Back to the page of the family, or the sentence of the refusal with the way back."""
    visit, back = visit_of(request), _back(request)
    if not visit.by.is_staff:
        raise Http404
    try:
        verb(visit)
    except Missing:
        raise Http404 from None
    except (RouteError, _BadDay) as no:
        status = 422 if isinstance(no, _BadDay) else 409
        return render(request, "routes/refused.html", {"error": str(no), "back": back}, status=status)
    return redirect(f"{back}#paths")


def _back(request: HttpRequest) -> str:
    """Where the form stood: a page of the desk, never another site."""
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/staff/")
    return back if safe else "/staff/"


def _day(request: HttpRequest, visit: Visit, *, past: bool = False) -> date | None:
    try:
        day: date | None = DateField(required=False).clean(request.POST.get("day", "")[:40])
    except ValidationError as wrong:
        raise _BadDay(wrong.messages[0]) from None
    if past and day is not None and day > visit.on:
        raise _BadDay(_("Этот день ещё не наступил."))
    return day


def _uuid(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError:
        raise Missing from None
