"""«Прокат»: what to give, what is out and till when, what is late; the shelf with every thing on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.provider.forms import GiveForm, ItemForm
from ryadom.desks.provider.naming import named
from ryadom.desks.provider.visit import Visit, book_of, here, page, provider_page
from ryadom.hire import api as hire
from ryadom.hire.api import HireView
from ryadom.papers import api as papers
from ryadom.ui.forms import DateField

SHEET = "hire-sheet"


class LaterForm(forms.Form):
    """A later day of return."""

    due_on = DateField(label=gettext_lazy("Новый день возврата"))


@require_GET
@provider_page()
def shelf(request: HttpRequest) -> HttpResponse:
    """The point's desk of hire."""
    return _shelf(request, here(request))


def _shelf(
    request: HttpRequest, visit: Visit, *, form: ItemForm | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    whose: dict[str, Any] = {"region": visit.region, "provider": visit.provider.id}
    held = hire.of_provider(**whose, stages=["kept", "out"])
    persons = named(request, visit, [one.person for one in held])
    titles = _titles(visit)
    rows = [(one, persons.get(one.person)) for one in held]
    found = hire.shelves(region=visit.region, providers=[visit.provider.id])
    context = {
        "kept": [row for row in rows if row[0].stage == "kept"],
        "late": [row for row in rows if row[0].overdue(visit.on)],
        "out": [row for row in rows if row[0].stage == "out" and not row[0].overdue(visit.on)],
        "counts": [
            (titles.get(id, id), one.free[id], whole) for one in found for id, whole in sorted(one.whole.items())
        ],
        "items": [(one, titles.get(one.thing, one.thing), _state(one.state)) for one in hire.items(**whose)],
        "form": form or ItemForm(prefix="new", things=titles.items()), "error": error,
    }  # fmt: skip
    return page(request, "provider/shelf.html", context, status)


def _titles(visit: Visit) -> dict[str, str]:
    return {one.id: one.title for one in hire.things(book=book_of(visit), on=visit.on)}


def _state(state: str) -> tuple[str, str]:
    words = {
        "free": (_("на полке"), "yes"), "kept": (_("отложена"), "maybe"), "out": (_("у человека"), "plain"),
        "off": (_("не выдаём"), "later"),
    }  # fmt: skip
    return words[state]


@require_GET
@provider_page()
def one(request: HttpRequest, hire_: UUID) -> HttpResponse:
    """One hire: give, prolong or take back."""
    visit = here(request)
    return _page(request, visit, _found(visit, hire_))


def _found(visit: Visit, id: UUID) -> HireView:
    known = hire.of_provider(region=visit.region, provider=visit.provider.id, stages=["kept", "out", "returned"])
    found = next((one for one in known if one.id == id), None)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, visit: Visit, found: HireView, *, give: GiveForm | None = None,
    later: LaterForm | None = None, error: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    persons = named(request, visit, [found.person])
    days = hire.longest(book_of(visit), visit.on)
    until = visit.on + timedelta(days=days) if days else None
    context = {
        "hire": found, "person": persons.get(found.person), "late": found.overdue(visit.on), "days": days,
        "give": give or GiveForm(prefix="give", initial={"due_on": until}),
        "later": later or LaterForm(prefix="later", initial={"due_on": until}), "error": error,
    }  # fmt: skip
    return page(request, "provider/hire.html", context, status)


@require_POST
@provider_page()
def give(request: HttpRequest, hire_: UUID) -> HttpResponse:
    """The person takes the thing: till which day, and their code or the signed sheet."""
    visit = here(request)
    found = _found(visit, hire_)
    form = GiveForm(request.POST, request.FILES, prefix="give")
    if not form.is_valid():
        return _page(request, visit, found, give=form, status=422)
    told, sheet = form.cleaned_data, form.cleaned_data["sheet"]
    try:
        paper = _sheet(visit, found, sheet) if sheet and not told["code"] else None
        hire.give(
            by=visit.by, hire=found.id, due_on=told["due_on"], code=told["code"], paper=paper, book=book_of(visit),
            **visit.when,
        )  # fmt: skip
    except (hire.HireError, papers.NotAccepted) as no:
        return _page(request, visit, found, give=form, error=str(no), status=422)
    return redirect("provider:hire-one", hire_=found.id)


def _sheet(visit: Visit, found: HireView, sheet: Any) -> UUID:
    with override("ru"):
        title = _("Лист проката: %(title)s") % {"title": found.title}
    return papers.add(
        region=visit.region, owner=found.person, kind=SHEET, title=title, files=[(sheet.name, sheet.read())],
        account=visit.by.account_id, at=visit.at,
    ).token  # fmt: skip


@require_POST
@provider_page()
def act(request: HttpRequest, hire_: UUID) -> HttpResponse:
    """Prolong, or take back."""
    visit, do = here(request), request.POST.get("do", "")
    found = _found(visit, hire_)
    form = LaterForm(request.POST, prefix="later") if do == "prolong" else None
    if form is not None and not form.is_valid():
        return _page(request, visit, found, later=form, status=422)
    whose: dict[str, Any] = {"by": visit.by, "hire": found.id, **visit.when}
    try:
        if form is not None:
            hire.prolong(due_on=form.cleaned_data["due_on"], book=book_of(visit), **whose)
        else:
            hire.take_back(note=request.POST.get("note", ""), broken=do == "broken", **whose)
    except hire.HireError as no:
        return _page(request, visit, found, later=form, error=str(no), status=409)
    return redirect("provider:hire") if form is None else redirect("provider:hire-one", hire_=found.id)


@require_POST
@provider_page()
def add(request: HttpRequest) -> HttpResponse:
    """A thing for the shelf."""
    visit = here(request)
    form = ItemForm(request.POST, prefix="new", things=_titles(visit).items())
    if not form.is_valid():
        return _shelf(request, visit, form=form, status=422)
    told = form.cleaned_data
    try:
        hire.put_on_shelf(
            by=visit.by, provider=visit.provider.id, thing=told["thing"], number=told["number"], book=book_of(visit),
            on=visit.on,
        )  # fmt: skip
    except hire.HireError as no:
        return _shelf(request, visit, form=form, error=str(no), status=422)
    return redirect("provider:hire")


@require_POST
@provider_page()
def use(request: HttpRequest, item: UUID) -> HttpResponse:
    """A thing out of use, with a word why, or back in use."""
    visit = here(request)
    known = {one.id for one in hire.items(region=visit.region, provider=visit.provider.id)}
    if item not in known:
        raise Http404
    try:
        if request.POST.get("do") == "back":
            hire.put_to_use(by=visit.by, item=item, on=visit.on)
        else:
            hire.put_out_of_use(by=visit.by, item=item, why=request.POST.get("why", ""), on=visit.on)
    except hire.HireError as no:
        return _shelf(request, visit, error=str(no), status=422)
    return redirect("provider:hire")
