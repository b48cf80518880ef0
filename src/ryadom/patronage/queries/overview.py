"""What a head looks at: load, waiting, broken promises, danger without an answer, families with nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min, Q

from ryadom.patronage import may
from ryadom.patronage.errors import Forbidden
from ryadom.patronage.models import Care, Contact, Entry, EntryState, Planned, PlannedCall, Priority
from ryadom.patronage.queries.loads import Load, loads
from ryadom.patronage.queries.promises import NONE, Kept, promises
from ryadom.patronage.times import Office, office
from ryadom.people.api import Actor


@dataclass(frozen=True)
class Row:
    """One curator: load, what waits on their desk and since when, calls planned today and done, contacts in a week."""

    load: Load
    waiting: int
    oldest: datetime | None
    late: int
    planned: int
    done: int
    contacts: int
    silent: int  # families without a contact for longer than the region allows
    promised: int  # families with whom a contact was promised by now
    kept: Kept = NONE  # promises of the last seven days


@dataclass(frozen=True)
class Overview:
    """Numbers of a region; no person's name stands in it. `nobody`: families that wait for a curator."""

    rows: tuple[Row, ...]
    nobody: int
    oldest_nobody: datetime | None
    crisis: int
    oldest_crisis: datetime | None
    late: int
    escalated: int
    waiting: int
    office: Office
    kept: Kept = NONE

    @property
    def families(self) -> int:
        return sum(row.load.families for row in self.rows)


def overview(*, by: Actor, on: date, at: datetime) -> Overview:
    """How curators stand on a day; 13 queries whatever their number. Raises Forbidden."""
    if not may.see_load(by):
        raise Forbidden
    here = office(by.region, on)
    kept = promises(by.region, on, at)
    rows = _rows(by.region, on, at, here, kept)
    nobody = Care.objects.in_region(by.region).filter(ends_at=None, curator=None)
    found = nobody.aggregate(many=Count("id"), oldest=Min("since"))
    unanswered = Q(state=EntryState.WAITING) | Q(answered_at=None)
    crisis = Q(priority=Priority.CRISIS) & unanswered
    waits = Q(state=EntryState.WAITING)
    line = Entry.objects.in_region(by.region).exclude(state=EntryState.CLOSED).aggregate(
        waiting=Count("id", filter=waits), crisis=Count("id", filter=crisis),
        oldest=Min("asked_at", filter=crisis), late=Count("id", filter=Q(answered_at=None, promised_at__lt=at)),
        escalated=Count("id", filter=Q(escalated_at__isnull=False)),
    )  # fmt: skip
    return Overview(
        rows, found["many"], found["oldest"], line["crisis"], line["oldest"], line["late"], line["escalated"],
        line["waiting"], here, sum(kept.values(), NONE),
    )  # fmt: skip


def _rows(
    region: str, on: date, at: datetime, here: Office, kept: dict[int | None, Kept]
) -> tuple[Row, ...]:  # fmt: skip
    waits = Q(state=EntryState.WAITING)
    lines = _by(
        Entry.objects.in_region(region).exclude(state=EntryState.CLOSED).annotate(whose=F("curator")),
        waiting=Count("id", filter=waits), oldest=Min("asked_at", filter=waits),
        late=Count("id", filter=Q(answered_at=None, promised_at__lt=at)),
    )  # fmt: skip
    planned = _by(
        PlannedCall.objects.in_region(region).filter(day=on).annotate(whose=F("account")),
        planned=Count("id", filter=~Q(state=Planned.DROPPED)), done=Count("id", filter=Q(state=Planned.DONE)),
    )  # fmt: skip
    spoken = _by(
        Contact.objects.in_region(region).filter(at__gte=at - timedelta(days=7)).annotate(whose=F("account")),
        contacts=Count("id", filter=Q(reached="talked")),
    )
    long_ago = at - timedelta(days=here.times.contact_days)
    cares = _by(
        Care.objects.in_region(region).filter(ends_at=None).annotate(whose=F("curator")),
        silent=Count("id", filter=Q(last_contact_at=None) | Q(last_contact_at__lt=long_ago)),
        promised=Count("id", filter=Q(next_contact_on__lt=on)),
    )
    return tuple(
        Row(
            one, **_of(lines, one, waiting=0, oldest=None, late=0), **_of(planned, one, planned=0, done=0),
            **_of(spoken, one, contacts=0), **_of(cares, one, silent=0, promised=0),
            kept=kept.get(one.account_id, NONE),
        )
        for one in loads(region, on, here.times)
    )  # fmt: skip


def _by(rows, **counted) -> dict[int | None, dict]:
    return {row["whose"]: row for row in rows.order_by().values("whose").annotate(**counted)}


def _of(found: dict[int | None, dict], one: Load, **usual: object) -> dict:
    row = found.get(one.account_id, {})
    return {name: row.get(name, value) for name, value in usual.items()}
