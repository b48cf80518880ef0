"""Who may do what with care. Who helped to ask, who draws the programme and who approves it are three people.

A provider's worker sees the orders of that provider and nothing else of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from ryadom.people.api import Actor, May, grounds, role
from ryadom.providers.api import ProviderView

from .models import Order, Programme


@dataclass(frozen=True)
class Seen:
    """A programme as somebody looks at it on a date, with the order and its provider where there is one."""

    programme: Programme
    actor: Actor
    on: date
    helper: int | None = None
    order: Order | None = None
    provider: ProviderView | None = None

    @property
    def region(self) -> str:
        return self.programme.region

    @cached_property
    def own(self) -> bool:
        """The person, or whoever of the residents represents them in applying; staff in assisted mode help only."""
        return speaks_for(self.actor, self.programme.person_id, self.on)


def speaks_for(actor: Actor, person: UUID, on: date) -> bool:
    """Whether the actor is the person or represents them in applying."""
    if actor.person_id is not None and actor.person_id == person:
        return True
    found = (one for one in grounds(actor=actor, person_id=person, on=on) if one.covers("apply"))
    return any(one.representative is not None for one in found)


def _owns(actor: Actor, seen: Any) -> bool:
    return bool(seen.own)


def _helped(actor: Actor, seen: Any) -> bool:
    return actor.account_id is not None and actor.account_id == seen.helper


def _drew(actor: Actor, seen: Any) -> bool:
    return actor.account_id is not None and actor.account_id == seen.programme.drawn_by_id


def _works_there(actor: Actor, seen: Any) -> bool:
    return seen.provider is not None and actor.account_id in seen.provider.workers


def _leads(actor: Actor, seen: Any) -> bool:
    return seen.provider is not None and seen.provider.led_by(actor.account_id)


owns = May("it is about oneself or somebody represented", _owns)
helped = May("helped to ask", _helped)
drew = May("drew the programme", _drew)
serves = May("works at the provider of the order", _works_there)
leads = May("leads the provider of the order", _leads)
worker = role("curator", "specialist", "head")
registrar = role("curator", "specialist")

ask = owns | registrar
read = owns | worker
recognise = role("specialist") & ~owns & ~helped
draw = role("specialist") & ~owns & ~helped
approve = role("head") & ~owns & ~drew & ~helped
choose = owns | registrar
withdraw = owns
answer_order = leads & ~owns
arrange = leads & ~owns
keep_visits = serves & ~owns
read_visits = owns | worker | serves
rate = owns
look_into = role("head")
end_order = leads | owns | role("head")
cancel_visit = serves | owns | role("head")
