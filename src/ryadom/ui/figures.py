"""How sums, dates, months, phones and counts are written for people: `24 500 ₽`, `12 ноября 2026`, `3 дня`.

Pure text in, pure text out, in the language that is active now; spaces inside a figure never break.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language

from ryadom.kit.money import format_money
from ryadom.kit.periods import MONTHS_EN, MONTHS_OF_RU, MONTHS_RU

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"


def number(value: Decimal | int | float | str, places: int | None = None) -> str:
    """`21 480`, `78,4`: thousands apart, a comma before the fraction (a point in English)."""
    exact = Decimal(str(value))
    text = f"{abs(exact):,f}" if places is None else f"{abs(exact):,.{places}f}"
    whole, _, fraction = text.partition(".")
    whole = whole.replace(",", NBSP)
    point = "." if _english() else ","
    return (MINUS if exact < 0 else "") + (f"{whole}{point}{fraction}" if fraction else whole)


def roubles(value: Decimal | int | str) -> str:
    """`24 500 ₽`; kopecks only when there are some. Exact: a third decimal is an error of the caller."""
    return format_money(Decimal(str(value)), point="." if _english() else ",")


def _here(value: date | datetime) -> date:
    """The day of a moment on the region's clock, which the request has put on; a day stays itself."""
    if not isinstance(value, datetime):
        return value
    return localtime(value).date() if is_aware(value) else value.date()


def day(value: date | datetime) -> str:
    """`12 ноября 2026`, or `12 November 2026` in English."""
    value = _here(value)
    names = MONTHS_EN if _english() else MONTHS_OF_RU
    return f"{value.day}{NBSP}{names[value.month - 1]}{NBSP}{value.year}"


def day_short(value: date | datetime) -> str:
    """`12.11.2026`: for dense tables only."""
    value = _here(value)
    return f"{value.day:02}.{value.month:02}.{value.year}"


def month(value: date | datetime) -> str:
    """`ноябрь 2026`."""
    value = _here(value)
    names = MONTHS_EN if _english() else MONTHS_RU
    return f"{names[value.month - 1]}{NBSP}{value.year}"


def phone(value: str) -> str:
    """`8 (351) 000-00-00` for a Russian number of eleven digits; anything else comes back as it was."""
    digits = re.sub(r"\D", "", value)
    if len(digits) == 11 and digits[0] in "78":
        # One breakable space: at twice the size the number takes two lines, never in the middle of a group.
        return f"8{NBSP}({digits[1:4]}) {digits[4:7]}-{digits[7:9]}-{digits[9:]}".replace("-", "\u2011")
    return value


def dialled(value: str) -> str:
    """The same number for a `tel:` link: `+73510000000`, short numbers as they are."""
    digits = re.sub(r"\D", "", value)
    return f"+7{digits[1:]}" if len(digits) == 11 and digits[0] in "78" else digits


def counted(count: int, forms: str) -> str:
    """`3 дня` from (3, "день/дня/дней"); two forms follow the English rule: "day/days"."""
    return f"{number(count)}{NBSP}{plural(count, forms)}"


def plural(count: int, forms: str) -> str:
    """The word alone. Forms are split by `/` (`|` is lost on the way to translators); three mean the Russian rule."""
    words = [word.strip() for word in re.split(r"[/|,]", str(forms))]
    count = abs(int(count))
    if len(words) == 2:
        return words[0] if count == 1 else words[1]
    if len(words) != 3:
        raise ValueError(f"two or three forms are needed, not {forms!r}")
    if count % 10 == 1 and count % 100 != 11:
        return words[0]
    return words[1] if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else words[2]


def _english() -> bool:
    return (get_language() or "ru").startswith("en")
