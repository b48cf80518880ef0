"""Who may do what with a claim. Who helped, who decides, who approves are three; nobody decides about themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ryadom.cases.api import CaseView
from ryadom.people.api import Actor, May, Represented, grounds, level, role

from .models import Claim, Proposal


@dataclass(frozen=True)
class Seen:
    """A claim as somebody looks at it on a date, with its case and the decision that waits."""

    claim: Claim
    actor: Actor
    on: date
    case: CaseView | None = None
    proposal: Proposal | None = None

    @property
    def region(self) -> str:
        return self.claim.region

    @cached_property
    def grounds(self) -> tuple[Represented, ...]:
        """Asked once, however many purposes are weighed."""
        return grounds(actor=self.actor, person_id=self.claim.person_id, on=self.on)

    def represented(self, purpose: str) -> bool:
        return any(one.covers(purpose) for one in self.grounds)

    @cached_property
    def own(self) -> bool:
        """The person themselves, or whoever of the residents represents them in applying."""
        if self.actor.person_id is not None and self.actor.person_id == self.claim.person_id:
            return True
        found = next((one for one in self.grounds if one.covers("apply")), None)
        # Staff in assisted mode are not a representative: they help, the person signs.
        return found is not None and found.representative is not None


def _owns(actor: Actor, seen: Any) -> bool:
    return bool(seen.own)


def _reads_for(actor: Actor, seen: Any) -> bool:
    return bool(seen.represented("read") or seen.represented("apply"))


def _helped(actor: Actor, seen: Any) -> bool:
    accounts = {seen.claim.helper_id, seen.case.helper.account_id if seen.case and seen.case.helper else None}
    return actor.account_id in accounts - {None}


def _holds_or_free(actor: Actor, seen: Any) -> bool:
    return seen.case is not None and (seen.case.holder is None or seen.case.holder.account_id == actor.account_id)


def _entered(actor: Actor, line: Any) -> bool:
    return actor.account_id is not None and line.by_id == actor.account_id


def _wrote(actor: Actor, seen: Any) -> bool:
    return seen.proposal is not None and seen.proposal.author_id == actor.account_id


owns = May("it is about oneself or somebody represented", _owns)
reads_for = May("represents in reading", _reads_for)
helped = May("helped to apply", _helped)
holds_or_free = May("holds the case, or nobody does", _holds_or_free)
wrote = May("wrote the proposal", _wrote)
entered = May("entered it", _entered)
worker = role("curator", "specialist", "head")
registrar = role("curator", "specialist")
head = role("head")
methodologist = role("methodologist")

read = worker | owns | reads_for
start = owns | registrar
change_draft = owns | registrar
attach = owns | worker
send = owns
sign_on_paper = registrar & ~owns
check = worker & ~owns
decide = role("specialist") & ~helped & ~owns & holds_or_free
approve = head & ~wrote & ~helped & ~owns
withdraw = owns
register_outcome = worker & ~owns
appeal = owns | worker
resolve_appeal = role("specialist", "head") & ~helped & ~owns
confirm = methodologist
confirm_second = methodologist | head
enter_places = head | methodologist
approve_places = enter_places & ~entered
take_back_places = enter_places & entered
give_place = head & ~owns
end_award = head & ~owns
mark_external = owns | registrar
# A code without a passport proves nobody: its holder takes the day home as a file for a calendar.
remind = (owns & level("identified")) | registrar
# Names are for those who work with people; whoever answers for the region sees how many.
read_determinations = worker
count_determinations = worker | role("methodologist", "observer")
