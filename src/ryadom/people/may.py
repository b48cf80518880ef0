"""Who may do what: small predicates that are read aloud and compose with & and |."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ryadom.people.errors import NotAllowed
from ryadom.people.shapes import Actor

Test = Callable[[Actor, Any], bool]


@dataclass(frozen=True)
class May:
    """A question about an actor and a thing: `may(actor, thing)` answers, `may.demand(actor, thing)` insists."""

    words: str
    test: Test

    def __call__(self, actor: Actor, thing: Any = None) -> bool:
        return self.test(actor, thing)

    def __and__(self, other: May) -> May:
        return May(f"({self.words} and {other.words})", lambda actor, thing: self(actor, thing) and other(actor, thing))

    def __or__(self, other: May) -> May:
        return May(f"({self.words} or {other.words})", lambda actor, thing: self(actor, thing) or other(actor, thing))

    def __invert__(self) -> May:
        return May(f"not {self.words}", lambda actor, thing: not self(actor, thing))

    def demand(self, actor: Actor, thing: Any = None) -> None:
        """Raises NotAllowed when the answer is no."""
        if not self(actor, thing):
            raise NotAllowed(self.words)


def role(*names: str) -> May:
    """Serves in one of these roles in the region in which the actor acts."""
    return May(" or ".join(names), lambda actor, thing: bool(actor.roles & set(names)))


def level(least: str) -> May:
    """Is known at this level or better: anonymous, contact, identified."""
    return May(least, lambda actor, thing: actor.at_least(least))


def _same_region(actor: Actor, thing: Any) -> bool:
    # A thing without a region proves nothing, so the answer is no.
    return thing is not None and getattr(thing, "region", None) == actor.region


def _entered(actor: Actor, thing: Any) -> bool:
    return actor.account_id is not None and actor.account_id == getattr(thing, "registered_by_id", None)


def _is_self(actor: Actor, thing: Any) -> bool:
    return actor.person_id is not None and actor.person_id == getattr(thing, "id", None)


anybody = May("anybody", lambda actor, thing: True)
nobody = May("nobody", lambda actor, thing: False)
system = May("the system", lambda actor, thing: bool(actor.system))
same_region = May("in the same region", _same_region)
oneself = May("oneself", _is_self)
entered_it = May("entered it", _entered)
helps = role("curator", "specialist")
works_with_files = role("curator", "specialist", "head")
known_resident = level("contact")

register_person = helps | system | known_resident
change_person = same_region & (helps | system)
# A code without a passport leads to the file that staff meant; whoever holds it may not yet change where letters go.
change_own_contacts = same_region & (oneself & (level("identified") | entered_it) | helps | system)
change_family = same_region & (helps | system)
# The same for a family: who holds a code without a passport may not see who is in it, so may not add to it.
tell_of_family = same_region & (oneself & (level("identified") | entered_it) | helps | system)
record_proved = same_region & (helps | system)
record_register = same_region & (role("specialist") | system)
appoint_representative = same_region & (helps | system)
assist = same_region & helps
see_passport = same_region & helps
issue_code = same_region & helps
read_file = same_region & works_with_files
search = works_with_files
vouch = same_region & system
# A file is many persons entered at once; what a register says in it is for who may record registers.
load_files = helps | system
record_registers = role("specialist") | system
join_records = same_region & helps
appoint_staff = role("head") | system
