"""Who may see and move a person's route. Family is not permission; a curator of the region helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from ryadom.people import api as people
from ryadom.people.api import Actor, May, level, role, same_region


@dataclass(frozen=True)
class Whose:
    """A person's routes as somebody looks at them on a day."""

    region: str
    person: UUID
    actor: Actor
    on: date

    @cached_property
    def own(self) -> bool:
        return self.actor.person_id is not None and self.actor.person_id == self.person

    @cached_property
    def seen(self) -> bool:
        # Who writes from a linked address has no account; their passport was seen all the same.
        if self.own and self.actor.account_id is None and self.actor.at_least("identified"):
            return True
        return people.may_see(actor=self.actor, person_id=self.person, on=self.on)

    @cached_property
    def applies(self) -> bool:
        """Whether a resident acts for the person in applying."""
        found = people.acts_for(actor=self.actor, person_id=self.person, purpose="apply", on=self.on)
        return found is not None and found.representative is not None


def _of(name: str) -> Any:
    return lambda actor, whose: bool(getattr(whose, name))


own = May("oneself", _of("own")) & May("may see it", _of("seen"))
for_them = May("acts for them", _of("applies")) & level("identified")
helps = role("curator", "specialist")
works = role("curator", "specialist", "head")

own_or_for_them = own | for_them
read = same_region & (own | for_them | May("may see it", _of("seen")) | works)
move = same_region & (own | for_them | helps)
