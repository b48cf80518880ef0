"""Who may keep the register, and who acts for a provider."""

from __future__ import annotations

from typing import Any

from ryadom.people.api import Actor, May, role


def _works_there(actor: Actor, thing: Any) -> bool:
    return bool(actor.account_id is not None and actor.account_id in getattr(thing, "workers", ()))


def _leads(actor: Actor, thing: Any) -> bool:
    return bool(thing is not None and thing.led_by(actor.account_id))


works_there = May("works at the provider", _works_there)
leads = May("leads the provider", _leads)
keep_register = role("head")
set_places = keep_register | leads
