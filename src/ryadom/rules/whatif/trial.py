"""A number moved on the board, as a saved scenario keeps it: what was moved, and what came out as it was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.rules.compiled import Rulebook
from ryadom.rules.parameters import Keys
from ryadom.rules.trying.effect import Effect, Families, GroupRow, MeasureRow, Moved
from ryadom.rules.whatif.scenario import Scenario, TrialNumber

COUNTED = ("gain", "lose", "unchanged", "unknown")


@dataclass(frozen=True)
class Trial:
    """A moved number, the value that held then, and what came out then."""

    before: Decimal
    effect: Effect

    @property
    def moved(self) -> Moved:
        return self.effect.moved


def scenario_of(book: Rulebook, title: str, on: date, moved: Moved, before: Decimal) -> Scenario:
    """The scenario that moves one number, as somebody would write it in a file."""
    number = TrialNumber(moved.parameter, book.parameters[moved.parameter].name, moved.keys, before, moved.value)
    document = {"title": title, "on": on, "parameters": {moved.parameter: _given(moved.keys, moved.value)}}
    return Scenario(title, book.region, on, (number,), document=document)


def _given(keys: Keys, value: Decimal) -> Any:
    return {"/".join(choice for _, choice in keys): value} if keys else value


def as_data(trial: Trial) -> dict[str, Any]:
    """A trial as plain data; sums in kopecks."""
    moved, effect = trial.moved, trial.effect
    return {
        "moved": {
            "parameter": moved.parameter,
            "keys": [list(pair) for pair in moved.keys],
            "value": format(moved.value.normalize(), "f"),
            "before": format(trial.before.normalize(), "f"),
        },
        "families": dict(zip(COUNTED, _counts(effect.families), strict=True)),
        "money": effect.money,
        "broken": list(effect.broken),
        "levels": [list(pair) for pair in effect.levels],
        "measures": [
            [m.measure, m.rights_before, m.rights_after, m.money_before, m.money_after] for m in effect.measures
        ],
        "groups": {
            name: [[row.name, _counts(row.families), row.money] for row in rows] for name, rows in effect.groups.items()
        },
    }


def _counts(families: Families) -> list[int]:
    return [getattr(families, name) for name in COUNTED]


def trial_of(summary: Mapping[str, Any]) -> Trial | None:
    """What was kept of a moved number; None of a whole comparison."""
    kept = summary.get("moved")
    if kept is None:
        return None
    keys = tuple((key, choice) for key, choice in kept["keys"])
    effect = Effect(
        Moved(kept["parameter"], keys, Decimal(kept["value"])),
        Families(**summary["families"]),
        summary["money"],
        tuple(MeasureRow(*row) for row in summary["measures"]),
        tuple((level, money) for level, money in summary["levels"]),
        {
            name: tuple(GroupRow(key, Families(*counts), money) for key, counts, money in rows)
            for name, rows in summary["groups"].items()
        },
        broken=tuple(summary["broken"]),
    )
    return Trial(Decimal(kept["before"]), effect)
