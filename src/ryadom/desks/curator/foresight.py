"""What lies ahead of families, asked of the rules for many at once and told in words: «через 12 дней …».

The room that keeps the days stands beside measures; this desk knows both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from ryadom.desks.curator import told
from ryadom.kit.periods import month_start
from ryadom.measures import api as measures
from ryadom.patronage.api import Ahead
from ryadom.people import api as people
from ryadom.people.api import File, KnownFact, Person, Whose
from ryadom.rules import api as rules
from ryadom.rules.api import FactRef, Rulebook
from ryadom.ui import ahead as ahead_words
from ryadom.ui import figures

INCOME_MONTHS = 30
FAR = timedelta(days=60)


def of_families(region: str, persons: Mapping[UUID, UUID | None], on: date) -> Mapping[UUID, Sequence[Ahead]]:
    """Rights that begin or end, awards that end, facts that were proved until a day; eight statements for all."""
    try:
        book = rules.rulebook(region, on)
    except LookupError:
        return {}
    files = _files(region, persons, on)
    ids = {one.person.id for file in files.values() for one in _members(file)} | set(persons)
    received = measures.received_by_everyone(region=region, persons=ids)
    awards = _by_person(measures.ending_between(region=region, persons=ids, first=on, last=on + FAR))
    return {
        person: [*_rights(book, file, received, on), *_awards(file, awards, on), *_papers(file, book, on)]
        for person, file in files.items()
    }


def _files(region: str, persons: Mapping[UUID, UUID | None], on: date) -> dict[UUID, File]:
    """The files of these people's families as the rules read them. Five statements, and no line: nobody looks."""
    homes = people.families_of(region=region, person_ids=persons, on=on)
    found = people.persons(region=region, ids=persons)
    subjects = {id: people.subjects_of(found[id], homes.get(id)) for id in persons if id in found}
    facts = people.facts_of(region=region, subjects={one for some in subjects.values() for one in some}, on=on)
    ids = {one.person.id for home in homes.values() for one in home.members} | set(found)
    first = month_start(on, -INCOME_MONTHS)
    incomes = people.incomes(region=region, person_ids=ids, first=first, last=on)
    totals = people.income_totals(region=region, person_ids=ids, first=first, last=on)
    files = {}
    for id, of in subjects.items():
        home = homes.get(id)
        mine = {one.person.id for one in home.members} if home else {id}
        files[id] = File(
            person=found[id], family=home, facts={whose: facts[whose] for whose in of},
            incomes=tuple(one for one in incomes if one.person_id in mine),
            totals=tuple(one for one in totals if one.person_id in mine),
        )  # fmt: skip
    return files


def _members(file: File) -> tuple[people.Member, ...]:
    return file.family.members if file.family else ()


def _ids(file: File) -> set[UUID]:
    return {one.person.id for one in _members(file)} or {file.person.id}


def _rights(
    book: Rulebook, file: File, received: Mapping[UUID, list[tuple[str, str]]], on: date
) -> Iterator[Ahead]:  # fmt: skip
    """Rights that begin or end by themselves, each with the conditions that turn."""
    granted = [one for id in _ids(file) for one in received.get(id, ())]
    family = measures.family_of(file, on, proved=measures.received_as_facts(granted))
    for one in rules.answer(book, family, on=on, ask=False, ahead=True).measures:
        coming = ahead_words.next_date(one, desk=True)
        if coming is None or one.next_date is None or not on < coming.on <= on + FAR:
            continue
        closes = coming.kind == "changes" and str(one.next_date.outcome) in ahead_words.NEVER
        if coming.kind != "changes" or closes:
            kind = "closes" if closes else coming.kind
            yield Ahead(coming.on, kind, one.measure, _whose(one.subject), one.next_date.criteria)


def _whose(subject: str) -> UUID | None:
    return None if subject == "family" else UUID(subject)


def _by_person(awards: Iterable[measures.AwardView]) -> dict[UUID, list[measures.AwardView]]:
    found: dict[UUID, list[measures.AwardView]] = {}
    for one in awards:
        found.setdefault(one.person, []).append(one)
    return found


def _awards(file: File, awards: Mapping[UUID, list[measures.AwardView]], on: date) -> Iterator[Ahead]:
    for id in _ids(file):
        for one in awards.get(id, ()):
            if one.renew_on is not None and on < one.renew_on <= on + FAR:
                yield Ahead(one.renew_on, "renew", one.measure, id)
            elif one.ends is not None and on < one.ends <= on + FAR:
                yield Ahead(one.ends, "award", one.measure, id)


def _papers(file: File, book: Rulebook, on: date) -> Iterator[Ahead]:
    """Facts that stand until a day: a disability for a year, a certificate, a term of a registration."""
    for whose, known in file.facts.items():
        for fact in known.values():
            if _ends(fact, on) and fact.key in book.facts:
                assert fact.valid_to is not None, "it ends"
                yield Ahead(fact.valid_to, "paper", fact.key, _person_of(whose))


def _ends(fact: KnownFact, on: date) -> bool:
    return fact.value is not None and fact.valid_to is not None and on < fact.valid_to <= on + FAR


def _person_of(whose: Whose) -> UUID | None:
    return UUID(str(whose.id)) if whose.of == "person" else None


@dataclass(frozen=True)
class Told:
    """One change in words. `when`: «через 12 дней»; `because`: the conditions that turn, empty for none."""

    on: date
    when: str
    words: str
    name: str
    because: str


def persons_of(region: str, found: Iterable[Ahead]) -> dict[UUID, Person]:
    """Whose days these are, for many families by one statement."""
    ids = {one.person for one in found if one.person}
    return people.persons(region=region, ids=ids) if ids else {}


def tell(book: Rulebook, found: Iterable[Ahead], persons: Mapping[UUID, Person], on: date, language: str) -> list[Told]:
    """What lies ahead in words, what turns together in one line; what the book no longer has is left out."""
    lines: dict[tuple[date, str, UUID | None, str], list[str]] = {}
    for one in sorted(found, key=lambda one: one.on):
        if title := _title(book, one, language):
            lines.setdefault((one.on, one.kind, one.person, _because(book, one, language)), []).append(title)
    return [
        Told(
            day, when(day, on), _words()[kind] % {"title": ", ".join(titles)},
            persons[whose].name if whose is not None and whose in persons else "", because,
        )
        for (day, kind, whose, because), titles in lines.items()
    ]  # fmt: skip


def _title(book: Rulebook, one: Ahead, language: str) -> str:
    if one.kind == "paper":
        return told.title(book, FactRef(one.what), language) if one.what in book.facts else ""
    return book.measures[one.what].file.title.said(language) if one.what in book.measures else ""


def _words() -> dict[str, str]:
    return {
        "begins": _("появится право: %(title)s"),
        "ends": _("закончится право: %(title)s"),
        "closes": _("уже не подойдёт: %(title)s"),
        "award": _("закончится выплата: %(title)s"),
        "renew": _("пора продлить: %(title)s"),
        "paper": _("закончится срок: %(title)s"),
    }


def when(day: date, on: date) -> str:
    """How far away a day is: «сегодня», «завтра», «через 12 дней»."""
    days = (day - on).days
    if days <= 1:
        return _("завтра") if days == 1 else _("сегодня")
    return _("через %(days)s") % {"days": figures.counted(days, _("день/дня/дней"))}


def _because(book: Rulebook, one: Ahead, language: str) -> str:
    measure = book.measures.get(one.what)
    if measure is None or not one.because:
        return ""
    titles = {
        criterion.file.id: criterion.file.title.said(language)
        for version in measure.versions
        for criterion in _flat(version.criteria)
    }
    return "; ".join(dict.fromkeys(titles[id] for id in one.because if id in titles))


def _flat(criteria: Iterable[rules.CompiledCriterion]) -> Iterator[rules.CompiledCriterion]:
    for one in criteria:
        yield one
        yield from _flat(one.group)
