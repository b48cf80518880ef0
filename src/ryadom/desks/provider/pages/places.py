"""«Места и сотрудники»: how many more could be taken in each form, and who works here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.provider import may
from ryadom.desks.provider.forms import PlacesForm
from ryadom.desks.provider.visit import Refused, Visit, here, page, provider_page
from ryadom.desks.provider.wording import form_title
from ryadom.providers import api as providers
from ryadom.services import api as services


@require_GET
@provider_page()
def places(request: HttpRequest) -> HttpResponse:
    """Places by form, those who work here."""
    return _page(request, here(request))


def _page(
    request: HttpRequest, visit: Visit, *, wrong: str = "", form: PlacesForm | None = None, error: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    rows = []
    for one in services.FORMS:
        if not visit.leads and not visit.provider.serves(one):
            continue
        free = services.free_places(region=visit.region, form=one, of=[visit.provider])[visit.provider.id]
        whole = visit.provider.places.get(one, 0)
        kept = form if form is not None and wrong == one else PlacesForm(prefix=one, initial={"places": whole})
        rows.append({"form": one, "title": form_title(one), "whole": whole, "free": free, "fields": kept})
    context = {"rows": rows, "workers": visit.workers, "leads": visit.leads, "error": error}
    return page(request, "provider/places.html", context, status)


@require_POST
@provider_page(may.leads)
def set_places(request: HttpRequest, form: str) -> HttpResponse:
    """From today so many places in a form."""
    visit = here(request)
    if form not in services.FORMS:
        raise Http404
    told = PlacesForm(request.POST, prefix=form)
    if not told.is_valid():
        return _page(request, visit, wrong=form, form=told, status=422)
    try:
        providers.set_places(
            by=visit.by, provider=visit.provider.id, form=form, places=told.cleaned_data["places"], on=visit.on
        )
    except Refused as no:
        return _page(request, visit, wrong=form, form=told, error=str(no), status=422)
    return redirect("provider:places")
