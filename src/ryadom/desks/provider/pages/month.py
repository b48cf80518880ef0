"""«Месяц»: what will be paid and by whom. Only signed visits cost; what nobody entered is said, never taken for 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from ryadom.desks.provider.naming import named
from ryadom.desks.provider.visit import book_of, here, page, provider_page
from ryadom.kit.periods import add_months, first_of_month
from ryadom.services import api as services
from ryadom.services.api import OrderMonth, ServiceView

OLDEST = 24  # months back


@require_GET
@provider_page()
def month(request: HttpRequest) -> HttpResponse:
    """A month of everybody: visits, services with their tariffs, the person's part and the budget's."""
    visit = here(request)
    first = _month(request, visit.on)
    book = book_of(visit)
    found = services.months(region=visit.region, provider=visit.provider.id, of=first, book=book)
    persons = named(request, visit, [one.person for one in found])
    offered = {one.id: one for one in services.services(book=book, on=add_months(first, 1) - timedelta(days=1))}
    rows = sorted(
        ((one, persons.get(one.person)) for one in found),
        key=lambda row: row[1].full_name.casefold().replace("ё", "е") if row[1] else "",
    )
    context = {
        "first": first, "before": add_months(first, -1), "after": add_months(first, 1),
        "has_after": first < first_of_month(visit.on), "rows": rows, "total": _total(found),
        "services": _services(found, offered),
        "untold": sorted({offered[id].title if id in offered else id for one in found for id in one.bill.untold}),
    }  # fmt: skip
    return page(request, "provider/month.html", context)


def _month(request: HttpRequest, on: date) -> date:
    this = first_of_month(on)
    try:
        wanted = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return this
    return wanted if add_months(this, -OLDEST) <= wanted <= this else this


def _total(found: Iterable[OrderMonth]) -> dict[str, Any]:
    """Sums of the month; a sum that holds an unknown part is unknown itself, the known part stands beside it."""
    rows = tuple(found)
    told: dict[str, Any] = {
        key: sum(getattr(one, key) for one in rows) for key in ("visits", "done", "unsigned", "missed", "away")
    }
    for key in ("cost", "pays", "budget"):
        known = [value for one in rows if (value := getattr(one.bill, key)) is not None]
        told[key] = sum(known, Decimal(0)) if len(known) == len(rows) else None
        told[f"{key}_unknown"] = len(rows) - len(known)
    return told


def _services(found: Iterable[OrderMonth], offered: dict[str, ServiceView]) -> list[dict[str, Any]]:
    times: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for one in found:
        times.update(one.signed)
        titles.update(one.titles)
    return [
        {
            "title": titles.get(id, id), "times": count, "tariff": offered[id].tariff if id in offered else None,
            "act": offered[id].tariff_act if id in offered else "",
            "mark": offered[id].tariff_verified if id in offered else "",
            "cost": offered[id].tariff * count if id in offered and offered[id].tariff is not None else None,  # type: ignore[operator]
        }
        for id, count in sorted(times.items(), key=lambda pair: titles.get(pair[0], pair[0]))
    ]  # fmt: skip
