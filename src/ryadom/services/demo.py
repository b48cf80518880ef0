"""The demonstration's care: four people who are visited, two orders that wait for an answer; tariffs that are examples.

What leads to an order is told through the verbs of this room, on a clock that moves from two months ago to today.
Visits of long ago are written in one stroke; the last of each person go through the verbs, code and all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from ryadom.cases.api import CaseError
from ryadom.kit import doorcodes
from ryadom.packs import api as packs
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.regions.clock import local
from ryadom.rules import api as rules

from . import api
from .models import Order, Signed, Visit, VisitState

ROOT = Path(__file__).resolve().parents[3] / "demo"
BEGAN = 47  # days ago somebody told of the need
FIRST = 40  # days ago the first visit was
VERBS = 2  # visits of each person that go through the verbs, the last ones
log = structlog.get_logger(__name__)


class _Day:
    """A moment of the demonstration with the people who work then."""

    def __init__(self, region: str, at: datetime) -> None:
        self.region, self.at, self.on = region, at, local(at, region).date()

    def ago(self, days: float) -> _Day:
        return _Day(self.region, self.at - timedelta(days=days))

    @property
    def when(self) -> dict[str, Any]:
        return {"on": self.on, "at": self.at}

    def staff(self, role: str, number: int = 0) -> Actor:
        found = people.staff_with_role(region=self.region, role=role, on=self.on)
        return people.actor(account_id=found[number].account_id, region=self.region, on=self.on)

    @property
    def book(self) -> rules.Rulebook:
        return rules.rulebook(self.region, self.on)


def load(at: datetime) -> None:
    """Tariffs, then each person by themselves: one that cannot be told takes nothing else with it."""
    told = _read("providers.yaml")
    now = _Day(told["region"], at)
    found = {one.title: one for one in providers.listed(region=now.region, on=now.on)}
    if not found:
        return
    bodies = {one["id"]: found[one["short_title"]] for one in told["providers"]}
    logins = {who["login"]: who["name"] for one in told["providers"] for who in one["workers"]}
    _tell(lambda: _numbers(told, now))
    for one in told["cared"]:
        _tell(lambda one=one: _cared(one, bodies[one["provider"]], logins, now))  # type: ignore[misc]
    for one in told["asked"]:
        _tell(lambda one=one: _asked(one, bodies[one["provider"]], now.ago(1)))  # type: ignore[misc]


def _tell(scene: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            scene()
    except (api.ServiceError, CaseError, rules.EntryRefused, LookupError) as obstacle:
        log.warning("demonstration_scene_left_out", room="services", fault=type(obstacle).__name__)


def _read(name: str) -> dict[str, Any]:
    (document,) = packs.read_documents((ROOT / name).read_text("utf-8"), name)
    data: Any = document.data
    return dict(data)


def _numbers(told: dict[str, Any], now: _Day) -> None:
    """Numbers of nobody's law: the act they cite is the demonstration itself."""
    then, book = now.ago(BEGAN + 1), now.book
    starts = then.on.replace(month=1, day=1)
    act = rules.Act(told["act"], "", starts, "", "recalled")
    for parameter, value in {**told["tariffs"], **told["terms"], **told["prices"]}.items():
        offer = rules.Offer(parameter, {(): Decimal(str(value))}, starts, None, act)
        made = rules.enter_value(by=then.staff("methodologist"), book=book, offer=offer, **then.when)
        rules.approve_value(by=then.staff("methodologist", 1), entry=made.token, at=then.at)


def _person(one: dict[str, Any], then: _Day) -> UUID:
    if "who" in one:
        names = _read(f"cast/{one['who']}.yaml")["facts"]["persons"][0]["name"].split()
        return people.alike(region=then.region, surname=names[-1], name=names[0])[0].id
    name, patronymic, surname = one["name"].split()
    made = people.register_person(
        by=then.staff("curator"), **then.when, surname=surname, name=name, patronymic=patronymic,
        birth_date=one["born"], address=one["address"],
    )  # fmt: skip
    return made.id


def _asked(one: dict[str, Any], provider: providers.ProviderView, then: _Day) -> api.ProgrammeView:
    """From the first word to the order, decided by three people."""
    curator, specialist, book = then.staff("curator"), then.staff("specialist"), then.book
    told = api.tell_need(
        by=curator, person=_person(one, then), need=one["need"], told_by=one["told_by"], form="home", channel="phone",
        book=book, **then.when,
    )  # fmt: skip
    api.recognise(by=specialist, programme=told.id, why="нуждается в помощи дома", **then.when)
    lines = [api.Line(id, times, per) for id, (times, per) in one["lines"].items()]
    api.draw(
        by=specialist, programme=told.id, lines=lines, starts=then.on, ends=then.on + timedelta(days=364),
        ceiling=_ceiling(one), book=book, **then.when,
    )  # fmt: skip
    api.approve(by=then.staff("head"), programme=told.id, **then.when)
    return api.order(by=curator, programme=told.id, provider=provider.id, book=book, **then.when)


def _ceiling(one: dict[str, Any]) -> api.Ceiling:
    """A number of the demonstration; nobody computed it by a rule, and the words say so."""
    told = one.get("ceiling")
    return api.Ceiling(None) if told is None else api.Ceiling(Decimal(told), "выдуманный пример для показа")


def _cared(one: dict[str, Any], provider: providers.ProviderView, logins: dict[str, str], now: _Day) -> None:
    then = now.ago(BEGAN)
    order = _asked(one, provider, then).live_order
    assert order is not None, "it was just sent"
    accounts = {who.name: who.account for who in providers.workers(region=now.region, provider=provider.id, on=now.on)}
    leader = people.actor(account_id=min(provider.leaders), region=now.region, on=now.on)
    worker = accounts[logins[one["worker"]]]
    starts = now.on - timedelta(days=FIRST)
    api.accept(
        by=leader, order=order.id, weekdays=_weekdays(now.on), starts=starts, hour=time.fromisoformat(one["hour"]),
        worker=worker, **then.when,
    )  # fmt: skip
    last = (now.on.replace(day=1) + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    api.plan_visits(by=leader, order=order.id, first=starts, last=last, book=now.book, on=now.on)
    _visited(order.id, people.actor(account_id=worker, region=now.region, on=now.on), now)


def _weekdays(on: date) -> list[int]:
    """Three working days of the week; today is one of them, where today is worked."""
    first = on.weekday() if on.weekday() < 5 else 0
    return sorted({first, (first + 2) % 5, (first + 3) % 5})


def _visited(order: UUID, by: Actor, now: _Day) -> None:
    """Everything before today was given; the last visit is not signed yet."""
    row = Order.objects.in_region(now.region).get(token=order)
    gone = list(Visit.objects.in_region(now.region).filter(order=row, on__lt=now.on).order_by("on", "pk"))
    _long_ago(gone[:-VERBS], by)
    for number, visit in enumerate(gone[-VERBS:], 1):
        then = now.ago((now.on - visit.on).days)
        api.record_visit(by=by, visit=visit.token, state="done", given=visit.services, **then.when)
        if number < VERBS:
            code = doorcodes.code_of(row.secret, visit.token)
            api.sign_by_code(by=by, visit=visit.token, code=code, **then.when)


def _long_ago(rows: Iterable[Visit], by: Actor) -> None:
    done = list(rows)
    for visit in done:
        at = datetime.combine(visit.on, time(7, 30), tzinfo=UTC)
        visit.state, visit.given, visit.signed = VisitState.DONE, dict(visit.services), Signed.CODE
        visit.recorded_at = visit.signed_at = at
        visit.recorded_by_id = by.account
    fields = ["state", "given", "signed", "recorded_at", "signed_at", "recorded_by"]
    Visit.objects.in_region(by.region).bulk_update(done, fields)
