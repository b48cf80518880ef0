"""The door of services. Verbs take `by`, ask their permission, work in one transaction and give a frozen value; a
`ServiceError` or a `cases.CaseError` is a sentence for the reader, and then nothing was written (but a wrong code
counts). Questions that take `region` ask no permission (the page has asked), those that take `by` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook

from . import actions, queries
from .actions.approving import Ceiling, Line
from .actions.asking import TOLD_BY
from .catalogue import ServiceView, services
from .charging import Bill, Given, Why, bill
from .errors import BadLines, Missing, NoPlaces, NotYet, ServiceError, Stale, WrongCode, WrongStage
from .events import visit_ending
from .kinds import FORMS
from .months import bills, month_of_programme, ratings
from .planning import PERIODS, Plan, Planned, Short, Volume
from .queries import free_places, month, of_persons, of_provider, programme, unserved, visits, waiting
from .serving import day, left_open, months, one_visit, planned_until
from .shapes import DayVisit, LineView, Month, MonthOf, OrderMonth, OrderView, ProgrammeView, RatingView, VisitView
from .standing import WAY, Now, place, standing
from .words import BAD_VISIT

__all__ = [
    "BAD_VISIT",
    "FORMS",
    "PERIODS",
    "TOLD_BY",
    "WAY",
    "BadLines",
    "Bill",
    "Ceiling",
    "DayVisit",
    "Given",
    "Line",
    "LineView",
    "Missing",
    "Month",
    "MonthOf",
    "NoPlaces",
    "NotYet",
    "Now",
    "OrderMonth",
    "OrderView",
    "Plan",
    "Planned",
    "ProgrammeView",
    "RatingView",
    "ServiceError",
    "ServiceView",
    "Short",
    "Stale",
    "VisitView",
    "Volume",
    "Why",
    "WrongCode",
    "WrongStage",
    "accept",
    "approve",
    "arrange",
    "bill",
    "bills",
    "cancel_order",
    "cancel_visit",
    "day",
    "draw",
    "end_order",
    "free_places",
    "give_back",
    "lapse",
    "left_open",
    "look_into",
    "month",
    "month_of_programme",
    "months",
    "of_persons",
    "of_provider",
    "one_visit",
    "order",
    "place",
    "plan_visits",
    "planned_until",
    "programme",
    "rate",
    "ratings",
    "recognise",
    "record_visit",
    "refuse",
    "services",
    "sign_by_code",
    "sign_on_paper",
    "standing",
    "tell_need",
    "turn_down",
    "unserved",
    "visit_ending",
    "visits",
    "waiting",
    "withdraw",
]


def tell_need(
    *, by: Actor, person: UUID, need: str, told_by: str, form: str, channel: str, book: Rulebook, on: date,
    at: datetime,
) -> ProgrammeView:  # fmt: skip
    """Somebody needs help: the case opens with its promised day. See `actions.asking`."""
    row = actions.tell_need(
        by=by, person=person, need=need, told_by=told_by, form=form, channel=channel, book=book, on=on, at=at
    )
    return _view(row)


def recognise(
    *, by: Actor, programme: UUID, why: str, on: date, at: datetime, version: int | None = None
) -> ProgrammeView:
    """A specialist decides that the need is there."""
    return _view(actions.recognise(by=by, programme=programme, why=why, on=on, at=at, version=version))


def refuse(
    *, by: Actor, programme: UUID, why: str, on: date, at: datetime, version: int | None = None
) -> ProgrammeView:
    """A specialist decides that it is not; the person reads why."""
    return _view(actions.refuse(by=by, programme=programme, why=why, on=on, at=at, version=version))


def withdraw(*, by: Actor, programme: UUID, on: date, at: datetime) -> ProgrammeView:
    """The person wants no help (any more)."""
    return _view(actions.withdraw(by=by, programme=programme, on=on, at=at))


def draw(
    *, by: Actor, programme: UUID, lines: Iterable[Line], starts: date, ends: date, ceiling: Ceiling, book: Rulebook,
    on: date, at: datetime, version: int | None = None,
) -> ProgrammeView:  # fmt: skip
    """A specialist puts the programme together."""
    row = actions.draw(
        by=by, programme=programme, lines=lines, starts=starts, ends=ends, ceiling=ceiling, book=book, on=on, at=at,
        version=version,
    )  # fmt: skip
    return _view(row)


def give_back(*, by: Actor, programme: UUID, why: str, on: date, at: datetime) -> ProgrammeView:
    """The head sends it back with a reason."""
    return _view(actions.give_back(by=by, programme=programme, why=why, on=on, at=at))


def approve(*, by: Actor, programme: UUID, on: date, at: datetime, version: int | None = None) -> ProgrammeView:
    """The head approves it."""
    return _view(actions.approve(by=by, programme=programme, on=on, at=at, version=version))


def order(*, by: Actor, programme: UUID, provider: UUID, book: Rulebook, on: date, at: datetime) -> ProgrammeView:
    """The person chooses a provider."""
    return _of(actions.order(by=by, programme=programme, provider=provider, book=book, on=on, at=at))


def accept(
    *, by: Actor, order: UUID, weekdays: Iterable[int], starts: date, on: date, at: datetime, hour: time | None = None,
    worker: int | None = None,
) -> ProgrammeView:  # fmt: skip
    """The provider comes on these weekdays (0 is Monday) from a day on, at an hour and by a worker where agreed."""
    row = actions.accept(by=by, order=order, weekdays=weekdays, starts=starts, on=on, at=at, hour=hour, worker=worker)
    return _of(row)


def arrange(*, by: Actor, order: UUID, hour: time | None, worker: int | None, on: date) -> ProgrammeView:
    """Who comes and at what time from now on."""
    return _of(actions.arrange(by=by, order=order, hour=hour, worker=worker, on=on))


def turn_down(*, by: Actor, order: UUID, why: str, on: date, at: datetime) -> ProgrammeView:
    """The provider cannot."""
    return _of(actions.turn_down(by=by, order=order, why=why, on=on, at=at))


def cancel_order(*, by: Actor, order: UUID, on: date, at: datetime) -> ProgrammeView:
    """The person changes their mind before the answer."""
    return _of(actions.cancel_order(by=by, order=order, on=on, at=at))


def end_order(*, by: Actor, order: UUID, why: str, on: date, at: datetime) -> ProgrammeView:
    """Nobody comes from the next day on."""
    return _of(actions.end_order(by=by, order=order, why=why, on=on, at=at))


def lapse(*, region: str, on: date, at: datetime) -> int:
    """Orders that nobody answered in time; how many were."""
    return actions.lapse(region=region, on=on, at=at)


def plan_visits(*, by: Actor, order: UUID, first: date, last: date, book: Rulebook, on: date) -> Plan:
    """Write the visits of these days by the programme."""
    return actions.plan_visits(by=by, order=order, first=first, last=last, book=book, on=on)


def record_visit(
    *, by: Actor, visit: UUID, state: str, given: Mapping[str, int], note: str = "", on: date, at: datetime
) -> None:
    """What came of a visit."""
    actions.record_visit(by=by, visit=visit, state=state, given=given, note=note, on=on, at=at)


def sign_by_code(*, by: Actor, visit: UUID, code: str, on: date, at: datetime) -> None:
    """The person told their code at the door."""
    actions.sign_by_code(by=by, visit=visit, code=code, on=on, at=at)


def sign_on_paper(*, by: Actor, visit: UUID, paper: UUID, on: date, at: datetime) -> None:
    """The person signed the sheet; `paper` is its photograph."""
    actions.sign_on_paper(by=by, visit=visit, paper=paper, on=on, at=at)


def cancel_visit(*, by: Actor, visit: UUID, note: str, on: date) -> None:
    """A visit that will not be, said beforehand."""
    actions.cancel_visit(by=by, visit=visit, note=note, on=on)


def rate(*, by: Actor, visit: UUID, score: object, comment: str = "", book: Rulebook, on: date, at: datetime) -> int:
    """The person's answer about a visit, 1 to 5; a low one opens a case for the head."""
    return actions.rate(by=by, visit=visit, score=score, comment=comment, book=book, on=on, at=at)


def look_into(*, by: Actor, case: UUID, done: str, on: date, at: datetime) -> None:
    """The head says what was done about a low answer, and its case is closed."""
    actions.look_into(by=by, case=case, done=done, on=on, at=at)


def _view(row: Any) -> ProgrammeView:
    return queries.views([row], row.region)[0]


def _of(order: Any) -> ProgrammeView:
    return queries.views([order.programme], order.region)[0]
