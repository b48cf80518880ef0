"""A region's own values of dated parameters as they cross the door: what was entered, by whom, and what is wrong.

Pure: a value is entered by one person and counts when another has approved it. Nothing of it is ever edited; a mistaken
value is replaced by a newer record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ryadom.rules.parameters import Keys

Verdict = Literal["waiting", "approved", "returned", "taken_back"]


@dataclass(frozen=True)
class Act:
    """The act that sets a value: title, number, date, where it can be read, and how far somebody looked."""

    title: str = ""
    number: str = ""
    dated: date | None = None
    url: str = ""
    verified: str = ""

    @property
    def cited(self) -> str:
        """The act in one line, as sources of practices are cited."""
        number = f" № {self.number}" if self.number else ""
        return f"{self.title}{number} от {self.dated:%d.%m.%Y}" if self.dated else f"{self.title}{number}"


@dataclass(frozen=True)
class Offer:
    """What somebody wants to enter. `sure` holds the codes of the questions they have answered with yes."""

    parameter: str
    values: Mapping[Keys, Decimal]
    starts: date | None
    ends: date | None
    act: Act
    instead: UUID | None = None
    sure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Problem:
    """Why an offer is not taken. `code` "jump" and "overlap" are questions that a yes settles; `keys` names a row."""

    field: str
    text: str
    code: str = ""
    keys: Keys | None = None


@dataclass(frozen=True)
class EntryView:
    """One record: values by keys, for which days, by which act, who entered and who settled it."""

    token: UUID
    parameter: str
    values: Mapping[Keys, Decimal]
    starts: date
    ends: date | None
    act: Act
    author: int
    author_name: str
    at: datetime
    verdict: Verdict
    second_name: str = ""
    settled_at: datetime | None = None
    note: str = ""
    instead: UUID | None = None
    replaced: bool = False

    @property
    def counts(self) -> bool:
        """Whether rules read it."""
        return self.verdict == "approved" and not self.replaced


class EntryRefused(Exception):
    """Nothing was written; the text is a sentence for the reader."""


class NotYours(EntryRefused):
    """Who asks may not do this: another role, or the very person who entered it."""


class NoEntry(EntryRefused):
    """There is no such record in this region."""


class AlreadySettled(EntryRefused):
    """Somebody was first; the sentence says who, when and what."""


class BadOffer(EntryRefused):
    """What must be put right, all at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.text for problem in problems))
