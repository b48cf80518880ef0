"""From the answers of a conversation to a claim: whose facts they are, by the names that a file uses."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from ryadom.desks.resident.visit import Visit
from ryadom.rules.api import CriterionAnswer, FactRef, FactValue, Family, MeasureAnswer
from ryadom.talk import api as talk


def facts_for_claim(family: Family, household: talk.Household, person_id: UUID) -> dict[str, FactValue]:
    """What was said in the conversation, named as a claim names it: everybody by the person's own id."""
    found = dict(family.facts)
    owners = _owners(household, person_id)
    for person in family.persons:
        owner = owners.get(person.id, person.id)
        found |= {f"{key}@{owner}": value for key, value in person.facts.items() if key != "family-role"}
    return found


def subject_for_claim(subject: str, household: talk.Household, person_id: UUID) -> str:
    """The subject of an answer as a claim names it."""
    return _owners(household, person_id).get(subject, subject)


def applicant_of(visit: Visit, view: talk.View) -> UUID | None:
    """Whose application it will be: of the one the conversation is about, else of the one who answered for themselves.

    Answers for another person are never filed as one's own.
    """
    own = view.for_whom == talk.ForWhom.SELF and not visit.by.is_staff
    return view.subject_id or (visit.by.person_id if own else None)


def _owners(household: talk.Household, person_id: UUID) -> dict[str, str]:
    persons = {member.id: member.person for member in household.members if member.person}
    return {**persons, talk.APPLICANT: str(person_id)}


def needs_members(found: MeasureAnswer, waiting: Iterable[talk.Unknown]) -> bool:
    """Whether the answer is for somebody told of, or stands on what is known of them; else no names are asked for."""
    unknown = {one.member.id for one in waiting}
    return found.subject in unknown or any(ref.person in unknown for ref in _read(found))


def _read(found: MeasureAnswer) -> Iterator[FactRef]:
    for criterion in _flat(found.criteria):
        yield from (*criterion.facts, *criterion.missing)
    yield from found.missing
    if found.amount is not None:
        yield from found.amount.missing


def _flat(criteria: Iterable[CriterionAnswer]) -> Iterator[CriterionAnswer]:
    for criterion in criteria:
        yield criterion
        yield from _flat(criterion.group)
