"""Pages of help at home: what runs, the form to ask, one help, the choice of who comes, the sheet of the month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ryadom.cases import api as cases
from ryadom.desks.resident.care import saying
from ryadom.desks.resident.care.forms import AskForm
from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.kit.periods import add_months, first_of_month
from ryadom.people import api as people
from ryadom.providers import api as providers
from ryadom.rules import api as rules
from ryadom.services import api as services
from ryadom.services.api import Now, ProgrammeView
from ryadom.services.events import visit_ending
from ryadom.ui import links
from ryadom.voice import api as voice

FORM = "home"  # what one asks for here; a day centre and a care home are asked for with a specialist
LATELY = timedelta(days=31)  # so long a code and a question stand on the page
WEB = "web"


def mine(visit: Visit) -> dict[UUID, people.Person]:
    """For whom one may ask: oneself, and those one represents in applying."""
    me = visit.by.person_id
    if me is None:
        return {}
    others = people.represents(region=visit.region, representative_id=me, on=visit.on)
    own = people.person(region=visit.region, id=me)
    return {own.id: own, **{one.person.id: one.person for one in others if one.covers("apply")}}


@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What runs for me and for those I represent; for a stranger what this help is and how to come in."""
    visit = visit_of(request)
    persons = mine(visit)
    found = services.of_persons(region=visit.region, persons=list(persons)) if persons else ()
    context = {
        "known": bool(persons), "cards": [_card(one, persons, visit) for one in found],
        "on": visit.on, "hire": links.find("hire:mine:all"),
    }  # fmt: skip
    return render(request, "resident/care/home.html", context)


def _card(one: ProgrammeView, persons: dict[UUID, people.Person], visit: Visit) -> dict[str, Any]:
    now = services.standing(one, visit.on)
    who = persons[one.person]
    return {
        "it": one, "title": saying.form_titles()[one.form], "words": saying.now_words(now),
        "who": "" if one.person == visit.by.person_id else who.polite_name, "over": now in (Now.OVER, Now.REFUSED),
    }  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Three plain questions; what was typed stays when something is wrong."""
    visit = visit_of(request)
    persons = mine(visit)
    if not persons:
        return redirect("resident:care")
    choices = [
        (str(id), _("Мне") if id == visit.by.person_id else one.polite_name) for id, one in persons.items()
    ]  # fmt: skip
    form, error, status = AskForm(persons=choices), "", 200
    if request.method == "POST":
        form, status = AskForm(request.POST, persons=choices), 422
        if form.is_valid():
            try:
                made = _tell(visit, form)
            except services.ServiceError as no:
                error, status = str(no), 409
            else:
                return redirect("resident:care-one", programme=made.id)
    context = {"form": form, "error": error, "several": len(choices) > 1}
    return render(request, "resident/care/ask.html", context, status=status)


def _tell(visit: Visit, form: AskForm) -> ProgrammeView:
    person = UUID(form.whom)
    return services.tell_need(
        by=visit.by, person=person, need=form.need, told_by="self" if person == visit.by.person_id else "relative",
        form=FORM, channel=WEB, book=rules.rulebook(visit.region, visit.on), on=visit.on, at=visit.at,
    )  # fmt: skip


@never_cache
@require_GET
def one(request: HttpRequest, programme: UUID) -> HttpResponse:
    """One help: what is now, what comes next, the programme, the month, the bill, the question after a visit."""
    return show(request, visit_of(request), programme)


def own(visit: Visit, programme: UUID) -> ProgrammeView:
    """The programme, if it is mine or of somebody I represent; else it is not there for me."""
    try:
        found = services.programme(by=visit.by, id=programme, on=visit.on)
    except (services.Missing, people.NotAllowed):
        raise Http404 from None
    if found.person not in mine(visit):
        raise Http404
    return found


def show(request: HttpRequest, visit: Visit, programme: UUID, *, error: str = "", status: int = 200) -> HttpResponse:
    """The page again with what must be put right."""
    found = own(visit, programme)
    now = services.standing(found, visit.on)
    case = cases.many(region=visit.region, tokens=[found.case])[found.case]
    known = providers.many(region=visit.region, ids=[one.provider for one in found.orders], on=visit.on)
    lines = cases.history(region=visit.region, tokens=[found.case])[found.case]
    context = {
        "it": found, "now": now, "words": saying.now_words(now), "steps": saying.steps(now), "case": case,
        "goes_on": saying.goes_on(now), "title": saying.form_titles()[found.form],
        "who": "" if found.person == visit.by.person_id else mine(visit)[found.person].polite_name,
        "lines": [(one.title, saying.volume(one.volume.times, one.volume.per)) for one in found.lines],
        "ceiling": saying.ceiling(found), "shown": found.stage not in ("need", "drawn", "refused"),
        "provider": known.get(found.live_order.provider) if found.live_order else None,
        "failed": [(known[one.provider].title, one) for one in found.orders[:1] if one.state in ("refused", "lapsed")],
        "history": [one for one in reversed(lines) if one.for_person], "error": error, "on": visit.on,
        **lately(visit, found), **month_of(request, visit, found),
    }  # fmt: skip
    return render(request, "resident/care/one.html", context, status=status)


def month_asked(request: HttpRequest, on: date) -> date:
    """The month of the address, `2026-11`; this month where it says none or a wrong one."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')[:7]}-01")
    except ValueError:
        return first_of_month(on)


def month_of(request: HttpRequest, visit: Visit, found: ProgrammeView) -> dict[str, Any]:
    """The visits and the bill of a month; nothing while nobody has ever agreed to come."""
    if not any(one.state in ("accepted", "ended") for one in found.orders):
        return {"month": None}
    of = month_asked(request, visit.on)
    book = rules.rulebook(visit.region, visit.on)
    month = services.month_of_programme(by=visit.by, programme=found.id, book=book, of=of, on=visit.on)
    titles = {one.volume.service: one.title for one in found.lines}
    pays, why = saying.bill_words(month.bill, titles)
    return {
        "month": month, "of": of, "before": add_months(of, -1), "after": add_months(of, 1), "pays": pays, "why": why,
        "visits": [saying.visit_line(one, visit.on) for one in month.visits if one.state != "cancelled"],
    }  # fmt: skip


def lately(visit: Visit, found: ProgrammeView) -> dict[str, Any]:
    """Codes that are due, large for today and for who has come already, and the question after the latest visit.

    Asked of the last days and not of a month: on the first of December the visit of yesterday is meant too.
    """
    order = next((one for one in found.orders if one.state in ("accepted", "ended")), None)
    if order is None:
        return {}
    first = visit.on - LATELY
    visits = services.visits(by=visit.by, order=order.id, first=first, last=visit.on, on=visit.on)
    due = [saying.visit_line(one, visit.on) for one in visits if saying.is_due(one, visit.on)]
    large = [one for one in due if one["on"] == visit.on or one["state"] == "done"]
    return {"due": large, "past": [one for one in due if one not in large], "question": _question(visit, visits)}


def _question(visit: Visit, visits: tuple[services.VisitView, ...]) -> dict[str, Any] | None:
    """The question about the latest visit that nobody has answered yet, in the words of the practices."""
    told = [one for one in visits if one.state in ("done", "missed")]
    asked = voice.questions_of(region=visit.region, endings=[visit_ending(one.id) for one in told]) if told else {}
    latest = next((one for one in reversed(told) if visit_ending(one.id) in asked), None)
    put = voice.put(visit.region, asked[visit_ending(latest.id)]) if latest else None
    if latest is None or put is None:
        return None
    survey = voice.survey(visit.region, visit.on, put.survey, visit.language)
    return {"visit": latest, "survey": survey, "score": put.score, "choices": list(reversed(survey.choices))}


@never_cache
@require_GET
def choose(request: HttpRequest, programme: UUID) -> HttpResponse:
    """Who could come: state or not, places, what people said, how near; what is not known is said."""
    visit = visit_of(request)
    return choosing(request, visit, programme)


def choosing(
    request: HttpRequest, visit: Visit, programme: UUID, *, error: str = "", status: int = 200
) -> HttpResponse:
    """The list, and why a choice was not taken."""
    found = own(visit, programme)
    listed = providers.listed(region=visit.region, on=visit.on, form=found.form)
    free = services.free_places(region=visit.region, form=found.form, of=listed)
    said = services.ratings(region=visit.region, ids=[one.id for one in listed])
    address = mine(visit)[found.person].address
    told = [
        {"it": one, "free": free[one.id], "rating": said[one.id], "near": saying.near(address, one.address)}
        for one in listed
    ]  # fmt: skip
    told.sort(key=lambda one: (one["free"] == 0, not one["near"]))
    may_choose = services.standing(found, visit.on) is Now.CHOOSE
    context = {"it": found, "choices": told, "may_choose": may_choose, "error": error}
    return render(request, "resident/care/choose.html", context, status=status)


@never_cache
@require_GET
def sheet(request: HttpRequest, programme: UUID) -> HttpResponse:
    """The month on paper with the code of each visit: to lie by the door, and for who has no telephone."""
    visit = visit_of(request)
    found = own(visit, programme)
    context = month_of(request, visit, found)
    if context["month"] is None:
        raise Http404
    codes = [
        (one, saying.visit_line(one, visit.on)["things"]) for one in context["month"].visits if one.state == "planned"
    ]  # fmt: skip
    live = found.live_order
    known = providers.many(region=visit.region, ids=[live.provider] if live else [], on=visit.on)
    context |= {
        "it": found, "codes": codes, "person": mine(visit)[found.person],
        "provider": known.get(live.provider) if live else None,
    }  # fmt: skip
    return render(request, "resident/care/sheet.html", context)
