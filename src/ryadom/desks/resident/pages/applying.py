"""From the answer to the application: what is needed, papers, check answers, send; or the printed sheet of another
body.
"""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from ryadom.cases import api as cases
from ryadom.desks.resident import letters
from ryadom.desks.resident.known import facts_for_claim, subject_for_claim
from ryadom.desks.resident.pages.answers import one_measure
from ryadom.desks.resident.pages.asking import with_conversation
from ryadom.desks.resident.told import ToldMeasure, tell
from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.measures import api as measures
from ryadom.papers import api as papers
from ryadom.rules.api import Rulebook
from ryadom.talk import api as talk
from ryadom.ui import links

WEB = "web"
Refused = (measures.ClaimError, measures.NotPossible, cases.CaseError)


@require_GET
@with_conversation
def apply(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """What to do about one measure: send here, sign on paper, or take the sheet to the body that decides."""
    visit = visit_of(request)
    found, book = one_measure(visit, token, id)
    told = tell(book, found, visit.language)
    return render(request, "resident/apply.html", _context(visit, token, told, book))


def _context(visit: Visit, token: str, told: ToldMeasure, book: Rulebook, **more: Any) -> dict[str, Any]:
    by = visit.by
    view = talk.view(**visit.key(token))
    answers = talk.told(**visit.key(token), language=visit.language)
    return {
        "token": token,
        "told": told,
        "answers": answers,
        "identified": by.person_id is not None and by.at_least("identified"),
        "known": by.person_id is not None or (by.is_staff and view.subject_id is not None),
        "form_token": uuid4(),
        "about": book.about,
        **more,
    }


@require_POST
@with_conversation
def start(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """Keep the filled application; the same click twice keeps one. Below identified it waits as a draft."""
    visit = visit_of(request)
    found, book = one_measure(visit, token, id)
    told = tell(book, found, visit.language)
    by = visit.by
    form_token = letters.token_of(request.POST.get("form_token", ""))
    view = talk.view(**visit.key(token))
    person = view.subject_id or by.person_id
    if person is None or form_token is None:
        return redirect("resident:apply", token=token, id=id)
    try:
        if told.mode == "explain":
            measures.print_sheet(
                by=by,
                person=person,
                measure=told.measure,
                subject=subject_for_claim(told.subject, person),
                channel=WEB,
                book=book,
                on=visit.on,
                situation=view.situation,
            )
            # Staff return to the answers of the person they act for; they have no claims of their own here.
            return redirect("resident:results", token=token) if by.is_staff else redirect("resident:claims")
        claim = _draft(visit, by, token, told, person, form_token, book, view.situation)
    except Refused as refused:
        return render(
            request, "resident/apply.html", _context(visit, token, told, book, error=str(refused)), status=409
        )
    if by.is_staff and (desk := links.resolve(f"curator:claim:{claim.token}")):
        return redirect(desk.url)
    return redirect("resident:claim", claim=claim.token)


def _draft(
    visit: Visit, by: Any, token: str, told: ToldMeasure, person: UUID, form_token: UUID, book: Rulebook, situation: str
) -> measures.ClaimView:
    family = talk.family(**visit.key(token))
    return measures.start_draft(
        by=by,
        form_token=form_token,
        person=person,
        measure=told.measure,
        subject=subject_for_claim(told.subject, person),
        facts=facts_for_claim(family, person),
        channel=WEB,
        book=book,
        on=visit.on,
        at=visit.at,
        situation=situation,
    )


@require_GET
@with_conversation
def application_pdf(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """The filled application to sign with a pen: for those who are not known yet."""
    visit = visit_of(request)
    found, book = one_measure(visit, token, id)
    view = talk.view(**visit.key(token))
    with override("ru"):  # an authority reads it, whatever language the page is in
        answers, told = talk.told(**visit.key(token), language="ru"), tell(book, found, "ru")
    made = letters.application_letter(authority(book), view.subject_name, visit.on, told, answers)
    return pdf(made, "application.pdf")


def authority(book: Rulebook, language: str = "ru") -> str:
    """Who writes: the region's social protection, by the region's own name. Applications name it in Russian."""
    about = book.about
    with override(language):
        if about is None:
            return _("Социальная защита")
        return _("Социальная защита: %(region)s") % {"region": about.title.said(language)}


def pdf(data: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser and is kept by nobody on the way."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def bring(request: HttpRequest, visit: Visit, claim: measures.ClaimView, document: str) -> str:
    """Take the photos of one document; the sentence of what was wrong, or nothing."""
    files = [(one.name or "file", one.read()) for one in request.FILES.getlist("files")]
    by = visit.by
    try:
        paper = papers.add(
            region=visit.region,
            owner=claim.person,
            kind=document,
            title=document,
            files=files,
            account=visit.owner.account_id,
            at=visit.at,
            form_token=letters.token_of(request.POST.get("form_token", "")),
        )
        measures.attach_paper(by=by, claim=claim.token, paper=paper.token, document=document, on=visit.on, at=visit.at)
    except (papers.NotAccepted, *Refused) as refused:
        return str(refused)
    return ""
