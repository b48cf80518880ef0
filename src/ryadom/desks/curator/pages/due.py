"""«Положено, а не получают»: names for those who work with people, numbers for those who answer for the region."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ryadom.desks.curator import may, proposed
from ryadom.desks.curator.visit import Visit, book_of, page, staff_page, visit_of
from ryadom.measures import api as measures
from ryadom.measures.api import DueNumbers
from ryadom.rules.api import Rulebook

SIZE = 30


@require_GET
@staff_page(may.sees_due)
def due(request: HttpRequest) -> HttpResponse:
    """Who is due what and receives nothing, as the last run found it. Each name that is shown is written down."""
    visit = visit_of(request)
    book = book_of(visit)
    titles = proposed.ours(book)
    numbers = measures.not_receiving_numbers(by=visit.by, on=visit.on, measures=list(titles))
    chosen = request.GET.get("measure", "") if request.GET.get("measure", "") in titles else ""
    context = {
        "on": visit.on,
        "numbers": [(book.measures[one.measure].file.title.said(visit.language), one) for one in numbers],
        "waiting": sum(one.applied for one in numbers),
        "last": proposed.newest(one.last for one in numbers),
        "chosen": chosen,
        **(_list(request, visit, book, numbers, chosen) if may.works(visit.by) else {}),
    }
    return page(request, "curator/due.html", context)


def _list(
    request: HttpRequest, visit: Visit, book: Rulebook, numbers: tuple[DueNumbers, ...], chosen: str
) -> dict[str, Any]:
    wanted = [one for one in numbers if not chosen or one.measure == chosen]
    applied = request.GET.get("who") == "applied"
    count = sum(one.applied if applied else one.total for one in wanted)
    pages = Paginator(range(count), SIZE).get_page(request.GET.get("page"))
    found = measures.not_receiving(
        by=visit.by, at=visit.at, on=visit.on, measures=[one.measure for one in wanted],
        applied=applied, first=(pages.number - 1) * SIZE, size=SIZE,
    )  # fmt: skip
    named = sorted((book.measures[one.measure].file.title.said(visit.language), one.measure) for one in numbers)
    return {
        "rows": proposed.told(visit, book, found.rows, found.persons),
        "page": pages,
        "choices": [("", _("Все меры"), not chosen), *((id, title, id == chosen) for title, id in named)],
        "whom": [("", _("Не подавали заявление"), not applied), ("applied", _("Уже подали заявление"), applied)],
        "applied": applied,
        "names": True,
    }
