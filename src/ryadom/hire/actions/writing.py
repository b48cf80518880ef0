"""What every verb of this room does alike: lock the row, ask permission, write the line of history."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from ryadom.cases import api as cases
from ryadom.cases.api import Words
from ryadom.people import api as people
from ryadom.people.api import Actor, May
from ryadom.providers import api as providers

from .. import words
from ..errors import Missing, WrongStage
from ..may import Seen
from ..models import Hire


def locked(by: Actor, token: UUID, *, may: May, on: date, stages: Container[str], said: str) -> Seen:
    """The hire with its point, locked until the transaction ends, when the actor may and its stage allows the verb.

    Raises Missing, NotAllowed, WrongStage (with the sentence `said`).
    """
    rows = Hire.objects.in_region(by.region).select_for_update(of=("self",)).select_related("item")
    row = rows.filter(token=token).first()
    if row is None:
        raise Missing
    point = providers.many(region=by.region, ids=[row.item.provider], on=on) if row.item else {}
    seen = Seen(row, by, on, helper=_helper(row), provider=point.get(row.item.provider) if row.item else None)
    may.demand(by, seen)
    if row.stage not in stages:
        raise WrongStage(said)
    return seen


def line(by: Actor, row: Hire, what: str, said: Words, on: date, at: datetime, **values: object) -> None:
    """A line of the case's history."""
    cases.record(by=_writer(by, what), case=row.case_id, what=what, words=said, values=values, on=on, at=at)


def advance(by: Actor, row: Hire, stage: str, on: date, at: datetime) -> None:
    """The case to a stage."""
    cases.advance(by=_writer(by, stage), case=row.case_id, stage=stage, on=on, at=at)


def close(by: Actor, row: Hire, outcome: str, on: date, at: datetime) -> None:
    """The end of the case. Who ends it need not hold the case: the verb itself was asked for."""
    closer = by if by.person_id else people.system_actor(region=by.region, reason=outcome)
    cases.close(by=closer, case=row.case_id, outcome=outcome, on=on, at=at, seal=words.SEAL)


def _writer(by: Actor, reason: str) -> Actor:
    """Who writes in the case: whoever has a right to it; for the people of a point the house, under their name."""
    if by.is_staff or by.person_id or by.system:
        return by
    return replace(people.system_actor(region=by.region, reason=reason), name=by.name)


def _helper(row: Hire) -> int | None:
    found = cases.many(region=row.region, tokens=[row.case_id]).get(row.case_id)
    return found.helper.account_id if found and found.helper else None
