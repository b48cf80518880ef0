"""Presses on a programme: decide, draw, approve, give back, order on the person's behalf, look into a bad answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from ryadom.desks.curator import may, reading
from ryadom.desks.curator.care import ceilings
from ryadom.desks.curator.care import reading as care
from ryadom.desks.curator.care.forms import BackForm, DecideForm, DrawForm
from ryadom.desks.curator.care.pages import show
from ryadom.desks.curator.visit import (
    Forbidden,
    Missing,
    Refused,
    Visit,
    book_of,
    page,
    said_of,
    staff_page,
    status_of,
    visit_of,
)
from ryadom.kit.periods import add_months
from ryadom.rules.api import Rulebook, whole_number
from ryadom.services import api as services

MONTHS = 12  # a draft of the term where the region entered none; a person writes the day


@require_POST
@staff_page(may.works)
def act(request: HttpRequest, programme: UUID, do: str) -> HttpResponse:
    """One press; what is refused is said on the same page and nothing typed is lost."""
    visit = visit_of(request)
    verb = ACTS.get(do)
    if verb is None:
        raise Http404
    try:
        verb(request, visit, programme)
    except (*Missing, *Forbidden):
        raise
    except Refused as no:
        return show(
            request, visit, programme, error=said_of(no, visit.language), status=status_of(no), **_kept(request, do)
        )
    return redirect("curator:care-one", programme=programme)


def _kept(request: HttpRequest, do: str) -> dict[str, Any]:
    """The form as it was typed."""
    if do in ("recognise", "refuse"):
        return {"decide": DecideForm(request.POST, prefix="decide")}
    return {"back_form": BackForm(request.POST, prefix="back")} if do == "give-back" else {}


def _recognise(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.recognise(
        programme=programme, why=request.POST.get("decide-why", ""), version=_version(request), **visit.acting
    )


def _refuse(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.refuse(
        programme=programme, why=request.POST.get("decide-why", ""), version=_version(request), **visit.acting
    )


def _approve(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.approve(programme=programme, version=_version(request), **visit.acting)


def _give_back(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.give_back(programme=programme, why=request.POST.get("back-why", ""), **visit.acting)


def _order(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    provider = _key(request, "provider")
    services.order(programme=programme, provider=provider, book=book_of(visit), **visit.acting)


def _cancel(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.cancel_order(order=_key(request, "order"), **visit.acting)


def _end(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.end_order(order=_key(request, "order"), why=request.POST.get("why", ""), **visit.acting)


def _look_into(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.look_into(case=_key(request, "case"), done=request.POST.get("done", ""), **visit.acting)


ACTS: dict[str, Callable[[HttpRequest, Visit, UUID], None]] = {
    "recognise": _recognise, "refuse": _refuse, "approve": _approve, "give-back": _give_back, "order": _order,
    "cancel": _cancel, "end": _end, "look-into": _look_into,
}  # fmt: skip


def _key(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise services.Missing from None


def _version(request: HttpRequest) -> int | None:
    raw = request.POST.get("version", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(may.decides)
def draw(request: HttpRequest, programme: UUID) -> HttpResponse:
    """Put the programme together: services, volumes, days; what a month may cost the person is computed beside it."""
    visit, book = visit_of(request), book_of(visit_of(request))
    found = services.programme(by=visit.by, id=programme, on=visit.on)
    care.for_programme(request, visit, found.person, care.number_of(visit, found))
    file = reading.read(request, visit, found.person, book)
    assert file is not None, "working on the programme is the purpose"
    offered = services.services(book=book, on=visit.on, form=found.form, language=visit.language)
    share = ceilings.share(visit, file, book, found.form)
    form = DrawForm(
        request.POST if request.method == "POST" else None, offered=offered, before=found,
        initial=_days(visit, found, book),
    )  # fmt: skip
    problems: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            _draw(visit, found, form, share, book)
            return redirect("curator:care-one", programme=programme)
        except services.BadLines as bad:
            problems = bad.problems
        except (*Missing, *Forbidden):
            raise
        except Refused as no:
            problems = (said_of(no, visit.language),)
    context = {
        "it": found, "person": file.person, "draw": form, "form": form if form.is_bound else None, "share": share,
        "problems": problems,
    }  # fmt: skip
    return page(request, "curator/care/draw.html", context, 422 if request.method == "POST" else 200)


def _draw(visit: Visit, found: services.ProgrammeView, form: DrawForm, share: ceilings.Share, book: Rulebook) -> None:
    said = form.cleaned_data
    services.draw(
        programme=found.id, lines=form.lines, starts=said["starts"], ends=said["ends"],
        ceiling=share.ceiling(said["free"].strip()), book=book, **visit.acting,
    )  # fmt: skip


def _days(visit: Visit, found: services.ProgrammeView, book: Rulebook) -> dict[str, Any]:
    """The days of the draft: from tomorrow on, for as long as the region lets a programme hold."""
    starts = found.starts or visit.on + timedelta(days=1)
    months = whole_number(book, "care-programme-months", visit.on) or MONTHS
    return {"starts": starts, "ends": found.ends or add_months(starts, min(months, MONTHS)) - timedelta(days=1)}
