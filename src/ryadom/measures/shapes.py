"""The frozen values that cross this room's door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ryadom.cases.api import CaseView

from .schedule import Part


@dataclass(frozen=True)
class ClaimView:
    """An application as it stood when it was read. `case` is None while it is a draft."""

    token: UUID
    region: str
    case: CaseView | None
    person: UUID
    applicant: UUID | None
    helper: int | None
    subject: str
    subject_name: str
    measure: str
    practice: str
    title: str
    kind: str
    mode: str
    situation: str
    channel: str
    state: str
    state_title: str
    signed: str
    facts: Mapping[str, Any]
    answered: Mapping[str, Any]
    version_from: date | None
    lock: str
    reference_date: date | None
    started_at: datetime
    kept_until: date
    sent_on: date | None
    ended_on: date | None
    version: int

    @property
    def number(self) -> str:
        return self.case.number if self.case else ""


@dataclass(frozen=True)
class ProposalView:
    """What waits for a head, or was returned."""

    token: UUID
    claim: UUID
    verdict: str
    amount: Decimal | None
    parts: tuple[Part, ...]
    ground: str
    criteria: tuple[str, ...]
    reason: str
    against_rule: bool
    answer: Mapping[str, Any]
    author: int
    author_name: str
    on: date
    state: str
    second_note: str


@dataclass(frozen=True)
class DecisionView:
    """A decision as written. `why` is the refusal in plain words with the person's own numbers."""

    token: UUID
    claim: UUID
    verdict: str
    on: date
    at: datetime
    version_from: date | None
    lock: str
    reference_date: date | None
    answer: Mapping[str, Any]
    facts: Mapping[str, Any]
    rule_outcome: str
    rule_amount: Decimal | None
    amount: Decimal | None
    ground: str
    criteria: tuple[str, ...]
    reason: str
    why: str
    against_rule: bool
    author_name: str
    approver_name: str
    supersedes: UUID | None


@dataclass(frozen=True)
class ReceivedView:
    """An award that was not decided here: a file of the region tells of it."""

    person: UUID
    measure: str
    title: str
    starts: date
    ends: date | None
    amount: Decimal | None
    source: str
    note: str


@dataclass(frozen=True)
class AwardView:
    """What is given, with its sums."""

    token: UUID
    claim: UUID
    person: UUID
    subject: str
    measure: str
    title: str
    kind: str
    period: str
    starts: date
    ends: date | None
    renew_on: date | None
    payer: str
    ended_on: date | None
    end_reason: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> Decimal:
        return sum((part.amount for part in self.parts), Decimal(0))


@dataclass(frozen=True)
class AppealView:
    claim: UUID
    case: UUID
    text: str
    filed_on: date
    outcome: str
    resolved_on: date | None
    reason: str
    by_name: str


@dataclass(frozen=True)
class ExternalView:
    token: UUID
    person: UUID | None
    subject: str
    measure: str
    practice: str
    title: str
    decided_by: str
    situation: str
    printed_on: date
    filed_on: date | None
    got_on: date | None
    refused_on: date | None
    amount: Decimal | None
    note: str


@dataclass(frozen=True)
class ReminderView:
    """What a person asked to be told of. `told_on`, `asked_on`: by the region's own clock."""

    token: UUID
    person: UUID
    subject: str
    subject_name: str
    measure: str
    title: str
    day: date
    begins: bool
    helper_name: str
    asked_on: date
    told_on: date | None

    @property
    def answer(self) -> str:
        """The id of the answer it is about, as the rules name it."""
        return self.measure if self.subject == "family" else f"{self.measure}@{self.subject}"


@dataclass(frozen=True)
class ConfirmationView:
    token: UUID
    practice: str
    measure: str
    version_from: date
    act: str
    act_date: date
    note: str
    by_name: str
    at: datetime
    second_name: str
    second_at: datetime | None

    @property
    def holds(self) -> bool:
        return self.second_at is not None


@dataclass(frozen=True)
class Step:
    """One step of the person's way: `done`, `now` or `ahead`; words in their language."""

    state: str
    on: date | None
    text: str
    who: str = ""


@dataclass(frozen=True)
class Timeline:
    """Where an application stands: number, who holds it now, what was promised, every step."""

    claim: ClaimView
    number: str
    promised_on: date | None
    overdue: bool
    holder: str
    holder_phone: str
    place: int | None
    steps: tuple[Step, ...]
