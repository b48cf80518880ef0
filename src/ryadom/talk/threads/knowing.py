"""How surely the person of a thread is known, and what the file knows that may be used with them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import FactRef
from ryadom.talk import answers as kept_answers
from ryadom.talk import prefilling, registers
from ryadom.talk.dialogue.shapes import ANONYMOUS, IDENTIFIED, Known
from ryadom.talk.household import Household, packed

CONTACT = "contact"


def level_of(region: str, person: UUID | None) -> str:
    """anonymous, contact (an address was linked) or identified (staff have seen the passport). One query."""
    if person is None:
        return ANONYMOUS
    seen = people.person(region=region, id=person).passport_seen_at
    return IDENTIFIED if seen else CONTACT


def actor_of(region: str, person: UUID, level: str) -> Actor:
    """The person as who acts in what follows from their words."""
    return Actor(region=region, person_id=person, level=level)


def known_of(region: str, person: UUID, *, at: datetime, on: date) -> Known:
    """What the file knows of somebody identified and of whom they may read; by the conversation's own names."""
    family = people.family_of(region=region, person_id=person, on=on)
    seen = _seen(region, person, family, on)
    members = prefilling.members_of(family, seen) if family else None
    facts = prefilling.facts_of(region, seen, person, family, members or (), at, on)
    incomes = _incomes(region, person, members, on)
    return Known(
        members=packed(Household(members, "done"))["members"] if members is not None else None,
        facts={id: kept_answers.known(FactRef.of(id), value, type_) for id, (type_, value) in facts.items()},
        records=[[r.person, r.month.isoformat(), r.kind, f"{r.amount:f}", r.source] for r in incomes.records],
        earners=list(incomes.earners),
        closed=incomes.closed,
    )


def _seen(region: str, person: UUID, family: people.Family | None, on: date) -> frozenset[UUID]:
    together = frozenset(member.person.id for member in family.members) if family else frozenset({person})
    acts_for = people.represents(region=region, representative_id=person, on=on)
    return together & (frozenset(one.person.id for one in acts_for if one.covers("read")) | {person})


def _incomes(region: str, person: UUID, members: tuple[prefilling.Member, ...] | None, on: date) -> registers.Incomes:
    return registers.incomes_known(region, person, members, on) if members is not None else registers.Incomes()
