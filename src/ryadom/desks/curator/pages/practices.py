"""For methodologists: which measures lack a check against the law, the check by two people, what else is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.desks.curator import may, told
from ryadom.desks.curator.sums import sums
from ryadom.desks.curator.visit import Missing, Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.measures import api as measures
from ryadom.rules import api as rules
from ryadom.rules.api import Measure, Rulebook
from ryadom.ui import outcomes
from ryadom.ui.forms import DateField

OPEN = ("writing", "waiting", "returned")


class ConfirmForm(forms.Form):
    """I read the act: which, of what date, what I checked."""

    act = forms.CharField(
        label=_("Акт, с которым сверили"), max_length=500, error_messages={"required": _("Назовите акт.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": "500"}),
    )  # fmt: skip
    act_date = DateField(label=_("Дата акта или его последней редакции"))
    note = forms.CharField(
        label=_("Что сверили"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


@dataclass(frozen=True)
class Line:
    """One measure: how far it is checked, what stands open."""

    id: str
    title: str
    who: str
    mode: str
    since: date | None
    weakest: str
    checked: str
    sample: bool
    unchecked: int
    conditions: int
    quota: bool
    confirmation: measures.ConfirmationView | None

    @property
    def waits(self) -> bool:
        """One pair of eyes has seen it, the second has not."""
        return self.confirmation is not None and not self.confirmation.holds

    @property
    def open(self) -> bool:
        """A sample that nobody has confirmed: it cannot be granted here."""
        return self.sample and self.mode == "decide" and (self.confirmation is None or self.waits)


@require_GET
@staff_page(may.confirms)
def practices(request: HttpRequest) -> HttpResponse:
    """The measures of the region: what must be confirmed stands first."""
    visit = visit_of(request)
    book = book_of(visit)
    held = {(one.measure, one.version_from): one for one in measures.confirmations(region=visit.region)}
    lines = [_line(one, held, visit) for one in book.measures.values()]
    lines.sort(key=lambda one: (not one.waits, not one.open, not one.sample, one.title))
    due = [one for one in sums(book, visit.on) if one.state in ("missing", "ends")]
    context = {
        "lines": lines, "open": sum(one.open for one in lines), "due": due[:8], "due_count": len(due),
        "values_waiting": len(rules.values_waiting(region=visit.region)),
        "places_waiting": measures.places_waiting(region=visit.region),
        "drafts_waiting": len(rules.drafts_waiting(region=visit.region)), "writes": may.methodologist(visit.by),
    }  # fmt: skip
    return page(request, "curator/practices.html", context)


def _line(one: Measure, held: dict[Any, measures.ConfirmationView], visit: Visit) -> Line:
    version = one.at(visit.on)
    weakest = version.weakest if version else "recalled"
    top = version.file.who.criteria if version else []
    flat = [inner for outer in top for inner in (outer, *(outer.any or ()))]
    return Line(
        id=one.id, title=one.file.title.said(visit.language), who=outcomes.body(one.file.decided_by), mode=one.mode,
        since=version.file.from_ if version else None, weakest=weakest, checked=outcomes.verified(weakest),
        sample=weakest in ("press", "recalled"), unchecked=sum(c.article in ("", "not checked") for c in flat),
        conditions=len(flat), quota=bool(version and version.file.quota),
        confirmation=held.get((one.id, version.file.from_)) if version else None,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff_page(may.confirms)
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure: its conditions with their articles, and the form of the check."""
    visit = visit_of(request)
    book = book_of(visit)
    found = book.measures.get(measure)
    if found is None:
        raise Http404
    confirm = ConfirmForm(prefix="confirm")
    error, status = "", 200
    if request.method == "POST":
        confirm = ConfirmForm(request.POST, prefix="confirm")
        error, status = _done(visit, book, found, confirm)
        if status == 200:
            return redirect("curator:measure", measure=measure)
    return page(request, "curator/measure.html", _context(visit, found, confirm, error), status)


def _done(visit: Visit, book: Rulebook, found: Measure, form: forms.Form) -> tuple[str, int]:
    if not form.is_valid():
        return "", 422
    version = found.at(visit.on)
    try:
        if version is not None:
            measures.confirm(
                **visit.acting, measure=found.id, version_from=version.file.from_, book=book, **form.cleaned_data
            )
    except Missing:
        raise
    except Refused as no:
        return said_of(no, visit.language), status_of(no)
    return "", 200


def _context(visit: Visit, found: Measure, confirm: forms.Form, error: str) -> dict[str, Any]:
    held = {
        (one.measure, one.version_from): one for one in measures.confirmations(region=visit.region, measures=[found.id])
    }
    line = _line(found, held, visit)
    version = found.at(visit.on)
    mine = bool(line.confirmation and line.confirmation.by_name == visit.by.name)
    return {
        "line": line,
        "measure": found,
        "summary": found.file.summary.said(visit.language),
        "conditions": [_condition(one, visit.language) for one in version.file.who.criteria] if version else [],
        "acts": [(one.title, outcomes.verified(one.verified)) for one in version.file.acts] if version else [],
        "sources": [(one.title, outcomes.verified(one.verified), one.url) for one in found.file.sources],
        "confirm": confirm,
        "form": confirm,
        "error": error,
        "may_confirm": may.methodologist(visit.by) and line.confirmation is None,
        "may_second": bool(line.waits and not mine),
        "mine": mine,
        "writes": may.methodologist(visit.by),
        "draft": next((one for one in rules.drafts(region=visit.region, measure=found.id) if one.state in OPEN), None),
    }


def _condition(one: Any, language: str) -> dict[str, Any]:
    article = "" if one.article in ("", "not checked") else one.article
    return {
        "title": one.title.said(language),
        "judge": told.judge(one.judge),
        "rule": one.rule or "",
        "article": article,
        "verified": outcomes.verified(one.verified) if one.verified else "",
        "group": [_condition(inner, language) for inner in one.any or ()],
    }


@require_POST
@staff_page(may.confirms)
def second(request: HttpRequest, confirmation: UUID) -> HttpResponse:
    """The second pair of eyes."""
    return _settled(request, confirmation, measures.confirm_second)


@require_POST
@staff_page(may.confirms)
def withdraw(request: HttpRequest, confirmation: UUID) -> HttpResponse:
    """A mistake was found: the measure is a sample again."""
    return _settled(request, confirmation, measures.withdraw_confirmation)


def _settled(request: HttpRequest, confirmation: UUID, verb: Any) -> HttpResponse:
    visit = visit_of(request)
    found = next((one for one in measures.confirmations(region=visit.region) if one.token == confirmation), None)
    if found is None:
        raise Http404
    try:
        verb(by=visit.by, confirmation=confirmation, at=visit.at)
    except Missing:
        raise
    except Refused as no:
        known = book_of(visit).measures[found.measure]
        context = _context(visit, known, ConfirmForm(prefix="confirm"), said_of(no, visit.language))
        return page(request, "curator/measure.html", context, status_of(no))
    return redirect("curator:measure", measure=found.measure)
