"""What the program itself, and no rule, reads from the practices of a region: its working days and its terms."""

from datetime import date

from ryadom.kit.calendar import Calendar, Year
from ryadom.rules.book import Rulebook


def calendar_of(book: Rulebook | None) -> Calendar:
    """The region's clock of working days; a year that is not entered counts Monday to Friday, and says so.

    None: no rules are active in the region, so no year is entered.
    """
    entered = book.calendars if book else {}
    years = (Year(year, frozenset(c.days_off), frozenset(c.working)) for year, c in entered.items())
    return Calendar.of(years, weekends_only_elsewhere=True)


def whole_number(book: Rulebook, parameter: str, on: date) -> int | None:
    """A whole number that the practices set for a day, such as a term in days; None where none is entered."""
    known = book.parameters.get(parameter)
    held = known.holding(on, book.region, ()) if known else None
    return int(held.value) if held else None
