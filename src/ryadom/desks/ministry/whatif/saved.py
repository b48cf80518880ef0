"""Scenarios: saved, shared, handed to the methodologists, taken away. A permission, a change, nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ryadom.desks.ministry import may
from ryadom.desks.ministry.models import Scenario
from ryadom.people.api import Actor
from ryadom.rules import api as rules

LONGEST = 200
MOST = 200  # scenarios in the list


class NoScenario(LookupError):
    """There is none with this key in the region, or it is another's and not shared."""


@dataclass(frozen=True)
class Basis:
    """On what something was tried: whose rules, whose people."""

    lock: str
    snapshot: str
    imagined: bool


def save(
    *, by: Actor, title: str, trial: rules.Effect, before: Decimal, trials: rules.Workbench, at: datetime
) -> Scenario:
    """Keep a trial with what came out. Raises NotAllowed."""
    may.try_numbers.demand(by)
    moved = trial.moved
    return Scenario.objects.create(
        region=by.region, title=" ".join(title.split())[:LONGEST], parameter=moved.parameter,
        keys=[list(pair) for pair in moved.keys], value=moved.value, before=before, found=as_data(trial),
        on=trials.on, lock=trials.book.lock, snapshot=trials.held.hash, imagined=trials.held.imagined,
        author_id=by.account, author_name=by.name, at=at,
    )  # fmt: skip


def one(*, by: Actor, token: UUID) -> Scenario:
    """A scenario that the actor may open; one query. Raises NoScenario."""
    found = Scenario.objects.in_region(by.region).filter(token=token).first()
    if found is None or not may.open_scenario(by, found):
        raise NoScenario(token)
    return found


def every(*, by: Actor) -> list[Scenario]:
    """Own scenarios and those that colleagues share, the newest first; one query."""
    found = Scenario.objects.in_region(by.region).order_by("-at")[:MOST]
    return [scenario for scenario in found if may.open_scenario(by, scenario)]


def share(*, by: Actor, token: UUID, shared: bool) -> Scenario:
    """Let colleagues see it, or no longer. What was proposed stays shared. Raises NoScenario, NotAllowed."""
    found = _mine(by, token)
    found.shared = shared or found.proposed_at is not None
    found.save(update_fields=["shared"])
    return found


def propose(*, by: Actor, token: UUID, at: datetime) -> Scenario:
    """Hand it to the methodologists of the region: they see it, and enter the value with its act."""
    found = _mine(by, token)
    found.shared, found.proposed_at = True, found.proposed_at or at
    found.save(update_fields=["shared", "proposed_at"])
    return found


def take_away(*, by: Actor, token: UUID) -> None:
    """Remove one's own. Raises NoScenario, NotAllowed."""
    _mine(by, token).delete()


def _mine(by: Actor, token: UUID) -> Scenario:
    found = one(by=by, token=token)
    may.settle_scenario.demand(by, found)
    return found


def moved_of(scenario: Scenario) -> rules.Moved:
    """The number that it moves."""
    keys = tuple((key, choice) for key, choice in scenario.keys)
    return rules.Moved(scenario.parameter, keys, scenario.value.normalize())


def as_data(trial: rules.Effect) -> dict[str, Any]:
    """A trial as plain data; sums in kopecks."""
    return {
        "families": _counts(trial.families),
        "money": trial.money,
        "broken": list(trial.broken),
        "levels": [list(pair) for pair in trial.levels],
        "measures": [
            [m.measure, m.rights_before, m.rights_after, m.money_before, m.money_after] for m in trial.measures
        ],
        "groups": {
            name: [[row.name, _counts(row.families), row.money] for row in rows] for name, rows in trial.groups.items()
        },
    }


def _counts(families: rules.Families) -> list[int]:
    return [families.gain, families.lose, families.unchanged, families.unknown]


def effect_of(scenario: Scenario) -> rules.Effect:
    """What came out then."""
    found: Mapping[str, Any] = scenario.found
    return rules.Effect(
        moved_of(scenario),
        rules.Families(*found["families"]),
        found["money"],
        tuple(rules.MeasureRow(*row) for row in found["measures"]),
        tuple((level, money) for level, money in found["levels"]),
        {
            name: tuple(rules.GroupRow(key, rules.Families(*counts), money) for key, counts, money in rows)
            for name, rows in found["groups"].items()
        },
        broken=tuple(found.get("broken", ())),
    )


def basis_of(scenario: Scenario) -> Basis:
    """On what it was tried."""
    return Basis(scenario.lock, scenario.snapshot, scenario.imagined)
