"""«Что с моим заявлением?» by number and letters, without signing in: the state and the day, and nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ryadom.cases import api as cases
from ryadom.desks.public import place
from ryadom.regions.clock import local, now


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """The form, and what was found. Number and letters go by POST: they stand in no address and no log."""
    number, letters = request.POST.get("number", "")[:40], request.POST.get("letters", "")[:80]
    context: dict[str, Any] = {"about": place.region_file(request), "number": number, "letters": letters}
    if request.method == "POST":
        context |= _asked(request, number, letters)
    return render(request, "public/status.html", context, status=context.get("code", 200))


def _asked(request: HttpRequest, number: str, letters: str) -> dict[str, Any]:
    if not number.strip() or not letters.strip():
        return {"error": _("Напишите и номер, и буквы: они стоят рядом в СМС и на заявлении."), "code": 422}
    at, region = now(), request.region  # type: ignore[attr-defined]
    try:
        found = cases.told_by_letters(
            region=region, number=number, letters=letters, place=cases.SITE, on=local(at, region).date(), at=at
        )
    except cases.LettersRefused as no:
        return {"error": str(no), "code": 422 if no.name == "wrong" else 429}
    return {"found": found, "letters": ""}
