"""The part of the door for saved scenarios: kept, shared, handed on, and what they may become.

What lies behind is imported when it is asked for: the verbs and the lists need the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ryadom.rules.drafts import Draft
from ryadom.rules.entries import Act, Offer
from ryadom.rules.trying.effect import Effect
from ryadom.rules.trying.workbench import Workbench
from ryadom.rules.whatif.comparison import Comparison
from ryadom.rules.whatif.reading import scenario_of
from ryadom.rules.whatif.saved import SavedScenario, TwoScenarios
from ryadom.rules.whatif.scenario import Scenario
from ryadom.rules.whatif.sides import StatusQuo

if TYPE_CHECKING:
    from ryadom.people.api import Actor


def scenario_from_data(quo: StatusQuo, data: Mapping[str, Any], *, on: date | None = None) -> Scenario:
    """A scenario of plain data, as a page or a saved row has it: the keys of a scenario file. Raises PracticeErrors."""
    from ryadom.rules.laying import addressed

    return scenario_of(addressed(data, "scenario"), quo, on=on)


def save_scenario(*, by: Actor, found: Comparison, at: datetime) -> SavedScenario:
    """Keep a scenario with what came out. Raises NotYours."""
    from ryadom.rules.whatif import saving

    return saving.save(by=by, found=found, at=at)


def save_trial(
    *, by: Actor, title: str, effect: Effect, before: Decimal, bench: Workbench, at: datetime
) -> SavedScenario:
    """Keep a number moved on the board with what came out, as a scenario. Raises NotYours."""
    from ryadom.rules.whatif import saving

    return saving.save_trial(by=by, title=title, effect=effect, before=before, bench=bench, at=at)


def propose_scenario(*, by: Actor, token: UUID, at: datetime) -> SavedScenario:
    """Hand it to the methodologists of the region. Raises NoScenario, NotYours."""
    from ryadom.rules.whatif import saving

    return saving.propose(by=by, token=token, at=at)


def share_scenario(*, by: Actor, token: UUID, shared: bool) -> SavedScenario:
    """Let the whole ministry of the region see it, or no longer. Raises NoScenario, NotYours."""
    from ryadom.rules.whatif import saving

    return saving.share(by=by, token=token, shared=shared)


def withdraw_scenario(*, by: Actor, token: UUID, at: datetime) -> SavedScenario:
    """Take it off every list; it is never deleted. Raises NoScenario, NotYours."""
    from ryadom.rules.whatif import saving

    return saving.withdraw(by=by, token=token, at=at)


def saved_scenarios(*, by: Actor) -> tuple[SavedScenario, ...]:
    """One's own and what is shared, the newest first; one query."""
    from ryadom.rules.whatif import saving

    return saving.every(by=by)


def saved_scenario(*, by: Actor, token: UUID) -> SavedScenario:
    """One scenario that the actor may open; one query. Raises NoScenario."""
    from ryadom.rules.whatif import saving

    return saving.one(by=by, token=token)


def two_scenarios(*, by: Actor, first: UUID, second: UUID) -> TwoScenarios:
    """Two saved scenarios side by side. Raises NoScenario."""
    from ryadom.rules.whatif import saving

    return saving.two(by=by, first=first, second=second)


def read_saved_scenario(saved: SavedScenario, quo: StatusQuo) -> Scenario:
    """A saved scenario by today's rules, to be tried again. Raises PracticeErrors."""
    from ryadom.rules.whatif import becoming

    return becoming.read_saved(saved, quo)


def draft_of_scenario(*, by: Actor, quo: StatusQuo, token: UUID, measure: str, at: datetime) -> Draft:
    """The measure that a saved scenario writes, as a draft of the region's own: it is offered and approved like any
    other. Raises NoScenario, NotYours, AlreadyDrafted, BadDraft, PracticeErrors.
    """
    from ryadom.rules.whatif import becoming

    return becoming.begin_draft(by=by, quo=quo, token=token, measure=measure, at=at)


def offer_of_scenario(scenario: Scenario, parameter: str, *, starts: date | None, ends: date | None, act: Act) -> Offer:
    """The numbers of one parameter of a scenario, for `enter_value`. Raises NoScenario."""
    from ryadom.rules.whatif import becoming

    return becoming.as_offer(scenario, parameter, starts=starts, ends=ends, act=act)
