"""Who sees the region's numbers: nobody sees a person here. Who opens and shares what another has tried."""

from __future__ import annotations

from typing import Any

from ryadom.people.api import Actor, May, role, same_region

see_region = role("observer", "head", "methodologist")


def _kept(actor: Actor, scenario: Any) -> bool:
    return actor.account_id is not None and scenario.author_id == actor.account_id


kept_it = May("saved it", _kept)
is_shared = May("it is shared", lambda actor, scenario: bool(scenario.shared))

try_numbers = see_region
enter_values = role("methodologist", "head")
open_scenario = see_region & same_region & (kept_it | is_shared)
settle_scenario = see_region & same_region & kept_it
