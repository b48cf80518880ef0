"""What a month of care costs and who pays how much: exact, and honest where a tariff or the share is not known.

The person's share has a ceiling that a rule of the region gives (442-ФЗ, articles 31 and 32); below it the services
cost what their tariffs say. Pure Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ryadom.kit.money import roubles

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Given:
    """How many times a service was given and signed for; `tariff` of one time, None while nobody has entered it."""

    service: str
    times: int
    tariff: Decimal | None

    @property
    def cost(self) -> Decimal | None:
        """Roubles; None where the tariff is not known. What was not given costs nothing, whatever its tariff."""
        if not self.times:
            return NOTHING
        return None if self.tariff is None else roubles(self.tariff * self.times)


class Why(StrEnum):
    """Why the person pays what they pay."""

    FREE = "free"  # the rule says so
    ALL = "all"  # the cost is below the ceiling
    CEILING = "ceiling"  # the cost is above it
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Bill:
    """A month. `cost`, `pays`, `budget` in roubles, None where they are not known; then `low` and `high` bound `pays`.

    `untold`: the services without a tariff.
    """

    cost: Decimal | None
    pays: Decimal | None
    budget: Decimal | None
    low: Decimal
    high: Decimal | None
    why: Why
    untold: tuple[str, ...] = ()


def bill(given: Iterable[Given], ceiling: Decimal | None) -> Bill:
    """The bill of a month. `ceiling`: the most that the person pays in it, 0 is free; None where it is not known."""
    lines = tuple(given)
    untold = tuple(line.service for line in lines if line.cost is None)
    known = sum((line.cost for line in lines if line.cost is not None), NOTHING)
    cost = None if untold else known
    limit = None if ceiling is None else roubles(ceiling)
    if limit == 0:
        return Bill(cost, NOTHING, cost, NOTHING, NOTHING, Why.FREE, untold)
    if limit is not None and known >= limit:
        # Whatever the tariffs nobody has entered are: the ceiling is reached by the others alone.
        return Bill(cost, limit, None if cost is None else cost - limit, limit, limit, Why.CEILING, untold)
    if cost is None:
        return Bill(None, None, None, known if limit is not None else NOTHING, limit, Why.UNKNOWN, untold)
    if limit is None:
        pays = NOTHING if cost == 0 else None
        return Bill(cost, pays, pays, NOTHING, cost, Why.ALL if pays is not None else Why.UNKNOWN)
    return Bill(cost, cost, NOTHING, cost, cost, Why.ALL)
