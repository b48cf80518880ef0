"""Measures that are being written: the list, beginning one, reading one, the second person's word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.desks.curator import may
from ryadom.desks.curator.drafting import writing
from ryadom.desks.curator.drafting.forms import AboutForm, ByActForm
from ryadom.desks.curator.drafting.opening import OPEN, Opened, opened, title_of
from ryadom.desks.curator.normforms import ReturnForm
from ryadom.desks.curator.visit import Missing, Refused, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.rules import api as rules

STATES = ("waiting", "returned", "writing", "approved", "taken_back")


@require_GET
@staff_page(may.confirms)
def drafts(request: HttpRequest) -> HttpResponse:
    """What waits for a second person stands first."""
    visit = visit_of(request)
    found = rules.drafts(region=visit.region)
    groups = {
        state: [(one, title_of(one, visit.language), visit.by.account_id in one.writers) for one in found
                if one.state == state]
        for state in STATES
    }  # fmt: skip
    context = {"groups": groups, "any": found, "writes": may.methodologist(visit.by)}
    return page(request, "curator/drafting/list.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(may.methodologist)
def new(request: HttpRequest) -> HttpResponse:
    """What the measure is; its conditions are written on the next page."""
    visit = visit_of(request)
    book = book_of(visit)
    post = request.POST if request.method == "POST" else None
    about = AboutForm(post, prefix="about", book=book, language=visit.language)
    day = ByActForm(post, prefix="act")
    error = ""
    if post is not None and all([about.is_valid(), day.is_valid()]):
        if about.typed("title"):
            content: dict[str, Any] = {}
            writing.about(content, about)
            content["versions"] = [{"reference": "дата заявления", "who": {"criteria": []}}]
            try:
                begun = rules.begin_draft(
                    **visit.acting, book=book, measure=writing.slug(about.typed("title"), book.measures, "measure"),
                    content=content,
                )  # fmt: skip
                kept = Opened(visit, book, begun).sheet().draft
                _with_day(Opened(visit, book, kept), day)
            except rules.AlreadyDrafted as already:
                return redirect("curator:draft", draft=already.token)
            except Refused as no:
                error = said_of(no, visit.language)
            else:
                return redirect("curator:draft-edit", draft=begun.token)
        else:
            about.add_error("title", _("Назовите меру."))
    context = {"about": about, "day": day, "error": error}
    return page(request, "curator/drafting/new.html", context, 422 if post is not None else 200)


def _with_day(found: Opened, day: ByActForm) -> None:
    draft, visit = found.draft, found.visit
    rules.save_draft(
        by=visit.by, draft=draft.token, content=draft.content, laws=draft.laws, cases=draft.cases,
        starts=day.cleaned_data.get("starts"), act=day.by_act, revision=draft.revision, at=visit.at,
    )  # fmt: skip


@require_POST
@staff_page(may.methodologist)
def begin(request: HttpRequest, measure: str) -> HttpResponse:
    """A new version of a measure that is in force, from a day that is said on the next page."""
    visit = visit_of(request)
    try:
        begun = rules.begin_draft(**visit.acting, book=book_of(visit), measure=measure, content=None)
    except rules.AlreadyDrafted as already:
        return redirect("curator:draft", draft=already.token)
    except Refused:
        return redirect("curator:practices")
    return redirect("curator:draft-edit", draft=begun.token)


@require_GET
@staff_page(may.confirms)
def draft(request: HttpRequest, draft: UUID) -> HttpResponse:
    """One draft to be read: the law beside the rules, what it changes, whom it reaches; the second person's word."""
    return _shown(request, opened(visit_of(request), draft))


def _shown(
    request: HttpRequest, found: Opened, error: str = "", form: Any = None, left: Any = (), status: int = 200
) -> HttpResponse:
    sheet = found.sheet()
    panel = found.panel(sheet)
    by, one = found.visit.by, found.draft
    context = {
        "draft": one, "title": found.title, "sheet": sheet, "panel": panel, "error": error, "mine": found.mine,
        "writable": found.writable and may.methodologist(by), "returned": one.token if form else None, "form": form,
        "left": left, "return_form": ReturnForm(), "token": one.token, "summary": sheet.about["summary"].value(),
        "installed": one.measure in found.book.measures,
    }  # fmt: skip
    return page(request, "curator/drafting/look.html", context, status)


@require_POST
@staff_page(may.confirms)
def approve(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The second person: from its first day on the rules read it."""
    found = opened(visit_of(request), draft)
    more = {"book": found.book, "on": found.visit.on, "revision": _revision(request)}
    return _settled(request, found, rules.approve_draft, **more)


@require_POST
@staff_page(may.confirms)
def give_back(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The second person saw a mistake."""
    found = opened(visit_of(request), draft)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form=form, status=422)
    return _settled(request, found, rules.give_back_draft, reason=form.cleaned_data["reason"])


@require_POST
@staff_page(may.confirms)
def take_back(request: HttpRequest, draft: UUID) -> HttpResponse:
    """A writer saw a mistake, or puts it aside."""
    return _settled(request, opened(visit_of(request), draft), rules.take_back_draft)


def _settled(request: HttpRequest, found: Opened, verb: Any, **more: Any) -> HttpResponse:
    visit = found.visit
    try:
        verb(by=visit.by, draft=found.draft.token, at=visit.at, **more)
    except Missing:
        raise
    except Refused as no:
        fresh = opened(visit, found.draft.token)
        left = no.problems if isinstance(no, rules.BadDraft) else ()
        return _shown(request, fresh, said_of(no, visit.language), left=left, status=status_of(no))
    return redirect("curator:draft", draft=found.draft.token)


def _revision(request: HttpRequest) -> int:
    raw = request.POST.get("revision", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0


@require_GET
@staff_page(may.confirms)
def file(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The draft as a practice would hold it."""
    found = opened(visit_of(request), draft)
    response = HttpResponse(rules.draft_as_yaml(found.draft), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.draft.measure}.yaml"'
    return response


__all__ = ["OPEN", "approve", "begin", "draft", "drafts", "file", "give_back", "new", "take_back"]
