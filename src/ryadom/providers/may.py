"""Who may keep the register, and who acts for a provider."""

from __future__ import annotations

from typing import Any

from ryadom.people.api import Actor, May, role


def _works_there(actor: Actor, thing: Any) -> bool:
    return bool(actor.account_id is not None and actor.account_id in getattr(thing, "workers", ()))


works_there = May("works at the provider", _works_there)
keep_register = role("head")
set_places = keep_register | works_there
