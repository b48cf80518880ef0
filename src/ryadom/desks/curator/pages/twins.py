"""«Возможно, один человек»: two records side by side, what would move, and the answer of somebody of staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.curator import may, reading
from ryadom.desks.curator.facts import relation
from ryadom.desks.curator.visit import Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.people import api as people
from ryadom.people.api import Pair, Person, Whose


@dataclass(frozen=True)
class Compared:
    """One line of two records: `agree` None where one of them says nothing."""

    title: str
    first: str
    second: str
    agree: bool | None


def why_titles() -> dict[str, str]:
    """What speaks for and against, in words."""
    return {
        "snils": _("СНИЛС совпал"), "snils_said": _("СНИЛС совпал со сказанным"),
        "born": _("дата рождения совпала"), "name": _("имя похоже"), "other_born": _("дата рождения другая"),
        "other_name": _("имя другое"), "other_sex": _("пол другой"),
    }  # fmt: skip


def move_titles() -> dict[str, str]:
    """What names a person, by column; columns of one thing are counted together."""
    return {
        "people.familymember.person": _("семьи"), "people.representation.person": _("кто действует за человека"),
        "people.representation.representative": _("за кого действует"), "people.identity.person": _("учётные записи"),
        "people.consent.person": _("согласия"), "people.fact.person": _("сведения"),
        "people.incomerecord.person": _("доходы по месяцам"), "people.incometotal.person": _("доходы за период"),
        "cases.case.person": _("дела"), "cases.case.applicant": _("дела, где обратился за другого"),
        "cases.note.person": _("заметки и задачи"), "papers.paper.owner": _("документы"),
        "talk.conversation.subject": _("разговоры"), "measures.claim.person": _("заявления"),
        "measures.claim.applicant": _("заявления, поданные за другого"), "measures.award.person": _("назначения"),
        "measures.externalfiling.person": _("обращения в другие ведомства"),
        "measures.reminder.person": _("напоминания"), "measures.received.person": _("полученные раньше меры"),
    }  # fmt: skip


@require_GET
@staff_page(may.enters)
def twins(request: HttpRequest) -> HttpResponse:
    """Every pair that waits, put off ones last."""
    visit = visit_of(request)
    titles = why_titles()
    found = people.pairs(region=visit.region)
    lines = [(one, [titles[word] for word in one.why if word in titles]) for one in found]
    return page(request, "curator/twins.html", {"lines": lines, "on": visit.on})


@require_GET
@staff_page(may.enters)
def twin(request: HttpRequest, pair: UUID) -> HttpResponse:
    """Two records side by side. Both logs say that they were looked at."""
    return _twin(request, visit_of(request), pair)


def _twin(request: HttpRequest, visit: Visit, pair_id: UUID, error: str = "", status: int = 200) -> HttpResponse:
    pair = people.pair(region=visit.region, id=pair_id)
    reading.for_pair(request, visit, (pair.first.id, pair.second.id))
    titles = why_titles()
    context = {
        "pair": pair,
        "open": pair.verdict in ("waiting", "later"),
        "why": [titles[word] for word in pair.why if word in titles],
        "lines": [*_names(pair), *_families(visit, pair), *_facts(visit, pair)],
        "sides": [_side(visit, pair.first, pair.second), _side(visit, pair.second, pair.first)],
        "keep": request.POST.get("survivor") or str(better(pair).id),
        "error": error,
        "typed": request.POST.get("reason", ""),
        "on": visit.on,
    }
    return page(request, "curator/twin.html", context, status)


def better(pair: Pair) -> Person:
    """The record that stays unless staff choose the other: the one that is better proved."""
    return max((pair.first, pair.second), key=_proofs)


def _proofs(one: Person) -> tuple[bool, ...]:
    return bool(one.snils), bool(one.passport_seen_at), bool(one.phone)


def _line(title: str, first: str, second: str) -> Compared:
    return Compared(title, first, second, first == second if first and second else None)


def _names(pair: Pair) -> list[Compared]:
    one, other = pair.first, pair.second
    sexes = {"female": _("женский"), "male": _("мужской"), "": ""}
    lines = [
        _line(_("Фамилия"), one.surname, other.surname),
        _line(_("Имя"), one.name, other.name),
        _line(_("Отчество"), one.patronymic, other.patronymic),
        _line(_("Дата рождения"), _day(one), _day(other)),
        _line(_("Пол"), sexes[one.sex], sexes[other.sex]),
        _line(_("СНИЛС"), one.snils_text, other.snils_text),
        _line(_("СНИЛС со слов"), one.snils_said_text, other.snils_said_text),
        _line(_("Телефон"), one.phone_text, other.phone_text),
        _line(_("Адрес"), one.address, other.address),
    ]
    return [line for line in lines if line.first or line.second]


def _day(one: Person) -> str:
    return f"{one.birth_date:%d.%m.%Y}" if one.birth_date else ""


def _families(visit: Visit, pair: Pair) -> list[Compared]:
    found = people.families_of(region=visit.region, person_ids=(pair.first.id, pair.second.id), on=visit.on)
    told = [_family(found.get(one.id)) for one in (pair.first, pair.second)]
    return [Compared(_("Семья"), told[0], told[1], told[0] == told[1] if all(told) else None)] if any(told) else []


def _family(home: people.Family | None) -> str:
    others = home.members[1:] if home else ()
    return ", ".join(f"{one.person.short_name} ({relation(one.relation)})" for one in others) or (
        _("один в семье") if home else ""
    )


def _facts(visit: Visit, pair: Pair) -> list[Compared]:
    catalogue = reading.catalogue_of(book_of(visit))
    whose = Whose("person", pair.first.id), Whose("person", pair.second.id)
    known = people.facts_of(region=visit.region, subjects=whose, on=visit.on, catalogue=catalogue)
    keys = sorted({key for one in whose for key in known[one]} - {"birth-date", "sex"})
    return [_fact(visit, catalogue, key, [known[one].get(key) for one in whose]) for key in keys]


def _fact(visit: Visit, catalogue: people.Catalogue, key: str, known: list[people.KnownFact | None]) -> Compared:
    kind = catalogue.kinds.get(key)
    first, second = (
        "" if one is None else people.show(kind, one.value, visit.language) if kind else str(one.value) for one in known
    )
    return _line(kind.titled(visit.language) if kind else key, first, second)


def _side(visit: Visit, one: Person, other: Person) -> dict[str, Any]:
    """What moves from a record when the other stays, and which proofs would stay behind."""
    counted, titles = people.what_moves(region=visit.region, person_id=one.id), move_titles()
    return {
        "person": one,
        "other": other,
        "moves": [(titles[name], count) for name, count in counted.items() if name in titles],
        "behind": [
            (_title(visit, what), mine, theirs)
            for what, mine, theirs in people.left_behind(region=visit.region, survivor_id=other.id, merged_id=one.id)
        ],
    }


def _title(visit: Visit, what: str) -> str:
    catalogue = reading.catalogue_of(book_of(visit))
    return catalogue[what].titled(visit.language) if what in catalogue else what


@require_POST
@staff_page(may.enters)
def answer(request: HttpRequest, pair: UUID) -> HttpResponse:
    """«Это один человек», «Это разные люди», «Отложить», each with a reason."""
    visit = visit_of(request)
    told: dict[str, Any] = {"by": visit.by, "at": visit.at, "pair_id": pair, "reason": request.POST.get("reason", "")}
    verdict = request.POST.get("verdict", "")
    try:
        if verdict == "one":
            people.join_records(**told, survivor_id=request.POST.get("survivor", ""))
            return redirect("curator:person", person=request.POST["survivor"])
        if verdict == "different":
            people.declare_different(**told)
        elif verdict == "later":
            people.put_off(**told)
        else:
            return _twin(request, visit, pair, _("Выберите ответ."), 422)
    except people.NotFound:
        raise
    except Refused as no:
        return _twin(request, visit, pair, said_of(no, visit.language), status_of(no))
    return redirect("curator:twins")


@require_POST
@staff_page(may.enters)
def part(request: HttpRequest, joining: UUID) -> HttpResponse:
    """«Разъединить»: the two records are two people after all."""
    visit = visit_of(request)
    try:
        people.part_records(by=visit.by, at=visit.at, merge_id=joining, reason=request.POST.get("reason", ""))
    except people.NotFound:
        raise
    except Refused as no:
        return page(request, "curator/parting.html", {"error": said_of(no, visit.language)}, status_of(no))
    return redirect("curator:twins")
