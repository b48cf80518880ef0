"""«Мой день»: who waits, whom to call and why, what was promised; in the order in which one works."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.curator import duties, foresight, keys, may, reading
from ryadom.desks.curator.visit import Visit, book_of, page, staff_page, visit_of
from ryadom.patronage import api as patronage
from ryadom.rules.api import Rulebook

SHORT = 5  # families of whom the day tells what will change; the list has all


@require_GET
@staff_page(may.curates)
def day(request: HttpRequest) -> HttpResponse:
    """The day of one curator. Each name that is shown is written down, once a day."""
    visit = visit_of(request)
    return page(request, "curator/day.html", _day(request, visit))


def _day(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    book = book_of(visit)
    queue = patronage.queue(by=visit.by, **visit.when)
    calls = patronage.calls(by=visit.by, account=visit.by.account, on=visit.on)
    moves = [one for one in patronage.moves(by=visit.by, on=visit.on) if one.mine and one.state == "asked"]
    soon = patronage.Wanted(state="ahead", order="ahead")
    near = patronage.caseload(by=visit.by, **visit.when, wanted=soon, size=SHORT)
    named = [one.person.id for some in (queue, calls, near.rows, moves) for one in some if one.person]
    reading.for_list(request, visit, named)
    return {
        "on": visit.on,
        "keys": keys.of_day(),
        "me": visit.by.account_id,
        "queue": queue,
        "left": sum(one.state == "open" for one in calls),
        "near_total": near.total,
        "moves": moves,
        "total": patronage.caseload(by=visit.by, **visit.when, size=0).total,
        "stands_in": patronage.caseload(
            by=visit.by, **visit.when, wanted=patronage.Wanted(whose="stands_in"), size=0
        ).total,
        "times": patronage.times_of(visit.region, visit.on),
        **_ahead(visit, book, calls, near.rows),
        **duties.of(visit, book),
    }


def _ahead(
    visit: Visit, book: Rulebook, calls: tuple[patronage.CallView, ...], near: tuple[patronage.CareView, ...]
) -> dict[str, Any]:
    """Calls and families with what lies ahead of them in words; one statement for the names of all."""
    days = [*(one.ahead for one in calls), *(one.ahead for one in near)]
    persons = foresight.persons_of(visit.region, (one for some in days for one in some))

    def told(some: patronage.CallView | patronage.CareView) -> list[foresight.Told]:
        return foresight.tell(book, some.ahead, persons, visit.on, visit.language)

    return {
        "calls": [(one, _about(one, book, visit.language), told(one)) for one in calls],
        "near": [(one, told(one)) for one in near],
    }


def _about(call: patronage.CallView, book: Rulebook, language: str) -> list[str]:
    """The measures of a call, by title; one that the book no longer has is left out."""
    return [book.measures[id].file.title.said(language) for id in call.measures if id in book.measures]


@require_POST
@staff_page(may.curates)
def plan(request: HttpRequest) -> HttpResponse:
    """Make today's plan now; made twice it stays what it is."""
    visit = visit_of(request)
    patronage.plan_day(by=visit.by, account=visit.by.account, on=visit.on)
    return redirect("curator:day")
