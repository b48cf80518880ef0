"""The only way to the bytes of a paper. Nothing is cached, nothing of it can run in the reader's browser."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ryadom.papers import actions, store
from ryadom.papers.checks import JPEG, SOUNDS
from ryadom.people import api as people
from ryadom.regions.clock import now, today
from ryadom.regions.middleware import region_of

POLICY = "default-src 'none'; sandbox"


@require_safe
@login_required
def show(request: HttpRequest, paper: UUID, part: int) -> HttpResponse:
    """A photo is shown, a PDF or a voice is saved: a viewer in the page would need rights that nothing here has."""
    region = region_of(request)
    on = today(region)
    by = people.actor(account_id=request.user.pk, region=region, on=on)
    try:
        content = actions.read(by=by, paper=paper, part=part, on=on, at=now())
    except (actions.NoSuchPaper, store.Missing):
        raise Http404(_("Такого документа нет.")) from None
    response = HttpResponse(content.data, content_type=content.media_type)
    shown = "inline" if content.media_type == JPEG else "attachment"
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(_saved_as(content))}"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response


def _saved_as(content: actions.Content) -> str:
    """A photo was turned into JPEG whatever its name said, so the name follows."""
    stem = content.name.rsplit(".", 1)[0] or "document"
    return f"{stem}.{SOUNDS.get(content.media_type) or ('jpg' if content.media_type == JPEG else 'pdf')}"
