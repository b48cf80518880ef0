"""«Мой путь»: a life situation as steps; what to do first, what is awaited and till when, what is done."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.people import api as people
from ryadom.routes import api as routes
from ryadom.routes.api import RouteFile, State, StepView, What
from ryadom.rules import api as rules
from ryadom.rules.api import Family, Rulebook
from ryadom.ui import figures
from ryadom.ui.forms import DateField

ACTS = {one.value: one for one in What}


@require_GET
def ways(request: HttpRequest) -> HttpResponse:
    """The paths that I and those for whom I act walk, and those that may be chosen."""
    visit = visit_of(request)
    whose = _whose(visit)
    mine = routes.briefs(region=visit.region, persons=list(whose)) if whose else ()
    walked = {one.route for one in mine if len(whose) == 1}  # for another of them it may be chosen again
    known = routes.routes(visit.region, visit.on)
    titles = {id: one.file.title.said(visit.language) for id, one in known.items()}
    context = {
        "mine": [(one, titles.get(one.route, one.title), whose.get(one.person, "")) for one in mine],
        "others": [
            {"id": id, "title": titles[id], "hint": one.file.summary.said(visit.language)}
            for id, one in known.items()
            if id not in walked
        ],
    }
    return render(request, "resident/ways.html", context)


def _whose(visit: Visit) -> dict[UUID, str]:
    """For whom one may walk a path: oneself, with no name, and everybody for whom one may apply."""
    me = visit.by.person_id
    if me is None:
        return {}
    if not visit.by.at_least("identified"):
        return {me: ""}
    acts = people.represents(region=visit.region, representative_id=me, on=visit.on)
    return {me: "", **{one.person.id: one.person.polite_name for one in acts if one.covers("apply")}}


@require_http_methods(["GET", "POST"])
def way_ahead(request: HttpRequest, route: str) -> HttpResponse:
    """A path before it is chosen, for anybody: without a login every condition reads «если …»."""
    visit = visit_of(request)
    found = routes.routes(visit.region, visit.on).get(route)
    if found is None:
        raise Http404
    book = rules.rulebook(visit.region, visit.on)
    whose, error = _whose(visit), ""
    if request.method == "POST" and whose:
        day, error = _day(request, visit)
        person, who_error = _chosen(request, whose)
        error = error or who_error
        if not error:
            try:
                token = routes.choose(
                    by=visit.by, person=person, route=route, on=visit.on, at=visit.at, happened_on=day
                )
            except routes.RouteError as no:
                return render(request, "resident/refused.html", {"error": str(no)}, status=409)
            return redirect("resident:way", way=token)
    steps = _steps_ahead(visit, found, book)
    context = {
        "file": _said(found.file, visit), "lines": [_line(one, found.file, visit) for one in steps], "route": route,
        "known": bool(whose), "error": error, "typed": request.POST.get("happened", ""),
        "whose": [(str(id), name) for id, name in whose.items()] if len(whose) > 1 else [],
        "chosen": request.POST.get("whom", str(visit.by.person_id or "")),
    }  # fmt: skip
    return render(request, "resident/way_ahead.html", context, status=422 if error else 200)


def _chosen(request: HttpRequest, whose: dict[UUID, str]) -> tuple[UUID, str]:
    """For whom the path is to be; oneself where nobody was asked about, and the sentence where it is somebody else."""
    raw, me = request.POST.get("whom", ""), next(iter(whose))
    if not raw:
        return me, ""
    found = next((id for id in whose if str(id) == raw), None)
    return (found, "") if found is not None else (me, _("За этого человека вы здесь не действуете."))


def _steps_ahead(visit: Visit, route: routes.Route, book: Rulebook) -> tuple[StepView, ...]:
    person = visit.by.person_id
    if person is None or not visit.by.at_least("identified"):
        return routes.steps_for(route, Family(visit.region, persons_open=True), book=book, on=visit.on)
    known = routes.known_of(visit.region, person, visit.on)
    return routes.steps_for(route, known.family, book=book, on=visit.on, going=known.going)


@require_GET
def way(request: HttpRequest, way: UUID) -> HttpResponse:
    """One path of mine: the steps in the order of what to do."""
    return _page(request, visit_of(request), way)


def _page(request: HttpRequest, visit: Visit, token: UUID, *, error: str = "", status: int = 200) -> HttpResponse:
    book = rules.rulebook(visit.region, visit.on)
    try:
        found = routes.one(by=visit.by, token=token, book=book, on=visit.on)
    except routes.Missing:
        raise Http404 from None
    done, of = found.counted
    context = {
        "whose": _whose(visit).get(found.person, ""), "sheet": f"routes:sheet:{token}",
        "way": found, "file": _said(found.file, visit), "done": done, "of": of, "error": error,
        "groups": [
            (key, title, [_line(one, found.file, visit) for one in found.of(state)])
            for key, title, state in _groups()
            if found.of(state)
        ],
        "on": visit.on,
    }  # fmt: skip
    return render(request, "resident/one_way.html", context, status=status)


def _groups() -> tuple[tuple[str, str, State], ...]:
    return (
        ("now", _("Сделайте сейчас"), State.OPEN),
        ("waits", _("Ждём ответа"), State.WAITS),
        ("ahead", _("Потом"), State.AHEAD),
        ("done", _("Сделано"), State.DONE),
        ("skipped", _("Пропущено"), State.SKIPPED),
        ("not-yours", _("Вам не нужно"), State.NOT_YOURS),
    )


@require_POST
def way_act(request: HttpRequest, way: UUID) -> HttpResponse:
    """A step was begun, is done, is not done after all, is not needed, has a day; the day of what happened; the newer
    text; the path is over.
    """
    visit, wanted = visit_of(request), request.POST.get("do", "")
    try:
        if wanted in ACTS:
            _mark(request, visit, way, ACTS[wanted], _planned(request) if wanted == What.PLANNED else None)
        elif wanted == "day":
            day, error = _day(request, visit)
            if error or day is None:
                return _page(request, visit, way, error=error or _("Впишите день, например 19.10.2026."), status=422)
            routes.tell_day(by=visit.by, token=way, happened_on=day, on=visit.on)
        elif wanted == "upgrade":
            routes.upgrade(by=visit.by, token=way, on=visit.on, at=visit.at)
        elif wanted == "leave":
            routes.leave(by=visit.by, token=way, on=visit.on, at=visit.at)
            return redirect("resident:ways")
    except routes.Missing:
        raise Http404 from None
    except routes.RouteError as no:
        return _page(request, visit, way, error=str(no), status=409)
    return redirect("resident:way", way=way)


def _planned(request: HttpRequest) -> date | None:
    """The day that was put; one that cannot be read is none, and the room says what is needed."""
    try:
        day: date | None = DateField(required=False).clean(request.POST.get("planned", "")[:40])
    except ValidationError:
        return None
    return day


def _mark(request: HttpRequest, visit: Visit, way: UUID, what: What, due: date | None) -> None:
    routes.mark(
        by=visit.by, token=way, step=request.POST.get("step", "")[:80], what=what, day=visit.on,
        words=request.POST.get("words", ""), due=due,
        book=rules.rulebook(visit.region, visit.on), on=visit.on, at=visit.at,
    )  # fmt: skip


def _day(request: HttpRequest, visit: Visit) -> tuple[date | None, str]:
    """The day that was typed, or why it cannot be one."""
    try:
        day = DateField(required=False).clean(request.POST.get("happened", "")[:40])
    except ValidationError as wrong:
        return None, wrong.messages[0]
    if day is not None and day > visit.on:
        return None, _("Этот день ещё не наступил.")
    return day, ""


def _said(file: RouteFile, visit: Visit) -> dict[str, Any]:
    return {
        "title": file.title.said(visit.language),
        "summary": file.summary.said(visit.language),
        "happened": file.happened.said(visit.language) if file.happened else "",
    }


def _line(one: StepView, file: RouteFile, visit: Visit) -> dict[str, Any]:
    """A step as the page says it: words in the reader's language, nothing decided."""
    step, language = one.step, visit.language
    titles = {other.title.ru: other.title.said(language) for other in file.steps}
    return {
        "id": step.id,
        "state": str(one.state),
        "title": step.title.said(language),
        "perhaps": step.perhaps.said(language) if one.perhaps and step.perhaps else "",
        "who": routes.agency(step.who),
        "where": _where(one, language),
        "alone": step.who == "you",
        "text": step.text.said(language) if step.text else "",
        "needs": [one_need.said(language) for one_need in step.needs],
        "result": step.result.said(language) if step.result else "",
        "term": _term(one),
        "deadline": one.deadline,
        "late": one.late(visit.on),
        "overdue": one.overdue(visit.on),
        "planned": one.planned,
        "words": one.words,
        "opens": [titles.get(title, title) for title in one.opens],
        "on": one.on,
        "until": one.until,
        "number": one.number,
        "done_by": one.who,
        "by_fact": one.by_fact,
        "after": [titles.get(title, title) for title in one.after],
        "gives": step.gives,
        "verified": step.verified,
    }


def _where(one: StepView, language: str) -> tuple[str, str]:
    """Who it is and how to come to them; the name is not said twice where the way begins with it."""
    step = one.step
    who = "" if step.who == "you" else routes.agency(step.who)
    channel = step.channel.said(language) if step.channel else ""
    return ("" if who and channel.casefold().startswith(who.casefold()) else who), channel


def _term(one: StepView) -> str:
    """How long the body has, in words; that it was not entered is said too."""
    term = one.step.term
    if one.step.who == "you":
        return ""
    if term is None:
        return _("Срок не внесён: спросите, когда будет ответ.")
    words = _("рабочий день/рабочих дня/рабочих дней") if term.working else _("день/дня/дней")
    return _("Отвечают до %(days)s.") % {"days": figures.counted(term.days, words)}
