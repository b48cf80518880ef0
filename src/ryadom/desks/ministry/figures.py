"""The numbers of a region, gathered from the rooms by batch questions: what each room counts, never a person.

`cases` counts the flow of requests, `measures` the refusals, `voice` what people said. What a room does not count (yet)
is None here and «не считается» on the page: a missing number is never shown as zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.cases import api as cases
from ryadom.desks.ministry.periods import Period
from ryadom.measures import api as measures
from ryadom.people.api import Actor
from ryadom.voice import api as voice


@dataclass(frozen=True)
class Refused:
    """How often one criterion (or procedural ground) of one measure stood behind a refusal."""

    measure: str
    measure_title: str
    ground: str
    times: int


@dataclass(frozen=True)
class Flow:
    """Requests of a period. `promised`: decided ones that had a promised day; `in_time` of them were decided by it."""

    received: int
    decided: int
    promised: int
    in_time: int
    median_days: Decimal | None
    months: Mapping[date, tuple[int, int]]


@dataclass(frozen=True)
class Figures:
    """Everything the page tells. None: this installation does not count it."""

    overdue: int
    open: int
    flow: Flow | None
    refusals: tuple[Refused, ...] | None
    said: voice.Stats

    @property
    def anything(self) -> bool:
        """Whether there is anything to tell yet."""
        received = self.flow.received if self.flow else 0
        return bool(received or self.open or self.overdue or self.said.all.asked)


def figures(actor: Actor, period: Period, on: date) -> Figures:
    """Gather; a fixed number of queries whatever the number of rows. Raises the rooms' own refusals."""
    counted = cases.counts(by=actor, on=on)
    return Figures(
        overdue=counted.overdue,
        open=counted.open + counted.paused,
        flow=_flow(actor, period),
        refusals=_refusals(actor, period),
        said=voice.stats(actor=actor, since=period.since, until=period.until),
    )


def _flow(actor: Actor, period: Period) -> Flow | None:
    counts: Callable[..., Any] | None = getattr(cases, "flow", None)
    if counts is None:
        return None
    found = counts(by=actor, since=period.since, until=period.until)
    months = {one.month: (one.received, one.decided) for one in found.months}
    return Flow(found.received, found.decided, found.promised, found.in_time, found.median_days, months)


def _refusals(actor: Actor, period: Period) -> tuple[Refused, ...] | None:
    counts: Callable[..., Any] | None = getattr(measures, "refusals", None)
    if counts is None:
        return None
    found = counts(by=actor, since=period.since, until=period.until)
    return tuple(Refused(one.measure, one.measure_title, one.ground, one.times) for one in found)
