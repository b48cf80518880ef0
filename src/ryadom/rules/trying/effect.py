"""What a moved number does to everyone, in the words a page shows. Frozen values; money is kopecks a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ryadom.rules.parameters import Keys


@dataclass(frozen=True, slots=True)
class Moved:
    """A parameter with the value on trial."""

    parameter: str
    keys: Keys
    value: Decimal


@dataclass(frozen=True, slots=True)
class Families:
    """How many families gain, lose, stay as they are; `unknown`: facts are missing to say which."""

    gain: int = 0
    lose: int = 0
    unchanged: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.gain + self.lose + self.unchanged + self.unknown


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One row of a table: the group, its families, what it costs more (a minus: less)."""

    name: str
    families: Families
    money: int


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure: subjects with the right and kopecks a year, before and after."""

    measure: str
    rights_before: int
    rights_after: int
    money_before: int
    money_after: int

    @property
    def more(self) -> int:
        """What it costs more."""
        return self.money_after - self.money_before


@dataclass(frozen=True)
class Effect:
    """Everything at once. `levels` is money by who pays ("" where the measure names nobody); the rows of every group
    add up to all families. `broken`: measures that cannot be counted today, because a number of theirs was not entered.
    """

    moved: Moved
    families: Families
    money: int
    measures: tuple[MeasureRow, ...]
    levels: tuple[tuple[str, int], ...]
    groups: Mapping[str, tuple[GroupRow, ...]]
    seconds: float = 0.0
    broken: tuple[str, ...] = ()

    @property
    def unknown_share(self) -> Decimal:
        """The share of families of whom nothing can be said."""
        return Decimal(self.families.unknown) / max(self.families.total, 1)
