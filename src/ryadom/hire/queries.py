"""Questions about hires and shelves. A page of thirty costs the same queries as a page of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from uuid import UUID

from ryadom.kit.doorcodes import MOST_TRIES, code_of
from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.regions.models import RegionQuerySet

from . import may
from .errors import Missing
from .models import HOLDING, Hire, Item
from .shapes import HireView, ItemView, Shelf

MOST = 300


def one(*, by: Actor, id: UUID, on: date) -> HireView:
    """One hire for the person, staff or its point; only the person sees the code. Raises Missing, NotAllowed."""
    row = Hire.objects.in_region(by.region).select_related("item").filter(token=id).first()
    if row is None:
        raise Missing
    point = providers.many(region=by.region, ids=[row.item.provider], on=on) if row.item else {}
    seen = may.Seen(row, by, on, provider=point.get(row.item.provider) if row.item else None)
    may.read.demand(by, seen)
    return view(row, own=seen.own)


def of_persons(*, region: str, persons: Iterable[UUID], own: bool = False) -> tuple[HireView, ...]:
    """All hires of these persons, the newest first; with codes where they read it themselves. Asks no permission."""
    rows = Hire.objects.in_region(region).filter(person__in=list(persons)).order_by("-pk")
    return _views(rows, own=own)


def waiting(*, region: str) -> tuple[HireView, ...]:
    """Hires whose need nobody has decided, the oldest first. Asks no permission."""
    return _views(Hire.objects.in_region(region).filter(stage="asked").order_by("pk"))


def of_provider(*, region: str, provider: UUID, stages: Iterable[str]) -> tuple[HireView, ...]:
    """The hires of a point at these stages, the nearest day first; without the need and the reasons."""
    rows = Hire.objects.in_region(region).filter(item__provider=provider, stage__in=list(stages))
    return tuple(_for_point(row) for row in rows.select_related("item").order_by("due_on", "pk")[:MOST])


def shelves(*, region: str, providers: Iterable[UUID] | None = None) -> tuple[Shelf, ...]:
    """What the points have and how much of it is free; two queries."""
    items = Item.objects.in_region(region).filter(off_since=None)
    if providers is not None:
        items = items.filter(provider__in=list(providers))
    whole = Counter(items.values_list("provider", "thing"))
    held = Hire.objects.in_region(region).filter(stage__in=HOLDING, item__off_since=None)
    taken = Counter(held.values_list("item__provider", "item__thing"))
    points: dict[UUID, tuple[dict[str, int], dict[str, int]]] = {}
    for (point, thing), count in sorted(whole.items()):
        all_, free = points.setdefault(point, ({}, {}))
        all_[thing], free[thing] = count, max(0, count - taken[point, thing])
    return tuple(Shelf(id, MappingProxyType(all_), MappingProxyType(free)) for id, (all_, free) in points.items())


def items(*, region: str, provider: UUID) -> tuple[ItemView, ...]:
    """Every thing of a point with where it is; two queries. Asks no permission."""
    rows = list(Item.objects.in_region(region).filter(provider=provider).order_by("thing", "number")[:MOST])
    held = {hire.item_id: hire for hire in Hire.objects.in_region(region).filter(item__in=rows, stage__in=HOLDING)}
    return tuple(_item(row, held.get(row.pk)) for row in rows)


def _item(row: Item, hire: Hire | None) -> ItemView:
    state = hire.stage if hire else "off" if row.off_since else "free"
    return ItemView(row.token, row.thing, row.number, state, row.off_why, hire.due_on if hire else None)


def view(row: Hire, *, own: bool = False) -> HireView:
    """One row as a frozen value."""
    item = row.item
    return HireView(
        id=row.token, case=row.case_id, person=row.person_id, thing=row.thing, title=row.title, stage=row.stage,
        need=row.need, asked_on=row.asked_on, ground=row.ground, why=row.why, provider=item.provider if item else None,
        item=item.token if item else None, number=item.number if item else "", given_on=row.given_on,
        due_on=row.due_on, signed=row.signed, prolonged=row.prolonged, returned_on=row.returned_on,
        left=max(0, MOST_TRIES - row.tries), code=code_of(row.secret, row.token) if own and row.stage == "kept" else "",
    )  # fmt: skip


def _for_point(row: Hire) -> HireView:
    from dataclasses import replace

    return replace(view(row), need="", why="", ground="")


def _views(rows: RegionQuerySet[Hire], *, own: bool = False) -> tuple[HireView, ...]:
    return tuple(view(row, own=own) for row in rows.select_related("item")[:MOST])
