"""A saved scenario as it crosses the door, and two of them side by side. Frozen values; sums are kopecks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from ryadom.rules.entries import EntryRefused
from ryadom.rules.whatif.trial import Trial, trial_of


@dataclass(frozen=True)
class SavedScenario:
    """One saved scenario. `document` is read again by `read_saved`; `summary` is what came out then:
    `comparison_as_data`, or a `trial`. `proposed_at`: handed to the methodologists of the region.
    """

    token: UUID
    region: str
    title: str
    on: date
    document: Mapping[str, Any] = field(repr=False)
    hash: str
    summary: Mapping[str, Any] = field(repr=False)
    population: str
    imagined: bool
    lock_before: str
    lock_after: str
    author: int
    author_name: str
    at: datetime
    shared: bool
    proposed_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @cached_property
    def trial(self) -> Trial | None:
        """The number that was moved on the board; None of a scenario that was written."""
        return trial_of(self.summary)


@dataclass(frozen=True, slots=True)
class Beside:
    """One number of two scenarios: `what` is its path in the summary ("families.gain")."""

    what: str
    first: int
    second: int


@dataclass(frozen=True)
class TwoScenarios:
    """Two side by side. `same_ground`: the same people and the same rules in force, so that numbers can be compared."""

    first: SavedScenario
    second: SavedScenario
    same_ground: bool
    rows: tuple[Beside, ...]


class NoScenario(EntryRefused):
    """There is no such scenario in this region, or it is somebody else's own."""


WHO, WHAT = ("families", "persons", "decisions"), ("gain", "lose", "unchanged", "unknown")
NUMBERS = (
    *(f"{who}.{what}" for who in WHO for what in WHAT),
    "cost.gained", "cost.lost", "cost.before.low", "cost.before.high", "cost.after.low", "cost.after.high",
)  # fmt: skip


def side_by_side(first: SavedScenario, second: SavedScenario) -> TwoScenarios:
    """The numbers that both scenarios have, row by row."""
    same = (first.population, first.lock_before, first.on) == (second.population, second.lock_before, second.on)
    found = ((what, _at(first.summary, what), _at(second.summary, what)) for what in NUMBERS)
    rows = tuple(Beside(what, a, b) for what, a, b in found if a is not None and b is not None)
    return TwoScenarios(first, second, same, rows)


def _at(summary: Mapping[str, Any], path: str) -> int | None:
    found: Any = summary
    for step in path.split("."):
        if step not in found:
            return None
        found = found[step]
    return int(found)
