"""What was asked of one and what one asked: families on their way between curators and bodies; days away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.desks.curator import may, reading
from ryadom.desks.curator.careforms import AwayForm, EndForm, MoveForm, curators_of
from ryadom.desks.curator.visit import Missing, Refused, Visit, page, said_of, staff_page, status_of, visit_of
from ryadom.patronage import api as patronage


@require_GET
@staff_page(may.runs_curators)
def moves(request: HttpRequest) -> HttpResponse:
    """What waits for an answer: mine to give first."""
    return _moves(request, visit_of(request))


def _moves(request: HttpRequest, visit: Visit, error: str = "", status: int = 200) -> HttpResponse:
    found = patronage.moves(by=visit.by, on=visit.on)
    reading.for_list(request, visit, [one.person.id for one in found])
    asked = [one for one in found if one.mine and one.state == "asked"]
    rest = [one for one in found if one not in asked]
    return page(request, "curator/moves.html", {"asked": asked, "rest": rest, "error": error, "on": visit.on}, status)


@require_POST
@staff_page(may.runs_curators)
def settle(request: HttpRequest, move: UUID) -> HttpResponse:
    """Accept, refuse with a reason, done, or take back."""
    visit = visit_of(request)
    try:
        patronage.settle(
            by=visit.by, transition=move, verdict=request.POST.get("verdict", ""),
            answer=request.POST.get("answer", ""), **visit.when,
        )  # fmt: skip
    except Missing:
        raise
    except Refused as no:
        return _moves(request, visit, said_of(no, visit.language), status_of(no))
    return redirect("curator:moves")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(may.runs_curators)
def away(request: HttpRequest) -> HttpResponse:
    """Days away: written by oneself or by the head, with who stands in."""
    visit = visit_of(request)
    choices = curators_of(patronage.loads(visit.region, visit.on), free=False)
    form, error, status = AwayForm(curators=choices), "", 200
    if request.method == "POST":
        form, status = AwayForm(request.POST, curators=choices), 422
        if form.is_valid():
            try:
                _go(visit, form)
                return redirect("curator:away")
            except Refused as no:
                error, status = said_of(no, visit.language), status_of(no)
    context = {
        "away_form": form, "form": form if form.is_bound else None, "error": error, "on": visit.on,
        "absences": patronage.absences(by=visit.by, on=visit.on), "for_others": may.approves(visit.by),
        "me": visit.by.account_id,
    }  # fmt: skip
    return page(request, "curator/away.html", context, status)


def _go(visit: Visit, form: AwayForm) -> None:
    said = form.cleaned_data
    whose = int(said["account"]) if said["account"] and may.approves(visit.by) else visit.by.account
    patronage.go_away(
        by=visit.by, account=whose, starts=said["starts"], ends=said["ends"], why=said["why"],
        deputy=int(said["deputy"]) if said["deputy"] else None, **visit.when,
    )  # fmt: skip


@require_POST
@staff_page(may.runs_curators)
def back(request: HttpRequest, absence: UUID) -> HttpResponse:
    """The absence is over early, or was never to be."""
    visit = visit_of(request)
    patronage.come_back(by=visit.by, absence=absence, at=visit.at)
    return redirect("curator:away")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(may.runs_curators)
def move(request: HttpRequest, person: UUID) -> HttpResponse:
    """Send the family to another body or curator, hand it over, or end: one page with two short forms."""
    visit = visit_of(request)
    care = patronage.of_person(by=visit.by, person=person, on=visit.on)
    if care is None:
        raise Http404
    names = curators_of(patronage.loads(visit.region, visit.on), without=care.curator)
    choices = [("", _("выберите")), *names]
    if request.method != "POST":
        reading.for_list(request, visit, [care.person.id])
        return _moving(request, visit, care, MoveForm(curators=choices), EndForm(prefix="end"))
    if request.POST.get("do") == "end":
        end = EndForm(request.POST, prefix="end")
        error = _tried(end, lambda: _end(visit, care, end), visit)
        shown = None if error is None else _moving(request, visit, care, MoveForm(curators=choices), end, error, end)
    else:
        form = MoveForm(request.POST, curators=choices)
        error = _tried(form, lambda: _move(visit, care, form), visit)
        shown = None if error is None else _moving(request, visit, care, form, EndForm(prefix="end"), error, form)
    return shown or redirect("curator:beside", person=person)


@require_POST
@staff_page(may.approves)
def now(request: HttpRequest, person: UUID) -> HttpResponse:
    """A head moves a family at once: with its consent, or for the reason that is written."""
    visit = visit_of(request)
    care = patronage.of_person(by=visit.by, person=person, on=visit.on)
    chosen, reason = request.POST.get("curator", ""), request.POST.get("reason", "")
    if care is None or not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        raise Http404
    agreed = patronage.Agreed(request.POST.get("agreed") == "yes", reason)
    try:
        patronage.move_now(by=visit.by, care=care.token, curator=int(chosen), about=reason, agreed=agreed, **visit.when)
    except Missing:
        raise
    except Refused as no:
        names = curators_of(patronage.loads(visit.region, visit.on), without=care.curator)
        form = MoveForm(curators=[("", _("выберите")), *names])
        return _moving(request, visit, care, form, EndForm(prefix="end"), said_of(no, visit.language), form)
    return redirect(f"{reverse('curator:families')}?whose=all&curator={care.curator or ''}")


def _tried(form: forms.Form, do: Callable[[], None], visit: Visit) -> str | None:
    """None when it was done; else the sentence of the refusal, empty where the form itself says what is wrong."""
    if not form.is_valid():
        return ""
    try:
        do()
    except Missing:
        raise
    except Refused as no:
        return said_of(no, visit.language)
    return None


def _moving(
    request: HttpRequest, visit: Visit, care: patronage.CareView, form: MoveForm, end: EndForm, error: str = "",
    failed: forms.Form | None = None,
) -> HttpResponse:  # fmt: skip
    context = {"care": care, "person": care.person, "move_form": form, "end_form": end, "error": error, "form": failed}
    return page(request, "curator/move.html", context, 422 if failed is not None else 200)


def _move(visit: Visit, care: patronage.CareView, form: MoveForm) -> None:
    said = form.cleaned_data
    curator = int(said["curator"]) if said["curator"] else None
    usual: dict[str, Any] = {
        "by": visit.by, "care": care.token, "about": said["about"], "agreed": form.agreed, **visit.when
    }  # fmt: skip
    if said["move"] == "transfer" and curator is not None:
        patronage.hand_over(**usual, curator=curator)
    elif said["move"] == "refer-curator":
        patronage.refer(**usual, curator=curator)
    else:
        patronage.refer(**usual, agency=said["agency"] if said["move"] == "refer-agency" else "")


def _end(visit: Visit, care: patronage.CareView, end: EndForm) -> None:
    patronage.end_care(by=visit.by, care=care.token, **end.cleaned_data, **visit.when)
