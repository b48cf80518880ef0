"""The words of a measure that is being written: the draft, what is wrong with it, whom it would reach, what it changes.

Frozen values that cross the door. The content of a draft is a measure file as plain data, exactly what a practice
would hold in `measures/<id>.yaml`: one shape for files, editor and the book of rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ryadom.packs.api import Text
from ryadom.rules.entries import Act, EntryRefused
from ryadom.rules.facts import Family
from ryadom.rules.outcomes import Amount, MeasureAnswer, Outcome

DraftState = Literal["writing", "waiting", "approved", "returned", "taken_back"]


@dataclass(frozen=True)
class Draft:
    """One measure of one region while it is written, and for ever after it was approved.

    `content`: the whole measure file as plain data, the new version included. `laws`: criterion id -> the passage of
    the law it was written from. `cases`: personas as in a tests file of a practice. `starts`: the first day of the new
    version. `revision` grows with every saving: who saves an older one is told so. Content and cases are plain data as
    JSON holds it: a day is "2027-01-01", an amount with kopecks "16901.50". `writers` are the accounts whose hand it
    went through: none of them approves it. `edition` names the text that was offered last.
    """

    token: UUID
    region: str
    measure: str
    state: DraftState
    content: Mapping[str, Any]
    laws: Mapping[str, str]
    cases: tuple[Mapping[str, Any], ...]
    starts: date | None
    act: Act | None
    revision: int
    author: int
    author_name: str
    at: datetime
    second_name: str = ""
    settled_at: datetime | None = None
    note: str = ""
    writers: tuple[int, ...] = ()
    edition: UUID | None = None


@dataclass(frozen=True, slots=True)
class DraftProblem:
    """One thing that is wrong, in the reader's language, beside the place in the content it is about.

    `path` leads into the content: ("versions", 0, "who", "criteria", 2, "rule"). `span` holds the first column and
    the one after the last of an expression, from 0. A `warning` does not stop an offer.
    """

    path: tuple[str | int, ...]
    words: str
    span: tuple[int, int] | None = None
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What the draft says to one family and subject, beside what the rules in force say (None: no such measure)."""

    family: str
    family_name: str
    subject_name: str
    now: MeasureAnswer
    before_outcome: Outcome | None
    before_amount: Amount | None

    @property
    def changed(self) -> bool:
        """Whether somebody would notice."""
        return self.before_outcome is not self.now.outcome or self.before_amount != self.now.amount


@dataclass(frozen=True, slots=True)
class CaseRun:
    """A persona of the draft: whether it came out as expected, what differs in words, and what did come out."""

    index: int
    name: str
    passed: bool
    differences: tuple[str, ...] = ()
    answer: MeasureAnswer | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two versions, in words for a reader of laws: «Условие «Доход» изменено»."""

    kind: Literal["added", "removed", "changed"]
    what: Text
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Reading:
    """Everything the editor shows of a draft at once. `tried` and `runs` are empty while it does not compile."""

    problems: tuple[DraftProblem, ...]
    tried: tuple[Tried, ...] = ()
    runs: tuple[CaseRun, ...] = ()
    differences: tuple[Difference, ...] = field(default=())

    @property
    def publishable(self) -> bool:
        """Nothing is wrong, and every persona came out as expected; at least one is there."""
        return not any(not p.warning for p in self.problems) and bool(self.runs) and all(r.passed for r in self.runs)


@dataclass(frozen=True)
class CastFamily:
    """A family to try a draft on: one of the invented cast, or a persona of the region's practice tests.

    `facts` are the family as a tests file would hold it, so that it can become a persona of the draft.
    """

    key: str
    name: str
    family: Family
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Word:
    """Something a rule may say, for completion: what it is, what it gives, how it is written, what it compares with."""

    name: str
    kind: Literal["fact", "definition", "parameter", "set", "engine", "function", "keyword"]
    type: str
    text: Text
    signature: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()


class DraftChanged(EntryRefused):
    """Somebody saved meanwhile. Nothing was written and nothing is lost: `current` is what stands there now."""

    def __init__(self, words: str, current: Draft) -> None:
        self.current = current
        super().__init__(words)


class AlreadyDrafted(EntryRefused):
    """The measure is being written already: `token` leads there."""

    def __init__(self, words: str, token: UUID) -> None:
        self.token = token
        super().__init__(words)


class BadDraft(EntryRefused):
    """What must be put right before it can be kept or offered, all at once."""

    def __init__(self, problems: tuple[DraftProblem, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.words for problem in problems))
