"""My applications: the list, one application with its timeline, papers, sending, withdrawing, appealing, external
marks.
"""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ryadom.cases import api as cases
from ryadom.desks.resident.pages.applying import Refused, authority, bring, pdf
from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.measures import api as measures
from ryadom.measures.events import endings_of
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.rules import api as rules
from ryadom.ui.forms import DateField
from ryadom.voice import api as voice

WEB = "web"


@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """Everything I applied for, here and elsewhere, and what I receive."""
    visit = visit_of(request)
    by = visit.by
    if by.person_id is None:
        return render(request, "resident/claims.html", {"known": False})
    persons = [
        by.person_id,
        *(one.person.id for one in people.represents(region=visit.region, representative_id=by.person_id, on=visit.on)),
    ]
    context = {
        "known": True,
        "claims": measures.of_persons(region=visit.region, persons=persons),
        "externals": _with_names(visit, measures.externals(region=visit.region, persons=persons)),
        "awards": measures.awards(region=visit.region, persons=persons),
        "reminders": measures.reminders(region=visit.region, persons=persons, at=visit.at),
        "on": visit.on,
    }
    return render(request, "resident/claims.html", context)


def _with_names(visit: Visit, filings: tuple[measures.ExternalView, ...]) -> list[tuple[measures.ExternalView, str]]:
    """Each sheet with the name of the one it is for, where it is not for the person or the whole family."""
    others = {one.subject for one in filings} - {"family"} - {str(one.person) for one in filings}
    known = people.persons(region=visit.region, ids=others) if others else {}
    named = {str(id): person.full_name for id, person in known.items()}
    return [(one, named.get(one.subject, "")) for one in filings]


@require_GET
def claim(request: HttpRequest, claim: UUID) -> HttpResponse:
    """One application: where it stands, who holds it, by when, what is still needed."""
    visit = visit_of(request)
    return _page(request, visit, claim)


def _page(request: HttpRequest, visit: Visit, token: UUID, *, error: str = "", status: int = 200) -> HttpResponse:
    by = visit.by
    try:
        found = measures.dossier(by=by, token=token, on=visit.on)
    except measures.Missing:
        raise Http404 from None
    context: dict[str, Any] = {
        "timeline": found.timeline,
        "claim": found.claim,
        "ask": _ask(found.claim),
        "steps": [_step(s) for s in found.timeline.steps],
        "items": found.items,
        "decision": found.decision,
        "appeals": found.appeals,
        "identified": by.at_least("identified"),
        "question": _question(visit, token) if found.claim.ended_on else "",
        "form_token": uuid4(),
        "error": error,
    }
    return render(request, "resident/claim.html", context, status=status)


def _ask(claim: measures.ClaimView) -> tuple[str, str] | None:
    """The letters to name on the phone, and the words they are said by; nothing before there is a number."""
    letters = cases.code_of(claim.region, claim.number) if claim.number else ""
    return (letters, cases.spoken(letters)) if letters else None


def _question(visit: Visit, token: UUID) -> str:
    """The one question at the newest ending of this claim, by reference; "" while it goes on."""
    found = voice.questions_of(region=visit.region, endings=endings_of(token))
    token_of = next(reversed(list(found.values())), "")
    return f"voice:question:{token_of}" if token_of else ""


def _step(step: measures.Step) -> dict[str, Any]:
    from ryadom.ui.figures import day

    state = "next" if step.state == "ahead" else step.state
    return {"title": step.text, "state": state, "when": day(step.on) if step.on else "", "who": _who(step.who)}


def _who(name: str) -> str:
    """Colleagues are named. What the reader did, or what followed from it, needs no name."""
    return "" if name in {gettext(cases.APPLICANT), gettext(cases.BY_ITSELF)} else name


@require_POST
def act(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Send, bring a paper, withdraw or appeal; what is refused is said on the same page and nothing is lost."""
    visit = visit_of(request)
    by = visit.by
    book = rules.rulebook(visit.region, visit.on)
    wanted = request.POST.get("do", "")
    try:
        found = measures.one(by=by, token=claim, on=visit.on)
        if wanted == "send":
            measures.send(by=by, claim=claim, book=book, on=visit.on, at=visit.at)
        elif wanted == "withdraw":
            measures.withdraw(by=by, claim=claim, on=visit.on, at=visit.at)
        elif wanted == "appeal":
            text = request.POST.get("text", "")[:4000]
            measures.appeal(
                by=by,
                claim=claim,
                text=text,
                channel=WEB,
                book=book,
                on=visit.on,
                at=visit.at,
            )
        elif wanted == "paper" and (said := bring(request, visit, found, request.POST.get("document", "")[:80])):
            return _page(request, visit, claim, error=said, status=422)
    except measures.Missing:
        raise Http404 from None
    except Refused as refused:
        return _page(request, visit, claim, error=str(refused), status=409)
    return redirect("resident:claim", claim=claim)


@require_POST
def mark(request: HttpRequest, filing: UUID) -> HttpResponse:
    """I filed it, I got it, they refused: for measures that another body decides."""
    visit = visit_of(request)
    try:
        measures.mark_external(
            by=visit.by,
            filing=filing,
            mark=request.POST.get("mark", ""),
            day=_day(request, visit),
            on=visit.on,
            at=visit.at,
        )
    except measures.Missing:
        raise Http404 from None
    except Refused as refused:
        return render(request, "resident/refused.html", {"error": str(refused)}, status=409)
    return redirect("resident:claims")


def _day(request: HttpRequest, visit: Visit) -> date:
    from django.core.exceptions import ValidationError

    try:
        return DateField(required=False).clean(request.POST.get("day", "")) or visit.on
    except ValidationError:
        return visit.on


@require_GET
def decision_pdf(request: HttpRequest, claim: UUID) -> HttpResponse:
    """The decision as a letter: outcome, why with the numbers, how to appeal, who signed."""
    visit = visit_of(request)
    book = rules.rulebook(visit.region, visit.on)
    try:
        made = measures.decision_pdf(by=visit.by, token=claim, sheet=_sheet(visit, book), book=book, on=visit.on)
    except (measures.Missing, measures.WrongState):
        raise Http404 from None
    return pdf(made, "decision.pdf")


@require_GET
def application_pdf(request: HttpRequest, claim: UUID) -> HttpResponse:
    """The filled application with its signature line."""
    visit = visit_of(request)
    book = rules.rulebook(visit.region, visit.on)
    try:
        made = measures.application_pdf(by=visit.by, token=claim, sheet=_sheet(visit, book), book=book, on=visit.on)
    except measures.Missing:
        raise Http404 from None
    return pdf(made, "application.pdf")


def _sheet(visit: Visit, book: rules.Rulebook) -> papers.Sheet:
    by = visit.by
    name = people.person(region=visit.region, id=by.person_id).full_name if by.person_id else ""
    return papers.Sheet(authority(book), name, visit.on)
