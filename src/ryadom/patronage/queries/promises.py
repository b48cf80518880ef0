"""Promised dates of the last days, kept and broken: answers by the hour, contacts by the day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from ryadom.patronage.models import Contact, Entry
from ryadom.regions.clock import local

DAYS = timedelta(days=7)


@dataclass(frozen=True)
class Kept:
    """Promises of the last seven days, kept and broken. Who left before the time broke nobody's promise."""

    kept: int = 0
    broken: int = 0

    @property
    def total(self) -> int:
        return self.kept + self.broken

    def __add__(self, other: Kept) -> Kept:
        return Kept(self.kept + other.kept, self.broken + other.broken)


NONE = Kept()


def promises(region: str, on: date, at: datetime) -> dict[int | None, Kept]:
    """By the account whose promise it was; None: answers that nobody took. 3 queries, whatever the number."""
    found: Counter[tuple[int | None, bool]] = Counter()
    for whose, kept in (*_answers(region, at), *_contacts(region, on)):
        found[whose, kept] += 1
    return {whose: Kept(found[whose, True], found[whose, False]) for whose, _kept in found}


def _answers(region: str, at: datetime) -> list[tuple[int | None, bool]]:
    rows = Entry.objects.in_region(region).filter(promised_at__gt=at - DAYS, promised_at__lte=at)
    left = Q(answered_at=None, closed_at__isnull=False, closed_at__lte=F("promised_at"))
    told = rows.exclude(left).order_by().values_list("taken_by", "curator", "promised_at", "answered_at")
    return [
        (taken or desk, answered is not None and answered <= promised) for taken, desk, promised, answered in told
    ]  # fmt: skip


def _contacts(region: str, on: date) -> list[tuple[int | None, bool]]:
    """A promise to be in touch is kept by anybody who is in touch by that day, whether they talked or only tried."""
    first = on - DAYS
    promised = list(Contact.objects.in_region(region).filter(next_on__gte=first, next_on__lt=on).order_by("at", "id"))
    if not promised:
        return []
    later: dict[object, list[datetime]] = {}
    persons = {one.person_id for one in promised}
    since = min(one.at for one in promised)
    rows = Contact.objects.in_region(region).filter(person__in=persons, at__gt=since).order_by()
    for person, at in rows.values_list("person", "at"):
        later.setdefault(person, []).append(at)
    return [(one.account_id, _was_kept(one, later.get(one.person_id, ()), region)) for one in promised]


def _was_kept(one: Contact, later: object, region: str) -> bool:
    assert one.next_on is not None, "only promises are asked"
    return any(at > one.at and local(at, region).date() <= one.next_on for at in later)  # type: ignore[attr-defined]
