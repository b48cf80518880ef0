"""Who may do what with a case: predicates over an actor and a case seen on a date.

Another region's case is never found (every query names the actor's region), so here only roles and relations are asked.
Helper and decider are compared by account: one person in two roles is still one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ryadom.people.api import Actor, May, acts_for, role

from .models import Case


@dataclass(frozen=True)
class Seen:
    """A case as somebody looks at it on a date; representation is asked at most once."""

    case: Case
    actor: Actor
    on: date

    @property
    def region(self) -> str:
        return self.case.region

    @cached_property
    def may_apply(self) -> bool:
        """The actor represents the person in applying."""
        found = acts_for(actor=self.actor, person_id=self.case.person_id, purpose="apply", on=self.on)
        # Staff in assisted mode help; what the person does in person (take back, complain) stays with the person.
        return found is not None and found.representative is not None

    @cached_property
    def may_read(self) -> bool:
        """The actor represents the person at least in reading."""
        return (
            self.may_apply
            or acts_for(actor=self.actor, person_id=self.case.person_id, purpose="read", on=self.on) is not None
        )


def _holds(actor: Actor, seen: Any) -> bool:
    return seen.case.holder_id is not None and seen.case.holder_id == actor.account_id


def _helps(actor: Actor, seen: Any) -> bool:
    return seen.case.helper_id is not None and seen.case.helper_id == actor.account_id


def _owns(actor: Actor, seen: Any) -> bool:
    mine = actor.person_id is not None and actor.person_id == seen.case.person_id
    return mine or bool(seen.may_apply)


holds = May("holds the case", _holds)
helps = May("helps with the case", _helps)
owns = May("it is about oneself or somebody represented", _owns)
reads_for = May("it is about somebody represented in reading", lambda actor, seen: bool(seen.may_read))
system = May("the system", lambda actor, seen: bool(actor.system))
worker = role("curator", "specialist", "head")
specialist = role("specialist")
head = role("head")

read = worker | system | owns | reads_for
take = (specialist | head) & ~helps & ~owns  # nobody decides about themselves
assist = role("curator") & ~holds
assign = head
hand_over = (worker & holds) | head
pause = (specialist & holds) | head
request = worker
automatic_request = worker | system | owns
note = worker
advance = worker | system | owns
close = (worker & holds) | head | system | owns
appeal = worker | owns
