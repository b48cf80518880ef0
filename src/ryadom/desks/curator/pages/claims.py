"""One claim: what was asked, what the rule proposes, papers, requests, the decision, every step."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.cases import api as cases
from ryadom.desks.curator import letters, may, reading, rows
from ryadom.desks.curator.claimacts import ACTS, Doing
from ryadom.desks.curator.claimforms import FORMS, AppealForm, ResolveForm, ground_choices
from ryadom.desks.curator.claimview import LIVE, ClaimSheet, gather, provable
from ryadom.desks.curator.facts import source_choices
from ryadom.desks.curator.visit import Missing, Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.measures import api as measures
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.rules.api import CriterionAnswer, Rulebook

FILE = "/papers/{paper}/{part}/"  # the private download stands in the room of papers
LARGEST = 25 * 1024 * 1024


@require_GET
@staff_page(may.works)
def claim(request: HttpRequest, claim: UUID) -> HttpResponse:
    """The page of a claim."""
    return _show(request, visit_of(request), claim)


def _show(
    request: HttpRequest, visit: Visit, token: UUID, *, error: str = "", bound: forms.Form | None = None,
    name: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    book = book_of(visit)
    sheet = gather(visit, token, book)
    reading.for_claim(request, visit, sheet.claim.person, sheet.claim.number)
    built = _forms(sheet, visit, book)
    if bound is not None:
        built[name] = bound
    context = {
        **_context(sheet, visit, book), "forms": {key.replace("-", "_"): one for key, one in built.items()},
        "error": error, "form": bound, "failed": name, "upload_token": uuid4(),
    }  # fmt: skip
    return page(request, "curator/claim.html", context, status)


def _context(sheet: ClaimSheet, visit: Visit, book: Rulebook) -> dict[str, Any]:
    claim, case = sheet.claim, sheet.claim.case
    state, tone = rows.state_of(case, claim)
    calendar = measures.calendar_of(book)
    left = rows.row(case, claim, visit.on, calendar) if case and case.state == "open" else None
    notes = cases.notes(by=visit.by, person=claim.person)
    return {
        "sheet": sheet,
        "claim": claim,
        "case": case,
        "state": state,
        "tone": tone,
        "left": left,
        "person": sheet.person,
        "told": sheet.told,
        "items": [(item, _papers(sheet, item)) for item in sheet.items],
        "notes": [one for one in notes if one.case is None or (case and one.case == case.token)],
        "sms": letters.sms(book, claim, sheet.decision),
        "outcome_elsewhere": claim.answered.get("outcome_elsewhere"),
        "on": visit.on,
        "parts": _decision_words(sheet),
        **_offers(sheet, visit),
    }


def _papers(sheet: ClaimSheet, item: measures.Item) -> list[tuple[papers.PaperView, list[tuple[str, str]]]]:
    """The papers of one document with the addresses of their files."""
    found = [sheet.papers[token] for token in item.papers if token in sheet.papers]
    return [
        (one, [(FILE.format(paper=one.token, part=part.order), f"{part.name}") for part in one.parts]) for one in found
    ]


def _decision_words(sheet: ClaimSheet) -> list[dict[str, Any]]:
    """Conditions of the decision in force, as they were written into it."""
    made = sheet.decision
    if made is None or sheet.live:
        return []
    return [
        {
            "state": one["state"],
            "text": one["title"],
            "note": " ".join(filter(None, (one.get("text"), measures.numbers(one)))),
        }
        for one in made.answer.get("criteria", [])
    ]


def _offers(sheet: ClaimSheet, visit: Visit) -> dict[str, bool]:
    """Which buttons make sense for this reader now. Each action asks again."""
    by, claim, case = visit.by, sheet.claim, sheet.claim.case
    helper = by.account_id in {claim.helper, case.helper.account_id if case and case.helper else None} - {None}
    own = by.person_id is not None and by.person_id == claim.person
    mine = bool(case and case.holder and case.holder.account_id == by.account_id)
    free = bool(case and case.holder is None)
    sent, open_case = claim.state == "sent", bool(case and case.state != "closed")
    judged = may.decides(by) and sent and claim.mode == "decide" and not helper and not own and (mine or free)
    outcome = str(sheet.answer.outcome) if sheet.answer else ""
    waiting = sheet.waiting
    # Writing the answer of another body closes the case: its holder may, a specialist of a free one, a head.
    closes = mine or may.approves(by) or (free and may.decides(by))
    return {
        "may_enter": may.enters(by),
        "is_helper": helper,
        "may_sign": may.enters(by) and claim.state == "draft" and not own,
        "may_take": (may.decides | may.approves)(by) and open_case and not mine and not helper and not own,
        "may_hand": open_case and (mine or may.approves(by)),
        "may_pause": bool(case and case.may_pause and case.state == "open" and (mine or may.approves(by))),
        "may_resume": bool(case and case.state == "paused" and (mine or may.approves(by))),
        "may_check": claim.state in ("sent", "proposed"),
        "may_bring": claim.state in LIVE,
        "judges": judged,
        "may_grant": judged and outcome in ("entitled", "likely", "not_entitled", "not_yet"),
        "may_refuse": judged and sheet.answer is not None,
        "may_approve": bool(
            waiting and may.approves(by) and waiting.author != by.account_id and not helper and not own
        ),
        "own_proposal": bool(waiting and waiting.author == by.account_id),
        "may_register": claim.state == "sent" and claim.mode == "intake" and not own and closes,
        "may_give_place": may.approves(by) and claim.state == "queued",
        "may_end_award": may.approves(by),
        "may_appeal": claim.state in ("granted", "refused", "queued", "closed") and bool(sheet.decisions),
    }


def _forms(sheet: ClaimSheet, visit: Visit, book: Rulebook, name: str = "", post: Any = None) -> dict[str, forms.Form]:
    """All forms of the page, or the one that came, with the choices that this claim gives."""
    choices = _choices(sheet, visit, book)
    proposed = sheet.answer.amount.value if sheet.answer and sheet.answer.amount else None
    initial: dict[str, dict[str, Any]] = {
        "grant": {"amount": proposed, "version": sheet.claim.version},
        "refuse": {"version": sheet.claim.version},
        "request": {"due_on": measures.calendar_of(book).add_working_days(visit.on, 5).day},
        "ask": {"until": measures.calendar_of(book).add_working_days(visit.on, 10).day},
    }
    names = [name] if name else list(FORMS)
    return {
        one: FORMS[one](post if name else None, prefix=one, initial=initial.get(one), choices=choices) for one in names
    }


def _choices(sheet: ClaimSheet, visit: Visit, book: Rulebook) -> dict[str, Any]:
    language = visit.language
    unmet = _surely_unmet(sheet)
    closed = bool(sheet.answer and str(sheet.answer.outcome) == "closed")
    criteria = [("closed", _("мера закончилась"))] if closed else [(one.id, one.title.said(language)) for one in unmet]
    missing = any(item.missing for item in sheet.items)
    return {
        "ground": ground_choices(criteria=bool(criteria), papers_missing=missing),
        "criteria": criteria,
        "document": [(item.needed.id, item.needed.title) for item in sheet.items if item.for_person] or [("", "—")],
        "ref": provable(sheet, book, language),
        "to": _colleagues(sheet, visit),
        "what": [(one.ref.id, f"{one.title} {one.whose}") for one in sheet.said],
        "by": [("", _("выберите")), *source_choices(may.decides(visit.by))[:-1]],
    }


def _surely_unmet(sheet: ClaimSheet) -> list[CriterionAnswer]:
    """Whole conditions that are not met. One of several alternatives proves nothing while another may still hold."""
    answer = sheet.answer
    if answer is None or str(answer.outcome) not in ("not_entitled", "not_yet"):
        return []
    return [one for one in answer.criteria if str(one.state) in ("not_met", "not_yet")]


def _colleagues(sheet: ClaimSheet, visit: Visit) -> list[tuple[str, str]]:
    """Specialists to whom the case may go: not its holder, not who helped."""
    case = sheet.claim.case
    away = {sheet.claim.helper, case.holder.account_id if case and case.holder else None}
    found = people.staff_with_role(region=visit.region, role="specialist", on=visit.on)
    return [(str(one.account_id), one.name) for one in found if one.account_id not in away]


@require_POST
@staff_page(may.works)
def act(request: HttpRequest, claim: UUID, do: str) -> HttpResponse:
    """One verb. What is refused is said on the same page, what was typed stays, nothing is half done."""
    visit = visit_of(request)
    action = ACTS.get(do)
    if action is None:
        raise Http404
    if not action.who(visit.by):
        raise PermissionDenied
    book = book_of(visit)
    sheet = gather(visit, claim, book)
    form = _forms(sheet, visit, book, do, request.POST).get(do) if do in FORMS else None
    if form is not None and not form.is_valid():
        return _show(request, visit, claim, bound=form, name=do, status=422)
    try:
        said = form.cleaned_data if form is not None else {}
        action.run(Doing(visit, sheet, said, book, _files(request)))
    except Missing:
        raise Http404 from None
    except (*Refused, papers.NotAccepted) as no:
        status = 422 if isinstance(no, papers.NotAccepted) else status_of(no)
        return _show(request, visit, claim, error=said_of(no, visit.language), bound=form, name=do, status=status)
    mark = f"#{action.place}" if action.place else ""
    return redirect(f"{reverse('curator:claim', args=[claim])}{mark}")


def _files(request: HttpRequest) -> list[tuple[str, bytes]]:
    return [(one.name or "file", one.read(LARGEST)) for one in request.FILES.getlist("files")]


@require_http_methods(["GET", "POST"])
@staff_page(may.works)
def appeal(request: HttpRequest, claim: UUID) -> HttpResponse:
    """A complaint: who may not agree is heard by another person."""
    visit = visit_of(request)
    book = book_of(visit)
    sheet = gather(visit, claim, book)
    form: forms.Form = ResolveForm(request.POST or None) if sheet.open_appeal else AppealForm(request.POST or None)
    error, status = "", 200
    if request.method == "POST":
        error, status = _appealed(request, visit, sheet, form, book)
        if not error and not form.errors:
            return redirect("curator:appeal" if not sheet.open_appeal else "curator:claim", claim=claim)
    reading.for_claim(request, visit, sheet.claim.person, sheet.claim.number)
    return page(request, "curator/appeal.html", _appeal_context(visit, sheet, form, error), status)


def _appealed(
    request: HttpRequest, visit: Visit, sheet: ClaimSheet, form: forms.Form, book: Rulebook
) -> tuple[str, int]:
    """Do what the button says; the sentence and the status of a refusal."""
    try:
        if "take" in request.POST and sheet.open_appeal:
            cases.take(**visit.acting, case=sheet.open_appeal.case)
            form.is_bound = False
            form.errors.clear()
            return "", 200
        if not form.is_valid():
            return "", 422
        _appeal_verb(visit, sheet, form.cleaned_data, book)
    except Missing:
        raise
    except Refused as no:
        return said_of(no, visit.language), status_of(no)
    return "", 200


def _appeal_verb(visit: Visit, sheet: ClaimSheet, said: dict[str, Any], book: Rulebook) -> None:
    on_claim = {**visit.acting, "claim": sheet.claim.token}
    if sheet.open_appeal:
        measures.resolve_appeal(**on_claim, change=said["change"] == "yes", reason=said["reason"])
        return
    measures.appeal(**on_claim, text=said["text"], channel=said["channel"], book=book)


def _appeal_context(visit: Visit, sheet: ClaimSheet, form: forms.Form, error: str) -> dict[str, Any]:
    opened = sheet.open_appeal
    case = cases.many(region=visit.region, tokens=[opened.case]).get(opened.case) if opened else None
    holder = case.holder if case else None
    return {
        "sheet": sheet, "claim": sheet.claim, "person": sheet.person, "form": form, "error": error, "appeal": opened,
        "case": case, "holder": holder, "mine": bool(holder and holder.account_id == visit.by.account_id),
        "may_take": (may.decides | may.approves)(visit.by) and holder is None,
    }  # fmt: skip


@require_GET
@staff_page(may.works)
def decision_pdf(request: HttpRequest, claim: UUID) -> HttpResponse:
    """The decision as a letter."""
    visit = visit_of(request)
    found = measures.one(by=visit.by, token=claim, on=visit.on)
    reading.for_claim(request, visit, found.person, found.number)
    person = people.person(region=visit.region, id=found.person)
    try:
        made = letters.decision(visit, book_of(visit), claim, person)
    except measures.WrongState:
        raise Http404 from None
    return letters.pdf(made, "decision.pdf")


@require_GET
@staff_page(may.works)
def application_pdf(request: HttpRequest, claim: UUID) -> HttpResponse:
    """The filled application with its signature line."""
    visit = visit_of(request)
    book = book_of(visit)
    sheet = gather(visit, claim, book)
    reading.for_claim(request, visit, sheet.claim.person, sheet.claim.number)
    made = letters.application(visit, book, sheet.claim, sheet.person, sheet.raw_facts, sheet.items)
    return letters.pdf(made, "application.pdf")
