"""For which months the records of a family's incomes are taken as complete."""

from collections.abc import Collection, Iterable
from datetime import date

from ryadom.kit.periods import add_months, age_on
from ryadom.rules.facts import Cover, Record

ADULT = 18


def may_earn(born: date | None, on: date) -> bool:
    """Whether somebody's months must be known before a sum is: a grown-up, or one whose age is not known."""
    return born is None or born > on or age_on(born, on) >= ADULT


def cover_of(records: Iterable[Record], earners: Collection[str]) -> Cover | None:
    """The latest run of months in which every grown-up has a record; None where there is none."""
    months: dict[str, set[date]] = {one: set() for one in earners}
    for record in records:
        if record.person in months:
            months[record.person].add(record.month)
    shared = set.intersection(*months.values()) if months else set()
    if not shared:
        return None
    last = first = max(shared)
    while add_months(first, -1) in shared:
        first = add_months(first, -1)
    return Cover(first, last)
