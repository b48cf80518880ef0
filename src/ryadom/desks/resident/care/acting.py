"""Presses of the person: choose, take the choice back, end the visits, want no help, say how a visit was."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ryadom.desks.resident.care.pages import choosing, own, show
from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.people.api import NotAllowed
from ryadom.rules import api as rules
from ryadom.services import api as services


@require_POST
def act(request: HttpRequest, programme: UUID, do: str) -> HttpResponse:
    """One press; what is refused is said on the page where the button stood."""
    visit = visit_of(request)
    verb = ACTS.get(do)
    if verb is None:
        raise Http404
    own(visit, programme)
    try:
        verb(request, visit, programme)
    except (services.Missing, NotAllowed):
        raise Http404 from None
    except services.ServiceError as no:
        page = choosing if do == "order" else show
        return page(request, visit, programme, error=str(no), status=422 if isinstance(no, services.BadLines) else 409)
    return redirect("resident:care-one", programme=programme)


def _order(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.order(
        by=visit.by, programme=programme, provider=_key(request, "provider"),
        book=rules.rulebook(visit.region, visit.on), on=visit.on, at=visit.at,
    )  # fmt: skip


def _cancel(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.cancel_order(by=visit.by, order=_key(request, "order"), on=visit.on, at=visit.at)


def _end(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    why = request.POST.get("why", "")
    services.end_order(by=visit.by, order=_key(request, "order"), why=why, on=visit.on, at=visit.at)


def _withdraw(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.withdraw(by=visit.by, programme=programme, on=visit.on, at=visit.at)


def _rate(request: HttpRequest, visit: Visit, programme: UUID) -> None:
    services.rate(
        by=visit.by, visit=_key(request, "visit"), score=request.POST.get("score", ""),
        comment=request.POST.get("comment", ""), book=rules.rulebook(visit.region, visit.on), on=visit.on, at=visit.at,
    )  # fmt: skip


ACTS: dict[str, Callable[[HttpRequest, Visit, UUID], None]] = {
    "order": _order, "cancel": _cancel, "end": _end, "withdraw": _withdraw, "rate": _rate,
}  # fmt: skip


def _key(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise services.Missing from None
