"""Saved scenarios: the list, one, two side by side; saving, sharing, handing on. What changes is POST only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ryadom.desks.ministry.may import enter_values
from ryadom.desks.ministry.menu import actor_of
from ryadom.desks.ministry.whatif.choosing import Choice, title_of
from ryadom.desks.ministry.whatif.desk import Desk, choice_of, desk_of, minister_page
from ryadom.desks.ministry.whatif.ranges import BadNumber, plain, read
from ryadom.desks.ministry.whatif.session import PATIENCE
from ryadom.desks.ministry.whatif.telling import Told, said_of, tell
from ryadom.regions.clock import now
from ryadom.rules import api as rules
from ryadom.rules.api import SavedScenario, Trial
from ryadom.ui import links


@require_safe
@minister_page
def scenarios(request: HttpRequest) -> HttpResponse:
    """What was saved: one's own and what colleagues share."""
    desk = desk_of(request)
    return render(request, "ministry/whatif/scenarios.html", {"lines": [_line(desk, one) for one in kept(desk)]})


@require_POST
@minister_page
def save(request: HttpRequest, parameter: str) -> HttpResponse:
    """Keep what the page shows, counted here once more."""
    desk = desk_of(request)
    choice = choice_of(desk, parameter, request.POST.get("row", ""))
    trial = tried(desk, choice, request.POST.get("v", ""))
    title = request.POST.get("title", "").strip() or choice.title
    assert desk.trials is not None
    found = rules.save_trial(by=desk.by, title=title, effect=trial, before=choice.value, bench=desk.trials, at=now())
    return redirect("ministry:scenario", token=found.token)


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
    found, trial = one(desk, token)
    context = {
        "scenario": found, "told": told_of(desk, found, trial), "mine": _mine(desk, found),
        "others": [other for other, _trial in kept(desk) if other.token != token],
        "moved_on": _moved_on(desk, found), "address": _address(desk.book, trial.moved),
        "value_link": _value_link(desk.book, trial.moved) if enter_values(desk.by) else "",
    }  # fmt: skip
    return render(request, "ministry/whatif/scenario.html", context)


@require_safe
@minister_page
def compare(request: HttpRequest) -> HttpResponse:
    """Two scenarios side by side."""
    desk = desk_of(request)
    try:
        pair = [one(desk, UUID(request.GET.get(name, ""))) for name in ("a", "b")]
    except ValueError:
        return redirect("ministry:scenarios")
    told = [told_of(desk, found, trial) for found, trial in pair]
    (a, _a), (b, _b) = pair
    same = (a.lock_before, a.population) == (b.lock_before, b.population)
    context = {"pair": list(zip((a, b), told, strict=True)), "same": same, "rows": _side_by_side(told)}
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
    rules.share_scenario(by=actor_of(request), token=token, shared=request.POST.get("shared") == "yes")
    return redirect("ministry:scenario", token=token)


@require_POST
@minister_page
def propose(request: HttpRequest, token: UUID) -> HttpResponse:
    """Hand it on; whoever enters values himself is led to the form of this one, filled in."""
    desk = desk_of(request)
    _found, trial = one(desk, token)
    rules.propose_scenario(by=desk.by, token=token, at=now())
    link = links.resolve(ref) if enter_values(desk.by) and (ref := _value_link(desk.book, trial.moved)) else None
    return redirect(link.url) if link else redirect("ministry:scenario", token=token)


@require_POST
@minister_page
def take_away(request: HttpRequest, token: UUID) -> HttpResponse:
    rules.withdraw_scenario(by=actor_of(request), token=token, at=now())
    return redirect("ministry:scenarios")


Kept = tuple[SavedScenario, Trial]


def kept(desk: Desk) -> list[Kept]:
    """Numbers that were moved and saved: one's own and what colleagues share, the newest first; one query."""
    return [(found, found.trial) for found in rules.saved_scenarios(by=desk.by) if found.trial]


def one(desk: Desk, token: UUID) -> Kept:
    """One of them. Raises NoScenario, Http404 for a scenario that was written in a file."""
    found = rules.saved_scenario(by=desk.by, token=token)
    if found.trial is None:
        raise Http404
    return found, found.trial


def told_of(desk: Desk, found: SavedScenario, trial: Trial) -> Told:
    """What a saved scenario says; its number may have gone from the rules since."""
    return tell(trial.effect, _choice_then(desk, found, trial), desk.book, desk.language)


def _choice_then(desk: Desk, found: SavedScenario, trial: Trial) -> Choice:
    """The number as it stood when the scenario was saved; it may have left the rules since."""
    moved, before = trial.moved, plain(trial.before)
    parameter = desk.book.parameters.get(moved.parameter)
    return Choice(
        moved.parameter, 0, moved.keys, title_of(parameter, moved.keys) if parameter else moved.parameter, before,
        said_of(desk.book, moved.parameter, before), parameter.type if parameter else "", "", found.on, None, "", "",
        "", True, (),
    )  # fmt: skip


def _line(desk: Desk, pair: Kept) -> dict[str, Any]:
    found, trial = pair
    return {"scenario": found, "told": told_of(desk, found, trial), "mine": _mine(desk, found)}


def _mine(desk: Desk, found: SavedScenario) -> bool:
    return desk.by.account_id is not None and found.author == desk.by.account_id


def _moved_on(desk: Desk, found: SavedScenario) -> list[str]:
    """What is another now than when it was saved."""
    moved_on = []
    if desk.book.lock != found.lock_before:
        moved_on.append(_("правила"))
    if desk.held and desk.held.hash != found.population:
        moved_on.append(_("население"))
    return moved_on


def _address(book: rules.Rulebook, moved: rules.Moved) -> str:
    """Where the same value stands on its slider today; empty where the number has left the rules."""
    row = _row(book, moved)
    if row is None:
        return ""
    return f"{reverse('ministry:trial', args=[moved.parameter])}?row={row}&v={plain(moved.value)}"


def _value_link(book: rules.Rulebook, moved: rules.Moved) -> str:
    """A reference to the form that enters the value with its act; empty where the number has left the rules."""
    row = _row(book, moved)
    return "" if row is None else f"curator:value:{moved.parameter}:{row}:{plain(moved.value)}"


def _row(book: rules.Rulebook, moved: rules.Moved) -> int | None:
    """The place of its keys among those of the parameter today."""
    parameter = book.parameters.get(moved.parameter)
    rows = rules.parameter_rows(parameter) if parameter else ()
    return rows.index(moved.keys) if moved.keys in rows else None
