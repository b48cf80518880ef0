"""«Люди»: who is in care, the month by plan and by fact, what is unsigned; who comes and when."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.provider import may
from ryadom.desks.provider.forms import EndForm, WhoAndWhen
from ryadom.desks.provider.naming import named
from ryadom.desks.provider.pages.today import _state
from ryadom.desks.provider.planning import horizon, plan_ahead
from ryadom.desks.provider.visit import Refused, Visit, book_of, here, page, provider_page
from ryadom.desks.provider.wording import volume, weekdays
from ryadom.kit.periods import first_of_month, last_of_month
from ryadom.services import api as services
from ryadom.services.api import OrderMonth, OrderView, ProgrammeView
from ryadom.ui import figures


@require_GET
@provider_page()
def people(request: HttpRequest) -> HttpResponse:
    """Everybody this provider comes to, with this month by plan and by fact."""
    visit = here(request)
    cared = _cared(visit)
    months = {one.order.id: one for one in _months(visit)}
    persons = named(request, visit, [one.person for one in cared])
    until = services.planned_until(region=visit.region, orders=[_order(one).id for one in cared])
    rows = [
        {
            "order": _order(one), "person": persons.get(one.person), "days": weekdays(_order(one).weekdays),
            "worker": visit.names.get(_order(one).worker or 0, ""), "month": months.get(_order(one).id),
            "until": until.get(_order(one).id), "short": _short(until.get(_order(one).id), visit.on),
        }
        for one in cared
    ]  # fmt: skip
    rows.sort(key=lambda row: _sorted_as(row["person"]))
    return page(request, "provider/people.html", {"rows": rows, "months": figures.month(visit.on)})


def _sorted_as(person: Any) -> str:
    return person.full_name.casefold().replace("ё", "е") if person else ""


def _cared(visit: Visit) -> tuple[ProgrammeView, ...]:
    found = services.of_provider(region=visit.region, provider=visit.provider.id, states=["accepted"])
    return tuple(one for one in found if any(order.state == "accepted" for order in one.orders))


def _order(one: ProgrammeView) -> OrderView:
    return next(order for order in one.orders if order.state == "accepted")


def _months(visit: Visit) -> tuple[OrderMonth, ...]:
    return services.months(region=visit.region, provider=visit.provider.id, of=visit.on, book=book_of(visit))


def _short(until: date | None, on: date) -> bool:
    """Whether the plan ends before this month does."""
    return until is None or until < last_of_month(on)


NEXT = 5  # visits ahead that stand open; the rest of the plan and what is signed are folded


def _parts(visits: tuple[services.VisitView, ...], on: date) -> list[dict[str, Any]]:
    """What waits for somebody's hand and the nearest visits, open; what is over and what is far, folded."""
    ahead = [one for one in visits if one.state == "planned" and one.on >= on]
    waits = [one for one in visits if one not in ahead and _state(one, on)[1] == "ask"]
    over = [one for one in visits if one not in ahead and one not in waits]
    parts = (("", waits + ahead[:NEXT]), (_("Что дальше по плану"), ahead[NEXT:]), (_("Что уже было"), over))
    return [
        {"title": title, "rows": [(one, _state(one, on), _what(one)) for one in rows]} for title, rows in parts if rows
    ]


@require_GET
@provider_page()
def person(request: HttpRequest, order: UUID) -> HttpResponse:
    """One person: the services, the visits of the month, who comes; the plan ahead."""
    visit = here(request)
    return _page(request, visit, order)


def _page(
    request: HttpRequest, visit: Visit, order: UUID, *, form: WhoAndWhen | None = None, end: EndForm | None = None,
    error: str = "", short: tuple[services.Short, ...] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    found = next((one for one in _cared(visit) if _order(one).id == order), None)
    if found is None:
        raise Http404
    live, first, last = _order(found), first_of_month(visit.on), horizon(visit.on)
    visits = services.visits(by=visit.by, order=order, first=first, last=last, on=visit.on)
    persons = named(request, visit, [found.person])
    titles = {line.volume.service: line.title for line in found.lines}
    now = WhoAndWhen(prefix="who", workers=visit.workers, initial={"hour": live.hour, "worker": live.worker or ""})
    context = {
        "person": persons.get(found.person), "order": live, "programme": found, "days": weekdays(live.weekdays),
        "worker": visit.names.get(live.worker or 0, ""), "leads": visit.leads, "error": error,
        "lines": [(line.title, volume(line.volume)) for line in found.lines],
        "parts": _parts(visits, visit.on),
        "horizon": last, "form": form or now, "end": end or EndForm(prefix="end"),
        "short": [(titles.get(one.service, one.service), one) for one in short],
    }  # fmt: skip
    return page(request, "provider/person.html", context, status)


def _what(one: services.VisitView) -> str:
    told = one.given or one.services
    return ", ".join(
        f"{one.titles.get(id, id)} × {times}" if times > 1 else one.titles.get(id, id) for id, times in told.items()
    )


@require_POST
@provider_page(may.leads)
def arrange(request: HttpRequest, order: UUID) -> HttpResponse:
    """Who comes and at what time, from now on."""
    visit = here(request)
    form = WhoAndWhen(request.POST, prefix="who", workers=visit.workers)
    if not form.is_valid():
        return _page(request, visit, order, form=form, status=422)
    try:
        services.arrange(
            by=visit.by, order=order, hour=form.cleaned_data["hour"], worker=form.cleaned_data["worker"], on=visit.on
        )
    except Refused as no:
        return _page(request, visit, order, form=form, error=str(no), status=409)
    return redirect("provider:person", order=order)


@require_POST
@provider_page(may.leads)
def plan(request: HttpRequest, order: UUID) -> HttpResponse:
    """Plan to the end of the next month; what finds no day is said."""
    visit = here(request)
    try:
        made = plan_ahead(visit, order, book_of(visit))
    except Refused as no:
        return _page(request, visit, order, error=str(no), status=409)
    if made.short:
        return _page(request, visit, order, short=made.short)
    return redirect("provider:person", order=order)


@require_POST
@provider_page(may.leads)
def end(request: HttpRequest, order: UUID) -> HttpResponse:
    """From tomorrow nobody comes; the person chooses again."""
    visit = here(request)
    form = EndForm(request.POST, prefix="end")
    if not form.is_valid():
        return _page(request, visit, order, end=form, status=422)
    try:
        services.end_order(by=visit.by, order=order, why=form.cleaned_data["why"], **visit.when)
    except Refused as no:
        return _page(request, visit, order, end=form, error=str(no) or _("Не получилось."), status=409)
    return redirect("provider:people")
