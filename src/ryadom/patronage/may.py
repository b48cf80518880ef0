"""Who may do what here: predicates over an actor and the care of a family as that actor stands to it.

Another region's rows are never found (every query names the actor's region), so only roles and nearness are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ryadom.people.api import Actor, May, role, system


@dataclass(frozen=True)
class Near:
    """How an actor stands to a family: `own` its curator, `stands_in` for an absent one, `referred` sent to."""

    own: bool = False
    stands_in: bool = False
    referred: bool = False


def _near(*names: str) -> May:
    def test(actor: Actor, near: Any) -> bool:
        return "curator" in actor.roles and any(getattr(near, name, False) for name in names)

    return May(" or ".join(names), test)


curator = role("curator")
head = role("head")
worker = role("curator", "specialist", "head")
beside = _near("own", "stands_in")
helps = _near("own", "stands_in", "referred")

set_capacity = head
see_caseload = curator | head
see_load = role("head", "observer")
record_need = worker | system
ask_for_curator = worker | system
assign = head | system  # to anybody; a curator may take a family that waits, see `take_waiting`
take_waiting = curator
work_with = helps | head  # contacts, needs, «не звонить»: whoever is beside the family
move = beside | head
answer_queue = curator | head
plan = head | system | curator

__all__ = [
    "May", "Near", "answer_queue", "ask_for_curator", "assign", "beside", "curator", "head", "helps", "move", "plan",
    "record_need", "see_caseload", "see_load", "set_capacity", "system", "take_waiting", "work_with", "worker",
]  # fmt: skip
