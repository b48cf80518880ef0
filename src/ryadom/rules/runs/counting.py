"""All counts of a run in one: made for a part, added up for a snapshot. It may travel between processes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ryadom.rules.everyone.decided import Decided
from ryadom.rules.runs.cliffs import CliffTally
from ryadom.rules.runs.fingerprint import digest
from ryadom.rules.runs.grouping import Groups
from ryadom.rules.runs.knowing import Knowing
from ryadom.rules.runs.needs import Needs
from ryadom.rules.runs.receiving import Receivings
from ryadom.rules.runs.tally import Decisions, Rows
from ryadom.rules.snapshots.part import Part


@dataclass
class Counts:
    """What was counted so far. `measures`: the ids of those that are decided, in the order of the book."""

    groups: Groups
    measures: tuple[str, ...]
    decisions: Decisions = field(init=False)
    receivings: Receivings = field(init=False)
    needs: Needs = field(default_factory=Needs)
    knowing: Knowing = field(default_factory=Knowing)
    cliffs: CliffTally = field(default_factory=CliffTally)

    def __post_init__(self) -> None:
        self.decisions, self.receivings = Decisions(self.groups), Receivings(self.measures)

    def add(self, part: Part, every: Sequence[Decided], *, first_family: int = 0, first_person: int = 0) -> "Counts":
        """Count a part whose families and persons begin at these numbers of the snapshot; the same object again."""
        self.decisions.add(Rows(part, self.groups, first_family, first_person), every)
        self.receivings.add(part, every)
        self.needs.add(part, every)
        self.knowing.add(part)
        return self

    def merge(self, other: "Counts") -> None:
        """Add the counts of other parts; the order does not matter."""
        self.decisions.merge(other.decisions)
        self.receivings.merge(other.receivings)
        self.needs.merge(other.needs)
        self.knowing.merge(other.knowing)
        self.cliffs.merge(other.cliffs)

    @property
    def hash(self) -> str:
        """The hash of every decision counted."""
        return digest(self.decisions.prints, self.decisions.criteria)
