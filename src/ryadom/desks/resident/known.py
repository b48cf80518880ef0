"""What the file already holds about a person who signed in: shown and not asked; and back, from the answers to a
claim.
"""

from typing import Literal, cast
from uuid import UUID

from ryadom.desks.resident.visit import Visit
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import FactRef, FactValue, Family
from ryadom.talk import api as talk

Role = Literal["applicant", "spouse", "child", "ward", "parent", "other"]


def prefill(visit: Visit, token: str, by: Actor, person_id: UUID) -> None:
    """Put the person's own file beside the answers of a conversation."""
    family = people.family_of(region=visit.region, person_id=person_id, on=visit.on)
    person = people.person(region=visit.region, id=person_id)
    facts = _facts(visit, family, person)
    members = None
    if family is not None:
        others = [m for m in family.members if m.person.id != person_id]
        members = tuple(
            talk.Member(str(m.person.id), _role(m.relation), m.person.name, m.person.birth_date) for m in others
        )
    talk.prefill(
        **visit.key(token),
        subject_id=person_id,
        name=person.polite_name,
        members=members,
        facts=facts,
    )


def _role(relation: str) -> Role:
    return cast(Role, relation) if relation in ("spouse", "child", "ward", "parent") else "other"


def _facts(visit: Visit, family: people.Family | None, person: people.Person) -> dict[str, tuple[str, FactValue]]:
    """Every fact of the file by its reference, with its type."""
    owners: dict[people.Whose, str | None] = {people.Whose("person", person.id): talk.APPLICANT}
    if family is not None:
        owners |= {
            people.Whose("person", m.person.id): str(m.person.id) for m in family.members if m.person.id != person.id
        }
        owners[people.Whose("family", family.id)] = None
        if family.dwelling is not None:
            owners[people.Whose("dwelling", family.dwelling.id)] = None
    known = people.facts_of(region=visit.region, subjects=owners, on=visit.on)
    found = {
        FactRef(key, owners[whose]).id: (fact.type, FactValue(fact.value, fact.source, fact.about, fact.as_of))
        for whose, facts in known.items()
        for key, fact in facts.items()
        if not fact.stale
    }
    if person.birth_date and f"birth-date@{talk.APPLICANT}" not in found:
        found[f"birth-date@{talk.APPLICANT}"] = ("date", FactValue(person.birth_date, "staff"))
    return found


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


def actor_of(visit: Visit) -> Actor:
    """Who acts; the person behind the account where one is known."""
    return people.actor(account_id=visit.owner.account_id, region=visit.region, on=visit.on)
