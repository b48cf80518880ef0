"""How requests flow through a region: numbers only, no person in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from ryadom.people.api import Actor, role

from . import may
from .errors import Forbidden
from .models import Case

may_count = may.worker | role("observer", "methodologist")


@dataclass(frozen=True)
class Month:
    """One month by its first day."""

    month: date
    received: int
    decided: int


@dataclass(frozen=True)
class Flow:
    """A period, both ends included. Of `decided`, `promised` had a promised day and `in_time` were decided by it.

    `median_days`: calendar days from opening to closing, None when nothing was decided.
    """

    received: int
    decided: int
    promised: int
    in_time: int
    median_days: Decimal | None
    months: tuple[Month, ...]


def flow(*, by: Actor, since: date, until: date) -> Flow:
    """Requests of a period; four queries. Raises Forbidden."""
    if not may_count(by):
        raise Forbidden
    rows = Case.objects.in_region(by.region)
    opened = rows.filter(opened_on__gte=since, opened_on__lte=until)
    closed = rows.filter(closed_on__gte=since, closed_on__lte=until)
    counted = closed.aggregate(
        decided=Count("id"),
        promised=Count("id", filter=Q(promised_on__isnull=False)),
        in_time=Count("id", filter=Q(closed_on__lte=F("promised_on"))),
    )
    received, decided = _by_month(opened, "opened_on"), _by_month(closed, "closed_on")
    months = tuple(
        Month(month, received.get(month, 0), decided.get(month, 0)) for month in sorted({*received, *decided})
    )
    return Flow(sum(received.values()), **counted, median_days=_median(closed), months=months)


def _by_month(rows: QuerySet[Case], field: str) -> dict[date, int]:
    found = rows.annotate(month=TruncMonth(field)).values_list("month").annotate(times=Count("id")).order_by("month")
    return dict(found)


def _median(closed: QuerySet[Case]) -> Decimal | None:
    """From how many took how long, so that a year of requests is a few hundred rows."""
    took = ExpressionWrapper(F("closed_on") - F("opened_on"), output_field=DurationField())
    found = closed.annotate(took=took).values_list("took").annotate(times=Count("id")).order_by("took")
    return median(found)


def median(histogram: Iterable[tuple[timedelta, int]]) -> Decimal | None:
    """The median of days counted by how often each occurred, in order; None of nothing."""
    rows = [(took.days, times) for took, times in histogram]
    total = sum(times for _days, times in rows)
    if not total:
        return None
    low, high = _nth(rows, (total - 1) // 2), _nth(rows, total // 2)
    return Decimal(low + high) / 2


def _nth(rows: list[tuple[int, int]], place: int) -> int:
    for days, times in rows:
        if place < times:
            return days
        place -= times
    raise IndexError(place)
