"""The words of an answer: outcomes, criteria with their numbers, amounts, the next question. Frozen values that
cross the door.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from ryadom.feel import Compared
from ryadom.packs.api import Text
from ryadom.rules.facts import FactRef
from ryadom.rules.kinds import DocumentNeeded, MeasureFile, Quota, Step, Term


class Outcome(StrEnum):
    """What a family is told about a measure."""

    ENTITLED = "entitled"
    LIKELY = "likely"
    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    NOT_ENTITLED = "not_entitled"
    CLOSED = "closed"
    FAILED = "failed"


class State(StrEnum):
    """How one criterion came out."""

    MET = "met"
    LIKELY = "likely"
    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    NOT_MET = "not_met"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NotYetUntil:
    """Why not yet, and the first day on which it will be met (None: after a step)."""

    text: Text
    on: date | None


class CriterionAnswer(NamedTuple):
    """One criterion: how it came out, in which words, by which numbers, under which article.

    `judge` is rule, document, attested or any; `facts` were read; `missing` must become known; `askable` says
    whether the person can settle it by answering (else a specialist checks); `broken` names what failed.
    """

    id: str
    title: Text
    state: State
    judge: str
    text: Text | None
    article: str
    verified: str
    source: str | None
    advise: bool = True
    compared: tuple[Compared, ...] = ()
    facts: tuple[FactRef, ...] = ()
    missing: tuple[FactRef, ...] = ()
    askable: bool = True
    by_word: bool = False
    not_yet: NotYetUntil | None = None
    broken: Text | None = None
    group: tuple["CriterionAnswer", ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """Roubles, exact to the kopeck. `value` None: see the bounds, `missing` facts and `broken` (a parameter not
    entered).
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    missing: tuple[FactRef, ...] = ()
    broken: Text | None = None
    unit: Text | None = None
    note: Text | None = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class NextDate:
    """The first day on which the outcome changes by itself: to what, and through which criteria.

    All facts are frozen and only the date moves. `outcome` is never unknown: that months are not lived yet, or that
    a fact will have grown old, is no change. `criteria` are the ids of those that come out differently (leaves of
    groups included); empty when the measure itself begins, changes its version or ends.
    """

    on: date
    outcome: Outcome
    criteria: tuple[str, ...] = ()
    version_from: date | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a number or a date is from where the condition would hold: «доход выше на 312 ₽ на человека».

    `by` is the absolute difference (roubles, days, years: see `unit`); `more` says whether it has to grow.
    """

    name: str
    value: Any
    bound: Any
    by: Decimal
    more: bool
    unit: str | None
    words: Text


@dataclass(frozen=True, slots=True)
class Missed:
    """One failing condition with its distances (none where nothing is counted)."""

    criterion: CriterionAnswer
    distances: tuple[Distance, ...] = ()
    advise: bool = False


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The smallest set of failing conditions that stands between the person and the right.

    `advise`: every fact behind them is one that a resident may be advised on. Otherwise it is for staff only.
    """

    conditions: tuple[Missed, ...]
    advise: bool = False


@dataclass(frozen=True)
class MeasureAnswer:
    """The answer for one measure and one subject (a person's id, or "family")."""

    measure: str
    practice: str
    mode: str
    file: MeasureFile = field(repr=False)
    subject: str
    subject_name: str
    outcome: Outcome
    amount: Amount | None
    criteria: tuple[CriterionAnswer, ...]
    missing: tuple[FactRef, ...]
    verified: str
    proved: bool
    version_from: date | None
    reference_date: date | None
    lock: str
    not_yet: NotYetUntil | None = None
    closed_on: date | None = None
    overridden: tuple[str, ...] = ()
    by_rule: int = 0
    by_document: int = 0
    by_person: int = 0
    documents: tuple[DocumentNeeded, ...] = ()
    steps: tuple[Step, ...] = ()
    term: Term | None = None
    quota: Quota | None = None
    next_date: NextDate | None = None
    near_miss: NearMiss | None = None

    @property
    def machine_checked(self) -> Decimal | None:
        """The share of conditions that a rule decides (0..1, two digits); None where the measure has no condition."""
        total = self.by_rule + self.by_document + self.by_person
        return (Decimal(self.by_rule) / total).quantize(Decimal("0.01")) if total else None

    @property
    def id(self) -> str:
        """`measure` or `measure@subject`."""
        return self.measure if self.subject == "family" else f"{self.measure}@{self.subject}"

    @property
    def title(self) -> Text:
        return self.file.title

    @property
    def short(self) -> Text:
        return self.file.short

    @property
    def sample(self) -> bool:
        """The weakest link was read only in the press, or not at all: worded «по нашим сведениям», shown as
        «образец».
        """
        return self.verified in ("press", "recalled")

    @property
    def grantable(self) -> bool:
        """A specialist may grant it without a methodologist's confirmation."""
        return self.outcome is Outcome.ENTITLED and self.proved and not self.sample


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `type` is a catalogue type, or "persons" (who is in the family). `gain`: how many measures the
    answer is expected to settle, each class of answers being equally likely.
    """

    ref: FactRef
    type: str
    text: Text
    label: Text
    why: Text | None = None
    hint: Text | None = None
    unit: str | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    window: tuple[date, date] | None = None
    measures: tuple[str, ...] = ()
    may_be_absent: bool = False
    sensitive: bool = False
    person_name: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    gain: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to be asked: at most so many questions, and the measures that they settle."""

    questions: int
    measures: int


@dataclass(frozen=True)
class Answers:
    """Everything a family is told, and the one question whose answer would settle most."""

    region: str
    on: date
    lock: str
    measures: tuple[MeasureAnswer, ...]
    next_question: Question | None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    left: Left | None = None

    @property
    def machine_checked(self) -> Decimal | None:
        """The share of all conditions that a rule decides (0..1, two digits)."""
        total = sum(m.by_rule + m.by_document + m.by_person for m in self.measures)
        return (Decimal(sum(m.by_rule for m in self.measures)) / total).quantize(Decimal("0.01")) if total else None

    @property
    def first_change(self) -> MeasureAnswer | None:
        """The answer that is the first to change by itself; of two on one day the first in the book."""
        changing = [m for m in self.measures if m.next_date is not None]
        return min(changing, key=lambda m: m.next_date.on if m.next_date else date.max, default=None)

    def of(self, measure: str) -> tuple[MeasureAnswer, ...]:
        """The answers for one measure, one per subject."""
        return tuple(a for a in self.measures if a.measure == measure)
