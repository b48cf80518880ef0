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
from ryadom.desks.resident.known import applicant_of, facts_for_claim, needs_members, subject_for_claim
from ryadom.desks.resident.pages.answers import read, with_id
from ryadom.desks.resident.pages.asking import with_conversation
from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.measures import api as measures
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.rules.api import Rulebook
from ryadom.talk import api as talk
from ryadom.talk.api import ToldMeasure, tell
from ryadom.ui import links

WEB = "web"
Refused = (measures.ClaimError, measures.NotPossible, cases.CaseError)


@require_GET
@with_conversation
def apply(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """What to do about one measure: send here, sign on paper, or take the sheet to the body that decides."""
    visit = visit_of(request)
    return render(request, "resident/apply.html", _context(visit, token, id))


def _context(visit: Visit, token: str, id: str, **more: Any) -> dict[str, Any]:
    by, heard = visit.by, read(visit, token)
    found = with_id(heard.answers, id)
    person = applicant_of(visit, heard.view)
    waits = needs_members(found, heard.unknown_members)
    return {
        "token": token,
        "told": tell(heard.book, found, visit.language, heard.income_source),
        "waits_for_members": waits,
        "answers": heard.told(visit.language),
        "identified": by.person_id is not None and by.at_least("identified"),
        "known": person is not None and (not waits or may_tell(visit, person)),
        "for_another": by.person_id is not None and person is None,
        "form_token": uuid4(),
        "about": heard.book.about,
        **more,
    }


@require_POST
@with_conversation
def start(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """Keep the filled application; the same click twice keeps one. Below identified it waits as a draft."""
    visit = visit_of(request)
    form_token = letters.token_of(request.POST.get("form_token", ""))
    if form_token is None or applicant_of(visit, talk.view(**visit.key(token))) is None:
        return redirect("resident:apply", token=token, id=id)
    return keep_application(request, visit, token, id, form_token)


def may_tell(visit: Visit, person: UUID) -> bool:
    """Whether this visitor may tell who is in the person's family: a code without a passport does not suffice."""
    return visit.by.is_staff or people.may_see(actor=visit.by, person_id=person, on=visit.on)


def keep_application(request: HttpRequest, visit: Visit, token: str, id: str, form_token: UUID) -> HttpResponse:
    """The application as a draft with its page, or the sheet of another body among my applications.

    Whoever was told of and is needed becomes a person first, on a page of its own.
    """
    heard = read(visit, token)
    found = with_id(heard.answers, id)
    told = tell(heard.book, found, visit.language, heard.income_source)
    person = applicant_of(visit, heard.view)
    if person is None:
        return redirect("resident:apply", token=token, id=id)
    if needs_members(found, heard.unknown_members):
        return redirect("resident:members", token=token, id=id)
    try:
        if told.mode == "explain":
            _sheet_taken(visit, told, person, heard)
            # Staff return to the answers of the person they act for; they have no claims of their own here.
            return redirect("resident:results", token=token) if visit.by.is_staff else redirect("resident:claims")
        claim = _draft(visit, told, person, form_token, heard)
    except Refused as no:
        return refusal(request, visit, token, id, str(no))
    if visit.by.is_staff and (desk := links.resolve(f"curator:claim:{claim.token}")):
        return redirect(desk.url)
    return redirect("resident:claim", claim=claim.token)


def refusal(request: HttpRequest, visit: Visit, token: str, id: str, said: str) -> HttpResponse:
    """The same page with the sentence of why not; nothing was written."""
    return render(request, "resident/apply.html", _context(visit, token, id, error=said), status=409)


def _sheet_taken(visit: Visit, told: ToldMeasure, person: UUID, heard: talk.Reading) -> None:
    measures.print_sheet(
        by=visit.by,
        person=person,
        measure=told.measure,
        subject=subject_for_claim(told.subject, heard.view.household, person),
        channel=WEB,
        book=heard.book,
        on=visit.on,
        situation=heard.view.situation,
    )


def _draft(visit: Visit, told: ToldMeasure, person: UUID, form_token: UUID, heard: talk.Reading) -> measures.ClaimView:
    household = heard.view.household
    return measures.start_draft(
        by=visit.by,
        form_token=form_token,
        person=person,
        measure=told.measure,
        subject=subject_for_claim(told.subject, household, person),
        facts=facts_for_claim(heard.family, household, person),
        channel=WEB,
        book=heard.book,
        on=visit.on,
        at=visit.at,
        situation=heard.view.situation,
    )


@require_GET
@with_conversation
def application_pdf(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """The filled application to sign with a pen: for those who are not known yet."""
    visit = visit_of(request)
    heard = read(visit, token)
    found = with_id(heard.answers, id)
    with override("ru"):  # an authority reads it, whatever language the page is in
        answers, told = heard.told("ru"), tell(heard.book, found, "ru", heard.income_source)
    made = letters.application_letter(authority(heard.book), heard.view.subject_name, visit.on, told, answers)
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
