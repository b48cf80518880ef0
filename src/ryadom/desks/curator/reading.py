"""Why a file is opened: asked once for a family and a day, kept in the session, written where the person reads it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.desks.curator.visit import Visit
from ryadom.people import api as people
from ryadom.people.api import Catalogue, File
from ryadom.rules.api import Rulebook

PURPOSES = "purposes"
MOST = 300
LISTED = "listed"
MOST_LISTED = 2000


def usual_purposes() -> list[tuple[str, str]]:
    """What people come for, for the reader to choose from."""
    return [
        ("came", _("Человек пришёл или позвонил")),
        ("claim", _("Работа с заявлением")),
        ("visit", _("Выход в семью")),
        ("check", _("Проверка, что ещё положено")),
        ("other", _("Другое")),
    ]


@override("ru")
def kept_purpose(code: str) -> str:
    """The words that the person will read on their own page: in Russian, in whatever language they were chosen."""
    return dict(usual_purposes()).get(code, "")


def purpose_of(request: HttpRequest, visit: Visit, person: UUID) -> str:
    """Why this file is open today, empty when it was not said yet. Raises NotFound."""
    people.person(region=visit.region, id=person)
    return _said(request, visit, person)


def _said(request: HttpRequest, visit: Visit, person: UUID) -> str:
    day, said = request.session.get(PURPOSES, {}).get(str(person), ("", ""))
    return said if day == visit.on.isoformat() else ""


def remember(request: HttpRequest, visit: Visit, persons: Iterable[UUID], purpose: str) -> None:
    """The same purpose holds for everybody of the family until the day is over."""
    today = visit.on.isoformat()
    kept = {one: entry for one, entry in request.session.get(PURPOSES, {}).items() if entry[0] == today}
    fresh = {str(person): (today, purpose[:200]) for person in persons}
    if fresh.items() - {one: tuple(entry) for one, entry in kept.items()}.items():
        request.session[PURPOSES] = dict(list({**kept, **fresh}.items())[-MOST:])


def read(request: HttpRequest, visit: Visit, person: UUID, book: Rulebook) -> File | None:
    """The file, when it was said why; None when the purpose must be asked first. Leaves a line. Raises NotFound."""
    purpose = _said(request, visit, person) or purpose_of(request, visit, person)
    if not purpose:
        return None
    file = people.read_file(
        by=visit.by, at=visit.at, on=visit.on, person_id=person, purpose=purpose, catalogue=catalogue_of(book)
    )
    remember(request, visit, [one.person.id for one in members(file)], purpose)
    return file


def for_claim(request: HttpRequest, visit: Visit, person: UUID, number: str) -> None:
    """Working on a claim is a purpose of its own: one line a day, and the file may be opened from the claim."""
    if _said(request, visit, person):
        return
    with override("ru"):
        purpose = _("Работа с заявлением %(number)s") % {"number": number or _("(черновик)")}
    people.log_reading(by=visit.by, at=visit.at, person_ids=[person], purpose=purpose, what=("claim",))
    remember(request, visit, [person], purpose)


def for_care(request: HttpRequest, visit: Visit, person: UUID) -> None:
    """Being beside a family is a purpose of its own: its curator is not asked why."""
    if not _said(request, visit, person):
        with override("ru"):
            remember(request, visit, [person], _("Куратор семьи"))


def for_list(request: HttpRequest, visit: Visit, persons: Iterable[UUID], what: str = "care") -> None:
    """A list names people: one line a day for each; their files stay closed until somebody says why."""
    today = visit.on.isoformat()
    kept = request.session.get(LISTED, {})
    seen = set(kept.get("seen", ())) if kept.get("day") == today else set()
    fresh = [one for one in dict.fromkeys(persons) if str(one) not in seen and not _said(request, visit, one)]
    if not fresh:
        return
    with override("ru"):
        purpose = _("Список семей и дел на день")
    people.log_reading(by=visit.by, at=visit.at, person_ids=fresh, purpose=purpose, what=("person", what))
    request.session[LISTED] = {"day": today, "seen": [*seen, *map(str, fresh)][-MOST_LISTED:]}


def for_pair(request: HttpRequest, visit: Visit, persons: Iterable[UUID]) -> None:
    """Holding two records side by side is a purpose of its own: one line a day for each."""
    unread = [one for one in persons if not _said(request, visit, one)]
    if not unread:
        return
    with override("ru"):
        purpose = _("Сверка: один ли это человек")
    people.log_reading(by=visit.by, at=visit.at, person_ids=unread, purpose=purpose, what=("person", "pair"))
    remember(request, visit, unread, purpose)


def members(file: File) -> tuple[people.Member, ...]:
    """Everybody of the file's family; nobody where there is none."""
    return file.family.members if file.family else ()


def catalogue_of(book: Rulebook) -> Catalogue:
    """The catalogue of facts of these rules."""
    return Catalogue.of(kind.file.kind(key) for key, kind in book.facts.items())
