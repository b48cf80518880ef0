"""The page behind the link under a notice: one button, no signing in. Mail programs press it by themselves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ryadom.channels import addresses, unsubscribing
from ryadom.people.api import NotFound
from ryadom.regions.clock import now


# A mail program sends the form without our cookie (List-Unsubscribe-Post); the signed link is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """A reader sees the button, whoever presses it is off the list; pressing twice changes nothing."""
    whose = unsubscribing.whose(token)
    if whose is None:
        raise Http404
    region, address = whose
    try:
        row = addresses.row_of(region, address)
        if request.method == "POST" and request.POST.get("again"):
            addresses.subscribe(region=region, address=address)
        elif request.method == "POST":
            addresses.unsubscribe(region=region, address=address, at=now())
    except NotFound:
        raise Http404 from None
    off = row.unsubscribed_at is not None if request.method != "POST" else not request.POST.get("again")
    return render(request, "channels/unsubscribe.html", {"off": off})
