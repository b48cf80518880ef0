"""Enter people and keep families: register, found, add, end; who acts for whom; consents; contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ryadom.desks.curator import may, reading
from ryadom.desks.curator.forms import ConsentForm, ContactsForm, MemberForm, PersonForm, RepresentForm
from ryadom.desks.curator.pages.persons import show
from ryadom.desks.curator.visit import Missing, Refused, Visit, page, said_of, staff_page, status_of, visit_of
from ryadom.people import api as people
from ryadom.ui.forms import DateField

_FIELDS = ("surname", "name", "patronymic", "birth_date", "sex", "snils", "phone", "address", "source")


def _form_page(
    request: HttpRequest, visit: Visit, form: django_forms.Form, title: str, *, person: UUID | None = None,
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    """A page with one form; what is wrong stands beside its field."""
    about = people.person(region=visit.region, id=person) if person else None
    context = {"form": form, "title": title, "person": about, **more}
    return page(request, "curator/form.html", context, 422 if form.errors and status == 200 else status)


def _tried(form: django_forms.Form, visit: Visit, act: Callable[[], Any]) -> tuple[Any, int]:
    """What the action gave, or None with the status and its sentence on the form."""
    try:
        with transaction.atomic():
            return act(), 200
    except Missing:
        raise
    except Refused as no:
        form.add_error(None, said_of(no, visit.language))
        return None, status_of(no)


@require_http_methods(["GET", "POST"])
@staff_page(may.enters)
def register(request: HttpRequest) -> HttpResponse:
    """A new person. Somebody alike is shown first, so that nobody is entered twice."""
    visit = visit_of(request)
    form = PersonForm(request.POST or None)
    title = _("Внести человека")
    if request.method == "GET" or not form.is_valid():
        return _form_page(request, visit, form, title)
    alike = _alike(visit, form) if not request.POST.get("anyway") else ()
    if alike:
        return _form_page(request, visit, form, title, status=409, alike=alike)
    made, status = _tried(form, visit, lambda: _registered(visit, form))
    if made is None:
        return _form_page(request, visit, form, title, status=status)
    reading.remember(request, visit, [made.id], _("Внесён сотрудником"))
    return redirect("curator:person", person=made.id)


def _alike(visit: Visit, form: django_forms.Form) -> tuple[people.Person, ...]:
    known = {name: form.cleaned_data[name] for name in ("surname", "name", "birth_date", "snils")}
    return people.alike(region=visit.region, **known)


def _registered(visit: Visit, form: django_forms.Form) -> people.Person:
    return people.register_person(**visit.acting, **{name: form.cleaned_data[name] for name in _FIELDS})


@require_http_methods(["GET", "POST"])
@staff_page(may.enters)
def contacts(request: HttpRequest, person: UUID) -> HttpResponse:
    """Name, СНИЛС, phone, address; the former ones stay in the history of the file."""
    visit = visit_of(request)
    if not reading.purpose_of(request, visit, person):
        return redirect("curator:person", person=person)
    known = people.person(region=visit.region, id=person)
    initial = {name: getattr(known, name) or "" for name in ContactsForm.base_fields}
    form = ContactsForm(request.POST or None, initial=initial)
    title = _("Имя, СНИЛС, телефон, адрес")
    if request.method == "GET" or not form.is_valid():
        return _form_page(request, visit, form, title, person=person)
    changes = {name: value for name, value in form.cleaned_data.items() if (value or "") != initial[name]}
    made, status = _tried(form, visit, lambda: people.change_person(**visit.acting, person_id=person, **changes))
    if made is None:
        return _form_page(request, visit, form, title, person=person, status=status)
    return redirect("curator:person", person=person)


@require_POST
@staff_page(may.enters)
def family(request: HttpRequest, person: UUID) -> HttpResponse:
    """A family of one, to which others are added."""
    visit = visit_of(request)
    try:
        people.found_family(by=visit.by, at=visit.at, head_id=person, starts=visit.on)
    except people.NotFound:
        raise
    except people.Refused as no:
        return show(request, visit, person, status=status_of(no), error=said_of(no, visit.language))
    return redirect("curator:person", person=person)


@require_http_methods(["GET", "POST"])
@staff_page(may.enters)
def member_add(request: HttpRequest, person: UUID) -> HttpResponse:
    """Somebody joins the family: found in the region by a search, or entered anew here."""
    visit = visit_of(request)
    about = people.person(region=visit.region, id=person)
    home = people.family_of(region=visit.region, person_id=about.id, on=visit.on)
    if home is None:
        return redirect("curator:person", person=person)
    title = _("Добавить человека в семью")
    if request.method == "POST" and "find" in request.POST:
        return _found_for_family(request, visit, person, title)
    form = MemberForm(request.POST or None, initial={"starts": visit.on})
    if request.method == "GET" or not form.is_valid():
        return _form_page(request, visit, form, title, person=person, finds=True)
    made, status = _tried(form, visit, lambda: _joined(visit, home, form))
    if made is None:
        return _form_page(request, visit, form, title, person=person, status=status, finds=True)
    return redirect("curator:person", person=person)


def _found_for_family(request: HttpRequest, visit: Visit, person: UUID, title: str) -> HttpResponse:
    """Hits of a search as people to choose from; what was typed below stays."""
    typed = {name: value for name, value in request.POST.items() if name in MemberForm.base_fields}
    form = MemberForm(initial={"starts": visit.on, **typed})
    more: dict[str, Any] = {"finds": True, "words": request.POST.get("q", "")[:200]}
    try:
        more["hits"] = people.search(by=visit.by, at=visit.at, text=more["words"], limit=10).persons
    except people.Refused as no:
        more["find_error"] = said_of(no, visit.language)
    return _form_page(request, visit, form, title, person=person, **more)


def _joined(visit: Visit, home: people.Family, form: django_forms.Form) -> people.Family:
    found = form.cleaned_data
    who = found.get("existing") or _registered(visit, form).id
    return people.add_member(
        by=visit.by, at=visit.at, family_id=home.id, person_id=who, role=found["role"], starts=found["starts"],
        contract_date=found["contract_date"],
    )  # fmt: skip


@require_POST
@staff_page(may.enters)
def member_end(request: HttpRequest, person: UUID, member: UUID) -> HttpResponse:
    """The last day of somebody in the family."""
    visit = visit_of(request)
    about = people.person(region=visit.region, id=person)
    home = people.family_of(region=visit.region, person_id=about.id, on=visit.on)
    try:
        ends = DateField().clean(request.POST.get("ends", ""))
        if home is not None:
            people.end_member(by=visit.by, at=visit.at, family_id=home.id, person_id=member, ends=ends)
    except people.NotFound:
        raise
    except people.Refused as no:
        return show(request, visit, person, status=status_of(no), error=said_of(no, visit.language))
    except django_forms.ValidationError as wrong:
        return show(request, visit, person, status=422, error=" ".join(wrong.messages))
    return redirect("curator:person", person=person)


@require_POST
@staff_page(may.enters)
def member_confirm(request: HttpRequest, person: UUID, member: UUID) -> HttpResponse:
    """The paper was seen: somebody told of is no longer in the family by words alone."""
    visit = visit_of(request)
    about = people.person(region=visit.region, id=person)
    home = people.family_of(region=visit.region, person_id=about.id, on=visit.on)
    if home is None:
        return redirect("curator:person", person=person)
    try:
        people.confirm_member(
            **visit.acting, family_id=home.id, person_id=member, evidence=request.POST.get("evidence", "")
        )
    except people.NotFound:
        raise
    except people.Refused as no:
        return show(request, visit, person, status=status_of(no), error=said_of(no, visit.language))
    return redirect("curator:person", person=person)


@require_http_methods(["GET", "POST"])
@staff_page(may.enters)
def represent(request: HttpRequest, person: UUID) -> HttpResponse:
    """Who of the family acts for the person, by which paper, until when. Family alone gives no right."""
    visit = visit_of(request)
    home = people.family_of(region=visit.region, person_id=person, on=visit.on)
    others = [one.person for one in home.members if str(one.person.id) != str(person)] if home else []
    form = RepresentForm(
        request.POST or None, initial={"starts": visit.on}, people=[(str(one.id), one.full_name) for one in others]
    )
    title = _("Кто действует за человека")
    empty = "" if others else _("Сначала внесите этого человека в семью: право дают тому, кто известен.")
    if request.method == "GET" or not form.is_valid():
        return _form_page(request, visit, form, title, person=person, lead=empty)
    found = form.cleaned_data
    act = lambda: people.represent(  # noqa: E731
        by=visit.by, at=visit.at, person_id=person, representative_id=found["representative"], ground=found["ground"],
        starts=found["starts"], ends=found["ends"], evidence=found["evidence"],
    )  # fmt: skip
    made, status = _tried(form, visit, act)
    if made is None:
        return _form_page(request, visit, form, title, person=person, status=status)
    return redirect("curator:person", person=person)


@require_POST
@staff_page(may.enters)
def represent_end(request: HttpRequest, person: UUID, right: UUID) -> HttpResponse:
    """The right ends today."""
    visit = visit_of(request)
    people.end_representation(by=visit.by, at=visit.at, representation_id=right, ends=visit.on)
    return redirect("curator:person", person=person)


@require_http_methods(["GET", "POST"])
@staff_page(may.enters)
def consent(request: HttpRequest, person: UUID) -> HttpResponse:
    """A consent that the person signed on paper."""
    visit = visit_of(request)
    form = ConsentForm(request.POST or None)
    title = _("Согласие на бумаге")
    if request.method == "GET" or not form.is_valid():
        return _form_page(request, visit, form, title, person=person)
    act = lambda: (people.give_consent(**visit.acting, person_id=person, how="paper", **form.cleaned_data), True)  # noqa: E731
    made, status = _tried(form, visit, act)
    if made is None:
        return _form_page(request, visit, form, title, person=person, status=status)
    return redirect("curator:person", person=person)
