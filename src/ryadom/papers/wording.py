"""How sums and days are written on paper: `24 500 ₽` with no-break spaces, `12 ноября 2026`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format

NBSP = "\N{NO-BREAK SPACE}"


def roubles(amount: Decimal) -> str:
    """Roubles, kopecks only where there are any. Never rounds: more than two decimals is an error of the caller."""
    kopecks = amount * 100
    if kopecks != kopecks.to_integral_value():
        raise ValueError("money must be exact to the kopeck")
    whole, rest = divmod(abs(int(kopecks)), 100)
    text = f"{whole:,}".replace(",", NBSP) + (f",{rest:02d}" if rest else "")
    return ("−" if amount < 0 else "") + text + NBSP + "₽"


def day(value: date) -> str:
    """The date in words, kept on one line."""
    return date_format(value, "j E Y").replace(" ", NBSP)
