"""What is due, why, and what to do: the results, one measure in full, and the same as a printed sheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.resident.pages.asking import with_conversation
from ryadom.desks.resident.told import grouped, tell
from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.rules import api as rules
from ryadom.talk import api as talk
from ryadom.ui import links
from ryadom.voice import api as voice


@require_GET
@with_conversation
def results(request: HttpRequest, token: str) -> HttpResponse:
    """Everything due for the chosen situation, in the order in which a person wants it."""
    visit = visit_of(request)
    found, book, view = _found(visit, token)
    if not view.for_whom or not (view.situation or view.measure):
        return redirect("resident:step", token=token)
    groups, no = grouped(book, found.measures, visit.language, incomes_of(visit, token))
    return render(
        request, "resident/results.html", {"token": token, "groups": groups, "no": no, "view": view, "on": visit.on}
    )


def _found(visit: Visit, token: str) -> tuple[rules.Answers, rules.Rulebook, talk.View]:
    known = visit.key(token)
    return talk.results(**known, on=visit.on), rules.rulebook(visit.region, visit.on), talk.view(**known)


def incomes_of(visit: Visit, token: str) -> str:
    """Where the incomes of this conversation come from: what is closed to the reader is not shown in any channel."""
    return talk.income_source(**visit.key(token), on=visit.on)


def one_measure(visit: Visit, token: str, id: str) -> tuple[rules.MeasureAnswer, rules.Rulebook]:
    """The answer with this id (`measure` or `measure@subject`). Raises Http404."""
    found, book, _view = _found(visit, token)
    return _with_id(found, id), book


def _with_id(found: rules.Answers, id: str) -> rules.MeasureAnswer:
    one = next((a for a in found.measures if a.id == id), None)
    if one is None:
        raise Http404
    return one


@require_GET
@with_conversation
def measure(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """One measure: the sum, why, what would change it, papers, steps, who decides."""
    visit = visit_of(request)
    found, book, _view = _found(visit, token)
    one = _with_id(found, id)
    told = tell(book, one, visit.language, incomes_of(visit, token))
    same = [other for other in found.measures if other.measure == one.measure]
    context = {"token": token, "told": told, "on": visit.on, "subjects": same}
    return render(request, "resident/measure.html", context)


@require_POST
@with_conversation
def finish(request: HttpRequest, token: str) -> HttpResponse:
    """The answer was enough: the one question of this ending."""
    visit = visit_of(request)
    view = talk.view(**visit.key(token))
    asked = voice.ask(
        region=visit.region,
        ending=f"talk:conversation:{token}",
        at=visit.at,
        outcome="answered",
        channel="web",
        situation=view.situation,
        measure=view.measure,
        stage="answer",
        assisted_by=view.assisted_by,
    )
    return redirect(link_to(f"voice:question:{asked}"))


def link_to(ref: str) -> str:
    """The address of a thing of another room; the first page when it is gone."""
    found = links.resolve(ref)
    return found.url if found else "/"


@require_GET
@with_conversation
def sheet(request: HttpRequest, token: str) -> HttpResponse:
    """The whole answer on paper: for those who do not read screens, and for the office."""
    visit = visit_of(request)
    found, book, view = _found(visit, token)
    groups, _no = grouped(book, found.measures, visit.language, incomes_of(visit, token))
    context: dict[str, Any] = {"groups": groups, "on": visit.on, "name": view.subject_name}
    return render(request, "resident/sheet.html", context)


@require_GET
@with_conversation
def sheet_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The answer as a letter of one page, 16 pt."""
    from ryadom.desks.resident.letters import answer_letter
    from ryadom.desks.resident.pages.applying import authority, pdf

    visit = visit_of(request)
    found, book, view = _found(visit, token)
    groups, _no = grouped(book, found.measures, visit.language, incomes_of(visit, token))
    told = [one for _group, items in groups for one in items]
    return pdf(answer_letter(authority(book, visit.language), view.subject_name, visit.on, told), "answer.pdf")
