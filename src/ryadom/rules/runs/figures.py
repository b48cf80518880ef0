"""The tables of a run: frozen values that a page, a file and a comparison of two runs read. Money is whole kopecks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ryadom.packs.api import Text
from ryadom.rules.outcomes import Outcome, State

DIMENSIONS = ("district", "decile", "family_type", "age")
IMAGINED = Text(ru="условное население", en="imagined population")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The money of those who came out in one way.

    `exact`: the sum over `exact_subjects` whose amount is known to the kopeck. `low` and `high`: the sums of both
    ends over `between` whose amount lies between two (nothing where an end is open: `no_high` have no upper end).
    `broken`: nobody could compute it (a parameter not entered). The rest have no amount at all.
    """

    exact: int = 0
    exact_subjects: int = 0
    between: int = 0
    low: int = 0
    high: int = 0
    no_high: int = 0
    broken: int = 0

    @property
    def least(self) -> int:
        """What all of them get at least, kopecks."""
        return self.exact + self.low

    @property
    def most(self) -> int | None:
        """What all of them get at most, kopecks; None where that has no end or is not known."""
        return None if self.no_high or self.broken else self.exact + self.high


@dataclass(frozen=True, slots=True)
class Figures:
    """How some subjects came out: how many in each outcome, and the money of those who are or may be entitled."""

    outcomes: Mapping[Outcome, int]
    entitled: Amounts
    likely: Amounts
    unknown: Amounts

    @property
    def subjects(self) -> int:
        """All of them."""
        return sum(self.outcomes.values())

    def share(self, outcome: Outcome) -> tuple[int, int]:
        """How many of how many: a share that nobody has rounded."""
        return self.outcomes.get(outcome, 0), self.subjects


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a table: the key of the group (its words: `runs.words`) and its figures."""

    key: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Cost:
    """What a measure costs the budgets if everybody entitled is paid: kopecks a month and a year, and the year's
    money by the level that funds it. `counted` False: its amounts are no money of a budget (see `runs.costs`).
    """

    counted: bool
    month: int = 0
    year: int = 0
    year_likely: int = 0
    levels: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Receiving:
    """Of some subjects: how many receive it already, do not, and have no record of it."""

    yes: int = 0
    no: int = 0
    unrecorded: int = 0


@dataclass(frozen=True, slots=True)
class CriterionStates:
    """How often one criterion of a version came out in each way."""

    version: int
    criterion: str
    title: Text
    states: Mapping[State, int]


@dataclass(frozen=True)
class MeasureFigures:
    """One measure over everyone. `by`: dimension (see DIMENSIONS) -> its groups, every group that has a subject."""

    measure: str
    title: Text
    kind: str
    period: str
    decided_by: str
    funding: Mapping[str, int]
    total: Figures
    by: Mapping[str, tuple[Group, ...]]
    cost: Cost
    entitled_receiving: Receiving
    likely_receiving: Receiving
    criteria: tuple[CriterionStates, ...]

    @property
    def reached(self) -> int:
        """How many are entitled or likely to be."""
        return self.total.outcomes.get(Outcome.ENTITLED, 0) + self.total.outcomes.get(Outcome.LIKELY, 0)

    @property
    def gap(self) -> int:
        """Entitled or likely, and surely not receiving."""
        return self.entitled_receiving.no + self.likely_receiving.no


@dataclass(frozen=True, slots=True)
class OneQuestion:
    """A fact that answers wait for: how many families, persons (subjects of their own) and answers wait for it, and
    how many answers wait for this fact alone (`alone`, by measure the most first).
    """

    fact: str
    label: Text
    families: int
    persons: int
    answers: int
    alone: int
    alone_by_measure: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Cliff:
    """What the applicants of the families looked at lose of one measure by earning a little more.

    `lost`: the right is gone; `less`: the payment shrinks by more than was earned. `loss` and `deepest` are kopecks
    of the measure's own period, `loss_month` kopecks a month. `no_sum`: lost rights without a known sum.
    """

    measure: str
    lost: int
    less: int
    no_sum: int
    loss: int
    deepest: int
    loss_month: int


@dataclass(frozen=True, slots=True)
class Cliffs:
    """`step`: kopecks a month more. `families` were decided twice, of `of` families; `seed` chose them (None: all).
    `skipped`: answers that were unknown before or after, and are counted nowhere.
    """

    step: int
    families: int
    of: int
    seed: int | None
    skipped: int
    rows: tuple[Cliff, ...]


@dataclass(frozen=True, slots=True)
class NeverReached:
    """A measure to which nobody is entitled or likely to be, and the condition that stops most (None: nobody is its
    subject, or no condition was judged).
    """

    measure: str
    subjects: int
    criterion: str | None
    title: Text | None
    stopped: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two measures in one family: families that are entitled to both, and that receive both. `apart`: paid from
    different budgets (None: the file of one does not say from which).
    """

    first: str
    second: str
    entitled: int
    receiving: int
    apart: bool | None


@dataclass(frozen=True, slots=True)
class KnownFact:
    """How often a fact is known: of so many rows (families or persons), and from a register, a paper or staff."""

    fact: str
    of: str
    rows: int
    known: int
    proved: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much is known of everyone. `answers` and `unknown`: all answers, and those that lack a fact."""

    families: int
    persons: int
    open_families: int
    families_with_income: int
    answers: int
    unknown: int
    facts: tuple[KnownFact, ...]


@dataclass(frozen=True)
class About:
    """What was decided: the same fields, the same tables."""

    region: str
    title: str
    imagined: bool
    seed: int | None
    as_of: date
    on: date
    rules: str
    snapshot: str
    engine: str
    measures: tuple[str, ...]
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Summary:
    """All tables of a run. `hash`: of every single decision, whatever the files, threads and parts."""

    about: About
    hash: str
    deciles: tuple[int, ...]
    coverage: Coverage
    measures: tuple[MeasureFigures, ...]
    month: int
    year: int
    levels: tuple[tuple[str, int], ...]
    questions: tuple[OneQuestion, ...]
    cliffs: Cliffs | None
    never: tuple[NeverReached, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def note(self) -> Text | None:
        """What must stand on everything made of an imagined population."""
        return IMAGINED if self.about.imagined else None

    def of(self, measure: str) -> MeasureFigures:
        """One measure. Raises KeyError."""
        for one in self.measures:
            if one.measure == measure:
                return one
        raise KeyError(measure)
