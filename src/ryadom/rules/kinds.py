"""What a practice may contain for this room: definitions, parameters, sets, calendars, situations, measures and
their tests.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, model_validator

from ryadom.packs.api import Finding, Kind, SourceText, Strict, StrictBool, Verified, Words

Outcome = Literal["entitled", "likely", "unknown", "not_yet", "not_entitled", "closed", "failed"]
Body = Literal[
    "region", "municipality", "sfr", "fns", "job_centre", "school", "zags", "hospital", "mos", "employer", "bank"
]
Rounding = Literal["kopeck half up", "kopeck down", "rouble half up", "rouble up", "none"]
Period = Literal["once", "monthly", "quarterly", "half_year", "yearly", "school_year", "indefinite"]


class DefinitionVersion(Strict):
    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    rule: str
    article: str | None = None
    source: SourceText | None = None
    verified: Verified


class DefinitionFile(Strict):
    """Named FEEL, dated and cited. `kept_for`: why it stands here although no rule reads it."""

    name: str
    of: Literal["person", "family"]
    type: Literal["boolean", "number", "money", "date", "text", "people"]
    label: Words | None = None
    kept_for: Words | None = None
    versions: tuple[DefinitionVersion, ...] = Field(min_length=1)


class ParameterValue(Strict):
    """One value: who, when, how much, where it was read. Its keys stand beside as extra words."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    region: str = "RU"
    keys: dict[str, str | int] = Field(default_factory=dict)
    value: Decimal | int
    source: SourceText | None = None
    article: str | None = None
    verified: Verified

    @model_validator(mode="before")
    @classmethod
    def _gather_keys(cls, raw: Any) -> Any:
        """`группа: дети` beside `value:` is a key of the table, not a field of the schema."""
        if not isinstance(raw, dict):
            return raw
        known = {"from", "to", "region", "keys", "value", "source", "article", "verified"}
        loose = {k: v for k, v in raw.items() if k not in known and not k.isascii()}
        return {**{k: v for k, v in raw.items() if k not in loose}, "keys": {**raw.get("keys", {}), **loose}}


class ParameterFile(Strict):
    """A dated number, possibly keyed. A region's file of the same name may hold only `values`."""

    name: str | None = None
    type: Literal["money", "number", "share", "days"] | None = None
    unit: str | None = None
    keys: dict[str, list[str | int]] = Field(default_factory=dict)
    rhythm: str | None = None
    label: Words | None = None
    kept_for: Words | None = None
    values: list[ParameterValue]


class SetFile(Strict):
    name: str
    complete: StrictBool
    values: list[str]
    source: SourceText | None = None
    verified: Verified | None = None
    kept_for: Words | None = None


class CalendarFile(Strict):
    """Working days of one year that differ from Monday to Friday."""

    year: int
    days_off: list[dt.date]
    working: tuple[dt.date, ...] = ()
    source: SourceText
    verified: Verified


class SituationFile(Strict):
    """A life situation: what a person says happened. `first`: the facts that whoever knows their business asks of it
    before anything else, in order; the worth of questions decides only what comes after them.
    """

    title: Words
    hint: Words | None = None
    icon: str = "circle"
    order: int = 100
    for_: tuple[Literal["self", "child", "spouse", "parent", "other"], ...] = Field(default=(), alias="for")
    first: tuple[str, ...] = ()


class MeasureSource(Strict):
    id: str
    title: str
    date: dt.date | None = None
    url: str | None = None
    verified: Verified


class Act(Strict):
    title: str
    date: dt.date | None = None
    number: str | None = None
    source: str | None = None
    verified: Verified


class NotYet(Strict):
    """When an unmet criterion can still be cured by time or by a step."""

    when: str
    say: Words
    from_: str | None = Field(default=None, alias="from")


class Criterion(Strict):
    """One condition of the law with exactly one judge: a rule, a paper, a person, or a group joined by OR.

    `ask: false`: a specialist checks it, nobody is asked. `each: false`: asked once for the family, not for each child.
    """

    id: str
    title: Words
    rule: str | None = None
    document: Words | None = None
    attested: Words | None = None
    any: list["Criterion"] | None = None
    complete: StrictBool = True
    met: Words | None = None
    unmet: Words | None = None
    unknown: Words | None = None
    not_yet: NotYet | None = None
    article: str = "not checked"
    source: str | None = None
    source_of_paper: Literal["person", "interagency"] = "person"
    verified: Verified | None = None
    advise: StrictBool = True
    ask: StrictBool = True
    each: StrictBool = True

    @model_validator(mode="after")
    def _one_judge(self) -> "Criterion":
        judges = [j for j in ("rule", "document", "attested", "any") if getattr(self, j) is not None]
        if len(judges) != 1:
            raise ValueError(
                f"ровно один судья: rule, document, attested или any (here: {', '.join(judges) or 'none'})"
            )
        return self

    @property
    def judge(self) -> str:
        """Who decides it: rule, document, attested; a group is "any"."""
        return next(j for j in ("rule", "document", "attested", "any") if getattr(self, j) is not None)


class Who(Strict):
    complete: StrictBool = True
    criteria: tuple[Criterion, ...] = Field(min_length=1)


class AmountRule(Strict):
    rule: str
    round: Rounding
    unit: Words | None = None
    note: Words | None = None
    source: str | None = None
    article: str = "not checked"
    verified: Verified | None = None


class Term(Strict):
    """Time to decide. `pause`: may the clock stop while a paper or an answer is awaited."""

    days: int = Field(gt=0, le=365)
    working: StrictBool = True
    pause: StrictBool = False
    verified: Verified
    source: str | None = None
    article: str = "not checked"


class Quota(Strict):
    text: Words
    places: int | None = None
    rank: Words | None = None


class DocumentNeeded(Strict):
    id: str
    title: Words
    source: Literal["person", "interagency"]
    mandatory: StrictBool = True
    form: Literal["original", "copy"] = "copy"
    comment: Words | None = None
    from_: Words | None = Field(default=None, alias="from")


class Step(Strict):
    title: Words
    who: Words | None = None
    term: Words | None = None
    channel: Words | None = None


class IncomeWindow(Strict):
    """Months relative to the month of the reference date, or a calendar year relative to its year."""

    months: list[int] | None = Field(default=None, min_length=2, max_length=2)
    year: int | None = None

    @model_validator(mode="after")
    def _one_form(self) -> "IncomeWindow":
        if (self.months is None) == (self.year is None):
            raise ValueError("нужно либо months, либо year (either months or year)")
        if self.months and self.months[0] > self.months[1]:
            raise ValueError("первый месяц позже последнего (the first month is after the last)")
        return self


class MeasureVersion(Strict):
    """The measure as the law has it from one day to another."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    reference: str = "дата заявления"
    acts: tuple[Act, ...] = ()
    composition: str | None = None
    income: IncomeWindow | None = None
    term: Term | None = None
    who: Who
    amount: AmountRule | None = None
    quota: Quota | None = None
    documents: tuple[DocumentNeeded, ...] = ()
    steps: tuple[Step, ...] = ()


class Closed(Strict):
    on: dt.date
    text: Words
    source: SourceText | None = None
    verified: Verified


class MeasureFile(Strict):
    """A measure of support."""

    title: Words
    short: Words
    summary: Words
    decided_by: Body
    mode: Literal["explain", "intake", "decide"] | None = None
    for_: Literal["person", "adult", "child", "family"] = Field(alias="for")
    situations: tuple[str, ...] = Field(min_length=1)
    kind: Literal["money", "in_kind", "discount", "service", "e_certificate", "status"]
    period: Period
    months: int | None = None
    proactivity: Literal["application", "prefilled", "offer", "no_stop"] = "application"
    funding: dict[str, int] = Field(default_factory=dict)
    once: StrictBool = False
    excludes: tuple[str, ...] = ()
    closed: Closed | None = None
    sources: tuple[MeasureSource, ...] = ()
    versions: tuple[MeasureVersion, ...] = Field(min_length=1)


class Expected(Strict):
    subject: str | None = None
    outcome: Outcome | None = None
    amount: str | None = None
    criteria: dict[str, Literal["met", "not_met", "unknown", "likely", "failed", "not_yet"]] = Field(
        default_factory=dict
    )
    missing: list[str] | None = None
    not_yet_from: dt.date | None = None
    next_question: str | None = None


class TestCase(Strict):
    """A family and what it must be answered."""

    __test__ = False
    name: str
    on: dt.date | None = None
    like: str | None = None
    facts: dict[str, Any] | None = None
    with_: dict[str, Any] = Field(default={}, alias="with")
    without: tuple[str, ...] = ()
    expect: Expected


class TestsFile(Strict):
    __test__ = False
    measure: str
    cases: tuple[TestCase, ...] = Field(min_length=1)


def _check_situations(book: Any, items: Iterable[Any]) -> Iterable[Finding]:
    from ryadom.rules.checks.asked import of_situations  # checks read the whole language; a schema does not need it

    return of_situations(book, items)


KINDS = [
    Kind("definition", "definitions", DefinitionFile),
    Kind("parameter", "parameters", ParameterFile),
    Kind("set", "sets", SetFile),
    Kind("calendar", "calendars", CalendarFile),
    Kind("situation", "situations", SituationFile, check=_check_situations),
    Kind("measure", "measures", MeasureFile),
    Kind("tests", "tests", TestsFile),
]
