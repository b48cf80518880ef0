"""Pages of help at home: the region's queue, a person's care, one programme, the bills of a month."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ryadom.cases import api as cases
from ryadom.desks.curator import may, reading
from ryadom.desks.curator.care import reading as care
from ryadom.desks.curator.care import stages
from ryadom.desks.curator.care.forms import BackForm, DecideForm, TellForm
from ryadom.desks.curator.visit import Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.kit.periods import add_months, first_of_month
from ryadom.people import api as people
from ryadom.people.api import File
from ryadom.services import api as services
from ryadom.services.api import Now, ProgrammeView

BAD_CASES = 30


@require_GET
@staff_page(may.works)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for whom in the whole region: needs, programmes, choices, silence; bad answers for the head."""
    visit = visit_of(request)
    waits = services.waiting(region=visit.region, stages=["need", "drawn"])
    rows = care.rows(request, visit, (*waits, *services.unserved(region=visit.region)))
    groups = [(id, title, [one for one in rows if one.now in nows]) for id, title, nows in _groups()]
    bad = _bad_visits(visit) if may.approves(visit.by) else ()
    reading.for_list(request, visit, [one.person for one in bad])
    context = {"groups": [one for one in groups if one[2]], "bad": bad, "on": visit.on}
    return page(request, "curator/care/queue.html", context)


def _groups() -> tuple[tuple[str, str, tuple[Now, ...]], ...]:
    return (
        ("decide", _("Нужды ждут решения"), (Now.DECIDE,)),
        ("draw", _("Программы составить"), (Now.DRAW,)),
        ("approve", _("Программы ждут утверждения"), (Now.APPROVE,)),
        ("silent", _("Поставщик молчит"), (Now.SILENT,)),
        ("choose", _("Выбрать, кто придёт"), (Now.CHOOSE,)),
        ("answer", _("Ждём ответа поставщика"), (Now.ANSWER,)),
        ("expired", _("Срок программы закончился"), (Now.EXPIRED,)),
    )


def _bad_visits(visit: Visit) -> tuple[cases.CaseView, ...]:
    wanted = cases.Filters(kinds=(services.BAD_VISIT,), state="open")
    return tuple(cases.queue(by=visit.by, on=visit.on, filters=wanted, size=BAD_CASES).rows)


@require_GET
@staff_page(may.works)
def bills(request: HttpRequest) -> HttpResponse:
    """The bills of a month: what was signed, what it cost, who pays; what is not known is named."""
    visit = visit_of(request)
    of = month_asked(request, visit.on)
    found = services.bills(region=visit.region, book=book_of(visit), of=of)
    reading.for_list(request, visit, [one.person for one in found])
    named = people.persons(region=visit.region, ids={one.person for one in found}) if found else {}
    lines = sorted(((named[one.person].full_name, one) for one in found), key=lambda pair: pair[0])
    context = {
        "lines": lines, "of": of, "before": add_months(of, -1), "after": _next_month(of, visit.on),
        "unsigned": sum(one.unsigned for one in found), "unknown": sum(one.bill.pays is None for one in found),
    }  # fmt: skip
    return page(request, "curator/care/bills.html", context)


def month_asked(request: HttpRequest, on: date) -> date:
    """The month of the address, `2026-11`; this month where it says none or a wrong one."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')[:7]}-01")
    except ValueError:
        return first_of_month(on)


def _next_month(of: date, on: date) -> date | None:
    return add_months(of, 1) if of < first_of_month(on) else None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(may.works)
def of_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """Help at home in one family: what runs, and a form to tell of a need."""
    visit = visit_of(request)
    book = book_of(visit)
    file = reading.read(request, visit, person, book)
    if file is None:
        return redirect(f"{reverse('curator:person', args=[person])}?after=care")
    persons = _persons(file)
    if request.method != "POST":
        form = TellForm(persons=persons, initial={"person": str(person), "told_by": "self"})
        return _of_person(request, visit, file, form)
    form = TellForm(request.POST, persons=persons)
    if not form.is_valid():
        return _of_person(request, visit, file, form, status=422)
    said = form.cleaned_data
    try:
        made = services.tell_need(
            by=visit.by, person=UUID(said["person"]), need=said["need"], told_by=said["told_by"], form=said["form"],
            channel=said["channel"], book=book, **visit.when,
        )  # fmt: skip
    except people.NotAllowed:
        raise
    except Refused as no:
        return _of_person(request, visit, file, form, said_of(no, visit.language), status_of(no))
    return redirect("curator:care-one", programme=made.id)


def _persons(file: File) -> list[tuple[str, str]]:
    everybody = [one.person for one in reading.members(file)] or [file.person]
    return [(str(one.id), one.full_name) for one in everybody]


def _of_person(
    request: HttpRequest, visit: Visit, file: File, form: TellForm, error: str = "", status: int = 200
) -> HttpResponse:
    found = services.of_persons(region=visit.region, persons=[UUID(id) for id, _name in _persons(file)])
    context = {
        "person": file.person, "rows": care.rows(request, visit, found), "tell": form, "error": error,
        "form": form if form.is_bound else None, "may_tell": may.enters(visit.by), "on": visit.on,
    }  # fmt: skip
    return page(request, "curator/care/person.html", context, status)


@require_GET
@staff_page(may.works)
def one(request: HttpRequest, programme: UUID) -> HttpResponse:
    """One programme: where it stands, what is to be done, what was done."""
    return show(request, visit_of(request), programme)


def show(
    request: HttpRequest, visit: Visit, programme: UUID, *, error: str = "", status: int = 200, **forms: Any
) -> HttpResponse:
    """The page again with what must be put right."""
    found = services.programme(by=visit.by, id=programme, on=visit.on)
    case = cases.many(region=visit.region, tokens=[found.case])[found.case]
    care.for_programme(request, visit, found.person, case.number)
    now = services.standing(found, visit.on)
    context = {
        "it": found, "case": case, "now": now, "steps": stages.line(now), "next": stages.next_words(now),
        "person": people.person(region=visit.region, id=found.person), "error": error,
        "form_title": stages.form_titles()[found.form], "told_by": stages.told_by_titles()[found.told_by],
        "per": stages.per_titles(), "on": visit.on, "decide": DecideForm(prefix="decide"),
        "back_form": BackForm(prefix="back"), "form": None,
        **_orders(visit, found, now), **_month(request, visit, found), **_told(visit, found), **_may(visit, case),
        **forms,
    }  # fmt: skip
    return page(request, "curator/care/one.html", context, status)


def _orders(visit: Visit, found: ProgrammeView, now: Now) -> dict[str, Any]:
    titles = care.titles_of(visit, [one.provider for one in found.orders])
    return {
        "orders": [(titles.get(one.provider, ""), one) for one in found.orders],
        "provider": titles.get(found.live_order.provider, "") if found.live_order else "",
        "choices": care.choices(visit, found.form) if now is Now.CHOOSE else (),
    }


def _month(request: HttpRequest, visit: Visit, found: ProgrammeView) -> dict[str, Any]:
    """The visits and the bill of the month that is asked for; nothing while nobody has ever come."""
    if not any(one.state in ("accepted", "ended") for one in found.orders):
        return {"month": None}
    of = month_asked(request, visit.on)
    month = services.month_of_programme(
        by=visit.by, programme=found.id, book=book_of(visit), of=of, on=visit.on
    )  # fmt: skip
    titles = {one.volume.service: one.title for one in found.lines}
    return {
        "month": month, "of": of, "before": add_months(of, -1), "after": add_months(of, 1),
        "untold": [titles.get(id, id) for id in month.bill.untold],
    }  # fmt: skip


def _told(visit: Visit, found: ProgrammeView) -> dict[str, Any]:
    """The history of the case, the newest first, and answers of the person that nobody has looked into."""
    lines = cases.history(region=visit.region, tokens=[found.case])[found.case]
    about = cases.of_persons(region=visit.region, persons=[found.person])
    bad = [one for one in about if one.kind == services.BAD_VISIT and one.state != "closed"]
    said = cases.history(region=visit.region, tokens=[one.token for one in bad]) if bad else {}
    words = [(one, next((line for line in said[one.token] if line.what == "rated"), None)) for one in bad]
    return {"history": list(reversed(lines)), "bad": words}


def _may(visit: Visit, case: cases.CaseView) -> dict[str, bool]:
    """What this reader may press. The verbs ask again."""
    helped = case.helper is not None and case.helper.account_id == visit.by.account_id
    return {
        "may_decide": may.decides(visit.by) and not helped, "helped": helped, "may_choose": may.enters(visit.by),
        "may_approve": may.approves(visit.by) and not helped, "may_end": may.approves(visit.by),
    }  # fmt: skip
