"""«Прокат» for a resident: what there is and where, what I asked for, what I have and till when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.hire import api
from ryadom.hire.api import HireView, ThingView
from ryadom.hire.pages.forms import AskForm, DueForm
from ryadom.hire.pages.visit import Visit, visit_of
from ryadom.people.api import NotAllowed
from ryadom.providers import api as providers
from ryadom.providers.api import ProviderView
from ryadom.ui import links
from ryadom.voice import api as voice

LIVE = ("asked", "confirmed", "kept", "out")


@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The catalogue with what is free, for anybody; above it what is mine, for who is signed in."""
    visit = visit_of(request)
    free, whole = _counts(visit)
    hires = _hires(visit)
    context = {
        "live": [(one, stages()[one.stage], one.overdue(visit.on)) for one in hires if one.stage in LIVE],
        "gone": [(one, stages()[one.stage]) for one in hires if one.stage not in LIVE][:10],
        "things": [_row(one, free.get(one.id, 0), whole.get(one.id, 0)) for one in _catalogue(visit)],
    }  # fmt: skip
    return render(request, "hire/mine.html", context)


def _row(one: ThingView, free: int, whole: int) -> dict[str, str]:
    """A thing of the list: what it is for, how many are free in the region. Few words: they stand beside the title."""
    told = _("Есть: %(free)s") % {"free": free} if free else _("Все выданы") if whole else _("Пока нет")
    url = reverse("hire:thing", args=[one.id])
    return {"title": one.title, "url": url, "hint": one.hint, "status": told, "id": one.id}


def stages() -> Mapping[str, tuple[str, str]]:
    """Where a hire stands, in a word with its colour."""
    return {
        "asked": (_("проверяем"), "maybe"), "confirmed": (_("положено, выберите пункт"), "ask"),
        "kept": (_("отложено для вас"), "yes"), "out": (_("у вас"), "yes"), "returned": (_("вернули"), "plain"),
        "refused": (_("не дали"), "no"), "withdrawn": (_("вы передумали"), "plain"),
    }  # fmt: skip


def _hires(visit: Visit) -> tuple[HireView, ...]:
    """One's own, for who is known for sure: a code without a passport proves nobody."""
    if visit.by.person_id is None or not visit.by.at_least("identified"):
        return ()
    return api.of_persons(region=visit.region, persons=[visit.by.person_id], own=True)


def _catalogue(visit: Visit) -> tuple[ThingView, ...]:
    return api.things(book=visit.book, on=visit.on, language=visit.language)


def _counts(visit: Visit) -> tuple[dict[str, int], dict[str, int]]:
    free: dict[str, int] = {}
    whole: dict[str, int] = {}
    for shelf in api.shelves(region=visit.region):
        for id, count in shelf.whole.items():
            whole[id] = whole.get(id, 0) + count
            free[id] = free.get(id, 0) + shelf.free[id]
    return free, whole


@never_cache
@require_http_methods(["GET", "POST"])
def thing(request: HttpRequest, thing: str) -> HttpResponse:
    """One thing: where it is, what it costs, how to ask for it."""
    visit = visit_of(request)
    found = next((one for one in _catalogue(visit) if one.id == thing), None)
    if found is None:
        raise Http404
    form = AskForm(request.POST or None)
    if request.method == "POST":
        answer = _asked(visit, found, form)
        if answer is not None:
            return answer
    known = visit.by.person_id is not None
    context = {
        "thing": found, "points": _points(visit, thing), "form": form, "known": known,
        "identified": known and visit.by.at_least("identified"), "enter": _enter(request.path),
        "days": api.longest(visit.book, visit.on),
    }  # fmt: skip
    return render(request, "hire/thing.html", context, status=422 if form.errors else 200)


def _asked(visit: Visit, found: ThingView, form: AskForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    if visit.by.person_id is None:
        form.add_error(None, _("Чтобы попросить, войдите."))
        return None
    try:
        made = api.ask(
            by=visit.by, person=visit.by.person_id, thing=found.id, need=form.cleaned_data["need"], channel="web",
            book=visit.book, **visit.when,
        )  # fmt: skip
    except api.HireError as no:
        form.add_error(None, str(no))
    except NotAllowed:
        form.add_error(None, _("Сначала покажите паспорт в управлении соцзащиты: чужому человеку вещь не дадут."))
    else:
        return redirect("hire:hire", hire=made.id)
    return None


def _points(visit: Visit, thing: str) -> list[tuple[ProviderView, int, int]]:
    """The points that have it: free ones first."""
    shelves = {one.provider: one for one in api.shelves(region=visit.region) if thing in one.whole}
    known = providers.many(region=visit.region, ids=shelves, on=visit.on)
    rows = [(one, shelves[id].free[thing], shelves[id].whole[thing]) for id, one in known.items() if one.ends is None]
    return sorted(rows, key=lambda row: (-min(row[1], 1), row[0].title.casefold()))


def _enter(onward: str) -> str:
    found = links.find(f"resident:enter:{onward}")
    return found.url if found else ""


@never_cache
@require_GET
def hire(request: HttpRequest, hire: UUID) -> HttpResponse:
    """One hire of mine: where it stands and what I can do now."""
    return _page(request, visit_of(request), hire)


def _own(visit: Visit, id: UUID) -> HireView:
    found = next((one for one in _hires(visit) if one.id == id), None)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, visit: Visit, id: UUID, *, form: DueForm | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    found = _own(visit, id)
    points = _points(visit, found.thing) if found.stage == "confirmed" else []
    point = providers.many(region=visit.region, ids=[found.provider] if found.provider else [], on=visit.on)
    days = api.longest(visit.book, visit.on)
    later = visit.on + timedelta(days=days) if days else None
    context = {
        "hire": found, "state": stages()[found.stage], "late": found.overdue(visit.on), "points": points,
        "point": point.get(found.provider) if found.provider else None, "days": days, "error": error,
        "form": form or DueForm(initial={"due_on": later}), "question": _question(visit, found),
    }  # fmt: skip
    return render(request, "hire/hire.html", context, status=status)


def _question(visit: Visit, found: HireView) -> str:
    if found.stage != "returned":
        return ""
    asked = voice.questions_of(region=visit.region, endings=[api.return_ending(found.id)])
    token = next(iter(asked.values()), "")
    return f"voice:question:{token}" if token else ""


@require_POST
def act(request: HttpRequest, hire: UUID) -> HttpResponse:
    """Choose a point, let it go, prolong, take the request back."""
    visit, do = visit_of(request), request.POST.get("do", "")
    _own(visit, hire)
    form = DueForm(request.POST) if do == "prolong" else None
    if form is not None and not form.is_valid():
        return _page(request, visit, hire, form=form, status=422)
    try:
        _do(do, visit, hire, request.POST.get("point", ""), form)
    except (api.HireError, NotAllowed) as no:
        return _page(request, visit, hire, error=str(no), status=409)
    return redirect(reverse("hire:hire", args=[hire]))


def _do(do: str, visit: Visit, hire: UUID, point: str, form: DueForm | None) -> None:
    whose: dict[str, Any] = {"by": visit.by, "hire": hire, **visit.when}
    if do == "keep":
        try:
            chosen = UUID(point)
        except ValueError:
            raise api.NotSaid(_("Выберите пункт.")) from None
        api.keep(provider=chosen, **whose)
    elif form is not None:
        api.prolong(due_on=form.cleaned_data["due_on"], book=visit.book, **whose)
    elif do == "let-go":
        api.let_go(**whose)
    elif do == "withdraw":
        api.withdraw(**whose)
    else:
        raise Http404
