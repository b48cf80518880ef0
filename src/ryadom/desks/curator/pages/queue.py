"""The first page of staff: what is to be done today, and the queue in order; the same list as XLSX."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ryadom.cases import api as cases
from ryadom.cases.api import CaseView
from ryadom.desks.curator import duties, may, rows
from ryadom.desks.curator.filters import Chosen, measure_choices, state_choices, whose_choices
from ryadom.desks.curator.visit import Visit, book_of, page, staff_page, visit_of
from ryadom.measures import api as measures
from ryadom.rules import api as rules
from ryadom.rules.api import Rulebook
from ryadom.services import api as services

SIZE = 30
SHORT = 5
REGION = "/region/"  # the region's numbers stand in another desk


@require_GET
@staff_page()
def home(request: HttpRequest) -> HttpResponse:
    """Each role begins where its work lies: the queue, what must be confirmed, the region's numbers."""
    visit = visit_of(request)
    if may.works(visit.by):
        return _queue(request, visit)
    if may.methodologist(visit.by):
        return redirect("curator:practices")
    return redirect(REGION)


def _queue(request: HttpRequest, visit: Visit) -> HttpResponse:
    book = book_of(visit)
    chosen = Chosen.of(request.GET, visit)
    number = _page_number(request)
    found, total = found_cases(visit, chosen, book, number)
    context: dict[str, Any] = {
        "rows": rows.rows(visit.region, found, visit.on, measures.calendar_of(book)),
        "total": total,
        "page": _pages(total, number),
        "chosen": chosen,
        "whose": whose_choices(chosen),
        "states": state_choices(chosen),
        "measures": measure_choices(chosen, book, visit.language),
        "counts": cases.counts(by=visit.by, on=visit.on),
        **(_first(visit) if not request.GET else {}),
        "on": visit.on,
    }
    return page(request, "curator/queue.html", context)


def found_cases(visit: Visit, chosen: Chosen, book: Rulebook, number: int) -> tuple[list[CaseView], int]:
    """One page of the list and how many match. What cases cannot narrow is read whole and narrowed here."""
    if chosen.measure or (chosen.whose == "mine" and "curator" in visit.by.roles):
        whole = list(every_case(visit, chosen, book))
        number = min(number, _last(len(whole)))
        return whole[(number - 1) * SIZE : number * SIZE], len(whole)
    narrowed: dict[str, Any] = {"by": visit.by, "on": visit.on, "filters": chosen.for_cases(visit), "size": SIZE}
    found = cases.queue(**narrowed, page=number)
    if not found.rows and found.total:
        found = cases.queue(**narrowed, page=_last(found.total))  # an old address: the list has become shorter
    return list(found.rows), found.total


def _last(total: int) -> int:
    return max(1, -(-total // SIZE))


def every_case(visit: Visit, chosen: Chosen, book: Rulebook) -> list[CaseView]:
    """The whole list. A curator's own are those that they help with, too."""
    helps = chosen.whose == "mine" and "curator" in visit.by.roles and chosen.state != "closed"
    if helps:
        found = [one for one in cases.mine(by=visit.by, on=visit.on) if _fits(one, chosen, visit)]
    else:
        found = list(rows.every(visit, chosen.for_cases(visit)))
    if not chosen.measure:
        return found
    known = book.measures.get(chosen.measure)
    title = known.file.title.said("ru")[:300] if known else None
    return [one for one in found if one.title == title]


def _fits(one: CaseView, chosen: Chosen, visit: Visit) -> bool:
    wanted = chosen.for_cases(visit)
    return (
        (not wanted.state or one.state == wanted.state)
        and (not wanted.stage or one.stage == wanted.stage)
        and (not wanted.kinds or one.kind in wanted.kinds)
        and (not wanted.overdue or one.overdue(visit.on))
    )


def _page_number(request: HttpRequest) -> int:
    raw = request.GET.get("page", "1")
    return min(int(raw), 10_000) if raw.isascii() and raw.isdigit() and int(raw[:6]) > 0 else 1


def _pages(total: int, number: int) -> Page[int]:
    """A page of Django for the component of pages; the rows were read apart."""
    return Paginator(range(total), SIZE).get_page(number)


def _first(visit: Visit) -> dict[str, Any]:
    """What stands above the list when the day begins; who narrows or turns pages has seen it."""
    approvals = measures.waiting_for_head(by=visit.by)[:SHORT] if may.approves(visit.by) else ()
    return {"today": _short_today(visit), "approvals": approvals}


def _short_today(visit: Visit) -> dict[str, Any]:
    found = cases.today(by=visit.by, on=visit.on)
    return {"notes": found.notes, "late_requests": found.late_requests, "promises": found.promises}


@require_GET
@staff_page(may.works)
def xlsx(request: HttpRequest) -> HttpResponse:
    """Exactly the list of this address, all its pages."""
    visit = visit_of(request)
    book = book_of(visit)
    found = every_case(visit, Chosen.of(request.GET, visit), book)
    lines = rows.rows(visit.region, found, visit.on, measures.calendar_of(book))
    header, table = rows.table(lines)
    response = HttpResponse(cases.xlsx(_("Заявления"), header, table), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="queue-{visit.on:%Y-%m-%d}.xlsx"'
    return response


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@staff_page(may.works)
def today(request: HttpRequest) -> HttpResponse:
    """Everybody to be called today, answers that did not come, promises that are near."""
    visit = visit_of(request)
    return page(request, "curator/today.html", {**duties.of(visit, book_of(visit)), "on": visit.on})


@require_POST
@staff_page(may.works)
def finish_note(request: HttpRequest, note: Any) -> HttpResponse:
    """The contact has taken place; back to where the button stood."""
    visit = visit_of(request)
    cases.finish_note(by=visit.by, note=note, on=visit.on)
    person = request.POST.get("person", "")
    if len(person) == 36:
        return redirect("curator:person", person=person)
    return redirect("curator:day" if may.curates(visit.by) else "curator:today")


@require_GET
@staff_page(may.approves)
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for a head, the oldest first."""
    visit = visit_of(request)
    context = {
        "waiting": measures.waiting_for_head(by=visit.by),
        "on": visit.on,
        "values_waiting": len(rules.values_waiting(region=visit.region)),
        "places_waiting": measures.places_waiting(region=visit.region),
        "drafts_waiting": rules.drafts_waiting(region=visit.region),
        "programmes_waiting": len(services.waiting(region=visit.region, stages=["drawn"])),
    }
    return page(request, "curator/approvals.html", context)
