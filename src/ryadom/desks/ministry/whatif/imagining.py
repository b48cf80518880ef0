"""An imagined population for a look around: made in the background by the demonstration, never beside real people."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Lock, Thread

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ryadom.desks.ministry.whatif import session
from ryadom.desks.ministry.whatif.desk import desk_of, minister_page
from ryadom.rules import api as rules

PERSONS, SEED = 20_000, 7
log = structlog.get_logger(__name__)
_making = Lock()


@require_POST
@minister_page
def imagine(request: HttpRequest) -> HttpResponse:
    """Make one, where nothing is loaded yet; the page then says that it is loading."""
    desk = desk_of(request)
    if not settings.DEMO or not rules.can_imagine(desk.book.region):
        raise Http404
    if desk.standing.state == "absent":
        Thread(target=make, args=(desk.book, session.folder(), desk.on), daemon=True, name="imagining").start()
    return redirect("ministry:chooser")


def make(book: rules.Rulebook, shelf: Path, on: date) -> Path | None:
    """A snapshot of imagined families on the shelf; None where another is making it already."""
    if not _making.acquire(blocking=False):
        return None
    try:
        place = shelf / f"imagined-{book.region.lower()}"
        return place if place.exists() else rules.imagine_population(book, place, on=on, persons=PERSONS, seed=SEED)
    except Exception:
        log.exception("imagining a population failed")
        return None
    finally:
        _making.release()
