"""The editor: one draft as forms, kept at every press and as one types; nothing that was typed is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.desks.curator import may
from ryadom.desks.curator.drafting import persons
from ryadom.desks.curator.drafting.opening import Opened, opened
from ryadom.desks.curator.drafting.pressing import press
from ryadom.desks.curator.drafting.sheet import Sheet, Written
from ryadom.desks.curator.drafting.telling import echo, echoes_of, left_of
from ryadom.desks.curator.visit import Missing, Refused, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.regions.clock import local
from ryadom.rules import api as rules

LONGEST = 8000


@require_http_methods(["GET", "POST"])
@staff_page(may.methodologist)
def edit(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The page of one draft; every button keeps what stands on it first."""
    found = opened(visit_of(request), draft)
    if request.method == "GET":
        if not found.writable:
            return redirect("curator:draft", draft=draft)
        return _shown(request, found, found.sheet())
    sheet = found.sheet(request.POST)
    if not sheet.is_valid():
        return _shown(request, found, sheet, status=422)
    return _pressed(request, found, sheet, sheet.written())


def _pressed(request: HttpRequest, found: Opened, sheet: Sheet, written: Written) -> HttpResponse:
    do, visit = request.POST.get("do", ""), found.visit
    anchor = press(sheet, written, do) or persons.press(found, written, do)
    try:
        kept = found.save(written, _revision(request))
        if do == "offer":
            rules.offer_draft(**visit.acting, book=found.book, draft=kept.token, revision=kept.revision)
            return redirect("curator:draft", draft=kept.token)
    except Missing:
        raise
    except rules.DraftChanged as changed:
        return _stale(request, Opened(visit, found.book, changed.current), sheet, str(changed))
    except Refused as no:
        fresh = opened(visit, found.draft.token)
        if isinstance(no, rules.BadDraft) and do == "offer":
            return _shown(request, fresh, fresh.sheet(), refused=no, status=422)
        return _shown(request, fresh, sheet, said_of(no, visit.language), status=status_of(no))
    to = anchor or {"check": "panel"}.get(do, "kept")
    return HttpResponseRedirect(f"{reverse('curator:draft-edit', args=[kept.token])}#{to}")


def _shown(
    request: HttpRequest, found: Opened, sheet: Sheet, error: str = "", refused: Any = None, theirs: Any = (),
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    written = sheet.written() if sheet.about.is_bound and sheet.is_valid() else None
    panel = found.panel(sheet, written)
    faults = rules.Reading(refused.problems) if refused else None
    context = {
        "found": found, "draft": found.draft, "title": found.title, "sheet": sheet, "panel": panel, "error": error,
        "refused": _refused(sheet, faults), "theirs": theirs, "wrong": _wrong(sheet),
        "kept": kept_words(found) if status == 200 else "",
    }  # fmt: skip
    return page(request, "curator/drafting/edit.html", context, status)


def _wrong(sheet: Sheet) -> list[tuple[str, str, str]]:
    """What could not be read, each with its field."""
    bound = (one for form in sheet.forms() if form.is_bound for one in form)
    return [(one.auto_id, str(one.label), str(error)) for one in bound for error in one.errors]


def _refused(sheet: Sheet, faults: rules.Reading | None) -> Any:
    """Why it was not handed over: every reason once, each leading to its field."""
    return [left_of(sheet, one) for one in faults.problems if not one.warning] if faults else []


def kept_words(found: Opened) -> str:
    """When it was kept last."""
    there = local(found.draft.at, found.visit.region)
    return _("Черновик, редакция %(revision)s, начат %(day)s") % {
        "revision": found.draft.revision, "day": f"{there:%d.%m.%Y}",
    }  # fmt: skip


@dataclass(frozen=True)
class Apart:
    """One field that two people filled differently."""

    label: str
    theirs: str
    mine: str


def _stale(request: HttpRequest, current: Opened, sheet: Sheet, said: str) -> HttpResponse:
    """Somebody saved meanwhile: what I typed stays in its fields, what they saved stands beside it."""
    kept = {bound.html_name: bound for form in current.sheet().forms() for bound in form}
    apart = []
    for form in sheet.forms():
        for bound in form:
            other = kept.pop(bound.html_name, None)
            theirs, mine = _plain(other.initial if other else ""), _plain(bound.value())
            if theirs != mine and not bound.is_hidden:
                apart.append(Apart(str(bound.label), theirs, mine))
    return _shown(request, current, sheet, said, theirs=apart, status=409)


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value in (None, False) else str(value).replace("\r\n", "\n").strip()


def _revision(request: HttpRequest) -> int:
    raw = request.POST.get("revision", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0


# --- as one types: small answers to the script of the page ------------------------------------------------------------


@require_POST
@staff_page(may.methodologist)
def live(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Keep what stands on the page and tell what the rules say of it now."""
    found = opened(visit_of(request), draft)
    sheet = found.sheet(request.POST)
    if not sheet.is_valid():
        wrong = [str(error) for form in sheet.forms() for errors in form.errors.values() for error in errors]
        return JsonResponse({"kept": _("Не сохранено: %(why)s") % {"why": wrong[0]}, "kept_well": False})
    written = sheet.written()
    try:
        kept = found.save(written, _revision(request))
    except Missing:
        raise
    except Refused as no:
        said = _("Не сохранено: %(why)s") % {"why": said_of(no, found.visit.language)}
        return JsonResponse({"kept": said, "kept_well": False}, status=status_of(no))
    there = local(found.visit.at, found.visit.region)
    panel = found.panel(sheet, written)
    context = {"panel": panel, "draft": kept}
    echoes = {id: _echo(request, rows) for id, rows in echoes_of(sheet).items()}
    runs = {
        key: render_to_string("curator/drafting/_run.html", {"run": getattr(row, "run", None)}, request)
        for key, row in sheet.persons.forms.items()
    }
    told = {
        "revision": kept.revision, "kept": _("Сохранено в %(time)s") % {"time": f"{there:%H:%M}"}, "kept_well": True,
        "panel": render_to_string("curator/drafting/_panel.html", context, request), "echoes": echoes, "runs": runs,
    }  # fmt: skip
    return JsonResponse(told)


def _echo(request: HttpRequest, rows: Any) -> str:
    return render_to_string("curator/drafting/_echo.html", {"echoes": rows}, request)


@require_POST
@staff_page(may.methodologist)
def rule(request: HttpRequest) -> HttpResponse:
    """What is wrong with one rule: asked at every pause of the hand, so nothing else is looked at."""
    visit = visit_of(request)
    text = request.POST.get("rule", "").replace("\r\n", "\n")[:LONGEST]
    problems = rules.read_rule(book_of(visit), text, visit.language) if text.strip() else ()
    return render(request, "curator/drafting/_echo.html", {"echoes": [echo(text, one) for one in problems]})


@require_GET
@staff_page(may.methodologist)
def words(request: HttpRequest) -> HttpResponse:
    """Everything that a rule may say, for completion."""
    visit = visit_of(request)
    told = [
        {
            "name": one.name, "kind": one.kind, "text": one.text.said(visit.language), "signature": one.signature,
            "unit": one.unit, "choices": list(one.choices),
        }
        for one in rules.words_for_completion(book_of(visit))
    ]  # fmt: skip
    return JsonResponse({"words": told})
