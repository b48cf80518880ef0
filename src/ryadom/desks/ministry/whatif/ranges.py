"""How far a number may be dragged, and by which steps. Pure."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

STEPS = 100  # about so many from nothing to twice the present value
LARGEST = Decimal(10) ** 10
PLACES = {"money": 2, "days": 0}
MOST_PLACES = 4


@dataclass(frozen=True)
class Range:
    """The slider: its ends, its step, where it stands now. The present value is one of its steps.

    `first` is where the steps begin; that position stands for `low`: nothing, perhaps less than a step away.
    """

    low: Decimal
    first: Decimal
    high: Decimal
    step: Decimal
    now: Decimal


class BadNumber(ValueError):
    """What was typed is no value that the parameter may have."""


def range_of(now: Decimal) -> Range:
    """From nothing to twice the present value in round steps; a present zero goes up to a hundred."""
    step = _round(now / (STEPS // 2)) if now else Decimal(1)
    below = (now / step).to_integral_value(ROUND_FLOOR)
    above = below or Decimal(STEPS)
    first = plain(now - below * step)
    return Range(Decimal(0), first, plain(now + above * step), plain(step), plain(now))


def _round(raw: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, not above what was asked for."""
    power = Decimal(10) ** raw.adjusted()
    return max(power * k for k in (1, 2, 5) if power * k <= raw)


def plain(value: Decimal) -> Decimal:
    """Without an exponent and without zeros at the end."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def read(text: str, type: str) -> Decimal:
    """A number as a person types it: «16 000,50». Raises BadNumber for none, a negative, too long a one."""
    bare = "".join(text.split()).replace("\u00a0", "").replace(",", ".").removesuffix("₽")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise BadNumber(text) from None
    if not value.is_finite() or not 0 <= value <= LARGEST:
        raise BadNumber(text)
    value = plain(value)
    if -int(value.as_tuple().exponent) > PLACES.get(type, MOST_PLACES):
        raise BadNumber(text)
    return value
