"""Where earning a little more loses much: families are decided twice, the second time with a little more money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ryadom.rules.everyone.decided import EXACT, NO_AMOUNT, OUTCOMES, Decided
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.facts import window_of
from ryadom.rules.incomes import months_between
from ryadom.rules.outcomes import Outcome
from ryadom.rules.runs.costs import MONTHS, PAYMENTS
from ryadom.rules.runs.members import held
from ryadom.rules.snapshots.columns import KOPECKS, FactColumn, Facts, Ints
from ryadom.rules.snapshots.part import Part

STEP = KOPECKS  # a month: one rouble
WHOLE = 2**64
REACHED = tuple(OUTCOMES.index(one) for one in (Outcome.ENTITLED, Outcome.LIKELY))
GONE = tuple(OUTCOMES.index(one) for one in (Outcome.NOT_ENTITLED, Outcome.NOT_YET, Outcome.CLOSED))
# Sums told once that hold earnings: of how many months. Totals of a window tell their months themselves.
TOLD = {"monthly-family-income": 1, "average-monthly-earnings": 1, "earned-in-period": MONTHS}
FIELDS = ("lost", "less", "no_sum", "loss", "deepest")


@dataclass(frozen=True, slots=True)
class Sample:
    """Which families are looked at: about `wanted` of `of`, the same ones whatever the parts. `seed` None: all."""

    of: int
    wanted: int
    seed: int | None

    @classmethod
    def choose(cls, of: int, wanted: int | None, seed: int) -> "Sample":
        """All of them where `wanted` is None or enough for all."""
        return cls(of, of, None) if wanted is None or wanted >= of else cls(of, wanted, seed)

    def rows(self, first: int, families: int) -> Ints:
        """The rows of a part that begins at family number `first`."""
        if self.seed is None:
            return np.arange(families, dtype=np.int64)
        numbers = np.arange(first, first + families).astype(np.uint64) + np.uint64(self.seed % WHOLE)
        return np.flatnonzero(_stirred(numbers) < np.uint64(self.wanted * WHOLE // max(self.of, 1)))


@dataclass
class CliffTally:
    """By measure the numbers of FIELDS; how many families were looked at, how many answers were skipped as unknown."""

    families: int = 0
    skipped: int = 0
    measures: dict[str, list[int]] = field(default_factory=dict)

    def merge(self, other: "CliffTally") -> None:
        """Add other parts."""
        self.families += other.families
        self.skipped += other.skipped
        for measure, found in other.measures.items():
            mine = self.measures.setdefault(measure, [0] * len(FIELDS))
            deepest = max(mine[-1], found[-1])
            mine[:] = [*(a + b for a, b in zip(mine[:-1], found[:-1], strict=True)), deepest]


def cliffs_of(everyone: Everyone, part: Part, rows: Ints) -> CliffTally:
    """Decide chosen families of a part as they are and with a rouble a month more."""
    chosen = part if len(rows) == part.families else part.take(rows)
    before, after = everyone.decide(chosen), everyone.decide(earning_more(chosen))
    periods = {measure.id: measure.file.period for measure in everyone.measures}
    return compared(chosen, before, after, periods)


def compared(
    part: Part, before: Iterable[Decided], after: Iterable[Decided], periods: dict[str, str], step: int = STEP
) -> CliffTally:
    """What the same families lost by earning `step` kopecks a month more."""
    tally, later = CliffTally(part.families), _by_measure(after)
    for measure, decided in _by_measure(before).items():
        old, new = _matched(part, decided, later.get(measure, ()))
        unknown = ~(np.isin(old[1], (*REACHED, *GONE)) & np.isin(new[1], (*REACHED, *GONE)))
        found, unsure = _losses(old, new, step * MONTHS // (PAYMENTS.get(periods[measure]) or MONTHS))
        tally.skipped += int(unknown.sum()) + unsure
        if any(found):
            tally.measures[measure] = found
    return tally


def _losses(old: Sequence[Ints], new: Sequence[Ints], earned: int) -> tuple[list[int], int]:
    """The numbers of FIELDS, and how many payments stayed but are not known exactly. `earned`: more in one period."""
    (_, was, amount, state), (_, now, then, later) = old, new
    had, gone, kept = np.isin(was, REACHED), np.isin(now, GONE), np.isin(now, REACHED)
    exact = state == EXACT
    lost, no_sum = had & gone & exact, had & gone & ~exact
    less = had & kept & exact & (later == EXACT) & (amount - then > earned)
    unsure = had & kept & (exact != (later == EXACT)) | (had & kept & ~exact & (state != NO_AMOUNT))
    sums = [*amount[lost].tolist(), *(amount[less] - then[less]).tolist()]
    return [int(lost.sum()), int(less.sum()), int(no_sum.sum()), sum(sums), max(sums, default=0)], int(unsure.sum())


def _by_measure(every: Iterable[Decided]) -> dict[str, tuple[Decided, ...]]:
    found: dict[str, tuple[Decided, ...]] = {}
    for decided in every:
        found[decided.measure] = (*found.get(decided.measure, ()), decided)
    return found


def _matched(part: Part, before: Sequence[Decided], after: Sequence[Decided]) -> tuple[list[Ints], list[Ints]]:
    """The same subjects in the same order: subject, outcome, amount and how it is known, before and after."""
    old, new = _columns(part, before), _columns(part, after)
    _, mine, theirs = np.intersect1d(old[0], new[0], assume_unique=True, return_indices=True)
    return [column[mine] for column in old], [column[theirs] for column in new]


def _columns(part: Part, every: Sequence[Decided]) -> list[Ints]:
    if not every:
        return [np.zeros(0, np.int64)] * 4
    subjects = [decided.family * (part.persons + 1) + decided.person + 1 for decided in every]
    rest = [[getattr(one, name) for one in every] for name in ("outcome", "amount_low", "amount_state")]
    return [np.concatenate(column) for column in (subjects, *rest)]


def earning_more(part: Part, step: int = STEP) -> Part:
    """The same part where every applicant has `step` kopecks a month more, in records and in totals told."""
    role = part.person.get("family-role")
    applicant = np.zeros(part.persons, np.bool_)
    if role is not None and "applicant" in role.choices:
        applicant = held(role) & (role.values == role.choices.index("applicant"))
    owner, months = part.family_of_person(), np.arange(len(part.months))
    inside = (months >= part.cover[owner, :1]) & (months < part.cover[owner, 1:])
    income = part.income + (inside & applicant[:, None]) * np.int64(step)
    everyone = np.ones(part.families, np.bool_)
    return replace(
        part,
        income=income,
        family=_raised(part.family, everyone, step),
        person=_raised(part.person, applicant, step),
    )


def _raised(facts: Facts, rows: Ints, step: int) -> Facts:
    return {
        key: _more(column, rows, months * step) if (months := _months(key)) else column for key, column in facts.items()
    }


def _more(column: FactColumn, rows: Ints, by: int) -> FactColumn:
    return replace(column, values=column.values + (held(column) & rows) * np.int64(by))


def _months(key: str) -> int:
    """Of how many months a told sum is; 0 where it is no sum of earnings."""
    return months_between(*window_of(key)) if key.startswith("income:") else TOLD.get(key, 0)


def _stirred(numbers: Ints) -> Ints:
    """The finaliser of splitmix64: neighbours among the numbers fall far apart."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
