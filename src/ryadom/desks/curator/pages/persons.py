"""The family on one page: who, what is known and from where, what is due, what runs, who read the file."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.cases import api as cases
from ryadom.channels import api as channels
from ryadom.desks.curator import interview, may, proposed, reading, rows
from ryadom.desks.curator.entitled import answers_of, entitled, find
from ryadom.desks.curator.facts import relation, subjects
from ryadom.desks.curator.forms import NoteForm
from ryadom.desks.curator.visit import Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.measures import api as measures
from ryadom.people import api as people
from ryadom.people.api import File
from ryadom.regions.clock import local
from ryadom.rules.api import Rulebook

READINGS = 8


@require_GET
@staff_page(may.works)
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """The page of a person's family; the first time of a day it asks why it is opened."""
    return show(request, visit_of(request), person)


def show(request: HttpRequest, visit: Visit, person: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page with what an action has to say: an error, a code to read out, a form to put right."""
    book = book_of(visit)
    file = reading.read(request, visit, person, book)
    if file is None:
        return _why(request, visit, person)
    if file.person.merged_into:
        return redirect("curator:person", person=file.person.merged_into)
    context = {**_who(visit, file), **_what(visit, file, book), **_runs(visit, file, book), "on": visit.on, **more}
    return page(request, "curator/person.html", context, status)


def _why(request: HttpRequest, visit: Visit, person: UUID, error: str = "", status: int = 200) -> HttpResponse:
    """Ask the purpose. Only the name is shown: it was found by a search that is logged."""
    found = people.person(region=visit.region, id=person)
    if found.merged_into:  # an old address: the record was joined to another one of the same person
        return redirect("curator:person", person=found.merged_into)
    context = {"person": found, "purposes": reading.usual_purposes(), "error": error, "after": _after(request)}
    return page(request, "curator/purpose.html", context, status)


def _after(request: HttpRequest) -> str:
    wanted = request.POST.get("after", "") if request.method == "POST" else request.path
    ours = wanted.startswith(("/staff/people/", "/staff/families/"))
    return wanted if ours and "//" not in wanted else ""


@require_POST
@staff_page(may.works)
def purpose(request: HttpRequest, person: UUID) -> HttpResponse:
    """Keep why the file is opened, and open it."""
    visit = visit_of(request)
    chosen = reading.kept_purpose(request.POST.get("purpose", ""))
    own = request.POST.get("own", "").strip()[:180]
    said = own if request.POST.get("purpose") == "other" else chosen
    if not said:
        return _why(request, visit, person, _("Укажите, зачем открываете дело: человек это увидит."), 422)
    people.person(region=visit.region, id=person)
    reading.remember(request, visit, [person], said)
    return redirect(_after(request) or request.path.removesuffix("purpose/"))


def _who(visit: Visit, file: File) -> dict[str, Any]:
    one = file.person
    facts = [
        _born(one, visit),
        _("СНИЛС %(number)s") % {"number": one.snils_text} if one.snils else _("СНИЛС не внесён"),
        one.phone_text or _("телефон не внесён"),
        one.address,
    ]
    return {
        "file": file,
        "person": one,
        "identity": [fact for fact in facts if fact],
        "family": file.family,
        "members": [(member, relation(member.relation)) for member in reading.members(file)],
        "represented": file.represented_by,
        "consents": file.consents,
        "logins": people.identities_of(region=visit.region, person_id=one.id),
        "may_enter": may.enters(visit.by),
        "talks": interview.conversations(visit, one.id) if may.enters(visit.by) else (),
    }


def _born(one: people.Person, visit: Visit) -> str:
    from ryadom.ui.figures import counted

    if one.birth_date is None:
        return _("дата рождения не внесена")
    age = counted(one.age(visit.on) or 0, _("год/года/лет"))
    return _("%(age)s, дата рождения %(day)s") % {"age": age, "day": f"{one.birth_date:%d.%m.%Y}"}


def _what(visit: Visit, file: File, book: Rulebook) -> dict[str, Any]:
    due = entitled(visit, file, book)
    known = subjects(file, reading.catalogue_of(book), visit.language, due.wanted)
    names = {member.person.id: member.person.short_name for member in reading.members(file)}
    names.setdefault(file.person.id, file.person.short_name)
    return {
        "due": due,
        "proposed": _proposed(visit, file, book),
        "form_token": uuid4(),
        "subjects": known,
        "contradictions": [(one, line) for one in known for line in one.contradictions],
        "incomes": [(names.get(one.person_id, ""), one) for one in _newest(file.incomes)],
        "totals": [(names.get(one.person_id, ""), one) for one in file.totals],
    }


def _proposed(visit: Visit, file: File, book: Rulebook) -> list[proposed.Due]:
    persons = {member.person.id: member.person for member in reading.members(file)} or {file.person.id: file.person}
    return proposed.of_family(visit, book, file.family.id if file.family else file.person.id, persons)


def _newest(incomes: tuple[people.Income, ...]) -> list[people.Income]:
    return sorted(incomes, key=lambda one: one.month, reverse=True)


def _runs(visit: Visit, file: File, book: Rulebook) -> dict[str, Any]:
    ids = [member.person.id for member in reading.members(file)] or [file.person.id]
    claims = measures.of_persons(region=visit.region, persons=ids)
    names = {member.person.id: member.person.short_name for member in reading.members(file)}
    return {
        "claims": [(claim, *rows.state_of(claim.case, claim), rows.amount_of(claim)) for claim in claims],
        "awards": measures.awards(region=visit.region, persons=ids),
        "before": measures.received_before(region=visit.region, persons=ids),
        "twins": twins_of(visit, file.person.id),
        "joinings": people.joinings_of(region=visit.region, person_id=file.person.id),
        "externals": measures.externals(region=visit.region, persons=ids),
        "notes": cases.notes(by=visit.by, person=file.person.id),
        "note_form": NoteForm(prefix="note"),
        "readings": _by_day(visit, people.readings_of(region=visit.region, person_id=file.person.id)),
        "names": names,
    }


def twins_of(visit: Visit, person: UUID) -> list[tuple[people.Pair, people.Person]]:
    """Records that may be of this person too, each with its pair."""
    found = people.open_pairs_of(region=visit.region, person_id=person)
    return [(one, one.second if one.first.id == person else one.first) for one in found]


def _by_day(visit: Visit, readings: tuple[people.Reading, ...]) -> list[tuple[people.Reading, int]]:
    """One line for a reader, a purpose and a day, with how many times."""
    found: dict[tuple[Any, ...], list[people.Reading]] = {}
    for one in readings:
        found.setdefault((local(one.at, visit.region).date(), one.reader, one.purpose), []).append(one)
    return [(some[0], len(some)) for some in found.values()][:READINGS]


@require_POST
@staff_page(may.works)
def note(request: HttpRequest, person: UUID) -> HttpResponse:
    """A note about the person, with the day of the next contact."""
    visit = visit_of(request)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return show(request, visit, person, status=422, note_form=form, form=form)
    people.person(region=visit.region, id=person)
    cases.note(by=visit.by, person=person, **form.cleaned_data, **visit.when)
    return redirect(_place(person, "notes"))


def _place(person: UUID, mark: str) -> str:
    from django.urls import reverse

    return f"{reverse('curator:person', args=[person])}#{mark}"


@require_POST
@staff_page(may.enters)
def passport(request: HttpRequest, person: UUID) -> HttpResponse:
    """The passport was seen by staff; with a login chosen, that login becomes identified."""
    visit = visit_of(request)
    raw = request.POST.get("login", "")
    account = int(raw) if raw.isascii() and raw.isdigit() else None
    people.mark_passport_seen(by=visit.by, at=visit.at, person_id=person, account_id=account)
    return redirect("curator:person", person=person)


@never_cache
@require_POST
@staff_page(may.enters)
def code(request: HttpRequest, person: UUID) -> HttpResponse:
    """A one-time code, shown on this page only and never again: to sign in, or to write in a messenger's chat."""
    visit = visit_of(request)
    if not reading.purpose_of(request, visit, person):
        return redirect("curator:person", person=person)  # the code would be lost behind the question
    if request.POST.get("to") == "chat":
        return show(request, visit, person, chat_code=channels.issue_code(by=visit.by, person=person, at=visit.at))
    seen = request.POST.get("passport") == "yes"
    issued = people.issue_login_code(by=visit.by, at=visit.at, person_id=person, passport_seen=seen)
    return show(request, visit, person, issued=issued, seen=seen)


@require_POST
@staff_page(may.enters)
def apply(request: HttpRequest, person: UUID) -> HttpResponse:
    """Begin a claim from the file, or give the sheet for the body that decides. A second click gives the same."""
    visit = visit_of(request)
    measure, _at, subject = request.POST.get("measure", "").partition("@")
    subject = subject or "family"
    book = book_of(visit)
    try:
        known = book.measures.get(measure)
        if known is not None and known.mode == "explain":
            measures.print_sheet(
                by=visit.by, person=person, measure=measure, subject=subject, channel="office", book=book, on=visit.on
            )
            return redirect("curator:sheet", person=person, measure=request.POST.get("measure", ""))
        claim = measures.start_draft(
            **visit.acting, form_token=UUID(request.POST.get("form_token", "")), person=person, measure=measure,
            subject=subject, facts={}, channel="office", book=book,
        )  # fmt: skip
    except ValueError:
        return show(request, visit, person, status=422, error=_("Страница устарела. Нажмите кнопку ещё раз."))
    except Refused as no:
        return show(request, visit, person, status=status_of(no), error=said_of(no, visit.language))
    return redirect("curator:claim", claim=claim.token)


@require_GET
@staff_page(may.works)
def sheet(request: HttpRequest, person: UUID, measure: str = "") -> HttpResponse:
    """What is due and what to do, on paper: one measure, or everything."""
    from ryadom.desks.curator import letters

    visit = visit_of(request)
    book = book_of(visit)
    file = reading.read(request, visit, person, book)
    if file is None:
        return _why(request, visit, person)
    answers, _family = answers_of(visit, file, book, ahead=True)
    one = find(answers, measure) if measure else None
    chosen = [one] if one else [a for a in answers.measures if str(a.outcome) in ("entitled", "likely", "unknown")]
    return letters.pdf(letters.answer(visit, book, file.person, chosen), "sheet.pdf")


@require_http_methods(["POST"])
@staff_page(may.enters)
def mark(request: HttpRequest, person: UUID, filing: UUID) -> HttpResponse:
    """Filed, got or refused elsewhere: as the person tells it."""
    visit = visit_of(request)
    try:
        measures.mark_external(**visit.acting, filing=filing, mark=request.POST.get("mark", ""), day=visit.on)
    except measures.Missing:
        raise
    except Refused as no:
        return show(request, visit, person, status=status_of(no), error=said_of(no, visit.language))
    return redirect(_place(person, "externals"))
