"""From a conversation to the family that rules are asked about: who asks, who the others are, what is known."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ryadom.rules.api import FactRef, FactValue, Family, Person, Rulebook
from ryadom.talk.answers import believed, known_value, said_value
from ryadom.talk.household import APPLICANT, Household, Member, unpacked
from ryadom.talk.models import ForWhom
from ryadom.talk.registers import Incomes

NO_INCOMES = Incomes()


class Interviewed(Protocol):
    """Whose answers are kept: a conversation of the pages, or a thread of the chat."""

    region: str
    for_whom: str
    subject_name: str
    situation: str
    measure: str
    household: dict[str, Any]
    answers: dict[str, Any]
    prefilled: dict[str, Any]
    trail: list[list[str]]
    enough: bool


def family_of(conversation: Interviewed, incomes: Incomes = NO_INCOMES) -> Family:
    """What the rules need. Members not told leave the family open: «может быть, есть ещё кто-то»."""
    household = unpacked(conversation.household)
    facts = _facts(conversation.answers, conversation.prefilled)
    members = (
        Member(APPLICANT, "applicant", conversation.subject_name),
        *household.of("spouse", "child", "ward", "parent", "other"),
    )
    return Family(
        region=conversation.region,
        persons=tuple(_person(member, names(conversation)[member.id], facts) for member in members),
        facts=MappingProxyType({ref.key: value for ref, value in facts.items() if ref.person is None}),
        persons_open=household.stage != "done",
        records=incomes.records,
        cover=incomes.cover,
    )


def judged_family(conversation: Interviewed, book: Rulebook, incomes: Incomes = NO_INCOMES) -> Family:
    """The family as the rules judge it: with what goes without saying, by the catalogue of facts. Who told a week of
    pregnancy is not asked for their sex. A value told, or known, stands before one that another implies.
    """
    family = family_of(conversation, incomes)
    return replace(family, persons=tuple(_with_implied(person, book) for person in family.persons))


def _with_implied(person: Person, book: Rulebook) -> Person:
    found: dict[str, FactValue] = {}
    for key, told in person.facts.items():
        kind = book.facts.get(key)
        if kind is not None and told.value:  # not «нет такого», 0 or «нет»
            found |= {other: replace(told, value=value) for other, value in kind.file.implies.items()}
    return replace(person, facts=MappingProxyType(found | dict(person.facts))) if found else person


def _facts(answers: Mapping[str, Any], prefilled: Mapping[str, Any]) -> dict[FactRef, FactValue]:
    return {ref: value for ref, value in _believed(answers, prefilled) if value is not None}


def _believed(answers: Mapping[str, Any], prefilled: Mapping[str, Any]) -> Iterator[tuple[FactRef, FactValue | None]]:
    for id in {**prefilled, **answers}:
        said = said_value(answers[id]) if id in answers else None
        beforehand = known_value(prefilled[id]) if id in prefilled else None
        yield FactRef.of(id), believed(said, beforehand)


def _person(member: Member, name: str, facts: Mapping[FactRef, FactValue]) -> Person:
    own = {ref.key: value for ref, value in facts.items() if ref.person == member.id}
    if member.born and "birth-date" not in own:
        own["birth-date"] = FactValue(member.born)
    own["family-role"] = FactValue(member.role)
    return Person(member.id, name, MappingProxyType(own))


def names(conversation: Interviewed) -> dict[str, str]:
    """How each member is called on pages: by the name given, else «Вы», «Муж или жена», «Ребёнок 1»."""
    household = unpacked(conversation.household)
    called = {APPLICANT: conversation.subject_name or applicant_title(conversation.for_whom)}
    return called | {member.id: member.name or _title(member, household) for member in household.members}


def applicant_title(for_whom: str) -> str:
    """Whose answers these are: of the one who sits here, or of the one they ask for."""
    titles = {
        ForWhom.SPOUSE: _("Муж или жена, для кого вы спрашиваете"),
        ForWhom.PARENT: _("Мама или папа"),
        ForWhom.OTHER: _("Человек, для которого вы спрашиваете"),
    }
    return titles.get(ForWhom(for_whom), _("Вы")) if for_whom else _("Вы")


def _title(member: Member, household: Household) -> str:
    if member.role == "spouse":
        return _("Муж или жена")
    number = int(member.id.rpartition("-")[2]) if member.id.rpartition("-")[2].isdigit() else 1
    if member.role in ("child", "ward"):
        year = f", {member.born.year}" if member.born else ""
        title = (
            pgettext("член семьи", "Ребёнок") if len(household.children) == 1 else _("Ребёнок %(n)s") % {"n": number}
        )
        return title + year
    title = _("Родитель") if member.role == "parent" else _("Родственник")
    return title if len(household.of(member.role)) == 1 else f"{title} {number}"
