"""The nouns of a rulebook: names, definitions, criteria, versions and measures, compiled and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from ryadom.feel import Expression, parse
from ryadom.packs.api import Item, RegionFile, Text
from ryadom.rules.kinds import Criterion, MeasureFile, MeasureVersion
from ryadom.rules.parameters import Parameter

NameKind = Literal[
    "person fact", "fact", "person definition", "definition", "parameter", "table", "set", "engine", "person engine"
]
Place = tuple[str | int, ...]
Scope = tuple[Any, ...]
DATED = "()"
OWN = "own/"

ENGINE: Mapping[str, NameKind] = {
    "дата": "engine",
    "дата заявления": "engine",
    "заявитель": "engine",
    "члены семьи": "engine",
    "состав": "engine",
    "человек в составе": "engine",
    "доход состава": "engine",
    "месяцев в окне": "engine",
    "среднедушевой доход": "engine",
    "доход человека": "person engine",
    "уже получено": "engine",
}
MEASURE_SCOPED = frozenset(
    {
        "состав",
        "человек в составе",
        "доход состава",
        "месяцев в окне",
        "среднедушевой доход",
        "доход человека",
        "уже получено",
    }
)


@dataclass(frozen=True, slots=True)
class Name:
    """What a name in a rule stands for."""

    kind: NameKind
    id: str


@dataclass(frozen=True)
class FactKind:
    """A fact of the catalogue with its key."""

    key: str
    practice: str
    file: Any

    @cached_property
    def by_value(self) -> dict[str, str]:
        """Stored value -> the word that rules compare with."""
        return {c.value: c.name for c in self.file.choices or ()}


@dataclass(frozen=True)
class DefinitionVersion:
    first: date
    last: date | None
    rule: Expression
    verified: str
    article: str | None
    source: str | None


@dataclass(frozen=True)
class Definition:
    id: str
    name: str
    of: str
    type: str
    label: Text | None
    versions: tuple[DefinitionVersion, ...]
    practice: str
    measure_scoped: bool = False

    def at(self, on: date) -> DefinitionVersion | None:
        """The version in force on a date; the latest begun wins."""
        holding = [v for v in self.versions if v.first <= on and (v.last is None or on <= v.last)]
        return max(holding, key=lambda v: v.first) if holding else None


@dataclass(frozen=True, slots=True)
class Reach:
    """What the value of a rule depends on beside the family and the date: the subject, the measure that asks."""

    subject: bool = True
    measure: bool = True


@dataclass(frozen=True)
class CompiledCriterion:
    """A criterion with its rules parsed; `group` holds the members of an OR group.

    `repeated` names the facts that are read twice: only there can Kleene's logic be needlessly unsure inside a
    criterion.
    """

    file: Criterion
    place: Place
    rule: Expression | None
    not_yet_when: Expression | None = None
    not_yet_from: Expression | None = None
    group: tuple["CompiledCriterion", ...] = ()
    repeated: frozenset[str] = frozenset()
    reach: Reach = Reach()
    judge: str = "rule"
    verified: str = "recalled"
    source: str | None = None


@dataclass(frozen=True)
class CompiledVersion:
    file: MeasureVersion
    index: int
    reference: Expression
    criteria: tuple[CompiledCriterion, ...]
    amount: Expression | None
    weakest: str = "recalled"
    amount_reach: Reach = Reach()
    judges: tuple[int, int, int] = (0, 0, 0)

    @cached_property
    def by_application(self) -> bool:
        """The reference date is simply the day of applying."""
        return self.file.reference == "дата заявления"

    @cached_property
    def scope(self) -> Scope:
        """What a measure lends to the names that depend on it: measures with the same share one value."""
        window = self.file.income
        return self.file.composition, window and (window.year, *(window.months or ()))

    def holds(self, on: date) -> bool:
        """In force on a date."""
        return self.file.from_ <= on and (self.file.to is None or on <= self.file.to)


@dataclass(frozen=True)
class Measure:
    """A measure of the book: the file, its versions compiled, how far Ryadom goes with it in this region."""

    id: str
    practice: str
    file: MeasureFile
    mode: str
    versions: tuple[CompiledVersion, ...]
    item: Item = field(repr=False, compare=False)
    standing: tuple[tuple[CompiledCriterion, str], ...] = ()

    @property
    def own(self) -> bool:
        """Written by the region itself, over or beside its practices."""
        return self.practice.startswith(OWN)

    @cached_property
    def versions_by_age(self) -> tuple[CompiledVersion, ...]:
        """The newest first."""
        return tuple(sorted(self.versions, key=lambda v: v.file.from_, reverse=True))

    def at(self, on: date) -> CompiledVersion | None:
        """The version in force on a date; the latest begun wins."""
        holding = [v for v in self.versions if v.holds(on)]
        return max(holding, key=lambda v: v.file.from_) if holding else None


@dataclass(frozen=True)
class Rulebook:
    """Everything that rules may say in one region. `lock` is what a decision cites."""

    region: str
    about: RegionFile | None
    lock: str
    locks: Mapping[str, str]
    facts: Mapping[str, FactKind]
    names: Mapping[str, Name]
    definitions: Mapping[str, Definition]
    parameters: Mapping[str, Parameter]
    sets: Mapping[str, tuple[str, ...]]
    situations: Mapping[str, Any]
    calendars: Mapping[int, Any]
    measures: Mapping[str, Measure]
    unknowns: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    readers: list[Any] = field(default_factory=list, repr=False, compare=False)
    untold: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    findings: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    everyone: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    motions: list[Any] = field(default_factory=list, repr=False, compare=False)

    def forget_untold(self) -> None:
        """Answer as if no family had been answered before."""
        self.untold.clear()
        self.findings.clear()

    def parse(self, text: str) -> Expression:
        """An expression that may use the book's names. Raises FeelSyntaxError."""
        return parse(text, names=self.words, functions=self.tables)

    @cached_property
    def in_filters(self) -> frozenset[str]:
        """What a filter over members may say: the member's own facts and definitions, parameters, sets and the date."""
        own = {"person fact", "person definition", "person engine", "parameter", "table", "set"}
        return frozenset(name for name, known in self.names.items() if known.kind in own) | {"дата"}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every name that a rule may say."""
        return frozenset(self.names)

    @cached_property
    def tables(self) -> frozenset[str]:
        """The names that are called with arguments."""
        return frozenset(n for n, name in self.names.items() if name.kind in ("table", "parameter"))
