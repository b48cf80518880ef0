"""The terms that a law sets for us rather than for the person: read from the practices on a day, never a constant.

A region that has no value for the day promises no date: the case opens without a clock, the letter names no last day.
"""

from __future__ import annotations

from datetime import date

from ryadom.cases.api import Term
from ryadom.kit.periods import add_months
from ryadom.rules.api import Rulebook, whole_number

COMPLAINT_ANSWER = "complaint-answer"  # working days from the complaint to its answer
COMPLAINT_WINDOW = "complaint-window"  # months from a decision, for a complaint about it
INTERAGENCY_ANSWER = "interagency-answer"  # working days in which another authority answers us


def working_days(book: Rulebook, term: str, on: date) -> Term | None:
    """A term of so many working days that holds on a day; None where none is entered."""
    value = whole_number(book, term, on)
    return None if value is None else Term(value)


def complain_until(book: Rulebook, decided_on: date) -> date | None:
    """The last day for a complaint about a decision; None where no term is entered for the day it was made."""
    months = whole_number(book, COMPLAINT_WINDOW, decided_on)
    return None if months is None else add_months(decided_on, months)
