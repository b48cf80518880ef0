"""The own form of staff: many facts of one member at once, in a table; and incomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ryadom.desks.curator import may, reading
from ryadom.desks.curator.entitled import answers_of, wanted_of
from ryadom.desks.curator.facts import Subject, source_choices, subjects, typed, with_typed
from ryadom.desks.curator.forms import IncomeForm
from ryadom.desks.curator.visit import Missing, Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.kit.periods import add_months
from ryadom.people import api as people
from ryadom.people.api import File
from ryadom.rules.api import Rulebook


@require_http_methods(["GET", "POST"])
@staff_page(may.enters)
def facts(request: HttpRequest, person: UUID, who: str) -> HttpResponse:
    """The table of one subject: what the rules wait for stands first."""
    visit = visit_of(request)
    book = book_of(visit)
    file = reading.read(request, visit, person, book)
    if file is None:
        return redirect("curator:person", person=person)
    answers, _family = answers_of(visit, file, book)
    every = subjects(file, reading.catalogue_of(book), visit.language, wanted_of(answers))
    chosen = next((one for one in every if one.slug == who), None)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return _table(request, visit, file, every, chosen)
    return _recorded(request, visit, file, book, every, chosen)


def _recorded(
    request: HttpRequest, visit: Visit, file: File, book: Rulebook, every: list[Subject], chosen: Subject
) -> HttpResponse:
    found = typed(request.POST, chosen, visit.on, visit.language)
    errors, status = found.errors, 422
    if not errors:
        try:
            people.record_facts(**visit.acting, facts=found.facts, catalogue=reading.catalogue_of(book))
        except Missing:
            raise
        except Refused as no:
            errors, status = {"refused": said_of(no, visit.language)}, status_of(no)
        else:
            return redirect(f"{reverse('curator:facts', args=[file.person.id, chosen.slug])}?saved={len(found.facts)}")
    return _table(request, visit, file, every, with_typed(chosen, request.POST, errors), errors, status)


def _table(
    request: HttpRequest, visit: Visit, file: File, every: list[Subject], chosen: Subject,
    errors: dict[str, str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    errors = errors or {}
    keys = {line.key for line in chosen.lines}
    saved = request.GET.get("saved", "")
    context = {
        "person": file.person,
        "subjects": every,
        "chosen": chosen,
        "wanted": [line for line in chosen.lines if line.wanted],
        "known": [line for line in chosen.lines if line.known and not line.wanted],
        "rest": [line for line in chosen.lines if not line.known and not line.wanted],
        "sources": source_choices(may.decides(visit.by)),
        "source": request.POST.get("source", ""),
        "note": request.POST.get("note", ""),
        "errors": errors,
        "beside": [(line.key, line.title, line.error) for line in chosen.lines if line.error],
        "general": [text for key, text in errors.items() if key not in keys | {"source", "note"}],
        "saved": int(saved) if saved.isascii() and saved.isdigit() and len(saved) < 4 else 0,
        "open_rest": any(line.error or line.typed for line in chosen.lines),
    }
    return page(request, "curator/facts.html", context, status)


@require_http_methods(["GET", "POST"])
@staff_page(may.enters)
def incomes(request: HttpRequest, person: UUID) -> HttpResponse:
    """Money by months, or one total for some months."""
    visit = visit_of(request)
    if not reading.purpose_of(request, visit, person):
        return redirect("curator:person", person=person)
    home = people.family_of(region=visit.region, person_id=person, on=visit.on)
    form = IncomeForm(request.POST or None, initial={"last": add_months(visit.on.replace(day=1), -1)})
    about = people.person(region=visit.region, id=person)
    others = [one.person for one in home.members] if home else [about]
    if request.method == "POST" and form.is_valid():
        whose = request.POST.get("whose", str(person))
        if whose not in {str(one.id) for one in others}:
            raise Http404
        try:
            _record(visit, whose, form)
            return redirect(f"{reverse('curator:person', args=[person])}#incomes")
        except Missing:
            raise
        except Refused as no:
            form.add_error(None, said_of(no, visit.language))
    context = {"form": form, "person": about, "others": others, "whose": request.POST.get("whose", str(person))}
    return page(request, "curator/incomes.html", context, 422 if form.errors else 200)


@transaction.atomic
def _record(visit: Visit, whose: str, form: IncomeForm) -> None:
    found = form.cleaned_data
    first, last = found["first"], found["last"] or found["first"]
    known: dict[str, Any] = {
        "person_id": whose,
        "kind": found["kind"],
        "amount": found["amount"],
        "source": found["source"],
    }
    if found["each"] == "total":
        known["kind"] = ""  # a total of everything: rules do not add a total of one kind to others
        people.record_income_total(**visit.acting, first_month=first, last_month=last, note=found["note"], **known)
        return
    for month in _months(first, last):
        people.record_income(**visit.acting, month=month, note=found["note"], **known)


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = add_months(first, 1)
