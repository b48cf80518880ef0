"""Who receives already what they are entitled to, and which measures meet in one family."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from ryadom.rules.everyone.decided import Decided
from ryadom.rules.outcomes import Outcome
from ryadom.rules.runs.figures import Receiving
from ryadom.rules.runs.members import by_family, held
from ryadom.rules.snapshots.columns import FactColumn, Ints
from ryadom.rules.snapshots.part import Part

NO, YES, UNRECORDED = range(3)
REACHED = (Outcome.ENTITLED, Outcome.LIKELY)
BLOCK = 2**16  # families multiplied at once: counts stay far below 2**24, where float32 is exact


@dataclass
class Receivings:
    """By measure: entitled and likely subjects by what is recorded of receiving (2 x 3); families that are entitled
    to two measures, and that receive both (measures x measures).
    """

    measures: tuple[str, ...]
    records: dict[str, Ints] = field(default_factory=dict)
    entitled: Ints = field(init=False)
    receiving: Ints = field(init=False)

    def __post_init__(self) -> None:
        shape = (len(self.measures), len(self.measures))
        self.entitled, self.receiving = np.zeros(shape, np.int64), np.zeros(shape, np.int64)

    def add(self, part: Part, every: Iterable[Decided]) -> None:
        """Count one part."""
        entitled = np.zeros((part.families, len(self.measures)), np.bool_)
        receiving = np.zeros_like(entitled)
        places = {measure: at for at, measure in enumerate(self.measures)}
        for measure, at in places.items():
            receiving[:, at] = families_receiving(part, measure)
        for decided in every:
            entitled[decided.family[decided.is_outcome(*REACHED)], places[decided.measure]] = True
            self._records(part, decided)
        self.entitled += pairs(entitled)
        self.receiving += pairs(receiving)

    def _records(self, part: Part, decided: Decided) -> None:
        records = self.records.setdefault(decided.measure, np.zeros((len(REACHED), 3), np.int64))
        states = received(part, decided)
        for at, outcome in enumerate(REACHED):
            records[at] += np.bincount(states[decided.is_outcome(outcome)], minlength=3)

    def merge(self, other: "Receivings") -> None:
        """Add other parts."""
        self.entitled += other.entitled
        self.receiving += other.receiving
        for measure, records in other.records.items():
            self.records[measure] = self.records[measure] + records if measure in self.records else records

    def of(self, measure: str, outcome: Outcome) -> Receiving:
        """The records of those with one outcome."""
        records = self.records.get(measure)
        if records is None:
            return Receiving()
        no, yes, unrecorded = (int(one) for one in records[REACHED.index(outcome)])
        return Receiving(yes, no, unrecorded)


def received(part: Part, decided: Decided) -> Ints:
    """What is recorded of each subject; what a person lacks is read of the family, as rules do."""
    key = f"received:{decided.measure}"
    family = _states(part.family.get(key), part.families)[decided.family]
    person = np.append(_states(part.person.get(key), part.persons), UNRECORDED)[decided.person]
    return np.where(person == UNRECORDED, family, person)


def families_receiving(part: Part, measure: str) -> Ints:
    """The families in which somebody receives it."""
    key = f"received:{measure}"
    found = _states(part.family.get(key), part.families) == YES
    return found | (by_family(part, _states(part.person.get(key), part.persons) == YES) > 0)


def _states(column: FactColumn | None, rows: int) -> Ints:
    if column is None:
        return np.full(rows, UNRECORDED, np.int64)
    return np.where(held(column), np.where(column.values, YES, NO), UNRECORDED).astype(np.int64)


def pairs(marks: Ints) -> Ints:
    """How many rows have both marks, for each two columns. Counts of people, exact: see BLOCK."""
    found = np.zeros((marks.shape[1], marks.shape[1]), np.int64)
    used: Sequence[int] = np.flatnonzero(marks.any(axis=0)).tolist()
    for first in range(0, len(marks), BLOCK):
        block = marks[first : first + BLOCK, used].astype(np.float32)
        found[np.ix_(used, used)] += (block.T @ block).astype(np.int64)
    return found
