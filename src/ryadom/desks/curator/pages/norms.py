"""Numbers of the law: the list, one number with its history, entering a value, the second person's word."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.desks.curator import may
from ryadom.desks.curator.normforms import ReturnForm, ValueForm
from ryadom.desks.curator.pages.offering import entered
from ryadom.desks.curator.sums import all_values, said_keys, sums, sums_of
from ryadom.desks.curator.visit import Missing, Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.measures import api as measures
from ryadom.rules import api as rules
from ryadom.rules.api import EntryView, Parameter, Rulebook


@require_GET
@staff_page(may.confirms)
def parameters(request: HttpRequest) -> HttpResponse:
    """All dated numbers: what waits for a second person, missing, ending soon, holding."""
    visit = visit_of(request)
    book = book_of(visit)
    waiting = rules.values_waiting(region=visit.region)
    found = sums(book, visit.on, {one.parameter for one in waiting})
    groups = {state: [one for one in found if one.state == state] for state in ("missing", "ends", "holds", "idle")}
    names = {id: parameter.name for id, parameter in book.parameters.items()}
    told = [(one, names[one.parameter]) for one in waiting if one.parameter in names]
    return page(request, "curator/parameters.html", {"groups": groups, "on": visit.on, "waiting": told})


@require_GET
@staff_page(may.confirms)
def parameter(request: HttpRequest, parameter: str) -> HttpResponse:
    """One number: today, what waits, every value, the whole history."""
    visit = visit_of(request)
    return _shown(request, visit, parameter)


def _shown(
    request: HttpRequest, visit: Visit, id: str, error: str = "", form: Any = None, at: UUID | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    book = book_of(visit)
    found = _found(book, id)
    using = rules.measures_using(book, visit.on)[found.id]
    open_claims = measures.open_counts(region=visit.region, measures=using)
    entries = rules.value_entries(region=visit.region, parameter=found.id)
    titles = {one: book.measures[one].file.title.said(visit.language) for one in using}
    context = {
        "parameter": found,
        "lines": list(sums_of(found, visit.region, visit.on, len(using))),
        "values": all_values(found, visit.region),
        "measures": [(one, title, open_claims.get(one, 0)) for one, title in titles.items()],
        "open_claims": sum(open_claims.values()),
        "waiting": [_waiting(one, found, visit) for one in entries if one.verdict == "waiting"],
        "history": [_told(one, found) for one in entries if one.verdict != "waiting"],
        "error": error,
        "form": form,
        "returned": at,
        "return_form": ReturnForm(),
    }
    return page(request, "curator/parameter.html", context, status)


def _found(book: Rulebook, id: str) -> Parameter:
    found = book.parameters.get(id)
    if found is None:
        raise Http404
    return found


def _waiting(entry: EntryView, parameter: Parameter, visit: Visit) -> dict[str, Any]:
    """A record beside what the rules say without it."""
    rows = [
        {
            "keys": said_keys(row),
            "before": _held(parameter, visit.region, entry.starts, row),
            "now": _held(parameter, visit.region, visit.on, row),
            "after": _value(parameter, n),
        }
        for row, n in _in_order(parameter, entry)
    ]
    return {"entry": entry, "rows": rows, "mine": entry.author == visit.by.account_id, "verified": entry.act.verified}


def _in_order(parameter: Parameter, entry: EntryView) -> list[tuple[rules.Keys, Any]]:
    """The rows as the parameter lists them; rows that it no longer has stand last."""
    order = {row: n for n, row in enumerate(rules.parameter_rows(parameter))}
    return sorted(entry.values.items(), key=lambda pair: order.get(pair[0], len(order)))


def _held(parameter: Parameter, region: str, on: date, row: rules.Keys) -> str:
    """What the rules say for a day as things stand; empty where nothing is entered."""
    held = parameter.holding(on, region, row)
    return "" if held is None else _value(parameter, held.value)


def _value(parameter: Parameter, value: Any) -> str:
    return rules.value_said(parameter, Decimal(value))


def _told(entry: EntryView, parameter: Parameter) -> dict[str, Any]:
    rows = [(said_keys(row), _value(parameter, value)) for row, value in _in_order(parameter, entry)]
    return {"entry": entry, "rows": rows, "counts": entry.counts}


@require_http_methods(["GET", "POST"])
@staff_page(may.confirms)
def value(request: HttpRequest, parameter: str) -> HttpResponse:
    """Enter a value. Nothing typed is lost; the same address takes a record to be put right (`?instead=`), or one value
    that somebody wishes for (`?row=0&v=2704`).
    """
    visit = visit_of(request)
    book = book_of(visit)
    found = _found(book, parameter)
    known = rules.value_entries(region=visit.region, parameter=found.id)
    old = _instead(request, known)
    told: dict[str, Any] = {
        "book": book, "parameter": found, "known": known, "on": visit.on, "instead": old.token if old else None
    }  # fmt: skip
    error, status = "", 200
    if request.method == "POST":
        form = ValueForm(request.POST, **told)
        error, status = entered(visit, form, partial(rules.enter_value, book=book))
        if status == 200:
            return redirect("curator:parameter", parameter=found.id)
    else:
        form = ValueForm(initial=ValueForm.filled(old, found) if old else _wished(request), **told)
    lines = {one.row: one for one in sums_of(found, visit.region, visit.on, 1)}
    fields = [(form[name], lines[row]) for name, row in form.rows.items()]
    context = {"parameter": found, "form": form, "fields": fields, "error": error, "old": old, "on": visit.on}
    return page(request, "curator/value.html", context, status)


def _instead(request: HttpRequest, known: tuple[EntryView, ...]) -> EntryView | None:
    wanted = request.GET.get("instead")
    if not wanted:
        return None
    old = next((one for one in known if str(one.token) == wanted), None)
    if old is None:
        raise Http404
    return old


def _wished(request: HttpRequest) -> dict[str, Decimal]:
    """One row filled in as the address says; what is no number fills nothing."""
    try:
        value = Decimal(request.GET.get("v", ""))
    except InvalidOperation:
        return {}
    return {f"value_{request.GET.get('row', '0')}": value} if value.is_finite() and value >= 0 else {}


@require_POST
@staff_page(may.confirms)
def approve(request: HttpRequest, entry: UUID) -> HttpResponse:
    """The second person: from now on the rules read it."""
    return _settled(request, entry, rules.approve_value)


@require_POST
@staff_page(may.confirms)
def give_back(request: HttpRequest, entry: UUID) -> HttpResponse:
    """The second person saw a mistake."""
    form = ReturnForm(request.POST)
    if not form.is_valid():
        visit = visit_of(request)
        return _shown(request, visit, _of(visit, entry).parameter, form=form, at=entry, status=422)
    return _settled(request, entry, rules.give_back_value, reason=form.cleaned_data["reason"])


@require_POST
@staff_page(may.confirms)
def take_back(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Who entered it saw a mistake."""
    return _settled(request, entry, rules.take_back_value)


def _of(visit: Visit, token: UUID) -> EntryView:
    found = rules.value_entry(region=visit.region, token=token)
    if found is None:
        raise Http404
    return found


def _settled(request: HttpRequest, token: UUID, verb: Any, **more: Any) -> HttpResponse:
    visit = visit_of(request)
    found = _of(visit, token)
    try:
        verb(by=visit.by, entry=token, at=visit.at, **more)
    except Missing:
        raise
    except Refused as no:
        return _shown(request, visit, found.parameter, said_of(no, visit.language), status=status_of(no))
    return redirect("curator:parameter", parameter=found.parameter)
