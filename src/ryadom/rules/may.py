"""Who may enter a number of the law, and who may let it count: never the same person."""

from __future__ import annotations

from typing import Any

from ryadom.people.api import Actor, May, role


def _wrote(actor: Actor, entry: Any) -> bool:
    return actor.account_id is not None and entry.author_id == actor.account_id


wrote = May("entered it", _wrote)
keeps_numbers = role("methodologist", "head")
enter = keeps_numbers
approve = keeps_numbers & ~wrote
give_back = approve
take_back = keeps_numbers & wrote


def _took_part(actor: Actor, text: Any) -> bool:
    return actor.account_id is not None and (text.author_id == actor.account_id or actor.account_id in text.writers)


took_part = May("wrote a part of it", _took_part)
writes_measures = role("methodologist")
approve_measure = role("methodologist", "head") & ~took_part
give_back_measure = approve_measure
take_back_measure = writes_measures & took_part


def _saved(actor: Actor, scenario: Any) -> bool:
    return actor.account_id is not None and scenario.author_id == actor.account_id


def _for_everyone(actor: Actor, scenario: Any) -> bool:
    return bool(scenario.shared)


saved = May("saved it", _saved)
for_everyone = May("shared with the ministry", _for_everyone)
tries_scenarios = role("observer", "head", "methodologist")
save_scenario = tries_scenarios
open_scenario = tries_scenarios & (saved | for_everyone)
share_scenario = tries_scenarios & saved
withdraw_scenario = share_scenario
draft_from_scenario = writes_measures & open_scenario
