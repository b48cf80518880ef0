"""Pages of this room: how a person likes to read, and the gallery of components."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from ryadom.ui import reading


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """The page «Как вам удобнее читать» and the strip above every page post here, with scripts or without."""
    now = reading.Reading.of(request)
    if request.method != "POST":
        return render(request, "ui/reading.html", _choices(now, request))
    wanted = reading.Reading.chosen(
        request.POST.get("size", now.size),
        request.POST.get("contrast", now.contrast),
        request.POST.get("spacing", now.spacing),
    )
    response = HttpResponseRedirect(_safe(request.POST.get("next", ""), request))
    wanted.keep(response)
    return response


@require_GET
def gallery(request: HttpRequest, look: str = "page") -> HttpResponse:
    """Every component once, for those who build pages; absent in production."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    from ryadom.ui import samples

    return render(request, f"ui/gallery/{look}.html", samples.context(request))


def _choices(now: reading.Reading, request: HttpRequest) -> dict[str, Any]:
    return {
        "sizes": reading.SIZES.items(),
        "contrasts": reading.CONTRASTS.items(),
        "spacings": reading.SPACINGS.items(),
        "next": _safe(request.GET.get("next", ""), request),
    }


def _safe(address: str, request: HttpRequest) -> str:
    """Only an address of this site: a link that sends a person elsewhere is a tool of fraud."""
    fits = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if fits else reverse("ui:reading")
