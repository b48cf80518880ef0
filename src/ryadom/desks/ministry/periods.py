"""Which days the page is about: whole months, so that one period can be laid beside another. Pure."""

from dataclasses import dataclass
from datetime import date

from ryadom.kit.periods import month_start, months_between

MONTHS = {"month": 1, "quarter": 3, "year": 12}
USUAL = "year"


@dataclass(frozen=True)
class Period:
    """From the first day of a month to today, both included."""

    id: str
    since: date
    until: date

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its months, oldest first."""
        return tuple(months_between(self.since, self.until))


def period(wanted: str, on: date) -> Period:
    """This month, three months or twelve, the current one included; an unknown wish gets the usual one."""
    id = wanted if wanted in MONTHS else USUAL
    return Period(id, month_start(on, 1 - MONTHS[id]), on)
