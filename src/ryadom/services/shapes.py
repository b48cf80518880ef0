"""The frozen values that cross this room's door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from .charging import Bill
from .planning import Volume


@dataclass(frozen=True)
class LineView:
    """A service of a programme, in the words of the day it was drawn."""

    title: str
    volume: Volume


@dataclass(frozen=True)
class OrderView:
    """An order as its page shows it; `provider` is the id in the register."""

    id: UUID
    programme: UUID
    provider: UUID
    state: str
    sent_on: date
    answer_by: date | None
    answered_on: date | None
    reason: str
    weekdays: tuple[int, ...]
    starts: date | None
    ends: date | None
    hour: time | None = None
    worker: int | None = None


@dataclass(frozen=True)
class ProgrammeView:
    """A programme with its lines and its orders, the latest first."""

    id: UUID
    region: str
    case: UUID
    person: UUID
    form: str
    stage: str
    need: str
    told_by: str
    why: str
    starts: date | None
    ends: date | None
    ceiling: Decimal | None
    ceiling_said: str
    lines: tuple[LineView, ...]
    orders: tuple[OrderView, ...]
    version: int

    @property
    def live_order(self) -> OrderView | None:
        """The order that waits for an answer or is being served."""
        return next((one for one in self.orders if one.state in ("sent", "accepted")), None)


@dataclass(frozen=True)
class VisitView:
    """A visit by plan and by fact. `titles`: the words of its services. `code` only for the person themselves.

    `hour` and `worker`: when one usually comes and whose account it is, None: not agreed. `tries_left`: of the code.
    """

    id: UUID
    order: UUID
    on: date
    state: str
    services: Mapping[str, int]
    given: Mapping[str, int]
    titles: Mapping[str, str]
    note: str
    signed: str
    signed_at: datetime | None
    code: str = ""
    hour: time | None = None
    worker: int | None = None
    tries_left: int = 0


@dataclass(frozen=True)
class DayVisit:
    """A visit as the provider's worker sees it: with the person's id and the provider's; names are looked up."""

    visit: VisitView
    person: UUID
    provider: UUID


@dataclass(frozen=True)
class OrderMonth:
    """A month of one order for its provider: `planned` and `signed` by service, visits by what came of them, the bill.

    `visits`: all that were not cancelled; `unsigned`: done, but not in the bill yet.
    """

    first: date
    order: OrderView
    person: UUID
    form: str
    titles: Mapping[str, str]
    planned: Mapping[str, int]
    signed: Mapping[str, int]
    visits: int
    done: int
    missed: int
    away: int
    unsigned: int
    bill: Bill


@dataclass(frozen=True)
class Month:
    """A month of one order: its visits, what was signed for, the bill. `unsigned`: done, but not in the bill yet."""

    first: date
    visits: tuple[VisitView, ...]
    signed: Mapping[str, int]
    unsigned: int
    bill: Bill


@dataclass(frozen=True)
class MonthOf:
    """A month of one programme in numbers: visits planned, done and missed, done without a signature; the bill."""

    programme: UUID
    person: UUID
    form: str
    planned: int
    done: int
    missed: int
    unsigned: int
    bill: Bill


@dataclass(frozen=True)
class RatingView:
    """What people said of a provider's visits. `mean` of 5, to a tenth; None while the answers are too few to tell."""

    answers: int
    mean: Decimal | None
