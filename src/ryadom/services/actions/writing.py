"""What every verb of this room does alike: lock the rows, ask permission, write the line of history."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from ryadom.cases import api as cases
from ryadom.cases.api import Words
from ryadom.kit.calendar import Calendar, Year
from ryadom.people import api as people
from ryadom.people.api import Actor, May
from ryadom.providers import api as providers
from ryadom.rules import api as rules
from ryadom.rules.api import Rulebook

from ..errors import Missing, Stale, WrongStage
from ..may import Seen
from ..models import Order, Programme


def calendar_of(book: Rulebook) -> Calendar:
    """The region's clock of working days; weekends only, and flagged so, where a year is not entered."""
    years = (Year(year, off, worked) for year, (off, worked) in rules.calendar_days(book).items())
    return Calendar.of(years).or_weekends_only()


def programme_locked(
    by: Actor, token: UUID, *, may: May, on: date, stages: Container[str], said: str, version: int | None = None
) -> Seen:
    """The programme, locked until the transaction ends, when the actor may and its stage allows the verb.

    Raises Missing, NotAllowed, Stale, WrongStage (with the sentence `said`).
    """
    row = Programme.objects.in_region(by.region).select_for_update().filter(token=token).first()
    if row is None:
        raise Missing
    seen = Seen(row, by, on, helper=_helper(row))
    may.demand(by, seen)
    if version is not None and row.version != version:
        raise Stale
    if row.stage not in stages:
        raise WrongStage(said)
    return seen


def order_locked(by: Actor, token: UUID, *, may: May, on: date, states: Container[str], said: str) -> Seen:
    """The order with its programme and provider, locked. Raises Missing, NotAllowed, WrongStage."""
    row = Order.objects.in_region(by.region).select_for_update().filter(token=token).first()
    if row is None:
        raise Missing
    # Not joined: FOR UPDATE would lock the programme of a reader of another of its orders too.
    programme = Programme.objects.in_region(by.region).get(pk=row.programme_id)
    provider = providers.many(region=by.region, ids=[row.provider], on=on).get(row.provider)
    seen = Seen(programme, by, on, helper=_helper(programme), order=row, provider=provider)
    may.demand(by, seen)
    if row.state not in states:
        raise WrongStage(said)
    return seen


def changed(row: Programme | Order, *fields: str) -> None:
    """Write the fields and count the version up, so that a reader of the old one is told."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def line(by: Actor, programme: Programme, what: str, words: Words, on: date, at: datetime, **values: object) -> None:
    """A line of the case's history."""
    writer = _writer(by, what)
    cases.record(by=writer, case=programme.case_id, what=what, words=words, values=values, on=on, at=at)


def advance(by: Actor, programme: Programme, stage: str, on: date, at: datetime) -> None:
    """The case to a stage."""
    cases.advance(by=_writer(by, stage), case=programme.case_id, stage=stage, on=on, at=at)


def _writer(by: Actor, reason: str) -> Actor:
    """Who writes in the case: whoever has a right to it; for a provider's worker the house, under the worker's name."""
    if by.is_staff or by.person_id:
        return by
    return replace(people.system_actor(region=by.region, reason=reason), name=by.name)


def _helper(programme: Programme) -> int | None:
    found = cases.many(region=programme.region, tokens=[programme.case_id]).get(programme.case_id)
    return found.helper.account_id if found and found.helper else None
