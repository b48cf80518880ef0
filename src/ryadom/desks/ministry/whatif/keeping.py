"""Saved scenarios: the list, one, two side by side; saving, sharing, handing on. What changes is POST only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ryadom.desks.ministry.may import enter_values, settle_scenario
from ryadom.desks.ministry.menu import actor_of
from ryadom.desks.ministry.models import Scenario
from ryadom.desks.ministry.whatif import saved
from ryadom.desks.ministry.whatif.choosing import Choice, title_of
from ryadom.desks.ministry.whatif.desk import Desk, choice_of, desk_of, minister_page
from ryadom.desks.ministry.whatif.ranges import BadNumber, plain, read
from ryadom.desks.ministry.whatif.session import PATIENCE
from ryadom.desks.ministry.whatif.telling import Told, said_of, tell
from ryadom.regions.clock import now
from ryadom.rules import api as rules
from ryadom.ui import links


@require_safe
@minister_page
def scenarios(request: HttpRequest) -> HttpResponse:
    """What was saved: one's own and what colleagues share."""
    desk = desk_of(request)
    return render(
        request, "ministry/whatif/scenarios.html", {"lines": [_line(desk, one) for one in saved.every(by=desk.by)]}
    )


@require_POST
@minister_page
def save(request: HttpRequest, parameter: str) -> HttpResponse:
    """Keep what the page shows, counted here once more."""
    desk = desk_of(request)
    choice = choice_of(desk, parameter, request.POST.get("row", ""))
    trial = tried(desk, choice, request.POST.get("v", ""))
    title = request.POST.get("title", "").strip() or choice.title
    assert desk.trials is not None
    kept = saved.save(by=desk.by, title=title, trial=trial, before=choice.value, trials=desk.trials, at=now())
    return redirect("ministry:scenario", token=kept.token)


def tried(desk: Desk, choice: Choice, typed: str) -> rules.Effect:
    """What a value does, waited for. Raises Http404 where there is nobody to try it on, or no such value."""
    if desk.trials is None:
        raise Http404
    try:
        value = read(typed, choice.type)
    except BadNumber:
        raise Http404 from None
    return desk.trials.move(rules.Moved(choice.parameter, choice.keys, value), patience=PATIENCE)


@require_safe
@minister_page
def scenario(request: HttpRequest, token: UUID) -> HttpResponse:
    """One scenario as it was saved, and whether the ground has changed since."""
    desk = desk_of(request)
    kept = saved.one(by=desk.by, token=token)
    others = [one for one in saved.every(by=desk.by) if one.token != token]
    context = {
        "scenario": kept, "told": told_of(desk, kept), "mine": settle_scenario(desk.by, kept), "others": others,
        "moved_on": _moved_on(desk, kept), "address": _address(kept, desk),
        "value_link": _value_link(desk.book, kept) if enter_values(desk.by) else "",
    }  # fmt: skip
    return render(request, "ministry/whatif/scenario.html", context)


@require_safe
@minister_page
def compare(request: HttpRequest) -> HttpResponse:
    """Two scenarios side by side."""
    desk = desk_of(request)
    try:
        pair = [saved.one(by=desk.by, token=UUID(request.GET.get(name, ""))) for name in ("a", "b")]
    except ValueError:
        return redirect("ministry:scenarios")
    told = [told_of(desk, one) for one in pair]
    same = saved.basis_of(pair[0]) == saved.basis_of(pair[1])
    context = {"pair": list(zip(pair, told, strict=True)), "same": same, "rows": _side_by_side(told)}
    return render(request, "ministry/whatif/compare.html", context)


def _side_by_side(told: list[Told]) -> list[tuple[str, str, str]]:
    a, b = told
    rows = [(_("Сейчас"), a.before, b.before), (_("В сценарии"), a.after, b.after)]
    rows += [(x["label"], x["value"], y["value"]) for x, y in zip(a.tiles, b.tiles, strict=True)]
    levels = dict.fromkeys([*(name for name, *_rest in a.levels), *(name for name, *_rest in b.levels)])
    of_a, of_b = ({name: month for name, month, _year in one.levels} for one in (a, b))
    rows += [(_("%(who)s, в месяц") % {"who": name}, of_a.get(name, "0"), of_b.get(name, "0")) for name in levels]
    return rows


@require_POST
@minister_page
def share(request: HttpRequest, token: UUID) -> HttpResponse:
    saved.share(by=actor_of(request), token=token, shared=request.POST.get("shared") == "yes")
    return redirect("ministry:scenario", token=token)


@require_POST
@minister_page
def propose(request: HttpRequest, token: UUID) -> HttpResponse:
    """Hand it on; whoever enters values himself is led to the form of this one, filled in."""
    desk = desk_of(request)
    kept = saved.propose(by=desk.by, token=token, at=now())
    link = links.resolve(ref) if enter_values(desk.by) and (ref := _value_link(desk.book, kept)) else None
    return redirect(link.url) if link else redirect("ministry:scenario", token=token)


@require_POST
@minister_page
def take_away(request: HttpRequest, token: UUID) -> HttpResponse:
    saved.take_away(by=actor_of(request), token=token)
    return redirect("ministry:scenarios")


def told_of(desk: Desk, kept: Scenario) -> Told:
    """What a saved scenario says; its number may have gone from the rules since."""
    return tell(saved.effect_of(kept), _choice_then(desk, kept), desk.book, desk.language)


def _choice_then(desk: Desk, kept: Scenario) -> Choice:
    """The number as it stood when the scenario was saved; it may have left the rules since."""
    parameter, keys, before = desk.book.parameters.get(kept.parameter), saved.moved_of(kept).keys, plain(kept.before)
    return Choice(
        kept.parameter, 0, keys, title_of(parameter, keys) if parameter else kept.parameter, before,
        said_of(desk.book, kept.parameter, before), parameter.type if parameter else "", "", kept.on, None, "", "", "",
        True, (),
    )  # fmt: skip


def _line(desk: Desk, kept: Scenario) -> dict[str, Any]:
    return {"scenario": kept, "told": told_of(desk, kept), "mine": settle_scenario(desk.by, kept)}


def _moved_on(desk: Desk, kept: Scenario) -> list[str]:
    """What is another now than when it was saved."""
    found = []
    if desk.book.lock != kept.lock:
        found.append(_("правила"))
    if desk.held and desk.held.hash != kept.snapshot:
        found.append(_("население"))
    return found


def _address(kept: Scenario, desk: Desk) -> str:
    """Where the same value stands on its slider today; empty where the number has left the rules."""
    row = _row(desk.book, kept)
    if row is None:
        return ""
    return f"{reverse('ministry:trial', args=[kept.parameter])}?row={row}&v={plain(kept.value)}"


def _value_link(book: rules.Rulebook, kept: Scenario) -> str:
    """A reference to the form that enters the value with its act; empty where the number has left the rules."""
    row = _row(book, kept)
    return "" if row is None else f"curator:value:{kept.parameter}:{row}:{plain(kept.value)}"


def _row(book: rules.Rulebook, kept: Scenario) -> int | None:
    """The place of its keys among those of the parameter today."""
    parameter = book.parameters.get(kept.parameter)
    rows = rules.parameter_rows(parameter) if parameter else ()
    keys = saved.moved_of(kept).keys
    return rows.index(keys) if keys in rows else None
