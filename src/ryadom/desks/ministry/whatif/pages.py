"""Choosing a number and moving it: thin. Reading is GET only; what is tried changes nothing."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ryadom.desks.ministry.whatif import session
from ryadom.desks.ministry.whatif.choosing import Choice, choices, sought
from ryadom.desks.ministry.whatif.desk import Desk, choice_of, desk_of, minister_page
from ryadom.desks.ministry.whatif.keeping import kept
from ryadom.desks.ministry.whatif.ranges import BadNumber, range_of, read
from ryadom.desks.ministry.whatif.telling import tell
from ryadom.rules import api as rules

NOBODY_WAITS = 204


@require_safe
@minister_page
def chooser(request: HttpRequest) -> HttpResponse:
    """Which number to move: those that decide who receives, then those that decide how much."""
    desk = desk_of(request)
    words = request.GET.get("q", "").strip()
    found = sought(choices(desk.book, desk.on, desk.language), words)
    groups = [
        ("threshold", _("Пороги: от них зависит, кто получит"), [one for one in found if one.threshold]),
        ("size", _("Размеры: от них зависит, сколько"), [one for one in found if not one.threshold]),
    ]
    saved = [one for one, _trial in kept(desk)[:5]]
    context = {"groups": groups, "words": words, "found": len(found), "saved": saved}
    return render(request, "ministry/whatif/chooser.html", {**_ground(desk), **context})


@require_safe
@minister_page
def trial(request: HttpRequest, parameter: str) -> HttpResponse:
    """One number on its slider, and what it does; a script asks for the result alone."""
    desk = desk_of(request)
    choice = choice_of(desk, parameter, request.GET.get("row", ""))
    found = _found(request, desk, choice)
    if found is None:
        return HttpResponse(status=NOBODY_WAITS)
    context = {**_ground(desk), **found, "choice": choice, "range": range_of(choice.value)}
    if request.headers.get("HX-Request") == "true":
        return render(request, "ministry/whatif/_result.html", context)
    return render(request, "ministry/whatif/trial.html", {**context, "seat": token_urlsafe(9)})


def _found(request: HttpRequest, desk: Desk, choice: Choice) -> dict[str, Any] | None:
    """What the result shows; None where the same page has asked for something newer."""
    typed = request.GET.get("v", "")
    try:
        value = read(typed, choice.type) if typed else choice.value
    except BadNumber:
        return {"error": _("Введите число от 0, например %(now)s.") % {"now": choice.value}, "typed": typed}
    context: dict[str, Any] = {"value": value, "typed": value}
    if desk.trials is None:
        return context
    # The first look at a number does not wait for it to be made ready: the page itself asks again.
    waits = request.headers.get("HX-Request") == "true" or "wait" in request.GET
    if not waits and not desk.trials.is_ready(choice.parameter):
        return {**context, "preparing": True}
    return _tried(request, desk, choice, context)


def _tried(request: HttpRequest, desk: Desk, choice: Choice, context: dict[str, Any]) -> dict[str, Any] | None:
    assert desk.trials is not None
    moved = rules.Moved(choice.parameter, choice.keys, context["value"])
    try:
        tried = desk.trials.move(moved, seat=request.GET.get("seat", "")[:40], patience=session.PATIENCE)
    except rules.Superseded:
        return None
    except TimeoutError:
        return {**context, "preparing": True}
    told = tell(tried, choice, desk.book, desk.language)
    cliffs = _cliffs(desk, choice, moved) if "cliffs" in request.GET else None
    return {**context, "told": told, "cliffs": cliffs}


def _cliffs(desk: Desk, choice: Choice, moved: rules.Moved) -> rules.Cliffs | None:
    """Where a rouble more would lose more than a rouble: asked for by a press, for it takes a second."""
    assert desk.held is not None
    return rules.cliffs_of(desk.book, desk.held, desk.on, moved, choice.value)


def _ground(desk: Desk) -> dict[str, Any]:
    """What stands on every page: whose people, whose rules."""
    about = desk.book.about
    return {
        "desk": desk,
        "held": desk.held,
        "standing": desk.standing,
        "place": about.title.said(desk.language) if about else "",
        "folder": session.folder(),
        "can_imagine": settings.DEMO and rules.can_imagine(desk.book.region),
    }
