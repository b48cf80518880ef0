"""Reading and searching by staff: both leave lines that nobody can take away."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ryadom.kit import identifiers
from ryadom.kit.names import search_words
from ryadom.kit.periods import month_start
from ryadom.people import may, shapes
from ryadom.people.actions.lines import line
from ryadom.people.catalogue import BadValue, Catalogue, parse_date
from ryadom.people.errors import NotFound, Refused
from ryadom.people.models import AccessLine, Person, SearchLine
from ryadom.people.queries import facts as fact_queries
from ryadom.people.queries import families as family_queries
from ryadom.people.queries import persons as person_queries
from ryadom.people.shapes import Actor, Id, Whose

INCOME_MONTHS = 24
SHOWN = 30
SHORTEST = 2

FindByNumber = Callable[[str, str], Collection[UUID]]
_number_finders: list[FindByNumber] = []


def register_number_finder(find: FindByNumber) -> None:
    """An upper room finds persons by its own numbers, as of cases: (region, text) -> person ids, empty if none."""
    if find not in _number_finders:
        _number_finders.append(find)


@transaction.atomic
def log_reading(
    *, by: Actor, at: datetime, person_ids: Iterable[Id], purpose: str, what: Sequence[str] = ("file",)
) -> None:
    """Leave a line for each of these persons. Raises NotAllowed, NotFound, Refused (a purpose must be named)."""
    ids = {person_queries.as_id(one) for one in person_ids}
    known = person_queries.persons(by.region, ids)
    if ids - known.keys():
        raise NotFound("person")
    _leave_lines(by, at, known.values(), purpose, what)


def log_serving(
    *, by: Actor, at: datetime, person_ids: Iterable[Id], purpose: str, what: Sequence[str] = ("person",)
) -> None:
    """Somebody who serves these people by order, and is not staff, saw their names: the same line for each.

    Whether they serve them is asked by the room that calls. Raises NotFound.
    """
    known = person_queries.persons(by.region, {person_queries.as_id(one) for one in person_ids})
    served = replace(by, roles=frozenset({"provider"}))
    AccessLine.objects.in_region(by.region).bulk_create(
        _line(served, at, one, line(purpose, 200), what) for one in sorted(known)
    )


def _leave_lines(by: Actor, at: datetime, persons: Iterable[shapes.Person], purpose: str, what: Sequence[str]) -> None:
    read = {one.id: one for one in persons}
    for one in read.values():
        may.read_file.demand(by, one)
    purpose = line(purpose, 200)
    if not purpose:
        raise Refused("no_purpose", _("Укажите, зачем открываете дело: человек это увидит."))
    AccessLine.objects.in_region(by.region).bulk_create(_line(by, at, one, purpose, what) for one in sorted(read))


def _line(by: Actor, at: datetime, person_id: UUID, purpose: str, what: Sequence[str]) -> AccessLine:
    return AccessLine(
        region=by.region,
        person_id=person_id,
        account_id=by.account,
        reader_name=by.name[:200],
        reader_roles=sorted(by.roles),
        at=at,
        purpose=purpose,
        what=list(what),
    )


@transaction.atomic
def read_file(
    *, by: Actor, at: datetime, on: date, person_id: Id, purpose: str, catalogue: Catalogue | None = None
) -> shapes.File:
    """A person's whole file with their family's, on a date. Everybody whose file was shown gets a line.

    Raises NotAllowed, NotFound, Refused (no_purpose).
    """
    family = family_queries.family_of(by.region, person_id, on)
    # Seen from this person, a family names them first.
    persons = [member.person for member in family.members] if family else [person_queries.person(by.region, person_id)]
    person, ids = persons[0], [one.id for one in persons]
    _leave_lines(by, at, persons, purpose, what=("person", "family", "facts", "incomes"))
    months = month_start(on, -INCOME_MONTHS), on
    return shapes.File(
        person=person,
        family=family,
        facts=fact_queries.facts_of(by.region, subjects_of(person, family), on, catalogue=catalogue),
        incomes=fact_queries.incomes(by.region, ids, *months),
        totals=fact_queries.income_totals(by.region, ids, *months),
        represented_by=family_queries.representatives_of(by.region, person.id, on),
        consents=person_queries.consents(by.region, person.id),
    )


def subjects_of(person: shapes.Person, family: shapes.Family | None) -> tuple[Whose, ...]:
    """Everybody and everything whose facts stand in a person's file."""
    if family is None:
        return (Whose("person", person.id),)
    home = (Whose("dwelling", family.dwelling.id),) if family.dwelling else ()
    people = tuple(Whose("person", member.person.id) for member in family.members)
    return (*people, Whose("family", family.id), *home)


@transaction.atomic
def search(*, by: Actor, at: datetime, text: str, limit: int = SHOWN) -> shapes.Hits:
    """Persons by name (ё = е, any order; with a year or day of birth), СНИЛС, phone, or an upper room's number.

    The search is logged.

    Raises NotAllowed, Refused (too_short).
    """
    may.search.demand(by)
    text = line(text, 200)
    kind, rows = _understood(by.region, text)
    total = rows.count()
    hits = tuple(person_queries.shape(row) for row in rows.order_by("sort_key", "birth_date", "pk")[:limit])
    SearchLine.objects.in_region(by.region).create(
        account_id=by.account, at=at, kind=kind, digest=_digest(text), hits=total
    )
    return shapes.Hits(hits, total, kind)


def _understood(region: str, text: str) -> tuple[str, QuerySet[Person]]:
    rows = Person.objects.in_region(region).filter(merged_into=None)
    for find in _number_finders:
        if ids := find(region, text):
            return "number", rows.filter(pk__in=ids)
    snils, phone = identifiers.snils(text), identifiers.phone(text)
    if snils.ok and not text.startswith("+"):
        return "snils", rows.filter(Q(snils=snils.digits) | Q(phone=phone.digits if phone.ok else None))
    if phone.ok:
        return "phone", rows.filter(phone=phone.digits)
    born, text = _born(text)
    words = search_words(text)
    if sum(map(len, words)) < SHORTEST:
        raise Refused("too_short", _("Напишите хотя бы две буквы фамилии, СНИЛС или телефон."))
    return "name", rows.filter(_named(words), born)


def _born(text: str) -> tuple[Q, str]:
    """«Иванова 1990», «Иванова 01.05.1990»: the last word as a year or day of birth, and the rest."""
    *names, last = text.split() or [""]
    if last.isascii() and last.isdigit() and len(last) == len("1990"):
        return Q(birth_date__year=int(last)) if int(last) else Q(pk=None), " ".join(names)
    try:
        return Q(birth_date=parse_date(last)), " ".join(names)
    except BadValue:
        return Q(), text


def _named(words: Sequence[str]) -> Q:
    """Each word begins a part of the name. Surname first is how papers read, name first is how people speak."""
    first, *rest = words[:3]
    if not rest:
        return Q(surname_key__startswith=first) | Q(name_key__startswith=first)
    second, *third = rest
    paper = Q(surname_key__startswith=first, name_key__startswith=second)
    speech = Q(name_key__startswith=first, surname_key__startswith=second)
    polite = Q(name_key__startswith=first, patronymic_key__startswith=second)
    double = Q(surname_key__startswith=first + second)  # «Салтыков Щедрин» for a name written with a hyphen
    if not third:
        return paper | speech | polite | double
    last = third[0]
    whole = paper & Q(patronymic_key__startswith=last) | polite & Q(surname_key__startswith=last)
    return whole | double & Q(name_key__startswith=last)


def _digest(text: str) -> str:
    return salted_hmac("people.search", text.lower(), secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
