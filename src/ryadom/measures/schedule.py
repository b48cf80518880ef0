"""The sums of an award by dates: what a period and a length mean in days. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.kit.periods import add_months, day_before, first_of_month

_MONTHS = {"monthly": 1, "quarterly": 3, "half_year": 6, "yearly": 12}
DEFAULT_MONTHS = 12


@dataclass(frozen=True)
class Part:
    """One sum: for the days from `starts` to `ends` (both included), due on a day. Exact to the kopeck."""

    due_on: date
    starts: date
    ends: date
    amount: Decimal


@dataclass(frozen=True)
class Schedule:
    """All sums of an award; `ends` None and no parts for what has no end and no sum."""

    starts: date
    ends: date | None
    renew_on: date | None
    parts: tuple[Part, ...]


def schedule(*, period: str, months: int | None, amount: Decimal | None, starts: date) -> Schedule:
    """`once` and `school_year`: one sum. `monthly` and longer: a sum at the start of each period for `months`.

    What is granted for some months is renewed in the last of them, so that nobody falls into a gap.
    """
    step = _MONTHS.get(period)
    if step is None:
        single = (Part(starts, starts, starts, amount),) if amount else ()
        return Schedule(starts, None if period == "indefinite" else starts, None, single)
    length = months or max(DEFAULT_MONTHS, step)
    first = starts if starts.day == 1 else first_of_month(starts)
    ends = day_before(add_months(first, length))
    parts = tuple(_part(first, shift, step, starts, amount) for shift in range(0, length, step)) if amount else ()
    return Schedule(starts, ends, first_of_month(ends), parts)


def _part(first: date, shift: int, step: int, starts: date, amount: Decimal) -> Part:
    begins = add_months(first, shift)
    return Part(max(begins, starts), max(begins, starts), day_before(add_months(first, shift + step)), amount)


def packed(part: Part) -> dict[str, Any]:
    """A part as JSON can hold it."""
    days = {name: getattr(part, name).isoformat() for name in ("due_on", "starts", "ends")}
    return {**days, "amount": format(part.amount, "f")}


def unpacked(raw: dict[str, Any]) -> Part:
    """And back."""
    due_on, starts, ends = (date.fromisoformat(raw[name]) for name in ("due_on", "starts", "ends"))
    return Part(due_on, starts, ends, Decimal(raw["amount"]))
