"""What a scenario does to a population: who gains, who loses, what it costs. Frozen values; sums are kopecks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from ryadom.packs.api import Text
from ryadom.rules.parameters import Keys
from ryadom.rules.whatif.scenario import Per, Scenario


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gain, lose, stay as they are; and of how many nobody can say it yet."""

    gain: int = 0
    lose: int = 0
    unchanged: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.gain + self.lose + self.unchanged + self.unknown

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.gain + other.gain,
            self.lose + other.lose,
            self.unchanged + other.unchanged,
            self.unknown + other.unknown,
        )


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in kopecks: exact where both ends meet. `open`: of so many decisions an end is not known; that end of them
    is not in the sum.
    """

    low: int = 0
    high: int = 0
    open: int = 0

    @property
    def exact(self) -> bool:
        return self.low == self.high and not self.open

    def __add__(self, other: "Money") -> "Money":
        return Money(self.low + other.low, self.high + other.high, self.open + other.open)


@dataclass(frozen=True, slots=True)
class Cost:
    """What is paid before and after. `more`: the sum of what each decision gains (a minus: loses), bounds per decision,
    so that what is proved to stay as it is counts as nothing; `gained` and `lost` are sums of the sure ones, >= 0.
    """

    before: Money = Money()
    after: Money = Money()
    more: Money = Money()
    gained: int = 0
    lost: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.before + other.before,
            self.after + other.after,
            self.more + other.more,
            self.gained + other.gained,
            self.lost + other.lost,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """One row of a table by groups: families and the people in them by what they meet, and twelve months of money."""

    key: str
    families: Tally
    persons: Tally
    cost: Cost


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One measure: its decisions (one a subject) and twelve months of money. `receive_before`/`receive_after` count
    those who get it surely, `to` says who they are. `counted`: its amount is money from a budget, so it stands in the
    cost; what else it is, a service or a discount, is its `kind`.
    """

    measure: str
    title: Text
    decisions: Tally
    cost: Cost
    receive_before: int
    receive_after: int
    counted: bool
    kind: str = "money"
    to: str = "person"
    only: Literal["both", "before", "after"] = "both"


@dataclass(frozen=True, slots=True)
class Month:
    """One of the twelve months after the scenario's day (its first day)."""

    month: date
    cost: Cost


@dataclass(frozen=True, slots=True)
class Level:
    """A level of budget ("region", "federal", ...); "unstated" where the measure does not name who pays."""

    level: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class Cliffs:
    """Decisions where one rouble more a month loses more than a rouble (as `runs.cliffs` counts them): with the rules
    in force, in the scenario; made by it, removed by it. Of touched measures; `looked_at`: so many families were tried.
    """

    before: int
    after: int
    made: int
    removed: int
    looked_at: int


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Twelve months of money of the measures that read a number, were it one step further than in the scenario:
    `more` with all that is not known, `gained` and `lost` what is sure.
    """

    parameter: str
    name: str
    keys: Keys
    at: Decimal
    by: Decimal
    more: Money
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Cut:
    """What a ceiling does: who is served by lot until the money is out. Kopecks for the period that is named."""

    measure: str
    ceiling: int
    per: Per
    wanted: int
    paid: int
    served: int
    left: int
    waiting_unknown: int
    rank_in_words: Text | None
    seed: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """From what a comparison was made: anybody with the same can make it again."""

    population: str
    population_title: str
    imagined: bool
    as_of: date | None
    lock_before: str
    lock_after: str
    scenario: str
    seed: int
    touched: tuple[str, ...]
    unknown_share: Decimal

    @property
    def said_ru(self) -> str:
        """What must stand on every page and file made from it."""
        return "условное население" if self.imagined else self.population_title


@dataclass(frozen=True)
class Comparison:
    """Everything at once. Tables are by "district", "decile", "family_type" or whatever labels the families carry; the
    families of a table add up to all families. Money is for the twelve months after the day, of the measures that the
    change touches (see `Provenance.touched`); of all others nothing changes. `mixed`: families counted as unknown
    because they gain one thing and lose another that no sum can weigh; `aside`: families counted by what is known,
    though of a right that is no money (a service, a fee) it is not known whether it changes.
    """

    scenario: Scenario
    provenance: Provenance
    decisions: Tally
    families: Tally
    persons: Tally
    cost: Cost
    measures: tuple[MeasureChange, ...]
    months: tuple[Month, ...]
    levels: tuple[Level, ...]
    tables: Mapping[str, tuple[Share, ...]]
    mixed: int = 0
    aside: int = 0
    cliffs: Cliffs | None = None
    sensitivity: tuple[Sensitivity, ...] = ()
    cuts: tuple[Cut, ...] = ()
    notes: tuple[Text, ...] = field(default=())
