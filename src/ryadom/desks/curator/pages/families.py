"""Families of a curator: the list with filters and as XLSX, and the social passport of one family."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ryadom.cases import api as cases
from ryadom.desks.curator import foresight, keys, may, passport, reading
from ryadom.desks.curator.careforms import ContactForm, GroundForm, NeedForm, curators_of
from ryadom.desks.curator.visit import Missing, Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.patronage import api as patronage

Verb = Callable[[Visit], Any]
SIZE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def state_titles() -> dict[str, str]:
    return {
        "": _("Все"), "silent": _("Давно не говорили"), "needs": _("Нужна помощь"), "promised": _("Обещали связаться"),
        "ahead": _("Скоро изменится"), "no_calls": _("Не звонить"),
    }  # fmt: skip


def whose_titles(visit: Visit) -> dict[str, str]:
    """Whose families one may look at: a head everybody's, a curator theirs and those they stand in for."""
    titles = {"mine": _("Мои"), "stands_in": _("Замещаю"), "waiting": _("Ждут куратора"), "all": _("Все")}
    hidden = {"mine", "stands_in"} if not may.curates(visit.by) else set() if may.approves(visit.by) else {"all"}
    return {id: title for id, title in titles.items() if id not in hidden}


def order_titles() -> dict[str, str]:
    return {
        "contact": _("давно не говорили"), "name": _("по фамилии"), "next": _("когда обещали"),
        "ahead": _("что скоро изменится"), "since": _("новые"),
    }  # fmt: skip


def _wanted(request: HttpRequest, visit: Visit) -> patronage.Wanted:
    """What the address says; what is unknown there narrows nothing."""
    asked, whose = request.GET, whose_titles(visit)
    raw = asked.get("curator", "")
    days = patronage.times_of(visit.region, visit.on).contact_days
    usual = next(iter(whose)) if may.curates(visit.by) else "all"
    return patronage.Wanted(
        whose=_one_of(asked.get("whose"), whose, usual), state=_one_of(asked.get("state"), patronage.STATES, ""),
        order=_one_of(asked.get("order"), patronage.ORDERS, "contact"), days=days,
        curator=int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else None,
    )  # fmt: skip


def _one_of(said: str | None, known: Collection[str], usual: str) -> str:
    return said if said is not None and said in known else usual


@require_GET
@staff_page(may.runs_curators)
def families(request: HttpRequest) -> HttpResponse:
    """One page of families; each name that is shown is written down, once a day."""
    visit = visit_of(request)
    wanted = _wanted(request, visit)
    total = patronage.caseload(by=visit.by, **visit.when, wanted=wanted, size=0).total
    pages = Paginator(range(total), SIZE).get_page(request.GET.get("page"))
    found = patronage.caseload(
        by=visit.by, **visit.when, wanted=wanted, first=(pages.number - 1) * SIZE, size=SIZE
    ).rows
    reading.for_list(request, visit, [one.person.id for one in found])
    chosen = {"whose": wanted.whose, "state": wanted.state, "order": wanted.order, "curator": wanted.curator}
    book = book_of(visit)
    persons = foresight.persons_of(visit.region, (one for some in found for one in some.ahead))
    rows = [(one, foresight.tell(book, one.ahead, persons, visit.on, visit.language)[:1]) for one in found]
    may_move = may.approves(visit.by)
    context = {
        "rows": rows, "keys": keys.of_list(), "may_move": may_move,
        "free": _free(visit) if may_move else [], "total": total, "page": pages, "on": visit.on, "wanted": wanted,
        "address": urlencode({name: value for name, value in chosen.items() if value}),
        "whose": _options(whose_titles(visit), wanted.whose), "states": _options(state_titles(), wanted.state),
        "orders": _options(order_titles(), wanted.order), "may_take": may.curates(visit.by),
    }  # fmt: skip
    return page(request, "curator/families.html", context)


def _free(visit: Visit) -> list[tuple[int, str]]:
    """Curators who are here and have room, the least loaded first: what a head chooses from in two presses."""
    free = [one for one in patronage.loads(visit.region, visit.on) if not one.away and not one.full]
    words = _("%(name)s, %(now)s из %(most)s")
    return [
        (one.account_id, words % {"name": one.name, "now": one.families, "most": one.capacity})
        for one in sorted(free, key=lambda one: (one.families / one.capacity, one.name))
    ]


def _options(titles: dict[str, str], now: str) -> list[tuple[str, str, bool]]:
    return [(id, title, id == now) for id, title in titles.items()]


@require_GET
@staff_page(may.runs_curators)
def xlsx(request: HttpRequest) -> HttpResponse:
    """Exactly the list of this address, all its pages."""
    visit = visit_of(request)
    found = patronage.caseload(by=visit.by, **visit.when, wanted=_wanted(request, visit), size=5000).rows
    reading.for_list(request, visit, [one.person.id for one in found], what="export")
    header = [
        _("Семья"), _("Телефон"), _("Адрес"), _("Куратор"), _("С какого дня"), _("Основание"),
        _("Последний контакт"), _("Следующий контакт"), _("Потребностей"), _("Не звонить"),
    ]  # fmt: skip
    lines = [
        (
            one.person.full_name, one.person.phone_text, one.person.address, one.curator_name, one.since.date(),
            str(patronage.Ground(one.ground).label),
            one.last_contact_at.date() if one.last_contact_at else None, one.next_contact_on, one.needs,
            _("да") if one.no_calls else "",
        )
        for one in found
    ]  # fmt: skip
    response = HttpResponse(cases.xlsx(_("Семьи"), header, lines), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="families-{visit.on:%Y-%m-%d}.xlsx"'
    return response


@require_GET
@staff_page(may.works)
def family(request: HttpRequest, person: UUID) -> HttpResponse:
    """The social passport of a family on one screen."""
    return show(request, visit_of(request), person)


def show(
    request: HttpRequest, visit: Visit, person: UUID, *, error: str = "", failed: str = "",
    bound: forms.Form | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The passport again with what must be put right. Who is not beside the family says first why they look."""
    care = patronage.of_person(by=visit.by, person=person, on=visit.on)
    if care is not None and care.beside:
        reading.for_care(request, visit, person)
    book = book_of(visit)
    file = reading.read(request, visit, person, book)
    if file is None:
        return redirect(f"{reverse('curator:person', args=[person])}?after=family")
    built: dict[str, forms.Form] = {"contact": ContactForm(prefix="contact"), "need": NeedForm(prefix="need")}
    loads = patronage.loads(visit.region, visit.on)
    if care is None or care.curator is None:
        curators = curators_of(loads)
        own = [one for one in curators if one[0] == str(visit.by.account_id)]
        choices = curators if may.approves(visit.by) else [("", _("у кого меньше семей")), *own]
        built["ground"] = GroundForm(prefix="ground", curators=choices)
    if bound is not None:
        built[failed] = bound
    context = {**passport.of(visit, file, book, care), "forms": built, "form": bound, "error": error, "care": care}
    return page(request, "curator/family.html", context, status)


def act(
    person: UUID, request: HttpRequest, verb: Verb, *, failed: str = "", bound: forms.Form | None = None
) -> HttpResponse:
    """Do one verb and come back to the passport, with the sentence where it was refused."""
    visit = visit_of(request)
    try:
        verb(visit)
    except Missing:
        raise
    except Refused as no:
        return show(
            request, visit, person, error=said_of(no, visit.language), failed=failed, bound=bound, status=status_of(no)
        )
    return redirect("curator:beside", person=person)


@require_POST
@staff_page(may.runs_curators)
def contact(request: HttpRequest, person: UUID) -> HttpResponse:
    """One contact with its outcome and the next day; from the day's plan one comes back to the day."""
    form = ContactForm(request.POST, prefix="contact")
    if not form.is_valid():
        return show(request, visit_of(request), person, failed="contact", bound=form, status=422)
    done = act(
        person, request, failed="contact", bound=form,
        verb=lambda visit: patronage.record_contact(by=visit.by, person=person, **form.cleaned_data, **visit.when),
    )  # fmt: skip
    back_to_day = done.status_code == 302 and request.POST.get("back") == "day"
    return redirect(f"{reverse('curator:day')}#calls") if back_to_day else done


@require_POST
@staff_page(may.works)
def need(request: HttpRequest, person: UUID) -> HttpResponse:
    """What the family needs."""
    form = NeedForm(request.POST, prefix="need")
    if not form.is_valid():
        return show(request, visit_of(request), person, failed="need", bound=form, status=422)
    return act(
        person, request, failed="need", bound=form,
        verb=lambda visit: patronage.record_need(by=visit.by, person=person, **form.cleaned_data, **visit.when),
    )  # fmt: skip


@require_POST
@staff_page(may.runs_curators)
def need_answer(request: HttpRequest, person: UUID, need: UUID) -> HttpResponse:
    """What helped, or why it is no longer needed."""
    said = request.POST.get("answer", "")
    return act(
        person, request,
        verb=lambda visit: patronage.answer_need(
            by=visit.by, need=need, answer=said, withdrawn=request.POST.get("withdrawn") == "1", **visit.when
        ),
    )  # fmt: skip


@require_POST
@staff_page(may.works)
def calls(request: HttpRequest, person: UUID) -> HttpResponse:
    """«Не звонить», and calling again."""
    again = request.POST.get("again") == "1"

    def verb(visit: Visit) -> None:
        if again:
            patronage.calls_again(by=visit.by, person=person, **visit.when)
        else:
            patronage.no_calls(by=visit.by, person=person, words=request.POST.get("words", ""), **visit.when)

    return act(person, request, verb)


@require_POST
@staff_page(may.works)
def begin(request: HttpRequest, person: UUID) -> HttpResponse:
    """Put a curator beside the family: the one who is named, or whoever has the fewest families."""
    visit = visit_of(request)
    names = curators_of(patronage.loads(visit.region, visit.on))
    form = GroundForm(request.POST, prefix="ground", curators=[("", ""), *names])
    if not form.is_valid():
        return show(request, visit, person, failed="ground", bound=form, status=422)
    chosen = form.cleaned_data["curator"]

    def verb(visit: Visit) -> None:
        if chosen:
            patronage.assign(by=visit.by, person=person, curator=int(chosen), why=form.why, **visit.when)
        else:
            patronage.ask_for_curator(by=visit.by, person=person, why=form.why, **visit.when)

    return act(person, request, verb, failed="ground", bound=form)
