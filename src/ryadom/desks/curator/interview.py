"""After the questions: what the person said goes into the file as their words, so that nobody asks twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from ryadom.desks.curator.facts import whose_file
from ryadom.desks.curator.reading import catalogue_of
from ryadom.desks.curator.visit import Visit
from ryadom.people import api as people
from ryadom.people.api import NewFact
from ryadom.rules.api import FactRef, Rulebook, window_of
from ryadom.talk import api as talk

SAID = "said"


@dataclass(frozen=True)
class Kept:
    """How many facts were written, and how many answers belong to a request and stay in the conversation."""

    written: int
    left: int


def conversations(visit: Visit, person: UUID) -> tuple[talk.View, ...]:
    """What this member of staff asked for this person and is still kept; one query."""
    owner = talk.Owner(account_id=visit.by.account_id)
    found = talk.latest(region=visit.region, owner=owner, at=visit.at)
    return tuple(one for one in found if str(one.subject_id) == str(person) and one.assisted_by is not None)


@transaction.atomic
def keep(visit: Visit, person: UUID, token: str, book: Rulebook) -> Kept:
    """Write the answers of a conversation into the file. Raises ConversationLost, NotFound, Refused."""
    known: dict[str, Any] = {
        "region": visit.region,
        "token": token,
        "owner": talk.Owner(account_id=visit.by.account_id),
        "at": visit.at,
    }
    view = talk.view(**known)
    if str(view.subject_id) != str(person):
        raise people.NotFound("conversation")
    said = [one for one in talk.told(**known, language=visit.language) if one.source == SAID and not one.unknown]
    persons = {talk.APPLICANT: person} | {one.id: UUID(one.person) for one in view.household.members if one.person}
    facts = list(_facts(visit, person, persons, said, book))
    if facts:
        people.record_facts(**visit.acting, facts=facts, catalogue=catalogue_of(book))
    sums = sum(_income(visit, persons, one) for one in said)
    return Kept(len(facts) + sums, len(said) - len(facts) - sums)


def _facts(
    visit: Visit, person: UUID, persons: dict[str, UUID], said: list[talk.Told], book: Rulebook
) -> Iterator[NewFact]:
    home = people.family_of(region=visit.region, person_id=person, on=visit.on)
    for one in said:
        ref = FactRef.of(one.ref)
        kind = book.facts.get(ref.key)
        whose = whose_file(kind.file.of, _person(ref, persons), home) if kind and ref.key != "family-role" else None
        if whose is not None:
            yield NewFact(whose, ref.key, one.raw, SAID, one.about, one.as_of or visit.on)


def _person(ref: FactRef, persons: dict[str, UUID]) -> UUID | None:
    """Who of the file is meant by a reference of the conversation."""
    return persons.get(ref.person) if ref.person else None


def _income(visit: Visit, persons: dict[str, UUID], one: talk.Told) -> bool:
    """A total of one person for a window of months."""
    ref = FactRef.of(one.ref)
    if ref.prefix != "income" or ref.person not in persons:
        return False
    first, last = window_of(ref.key)
    people.record_income_total(
        **visit.acting, person_id=persons[ref.person], first_month=first, last_month=last, amount=one.raw, source=SAID,
        about=one.about,
    )  # fmt: skip
    return True
