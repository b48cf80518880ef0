"""How far ahead this desk plans: to the end of the next month."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from ryadom.desks.provider.visit import Visit
from ryadom.kit.periods import add_months, first_of_month
from ryadom.rules.api import Rulebook
from ryadom.services import api as services
from ryadom.services.api import Plan


def horizon(on: date) -> date:
    """The last day of the next month."""
    return add_months(first_of_month(on), 2) - timedelta(days=1)


def plan_ahead(visit: Visit, order: UUID, book: Rulebook) -> Plan:
    """The visits from today to the horizon; days that are planned stay. Raises ServiceError."""
    return services.plan_visits(
        by=visit.by, order=order, first=visit.on, last=horizon(visit.on), book=book, on=visit.on
    )
