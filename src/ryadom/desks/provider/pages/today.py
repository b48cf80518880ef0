"""«Сегодня»: the visits of a day by the hour; at the door one writes down what was done and has it signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.provider.forms import DoneForm
from ryadom.desks.provider.naming import named
from ryadom.desks.provider.visit import Refused, Visit, door, here, page, provider_page
from ryadom.papers import api as papers
from ryadom.people.api import Person
from ryadom.services import api as services
from ryadom.services.api import DayVisit
from ryadom.ui import figures

FURTHEST = timedelta(days=62)
SHEET = "visit-sheet"
MOST_OPEN = 30


@require_GET
@provider_page()
def today(request: HttpRequest) -> HttpResponse:
    """The visits of a day: one's own first of all, everybody's for who leads or asks for them."""
    visit = here(request)
    day = _day(request, visit.on)
    everybody = request.GET.get("whose", "all" if visit.leads else "mine") == "all"
    found = services.day(region=visit.region, provider=visit.provider.id, on=day)
    left = services.left_open(region=visit.region, provider=visit.provider.id, before=visit.on)
    rows, open_ = _whose(found, visit, everybody), _whose(left, visit, everybody)
    persons = named(request, visit, [one.person for one in (*rows, *open_[:MOST_OPEN])])
    context = {
        "day": day, "before": day - timedelta(days=1), "after": day + timedelta(days=1), "everybody": everybody,
        "rows": [_row(one, persons, visit) for one in rows], "all_day": len(found),
        "left": [_row(one, persons, visit) for one in open_[:MOST_OPEN]], "left_count": len(open_),
        "done": sum(one.visit.state != "planned" for one in rows),
    }  # fmt: skip
    return page(request, "provider/today.html", context)


def _day(request: HttpRequest, on: date) -> date:
    """The day of the address where it is one and near, else today."""
    try:
        wanted = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return on
    return wanted if abs(wanted - on) <= FURTHEST else on


def _whose(found: tuple[DayVisit, ...], visit: Visit, everybody: bool) -> tuple[DayVisit, ...]:
    """What nobody was named for is everybody's."""
    return tuple(one for one in found if everybody or one.visit.worker in (None, visit.by.account_id))


def _row(one: DayVisit, persons: Mapping[UUID, Person], visit: Visit) -> dict[str, Any]:
    told = one.visit
    return {
        "visit": told, "person": persons.get(one.person), "worker": visit.names.get(told.worker or 0, ""),
        "services": [
            (told.titles.get(id, id), times) for id, times in (told.given or told.services).items()
        ],
        "state": _state(told, visit.on),
    }  # fmt: skip


def _state(told: services.VisitView, on: date) -> tuple[str, str]:
    """What came of it in a word or two, with the colour of the word."""
    if told.state == "done":
        return (_("подписано"), "yes") if told.signed else (_("не подписано"), "ask")
    if told.state == "planned":
        return (_("не записано"), "ask") if told.on < on else (_("ждут"), "plain")
    words = {"missed": _("мы не пришли"), "away": _("услуг не было"), "cancelled": _("отменено")}
    return words[told.state], "no" if told.state == "missed" else "later"


@require_GET
@provider_page()
def visit(request: HttpRequest, visit: UUID) -> HttpResponse:
    """One visit: who, where, what; the form to write down and to sign."""
    seen = here(request)
    return _page(request, seen, services.one_visit(by=seen.by, id=visit, on=seen.on))


def _page(
    request: HttpRequest, seen: Visit, found: DayVisit, *, form: DoneForm | None = None, error: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    persons = named(request, seen, [found.person])
    told = found.visit
    context = {
        "row": _row(found, persons, seen), "error": error, "ahead": told.on > seen.on,
        "form": form or _form(told), "can_write": told.on <= seen.on and not told.signed and told.state != "cancelled",
        "told": told,
    }  # fmt: skip
    return page(request, "provider/visit.html", context, status)


def _form(told: services.VisitView, data: Any = None, files: Any = None) -> DoneForm:
    planned = told.given or told.services
    titles = {id: title for id, title in told.titles.items() if id in told.services or id in told.given}
    return DoneForm(data, files, titles=titles or told.titles, planned=planned)


@require_POST
@provider_page()
def done(request: HttpRequest, visit: UUID) -> HttpResponse:
    """What was done; with a code or a photograph it is signed in the same press.

    What was done is kept although the code was wrong: the person still stands at the door.
    """
    seen = here(request)
    found = services.one_visit(by=seen.by, id=visit, on=seen.on)
    form = _form(found.visit, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seen, found, form=form, status=422)
    try:
        services.record_visit(
            by=seen.by, visit=visit, state="done", given=form.given(), note=form.cleaned_data["note"], **seen.when
        )
        _sign(request, seen, found, form)
    except (*Refused, papers.NotAccepted) as no:
        kept = services.one_visit(by=seen.by, id=visit, on=seen.on)
        return _page(request, seen, kept, form=form, error=str(no), status=422)
    return redirect("provider:visit", visit=visit)


def _sign(request: HttpRequest, seen: Visit, found: DayVisit, form: DoneForm) -> None:
    sheet = form.cleaned_data["sheet"]
    if form.cleaned_data["code"]:
        services.sign_by_code(by=seen.by, visit=found.visit.id, code=form.cleaned_data["code"], **seen.when)
    elif sheet:
        with override("ru"):
            title = _("Лист посещения %(day)s") % {"day": figures.day(found.visit.on)}
        kept = papers.add(
            region=seen.region, owner=found.person, kind=SHEET, title=title, files=[(sheet.name, sheet.read())],
            account=seen.by.account_id, at=seen.at,
        )  # fmt: skip
        services.sign_on_paper(by=seen.by, visit=found.visit.id, paper=kept.token, **seen.when)


@require_POST
@provider_page()
def not_done(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Nobody opened, the person wanted nothing, or the provider itself did not come: in words, without a signature."""
    seen, what = here(request), request.POST.get("what", "")
    with override("ru"):
        said = {"closed": ("away", _("Не открыли")), "refused": ("away", _("Отказались")), "missed": ("missed", "")}
    state, word = said.get(what, ("", ""))
    note = ". ".join(part for part in (word, request.POST.get("note", "").strip()[:400]) if part)
    try:
        services.record_visit(by=seen.by, visit=visit, state=state, given={}, note=note, **seen.when)
    except Refused as no:
        found = services.one_visit(by=seen.by, id=visit, on=seen.on)
        return _page(request, seen, found, error=str(no), status=422)
    return redirect("provider:visit", visit=visit)


@require_POST
@provider_page()
def cancel(request: HttpRequest, visit: UUID) -> HttpResponse:
    """A visit ahead that will not be, said beforehand."""
    seen = here(request)
    try:
        services.cancel_visit(by=seen.by, visit=visit, note=request.POST.get("note", ""), on=seen.on)
    except Refused as no:
        found = services.one_visit(by=seen.by, id=visit, on=seen.on)
        return _page(request, seen, found, error=str(no), status=409)
    return redirect("provider:visit", visit=visit)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, back to the door."""
    logout(request)
    return redirect(door(""))
