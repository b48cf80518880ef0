"""What a provider asks about its own orders: the day, what is unsigned, people with plan and fact, the month's bills.

Names of persons are looked up by the page; the need and the reasons are not here. Thirty rows cost the queries of one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from ryadom.kit.periods import first_of_month, last_of_month
from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.regions.models import RegionQuerySet
from ryadom.rules.api import Rulebook

from . import catalogue, may
from .charging import Given, bill
from .errors import Missing
from .models import Order, Signed, Visit, VisitState
from .queries import order_view, titles_of, visit_view
from .shapes import DayVisit, OrderMonth

MOST = 300


def day(*, region: str, provider: UUID, on: date) -> tuple[DayVisit, ...]:
    """A provider's visits of one day by the hour; those without an hour stand last. Asks no permission."""
    found = _day_visits(region, _of(region, provider).filter(on=on))
    return tuple(sorted(found, key=lambda one: (one.visit.hour is None, one.visit.hour, str(one.visit.id))))


def one_visit(*, by: Actor, id: UUID, on: date) -> DayVisit:
    """One visit for who serves the order or staff. Raises Missing, NotAllowed."""
    rows = Visit.objects.in_region(by.region).filter(token=id)
    found = _day_visits(by.region, rows)
    if not found:
        raise Missing
    row = rows.select_related("order__programme").get()
    provider = providers.many(region=by.region, ids=[row.order.provider], on=on).get(row.order.provider)
    may.read_visits.demand(by, may.Seen(row.order.programme, by, on, order=row.order, provider=provider))
    return found[0]


def left_open(*, region: str, provider: UUID, before: date) -> tuple[DayVisit, ...]:
    """Visits of days gone by that nobody wrote down, or that the person has not signed for; the oldest first."""
    gone = _of(region, provider).filter(on__lt=before)
    rows = gone.filter(state=VisitState.PLANNED) | gone.filter(state=VisitState.DONE, signed=Signed.NO)
    return _day_visits(region, rows.order_by("on", "pk")[:MOST])


def planned_until(*, region: str, orders: Iterable[UUID]) -> Mapping[UUID, date]:
    """The last planned day of each order; an order without visits is not there. One query."""
    from django.db.models import Max

    rows = Visit.objects.in_region(region).filter(order__token__in=list(orders))
    return MappingProxyType(dict(rows.values_list("order__token").annotate(last=Max("on"))))


def months(*, region: str, provider: UUID, of: date, book: Rulebook) -> tuple[OrderMonth, ...]:
    """A month of each order that has visits in it, with its bill: only what was signed costs. Asks no permission."""
    first, last = first_of_month(of), last_of_month(of)
    rows = _of(region, provider).filter(on__range=(first, last)).select_related("order__programme").order_by("on", "pk")
    by_order: dict[int, list[Visit]] = defaultdict(list)
    for row in rows:
        by_order[row.order_id].append(row)
    titles = titles_of(region, {some[0].order.programme_id for some in by_order.values()})
    files = catalogue.files(book.region, last)

    def price(signed: Mapping[str, int]) -> tuple[Given, ...]:
        return catalogue.priced(book, files, signed, last)

    return tuple(_month(some, titles[some[0].order.programme_id], price, first) for some in by_order.values())


Price = Callable[[Mapping[str, int]], tuple[Given, ...]]


def _month(visits: list[Visit], titles: Mapping[str, str], price: Price, first: date) -> OrderMonth:
    order: Order = visits[0].order
    planned: Counter[str] = Counter()
    signed: Counter[str] = Counter()
    for one in visits:
        planned.update(one.services)
        if one.signed != Signed.NO:
            signed.update(one.given)
    states = Counter(one.state for one in visits)
    unsigned = sum(one.state == VisitState.DONE and one.signed == Signed.NO for one in visits)
    return OrderMonth(
        first=first, order=order_view(order, order.programme.token), person=order.programme.person_id,
        form=order.programme.form, titles=titles, planned=MappingProxyType(dict(planned)),
        signed=MappingProxyType(dict(signed)), visits=len(visits), done=states[VisitState.DONE],
        missed=states[VisitState.MISSED], away=states[VisitState.AWAY], unsigned=unsigned,
        bill=bill(price(signed), order.programme.ceiling),
    )  # fmt: skip


def _of(region: str, provider: UUID) -> RegionQuerySet[Visit]:
    return Visit.objects.in_region(region).filter(order__provider=provider).exclude(state=VisitState.CANCELLED)


def _day_visits(region: str, rows: RegionQuerySet[Visit]) -> tuple[DayVisit, ...]:
    found = list(rows.select_related("order__programme"))
    titles = titles_of(region, {row.order.programme_id for row in found})
    return tuple(
        DayVisit(visit_view(row, titles[row.order.programme_id]), row.order.programme.person_id, row.order.provider)
        for row in found
    )
