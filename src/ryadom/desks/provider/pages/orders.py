"""«Заказы»: who asks for help, till when to answer; yes with days and an hour, or no with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.provider import may
from ryadom.desks.provider.forms import AcceptForm, RefuseForm
from ryadom.desks.provider.naming import named
from ryadom.desks.provider.planning import plan_ahead
from ryadom.desks.provider.visit import Refused, Visit, book_of, here, page, provider_page
from ryadom.desks.provider.wording import volume
from ryadom.people.api import Person
from ryadom.services import api as services
from ryadom.services.api import ProgrammeView

ENDED = ("refused", "lapsed")
MOST_ENDED = 20


@require_GET
@provider_page()
def orders(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the nearest day first; under it what was refused or lapsed."""
    visit = here(request)
    known: dict[str, Any] = {"region": visit.region, "provider": visit.provider.id}
    sent = services.of_provider(**known, states=["sent"])
    ended = services.of_provider(**known, states=ENDED)
    gone = [one for one in ended if one.orders[0].state in ENDED][:MOST_ENDED]
    persons = named(request, visit, [one.person for one in (*sent, *gone)])
    context = {
        "sent": [_row(one, persons.get(one.person)) for one in sent],
        "ended": [_row(one, persons.get(one.person)) for one in gone],
        "leads": visit.leads,
    }
    return page(request, "provider/orders.html", context)


def _row(one: ProgrammeView, person: Person | None) -> dict[str, Any]:
    return {
        "programme": one, "order": one.orders[0], "person": person,
        "lines": [(line.title, volume(line.volume)) for line in one.lines],
    }  # fmt: skip


@require_GET
@provider_page()
def order(request: HttpRequest, order: UUID) -> HttpResponse:
    """One order that waits: what is asked, for whom, and the two answers."""
    visit = here(request)
    return _page(request, visit, _waiting(visit, order))


def _waiting(visit: Visit, order: UUID) -> ProgrammeView:
    sent = services.of_provider(region=visit.region, provider=visit.provider.id, states=["sent"])
    found = next((one for one in sent if one.orders[0].id == order), None)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, visit: Visit, found: ProgrammeView, *, yes: AcceptForm | None = None,
    no: RefuseForm | None = None, error: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    persons = named(request, visit, [found.person])
    free = services.free_places(region=visit.region, form=found.form, of=[visit.provider])
    context = {
        **_row(found, persons.get(found.person)), "leads": visit.leads, "error": error,
        "yes": yes or AcceptForm(prefix="yes", workers=visit.workers, initial={"starts": visit.on}),
        "no": no or RefuseForm(prefix="no"), "free": free[visit.provider.id],
    }  # fmt: skip
    return page(request, "provider/order.html", context, status)


@require_POST
@provider_page(may.leads)
def accept(request: HttpRequest, order: UUID) -> HttpResponse:
    """Yes; the visits of the coming weeks are planned at once."""
    visit = here(request)
    form = AcceptForm(request.POST, prefix="yes", workers=visit.workers)
    found = _waiting(visit, order)
    if not form.is_valid():
        return _page(request, visit, found, yes=form, status=422)
    told = form.cleaned_data
    try:
        services.accept(
            by=visit.by, order=order, weekdays=told["weekdays"], starts=told["starts"], hour=told["hour"],
            worker=told["worker"], **visit.when,
        )  # fmt: skip
        plan_ahead(visit, order, book_of(visit))
    except Refused as no:
        return _page(request, visit, found, yes=form, error=str(no), status=422)
    return redirect("provider:person", order=order)


@require_POST
@provider_page(may.leads)
def refuse(request: HttpRequest, order: UUID) -> HttpResponse:
    """No, with a reason that the person reads."""
    visit = here(request)
    form = RefuseForm(request.POST, prefix="no")
    found = _waiting(visit, order)
    if not form.is_valid():
        return _page(request, visit, found, no=form, status=422)
    try:
        services.turn_down(by=visit.by, order=order, why=form.cleaned_data["why"], **visit.when)
    except Refused as no:
        return _page(request, visit, found, no=form, error=str(no) or _("Не получилось."), status=409)
    return redirect("provider:orders")
