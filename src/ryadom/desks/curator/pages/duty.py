"""Who is on duty for danger, who waits in it now, how soon they are answered; whether anything is asked outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ryadom.desks.curator import may
from ryadom.desks.curator.careforms import Choices
from ryadom.desks.curator.dutyforms import OutsideForm, ShiftForm, TermsForm
from ryadom.desks.curator.visit import Refused, Visit, page, said_of, staff_page, status_of, visit_of
from ryadom.people import api as people
from ryadom.talk import api as talk

ANSWERING = ("curator", "specialist", "head")


def _staff(visit: Visit) -> Choices:
    found = {
        str(one.account_id): one.name
        for role in ANSWERING
        for one in people.staff_with_role(region=visit.region, role=role, on=visit.on)
    }
    return sorted(found.items(), key=lambda pair: pair[1])


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(may.works)
def duty(request: HttpRequest) -> HttpResponse:
    """The rota. Whoever answers people reads it, the head writes it."""
    visit = visit_of(request)
    if request.method != "POST":
        return _duty(request, visit)
    form = ShiftForm(request.POST, staff=_staff(visit))
    error = _tried(form, lambda: talk.enter_shift(by=visit.by, at=visit.at, **form.shift(visit.region)), visit)
    return redirect("curator:duty") if error is None else _duty(request, visit, shift=form, error=error)


def _duty(
    request: HttpRequest, visit: Visit, *, shift: ShiftForm | None = None, terms: TermsForm | None = None,
    error: tuple[str, int] = ("", 200),
) -> HttpResponse:  # fmt: skip
    keeps = talk.may_keep_rota(visit.by)
    ahead = talk.shifts(visit.region, since=visit.at)
    failed = shift or terms
    context: dict[str, Any] = {
        "now": [one for one in ahead if one.starts_at <= visit.at],
        "later": [one for one in ahead if one.starts_at > visit.at],
        "terms": talk.terms(visit.region, visit.on), "alarms": talk.alarms(by=visit.by), "keeps": keeps,
        "opens": may.runs_curators(visit.by),
        "on": visit.on, "error": error[0], "form": failed,
        "shift_form": (shift or ShiftForm(staff=_staff(visit))) if keeps else None,
        "terms_form": (terms or TermsForm(prefix="terms", initial=TermsForm.starting(visit.on))) if keeps else None,
    }  # fmt: skip
    return page(request, "curator/duty.html", context, error[1])


def _tried(form: forms.Form, do: Callable[[], Any], visit: Visit) -> tuple[str, int] | None:
    """None when it was done; else the sentence of the refusal, "" where the form says what is wrong, and the status."""
    if not form.is_valid():
        return "", 422
    try:
        do()
    except Refused as no:
        return said_of(no, visit.language), status_of(no)
    return None


@require_POST
@staff_page(may.approves)
def terms(request: HttpRequest) -> HttpResponse:
    """How soon danger is answered, from a day on."""
    visit = visit_of(request)
    form = TermsForm(request.POST, prefix="terms")
    error = _tried(form, lambda: talk.set_terms(by=visit.by, at=visit.at, **form.cleaned_data), visit)
    return redirect("curator:duty") if error is None else _duty(request, visit, terms=form, error=error)


@require_POST
@staff_page(may.approves)
def cancel(request: HttpRequest, shift: UUID) -> HttpResponse:
    """A shift is taken back."""
    visit = visit_of(request)
    try:
        talk.cancel_shift(by=visit.by, token=shift, at=visit.at)
    except Refused as no:
        return _duty(request, visit, error=(said_of(no, visit.language), 404))
    return redirect("curator:duty")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(may.approves)
def outside(request: HttpRequest) -> HttpResponse:
    """Whether the conversation may ask an endpoint outside: off until the head decides, by an act."""
    visit = visit_of(request)
    form, error = OutsideForm(), ("", 200)
    if request.method == "POST":
        form = OutsideForm(request.POST)
        refused = _tried(form, lambda: talk.decide_outside(by=visit.by, at=visit.at, **form.cleaned_data), visit)
        if refused is None:
            return redirect("curator:outside")
        error = refused
    used = talk.outside_used(visit.region)
    context = {
        "decided": talk.outside_decided(visit.region), "used": used, "outside_form": form,
        "results": [(title, used.results[id]) for id, title in _results() if id in used.results],
        "form": form if form.is_bound else None, "error": error[0],
    }  # fmt: skip
    return page(request, "curator/outside.html", context, error[1])


def _results() -> tuple[tuple[str, str], ...]:
    return (
        ("used", _("взяли")), ("refused", _("не поверили")), ("failed", _("ошибка")), ("late", _("не успела")),
    )  # fmt: skip


@require_POST
@staff_page(may.approves)
def outside_end(request: HttpRequest) -> HttpResponse:
    """Nothing leaves from now on."""
    visit = visit_of(request)
    talk.end_outside(by=visit.by, at=visit.at)
    return redirect("curator:outside")
