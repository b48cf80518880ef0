"""The demonstration's hire: two shelves, a walker kept for Galina, a thing that is out, one late, one asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from ryadom.cases.api import CaseError
from ryadom.hire import api
from ryadom.hire.models import Hire, Item
from ryadom.kit.doorcodes import code_of
from ryadom.packs import api as packs
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.providers.api import ProviderView
from ryadom.regions.clock import local
from ryadom.rules import api as rules

ROOT = Path(__file__).resolve().parents[3] / "demo"
LONG_AGO = timedelta(days=200)
AGO = {"asked": 1, "kept": 2, "out": 20, "late": 70}  # days since somebody asked
LEFT = {"out": 40, "late": -4}  # days till the thing should be back
log = structlog.get_logger(__name__)


def load(at: datetime) -> None:
    """Shelves in one stroke; each hire through the verbs, and one that cannot be told takes nothing else with it."""
    told = _read("providers.yaml")
    region: str = told["region"]
    on = local(at, region).date()
    listed = {one.title: one for one in providers.listed(region=region, on=on)}
    if not listed:
        return
    points = {one["id"]: listed[one["short_title"]] for one in told["providers"]}
    since = on - LONG_AGO
    Item.objects.in_region(region).bulk_create(
        Item(region=region, provider=points[point].id, thing=thing, number=str(number), since=since)
        for point, things in told["shelves"].items()
        for thing, numbers in things.items()
        for number in numbers
    )
    for one in told["hires"]:
        try:
            with transaction.atomic():
                _tell(one, points[one["provider"]], region, at)
        except (api.HireError, CaseError, LookupError) as obstacle:
            log.warning("demonstration_scene_left_out", room="hire", fault=type(obstacle).__name__)
    api.remind_overdue(region=region, on=on, at=at)


def _read(name: str) -> dict[str, Any]:
    (document,) = packs.read_documents((ROOT / name).read_text("utf-8"), name)
    data: Any = document.data
    return dict(data)


def _staff(region: str, role: str, on: date) -> Actor:
    first = people.staff_with_role(region=region, role=role, on=on)[0]
    return people.actor(account_id=first.account_id, region=region, on=on)


def _person(one: dict[str, Any], region: str) -> UUID:
    name = one.get("name") or _read(f"cast/{one['who']}.yaml")["facts"]["persons"][0]["name"]
    return people.alike(region=region, surname=name.split()[-1], name=name.split()[0])[0].id


def _tell(one: dict[str, Any], point: ProviderView, region: str, now: datetime) -> None:
    """From the asking as far as this one has come."""
    at, state = now - timedelta(days=AGO[one["state"]]), one["state"]
    when: dict[str, Any] = {"on": local(at, region).date(), "at": at}
    book = rules.rulebook(region, when["on"])
    curator = _staff(region, "curator", when["on"])
    told = api.ask(
        by=curator, person=_person(one, region), thing=one["thing"], need=one["need"], channel="phone", book=book,
        **when,
    )  # fmt: skip
    if state == "asked":
        return
    grounds = {thing.id: thing.grounds for thing in api.things(book=book, on=when["on"])}
    api.confirm(
        by=_staff(region, "specialist", when["on"]), hire=told.id, ground=grounds[one["thing"]][-1],
        why="выдуманный пример для показа", book=book, **when,
    )  # fmt: skip
    api.keep(by=curator, hire=told.id, provider=point.id, **when)
    if state == "kept":
        return
    worker = people.actor(account_id=min(point.workers), region=region, on=when["on"])
    row = Hire.objects.in_region(region).get(token=told.id)
    due_on = local(now, region).date() + timedelta(days=LEFT[state])
    code = code_of(row.secret, row.token)
    api.give(by=worker, hire=told.id, due_on=due_on, book=book, code=code, **when)
