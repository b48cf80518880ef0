"""One call: who it is, what was asked and answered, a call to be given back, what the caller agrees to aloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from ryadom.cases import api as cases
from ryadom.channels import api as channels
from ryadom.desks.phone import calls, consenting, leading, may, returning, speaking
from ryadom.desks.phone.forms import CallBackForm, RecordForm
from ryadom.desks.phone.models import Behalf, Call, Known
from ryadom.desks.phone.visit import Gone, Refused, Visit, desk_page, said_of, show, status_of, visit_of
from ryadom.people import api as people

LONGEST = 200
Wrong = (*Refused, cases.LettersRefused)


@require_GET
@desk_page
def call(request: HttpRequest, token: UUID) -> HttpResponse:
    """The call as it stands."""
    return page(request, token)


def page(request: HttpRequest, token: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a call, with what was just asked or refused."""
    visit = visit_of(request)
    row = calls.one(by=visit.by, token=token)
    person = people.person(region=visit.region, id=row.person_id) if row.person_id else None
    gives = may.gives_codes(visit.by)
    context = {
        "call": row,
        "known": calls.known_titles()[row.known],
        "person": person,
        "person_key": str(person.id) if person else "",
        "form": RecordForm(initial=_kept(row)),
        "back": CallBackForm(
            prefix="back", initial={"phone": row.phone or (person.phone if person and row.sure else "")}
        ),
        "consents": consenting.of_person(region=visit.region, person=person.id)
        if person and row.sure and gives
        else (),
        "gives_codes": gives,
        **more,
    }
    return show(request, "phone/call.html", context, status)


def _kept(row: Call) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("said_name", "behalf", "for_whom", "about", "answered")}


@require_POST
@desk_page
def record(request: HttpRequest, token: UUID) -> HttpResponse:
    """Keep the record; with «Закончить» the call is over."""
    visit, form = visit_of(request), RecordForm(request.POST)
    if not form.is_valid():
        return page(request, token, status=422, form=form)
    told = {**form.cleaned_data, "behalf": form.cleaned_data["behalf"] or Behalf.SELF}
    over = "over" in request.POST
    try:
        row = calls.write(by=visit.by, token=token, record=calls.Record(**told), at=visit.at, over=over)
    except Gone:
        raise
    except Refused as no:
        return page(request, token, status=status_of(no), form=form, error=said_of(no))
    return redirect("phone:desk") if over else redirect("phone:call", token=row.token)


@require_POST
@desk_page
def find(request: HttpRequest, token: UUID) -> HttpResponse:
    """Who it may be; the words stand in no address and every search is logged."""
    visit, words = visit_of(request), request.POST.get("q", "")[:LONGEST]
    try:
        found = calls.candidates(by=visit.by, words=words, at=visit.at)
    except Gone:
        raise
    except Refused as no:
        return page(request, token, status=status_of(no), words=words, error=said_of(no))
    return page(request, token, words=words, found=found, looked=True)


@require_POST
@desk_page
def who(request: HttpRequest, token: UUID, do: str) -> HttpResponse:
    """How it was learnt who calls: named, called back, a code for contact, or number and letters."""
    act = _WHO.get(do)
    if act is None:
        raise Http404
    visit = visit_of(request)
    try:
        more = act(request, visit, token)
    except Gone:
        raise
    except Wrong as no:
        return page(request, token, status=status_of(no), error=said_of(no), open_who=True)
    return page(request, token, **more) if more else redirect("phone:call", token=token)


def _named(request: HttpRequest, visit: Visit, token: UUID) -> dict[str, Any]:
    calls.name(by=visit.by, token=token, person=_uuid(request.POST.get("person", "")), at=visit.at)
    return {}


def _uuid(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError:
        raise people.NotFound("person") from None


def _called_back(request: HttpRequest, visit: Visit, token: UUID) -> dict[str, Any]:
    calls.called_back(by=visit.by, token=token, at=visit.at)
    return {}


def _code(request: HttpRequest, visit: Visit, token: UUID) -> dict[str, Any]:
    view = leading.open_talk(by=visit.by, token=token, at=visit.at)
    row = calls.one(by=visit.by, token=token)
    assert row.address is not None, f"{view.token} is led at an address"
    person = channels.link(region=visit.region, address=row.address, code=request.POST.get("code", ""), at=visit.at)
    calls.learnt(by=visit.by, token=token, how=Known.CODE, person=person, at=visit.at)
    return {}


def _letters(request: HttpRequest, visit: Visit, token: UUID) -> dict[str, Any]:
    """The state is told to whoever names both; whose case it is goes into the record and proves nobody."""
    number, letters = request.POST.get("number", "")[:40], request.POST.get("letters", "")[:80]
    calls.one(by=visit.by, token=token)
    person, told = cases.person_by_letters(
        region=visit.region, number=number, letters=letters, on=visit.on, at=visit.at
    )
    calls.learnt(by=visit.by, token=token, how=Known.LETTERS, person=person, at=visit.at)
    return {"told": told, "spoken": speaking.of_status(told)}


_WHO: dict[str, Callable[[HttpRequest, Visit, UUID], dict[str, Any]]] = {
    "named": _named, "called-back": _called_back, "code": _code, "letters": _letters,
}  # fmt: skip


@require_POST
@desk_page
def ask_back(request: HttpRequest, token: UUID) -> HttpResponse:
    """The caller wants to be called back."""
    visit, form = visit_of(request), CallBackForm(request.POST, prefix="back")
    if not form.is_valid():
        return page(request, token, status=422, back=form)
    told = form.cleaned_data
    try:
        until = returning.promised(visit.region, told["part"], told["day"], visit.at)
        made = returning.ask(
            by=visit.by, call=token, phone=told["phone"], agreed=told["agreed"], about=told["about"], until=until,
            at=visit.at,
        )  # fmt: skip
    except Gone:
        raise
    except Refused as no:
        return page(request, token, status=status_of(no), back=form, error=said_of(no))
    return page(request, token, promised=made)


@require_POST
@desk_page
def agree(request: HttpRequest, token: UUID) -> HttpResponse:
    """The text was read, the caller said yes."""
    visit = visit_of(request)
    try:
        consenting.agree(by=visit.by, call=token, purpose=request.POST.get("purpose", ""), on=visit.on, at=visit.at)
    except Gone:
        raise
    except Refused as no:
        return page(request, token, status=status_of(no), error=said_of(no))
    return redirect("phone:call", token=token)
