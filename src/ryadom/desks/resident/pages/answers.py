"""What is due, why, and what to do: the results, one measure in full, and the same as a printed sheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.resident import days
from ryadom.desks.resident.pages.asking import with_conversation
from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.routes import api as routes
from ryadom.rules import api as rules
from ryadom.talk import api as talk
from ryadom.talk.api import ToldMeasure, grouped, tell
from ryadom.ui import links
from ryadom.voice import api as voice


@require_GET
@with_conversation
def results(request: HttpRequest, token: str) -> HttpResponse:
    """Everything due for the chosen situation, in the order in which a person wants it."""
    visit = visit_of(request)
    heard = read(visit, token)
    view = heard.view
    if not view.for_whom or not (view.situation or view.measure):
        return redirect("resident:step", token=token)
    groups, no = _grouped(visit, heard)
    shown = iter(days.reminded(visit, heard, [one for _group, items in groups for one in items]))
    context = {
        "groups": [(group, [next(shown) for _one in items]) for group, items in groups],
        "no": no,
        "view": view,
        "token": token,
        "on": visit.on,
        "paths": [
            id
            for id, one in routes.routes(visit.region, visit.on).items()
            if view.situation and one.file.situation == view.situation
        ],
    }
    return render(request, "resident/results.html", context)


def _grouped(visit: Visit, heard: talk.Reading) -> tuple[list[tuple[str, list[ToldMeasure]]], list[ToldMeasure]]:
    """The answers with what lies ahead of them, in the order in which a person wants them."""
    return grouped(
        heard.book,
        heard.foreseen.measures,
        visit.language,
        heard.income_source,
        until=visit.on + days.SOON,
        desk=_for_staff(visit, heard),
    )


def _for_staff(visit: Visit, heard: talk.Reading) -> bool:
    """Staff walk this way for somebody: they read what stands in the way whole."""
    return heard.view.assisted_by is not None and visit.by.is_staff


def read(visit: Visit, token: str) -> talk.Reading:
    """The conversation, read once for the page."""
    return talk.read(**visit.key(token), on=visit.on)


def with_id(found: rules.Answers, id: str) -> rules.MeasureAnswer:
    """The answer with this id (`measure` or `measure@subject`). Raises Http404."""
    one = next((a for a in found.measures if a.id == id), None)
    if one is None:
        raise Http404
    return one


def told_with_id(visit: Visit, heard: talk.Reading, id: str) -> ToldMeasure:
    """One measure in words, with what lies ahead of it. Raises Http404."""
    one = with_id(heard.foreseen, id)
    return tell(heard.book, one, visit.language, heard.income_source, desk=_for_staff(visit, heard))


@require_GET
@with_conversation
def measure(request: HttpRequest, token: str, id: str) -> HttpResponse:
    """One measure: the sum, why, what would change it, papers, steps, who decides."""
    visit = visit_of(request)
    heard = read(visit, token)
    (told,) = days.reminded(visit, heard, [told_with_id(visit, heard, id)])
    same = [other for other in heard.foreseen.measures if other.measure == told.measure]
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
    heard = read(visit, token)
    groups, _no = _grouped(visit, heard)
    context: dict[str, Any] = {"groups": groups, "on": visit.on, "name": heard.view.subject_name}
    return render(request, "resident/sheet.html", context)


@require_GET
@with_conversation
def sheet_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The answer as a letter of one page, 16 pt."""
    from ryadom.desks.resident.letters import answer_letter
    from ryadom.desks.resident.pages.applying import authority, pdf

    visit = visit_of(request)
    heard = read(visit, token)
    groups, _no = _grouped(visit, heard)
    told = [one for _group, items in groups for one in items]
    return pdf(
        answer_letter(authority(heard.book, visit.language), heard.view.subject_name, visit.on, told), "answer.pdf"
    )
