"""What the API says. The answer itself is written by `rules.answers_as_data`; here is its description."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

Outcome = Literal["entitled", "likely", "unknown", "not_yet", "not_entitled", "closed", "failed"]
State = Literal["met", "likely", "unknown", "not_yet", "not_met", "failed"]
Money = Field(description="Roubles as text, exact to the kopeck.", examples=["8450.50"])


class Fault(Schema):
    """One fault of a body: where (JSON Pointer, RFC 6901), what in Russian and in English."""

    path: str = Field(examples=["/persons/0/birth-date"])
    ru: str
    en: str


class Faults(Schema):
    """Every fault at once. Nothing was done."""

    errors: list[Fault]


class Refusal(Schema):
    """What was not done, and why: a name for programs, a sentence for people."""

    error: str
    message: str


class Sum(Schema):
    value: str | None = Money
    low: Any = None
    high: Any = None
    missing: list[str]
    broken: str | None
    about: bool
    unit: str | None


class Compared(Schema):
    left: str
    left_value: Any
    op: str
    right: str
    right_value: Any


class Criterion(Schema):
    id: str
    title: str
    state: State
    judge: str
    text: str | None
    article: str | None
    verified: str
    source: str | None
    compared: list[Compared]
    facts: list[str]
    missing: list[str]
    broken: str = Field("", description="What failed; only where something did.")
    any: list[dict[str, Any]] = Field([], description="The criteria of an OR group, each as this one.")


class NotYet(Schema):
    text: str
    on: date | None


class Judged(Schema):
    rule: int
    document: int
    person: int


class NextDate(Schema):
    """All facts are frozen, only the day moves; an outcome we would not know is passed over."""

    on: date
    outcome: Outcome
    criteria: list[str] = Field(description="The criteria that come out differently; none when the measure changes.")
    version_from: date | None


class Distance(Schema):
    name: str
    value: str
    bound: str
    by: str
    more: bool = Field(description="Whether the value has to grow.")
    unit: str | None
    words: str


class Missed(Schema):
    criterion: str
    title: str
    advise: bool
    distances: list[Distance]


class NearMiss(Schema):
    advise: bool = Field(description="Whether a resident may be told; otherwise it is for staff only.")
    conditions: list[Missed]


class Measure(Schema):
    measure: str
    practice: str
    title: str
    subject: str = Field(description='A person\'s id or "family".')
    outcome: Outcome
    amount: Sum | None
    criteria: list[Criterion]
    missing: list[str] = Field(description="Facts by `key` or `key@person`.")
    not_yet: NotYet | None
    closed_on: date | None
    decided_by: str
    mode: Literal["explain", "intake", "decide"]
    verified: Literal["act", "official_page", "press", "recalled"]
    sample: bool
    proved: bool
    grantable: bool
    overridden_parameters: list[str]
    version_from: date | None
    reference_date: date | None
    judged: Judged
    machine_checked: str | None = Field(description="The share of conditions that a rule decides, 0..1.")
    next_date: NextDate | None = Field(description="The first day on which the outcome changes by itself.")
    near_miss: NearMiss | None = Field(description="The smallest set of failing conditions.")


class Choice(Schema):
    value: str
    title: str


class FirstChange(NextDate):
    """The earliest of all next dates, with the measure that changes then."""

    measure: str
    subject: str
    title: str


class Left(Schema):
    """At most so many questions are left; they settle so many answers."""

    questions: int
    measures: int


class NextQuestion(Schema):
    fact: str
    type: str
    text: str
    person: str | None
    why: str | None
    hint: str | None
    choices: list[Choice]
    may_be_absent: bool
    measures: list[str]
    gain: str | None = Field(description="How many answers it is expected to settle.")


class Answer(Schema):
    """What one family is entitled to, and why: the same document as `ryadom answer --json`."""

    region: str
    on: date
    lock: str = Field(description="The content of the rules that answered.")
    parameters: dict[str, Any]
    measures: list[Measure]
    next_question: NextQuestion | None
    next_date: FirstChange | None
    machine_checked: str | None
    left: Left | None = Field(description="None while it is not known who belongs to the family.")


class InstalledMeasure(Schema):
    id: str
    practice: str
    title: str
    short: str
    summary: str
    kind: str
    period: str
    decided_by: str
    mode: str
    subject: str = Field(description="Whom it is for: person, adult, child or family.")
    situations: list[str]
    versions_from: list[date]
    closed_on: date | None


class Measures(Schema):
    region: str
    lock: str
    measures: list[InstalledMeasure]


class FactChoice(Schema):
    value: str
    name: str
    title: str


class Fact(Schema):
    key: str
    name: str
    of: Literal["person", "family", "dwelling", "application"]
    type: Literal["date", "number", "money", "boolean", "text", "choice"]
    unit: str
    question: str | None
    why: str | None
    choices: list[FactChoice]
    min: str | None
    max: str | None
    may_be_absent: bool
    sensitive: bool
    sources: list[str]


class Catalogue(Schema):
    region: str
    lock: str
    facts: list[Fact]


class Step(Schema):
    """One step of the way, in the words of the person's own page."""

    state: Literal["done", "now", "ahead"]
    on: date | None
    text: str
    who: str


class Claim(Schema):
    """Where an application stands."""

    token: UUID
    number: str = Field(description="Empty while it is a draft.")
    measure: str
    title: str
    person: UUID
    subject: str
    state: str
    state_title: str
    kept_until: date | None = Field(description="Until when a draft is kept.")
    sent_on: date | None
    promised_on: date | None
    overdue: bool
    holder: str
    holder_phone: str
    place: int | None = Field(description="The place in the queue, where the measure has one.")
    steps: list[Step]
