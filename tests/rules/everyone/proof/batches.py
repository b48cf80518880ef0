"""Batches of random families: the same seed and number give the same batch, on any machine and in any process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from random import Random
from typing import Any

from tests.rules.everyone.proof.drafts import APPLIED, Draft
from tests.rules.everyone.proof.hiding import hide, tell
from tests.rules.everyone.proof.households import household
from tests.rules.everyone.proof.personas import persona, runs_of
from tests.rules.everyone.proof.pulling import pull
from tests.rules.everyone.proof.thresholds import Thresholds, near
from tests.rules.everyone.proof.town import QUIET, TOWN, WIDE, book_of_town
from tests.stories.cast import book

from ryadom.rules import practice_tests
from ryadom.rules.compiled import Rulebook
from ryadom.rules.facts import Family
from ryadom.rules.kinds import ParameterValue
from ryadom.rules.parameters import Parameter
from ryadom.rules.snapshots.families import part_of
from ryadom.rules.snapshots.part import Part

REGIONS = ("RU-CHE", "RU-CHE", "RU-CHE", "RU-LIP", "RU-CHE", "RU-MOW", "RU-CHE", "RU-SAK", "RU-SMO", "RU-VOR")
FAMILIES = 400  # in a batch
FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
HARD_DAYS = (date(2024, 2, 29), date(2028, 2, 29), date(2025, 2, 28), date(2027, 3, 1), date(2026, 3, 31))


@dataclass(frozen=True)
class Batch:
    """Some families asked about on one day, with numbers on trial."""

    name: str
    region: str
    on: date
    parameters: Mapping[str, Any]
    part: Part
    in_blocks: bool = False  # decided in small blocks that are joined again

    @property
    def book(self) -> Rulebook:
        return book_of(self.region)


@cache
def book_of(region: str) -> Rulebook:
    """The book of a region, or of a town that the proof made up, read once."""
    return book_of_town(region) if region in (TOWN, WIDE, QUIET) else book(region)


@cache
def _grounds(region: str) -> tuple[Thresholds, list[practice_tests.Run]]:
    rules = book_of(region)
    return Thresholds(rules), runs_of(rules)


def thresholds_of(region: str) -> Thresholds:
    """Where the book of a region turns."""
    return _grounds(region)[0]


def runs_of_region(region: str) -> list[practice_tests.Run]:
    """The cases of the practices that a region has installed."""
    return _grounds(region)[1]


def batch(seed: int, number: int, families: int = FAMILIES) -> Batch:
    """The batch of this number."""
    rng = Random(f"proof/{seed}/{number}")
    region = REGIONS[number % len(REGIONS)]
    rules, (thresholds, _) = book_of(region), _grounds(region)
    on = _day(rng, thresholds)
    parameters = on_trial(rules, on, rng) if rng.random() < 0.5 else {}
    sure = told_by_all(rules, rng)
    part = part_of(rules, [family(region, on, rng, sure) for _ in range(families)])
    return Batch(f"{seed}/{number}", region, on, parameters, part)


def told_by_all(rules: Rulebook, rng: Random) -> frozenset[str]:
    """The facts that nobody in a batch hides: none, some, or the whole catalogue."""
    share = rng.choice((0, 0, 0.3, 1))
    kinds = sorted(rules.facts.items())
    return frozenset(key for key, kind in kinds if kind.file.type != "text" and key != APPLIED and rng.random() < share)


def family(region: str, on: date, rng: Random, sure: frozenset[str] = frozenset()) -> Family:
    """One family: out of nothing or out of a case, pulled to thresholds, some of it hidden."""
    rules, (thresholds, runs) = book_of(region), _grounds(region)
    draft: Draft = (
        persona(rules, rng.choice(runs), on, rng) if runs and rng.random() < 0.4 else household(rules, on, rng)
    )
    if rng.random() < 0.9:
        pull(draft, thresholds)
    hide(draft)
    tell(draft, sure)
    return draft.family()


def _day(rng: Random, thresholds: Thresholds) -> date:
    """A day of asking: any, one on which something begins or ends, the end of a month."""
    kind = rng.random()
    if kind < 0.3:
        turning = [day for day in thresholds.turning_days if FIRST < day < LAST]
        return rng.choice(near(rng.choice(turning)))
    if kind < 0.4:
        return rng.choice(HARD_DAYS)
    # Most parameters are entered for 2026: there most rights are.
    first, last = (date(2026, 1, 1), date(2026, 12, 31)) if kind < 0.8 else (FIRST, LAST)
    return first + timedelta(days=rng.randint(0, (last - first).days))


def on_trial(rules: Rulebook, on: date, rng: Random) -> dict[str, Any]:
    """Some parameters with numbers of a scenario, by name or id, for all keys or some. Half of them are such as nobody
    has entered for the day: without a number their criteria would only ever fail.
    """
    lacking = [id for id, one in sorted(rules.parameters.items()) if not any(_holds(v, on) for v in one.values)]
    chosen = set(rng.sample(sorted(rules.parameters), rng.randint(1, 4)))
    chosen |= set(rng.sample(lacking, min(len(lacking), rng.choice((0, 3, len(lacking))))))
    return {rng.choice((rules.parameters[id].name, id)): _tried(rules.parameters[id], rng) for id in sorted(chosen)}


def _holds(value: ParameterValue, on: date) -> bool:
    return value.from_ <= on and (value.to is None or on <= value.to)


def _tried(parameter: Parameter, rng: Random) -> Any:
    if not parameter.keys or rng.random() < 0.2:
        return _number(parameter, rng)
    keys = ["/".join(key) for key in product(*(parameter.choices[key] for key in parameter.keys))]
    return {key: _number(parameter, rng) for key in keys if rng.random() < 0.9}


def _number(parameter: Parameter, rng: Random) -> Decimal:
    known = Decimal(parameter.values[-1].value) if parameter.values else Decimal(3000)
    tried = known * Decimal(rng.choice(("0", "0.5", "0.9", "1", "1.1", "2", "1.07")))
    tried = tried.quantize(Decimal(rng.choice(("1", "0.01"))))
    return tried + Decimal("0.005") if rng.random() < 0.05 else tried
