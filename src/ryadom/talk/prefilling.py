"""What the state already knows, put beside the answers: shown with its source, not asked.

Only what this reader may see comes in: a resident's own file and the files of those they represent; staff's in assisted
mode, with a line in the log. Who lives together is known to everyone in the family; facts about the others are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from ryadom.people import api as people
from ryadom.people.api import Actor, KnownFact, Whose
from ryadom.rules.api import FactRef, FactValue
from ryadom.talk import steps
from ryadom.talk.actions import Owner, prefill
from ryadom.talk.answers import kind_of
from ryadom.talk.household import APPLICANT, Member, Role

PURPOSE = "подготовка заявления"
_KNOWN_ROLES: tuple[Role, ...] = ("spouse", "child", "ward", "parent", "other")


def prefill_from_people(
    *, region: str, token: str, owner: Owner, actor: Actor, person_id: UUID, at: datetime, on: date
) -> None:
    """Bring in what is known of the person the conversation is about, and their family. 8 queries at most.

    Raises NotAllowed when the actor may not see this person, NotFound, ConversationLost.
    """
    person = people.person(region=region, id=person_id)
    family = people.family_of(region=region, person_id=person_id, on=on)
    seen = _visible(actor, person_id, family, at, on)
    members = members_of(family, seen) if family else None
    facts = facts_of(region, seen, person_id, family, members or (), at, on)
    prefill(
        region=region,
        token=token,
        owner=owner,
        at=at,
        subject_id=person.id,
        name="" if actor.person_id == person.id else person.name,
        members=members,
        facts=facts,
    )


def _visible(actor: Actor, person_id: UUID, family: people.Family | None, at: datetime, on: date) -> frozenset[UUID]:
    """Whose facts may come in."""
    together = frozenset(member.person.id for member in family.members) if family else frozenset({person_id})
    if actor.is_staff:
        people.log_reading(by=actor, at=at, person_ids=together, purpose=PURPOSE)
        return together
    if not people.may_see(actor=actor, person_id=person_id, on=on):
        raise people.NotAllowed("see the person")
    acts_for = people.represents(region=actor.region, representative_id=actor.person_id or person_id, on=on)
    represented = {one.person.id for one in acts_for if one.covers("read")}
    return together & (represented | {person_id})


def members_of(family: people.Family, seen: frozenset[UUID]) -> tuple[Member, ...]:
    """The family beside the applicant, by the persons' own ids; when somebody was born is told to those who may see."""
    by_role = [(role, one.person) for role in _KNOWN_ROLES for one in family.related(role)]
    return tuple(
        Member(str(one.id), role, one.name, one.birth_date if one.id in seen else None, str(one.id), one.id not in seen)
        for role, one in by_role
    )


def facts_of(
    region: str,
    seen: frozenset[UUID],
    person_id: UUID,
    family: people.Family | None,
    members: tuple[Member, ...],
    at: datetime,
    on: date,
) -> dict[str, tuple[str, FactValue]]:
    """What the file knows of these persons, the family and the dwelling: fact name -> (type, value)."""
    called: Mapping[str, str | None] = {str(person_id): APPLICANT} | {member.person: member.id for member in members}
    subjects = {Whose("person", one): called.get(str(one)) for one in seen}
    if family:
        subjects[Whose("family", family.id)] = None
        if family.dwelling:
            subjects[Whose("dwelling", family.dwelling.id)] = None
    asked = steps.book_of(region, at).facts
    catalogue = people.Catalogue.of(kind_of(asked, FactRef(key)) for key in asked)
    known = people.facts_of(region=region, subjects=subjects, on=on, catalogue=catalogue)
    return {
        FactRef(key, subjects[whose]).id: (fact.type, _value(fact))
        for whose, facts in known.items()
        for key, fact in facts.items()
        if not fact.stale and (whose.of != "person" or subjects[whose])
    }


def _value(fact: KnownFact) -> FactValue:
    as_of = fact.as_of or (fact.recorded_at.date() if fact.recorded_at else None)
    return FactValue(fact.value, fact.source, fact.about, as_of)
