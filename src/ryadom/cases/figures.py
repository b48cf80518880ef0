"""How requests flow through a region: numbers only, no person in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q

from ryadom.kit.periods import last_of_month, months_between
from ryadom.people.api import Actor, role

from . import may
from .errors import Forbidden
from .models import Case


class _Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class Month:
    """`month` is its first day."""

    month: date
    received: int
    decided: int


@dataclass(frozen=True)
class Flow:
    """`promised`: decided ones that had a promised day; `in_time` of them were decided by it. Days are calendar
    days.
    """

    received: int
    decided: int
    promised: int
    in_time: int
    median_days: Decimal | None
    months: tuple[Month, ...]


def flow(*, by: Actor, since: date, until: date) -> Flow:
    """Requests received and decided from one day to another (both included), by one query. Raises Forbidden."""
    if not (may.worker | role("observer", "methodologist"))(by):
        raise Forbidden
    closed = Q(closed_on__range=(since, until))
    promised = closed & Q(promised_on__isnull=False)
    lasted = ExpressionWrapper(F("closed_on") - F("opened_on"), output_field=DurationField())
    counts = {
        "received": Count("id", filter=Q(opened_on__range=(since, until))),
        "decided": Count("id", filter=closed),
        "promised": Count("id", filter=promised),
        "in_time": Count("id", filter=promised & Q(closed_on__lte=F("promised_on"))),
        "median": _Median(lasted, filter=closed, output_field=DurationField()),
    }
    months = tuple(months_between(since, until))
    for n, month in enumerate(months):
        days = (max(month, since), min(last_of_month(month), until))
        counts[f"in{n}"] = Count("id", filter=Q(opened_on__range=days))
        counts[f"out{n}"] = Count("id", filter=Q(closed_on__range=days))
    found = Case.objects.in_region(by.region).aggregate(**counts)
    return Flow(
        found["received"], found["decided"], found["promised"], found["in_time"], _days(found["median"]),
        tuple(
            Month(month, found[f"in{n}"], found[f"out{n}"])
            for n, month in enumerate(months)
            if found[f"in{n}"] or found[f"out{n}"]
        ),
    )  # fmt: skip


def _days(lasted: timedelta | None) -> Decimal | None:
    return None if lasted is None else (Decimal(lasted // timedelta(hours=1)) / 24).quantize(Decimal("0.1"))
