"""Who may do what with a hire. Who helped to ask does not decide; a point sees its own hires and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from ryadom.people.api import Actor, May, grounds, role
from ryadom.providers.api import ProviderView

from .models import Hire


@dataclass(frozen=True)
class Seen:
    """A hire as somebody looks at it on a date, with the point that keeps the thing, where there is one."""

    hire: Hire
    actor: Actor
    on: date
    helper: int | None = None
    provider: ProviderView | None = None

    @property
    def region(self) -> str:
        return self.hire.region

    @cached_property
    def own(self) -> bool:
        """The person, or whoever represents them in applying."""
        return speaks_for(self.actor, self.hire.person_id, self.on)


def speaks_for(actor: Actor, person: UUID, on: date) -> bool:
    """Whether the actor is the person, known for sure, or represents them in applying."""
    if actor.person_id is not None and actor.person_id == person:
        return actor.at_least("identified")
    found = (one for one in grounds(actor=actor, person_id=person, on=on) if one.covers("apply"))
    return any(one.representative is not None for one in found)


owns = May("it is about oneself or somebody represented", lambda actor, seen: bool(seen.own))
helped = May("helped to ask", lambda actor, seen: actor.account_id is not None and actor.account_id == seen.helper)


def _gives(actor: Actor, seen: Any) -> bool:
    return seen.provider is not None and actor.account_id is not None and actor.account_id in seen.provider.workers


gives = May("works at the point of the thing", _gives)
worker = role("curator", "specialist", "head")
registrar = role("curator", "specialist")

ask = owns | registrar
decide = role("specialist") & ~owns & ~helped
choose = owns | registrar
prolong = owns | registrar | gives
withdraw = owns | registrar
hand_out = gives & ~owns
take_back = gives & ~owns
read = owns | worker | gives
