"""Roubles of an answer: rounded as the measure says, or bounds, or the name of what is missing."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from ryadom.feel import Unknown
from ryadom.packs.api import Text
from ryadom.rules.combining import NOT_COMPUTED
from ryadom.rules.judging import by_name
from ryadom.rules.outcomes import Amount

_ROUND = {
    "kopeck half up": (Decimal("0.01"), ROUND_HALF_UP),
    "kopeck down": (Decimal("0.01"), ROUND_DOWN),
    "rouble half up": (Decimal(1), ROUND_HALF_UP),
    "rouble up": (Decimal(1), ROUND_CEILING),
    "none": (Decimal("0.01"), None),
}


def rounded(value: Decimal, how: str) -> Decimal:
    """Money as the measure rounds it; "none" refuses nothing and shows kopecks where the value has them."""
    step, mode = _ROUND[how]
    return value if mode is None else value.quantize(step, mode)


def amount_of(value: Any, how: str, unit: Text | None, note: Text | None, about: bool) -> Amount:
    if isinstance(value, Decimal):
        return Amount(rounded(value, how), unit=unit, note=note, about=about)
    if isinstance(value, Unknown):
        ends = _ends(value)
        low, high = (rounded(end, how) if isinstance(end, Decimal) else None for end in ends)
        return Amount(None, low, high, by_name(value.facts), unit=unit, note=note, about=about)
    return Amount(None, broken=NOT_COMPUTED, unit=unit, note=note)


def _ends(value: Unknown) -> tuple[Any, Any]:
    """The bounds of a sum; of one that is chosen among known sums, the least and the most of them."""
    if value.options and all(isinstance(option, Decimal) for option in value.options):
        return min(value.options), max(value.options)
    return value.low, value.high
