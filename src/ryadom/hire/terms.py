"""The terms that a region sets for hire: read from the practices on a day. What is not entered is not promised."""

from __future__ import annotations

from datetime import date

from ryadom.cases.api import Term
from ryadom.rules.api import Rulebook, whole_number

NEED = "hire-need"  # working days in which the need is decided
DAYS = "hire-days"  # for how many days a thing is given, and prolonged, at most


def answer(book: Rulebook, on: date) -> Term | None:
    """In how many working days the need is decided; None where none is entered."""
    value = whole_number(book, NEED, on)
    return None if value is None else Term(value)


def longest(book: Rulebook, on: date) -> int | None:
    """For how many days at most; None where none is entered."""
    return whole_number(book, DAYS, on)
