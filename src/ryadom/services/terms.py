"""The terms that the law and the region set for care: read from the practices on a day, never a constant.

Where none is entered nothing is promised, and the case says so.
"""

from __future__ import annotations

from datetime import date

from ryadom.cases.api import Term
from ryadom.rules.api import Rulebook

NEED = "care-need"  # working days in which the need is decided
PROGRAMME = "care-programme"  # working days from the application to the programme
ORDER_ANSWER = "care-order-answer"  # working days in which a provider answers an order
PROGRAMME_MONTHS = "care-programme-months"  # for how many months a programme is drawn at most


def working_days(book: Rulebook, term: str, on: date) -> Term | None:
    """A term of so many working days that holds on a day; None where none is entered."""
    value = number(book, term, on)
    return None if value is None else Term(value)


def number(book: Rulebook, term: str, on: date) -> int | None:
    """A whole number that the practices set for a day; None where none is entered."""
    parameter = book.parameters.get(term)
    held = parameter.holding(on, book.region, ()) if parameter else None
    return int(held.value) if held else None
