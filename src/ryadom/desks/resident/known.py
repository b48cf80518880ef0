"""From the answers of a conversation to a claim: whose facts they are, by the names that a file uses."""

from uuid import UUID

from ryadom.rules.api import FactValue, Family
from ryadom.talk import api as talk


def facts_for_claim(family: Family, person_id: UUID) -> dict[str, FactValue]:
    """What was said in the conversation, named as a claim names it: the applicant by the person's own id."""
    found = dict(family.facts)
    for person in family.persons:
        owner = str(person_id) if person.id == talk.APPLICANT else person.id
        found |= {f"{key}@{owner}": value for key, value in person.facts.items() if key != "family-role"}
    return found


def subject_for_claim(subject: str, person_id: UUID) -> str:
    """The subject of an answer as a claim names it."""
    return str(person_id) if subject == talk.APPLICANT else subject
