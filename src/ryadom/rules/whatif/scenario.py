"""A scenario: what somebody would change, written down and hashed. Frozen values; reading is in `reading`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal

from ryadom.rules.laying import OwnMeasure, digest
from ryadom.rules.parameters import Keys

Per = Literal["month", "year"]


@dataclass(frozen=True, slots=True)
class TrialNumber:
    """One number of a parameter on trial. `keys` in the order of the parameter's own keys; `before`: what holds on the
    day, None where nothing is entered.
    """

    parameter: str
    name: str
    keys: Keys
    before: Decimal | None
    after: Decimal

    @property
    def changes(self) -> bool:
        """Whether it differs from what holds."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Ceiling:
    """At most so many kopecks a month or a year for one measure."""

    measure: str
    kopecks: int
    per: Per


@dataclass(frozen=True, slots=True)
class Step:
    """How far a number is moved to see what it costs."""

    parameter: str
    name: str
    keys: Keys
    by: Decimal


@dataclass(frozen=True)
class Scenario:
    """What is changed against the rules in force on `on`.

    `measures` replace or add one; `added` and `left_out` are practices by id. `seed` draws the lots of a ceiling.
    `document` is what was written, as plain data: what is saved and what the hash is taken of, with the texts of
    measures that stood in files of their own.
    """

    title: str
    region: str
    on: date
    numbers: tuple[TrialNumber, ...] = ()
    measures: tuple[OwnMeasure, ...] = ()
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    steps: tuple[Step, ...] = ()
    seed: int = 0
    document: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def parameters(self) -> dict[str, Any]:
        """The numbers on trial as `Everyone` takes them: by name; a number, or numbers by keys joined with `/`."""
        return as_parameters(self.numbers)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in it is as it is anyway."""
        moved = any(number.changes for number in self.numbers)
        return not (moved or self.measures or self.added or self.left_out or self.ceilings)

    @property
    def hash(self) -> str:
        """What the scenario says, whatever its title: sixty-four hex digits."""
        said = {
            "region": self.region,
            "on": self.on.isoformat(),
            "numbers": sorted([n.parameter, list(n.keys), _plain(n.after)] for n in self.numbers),
            "measures": [[m.measure, m.starts.isoformat(), digest(m)] for m in self.measures],
            "added": sorted(self.added),
            "left_out": sorted(self.left_out),
            "ceilings": sorted([c.measure, c.kopecks, c.per] for c in self.ceilings),
            "seed": self.seed,
        }
        return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def moved(self, step: Step) -> "Scenario":
        """The same scenario with one number one step further; what is not on trial starts from what holds."""
        kept = [n for n in self.numbers if (n.parameter, n.keys) != (step.parameter, step.keys)]
        here = next((n for n in self.numbers if n not in kept), None)
        start = here.after if here else None
        if start is None:
            raise LookupError(f"{step.parameter} is not on trial")
        assert here is not None
        return replace(self, numbers=(*kept, replace(here, after=start + step.by)))


def as_parameters(numbers: tuple[TrialNumber, ...]) -> dict[str, Any]:
    """Numbers on trial as rules of one family take them."""
    found: dict[str, Any] = {}
    for number in numbers:
        if number.keys:
            found.setdefault(number.name, {})["/".join(value for _, value in number.keys)] = number.after
        else:
            found[number.name] = number.after
    return found


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
