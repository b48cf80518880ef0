"""Write beside every family what will change for it by itself: once a day, so many families at a time."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from ryadom.patronage.foreseeing import foreseen, nearest
from ryadom.patronage.models import Care

AT_ONCE = 50


def look_ahead(*, region: str, on: date, most: int | None = None) -> int:
    """Families of the region not looked at today, with a curator or waiting for one. Gives how many were looked at.

    Each batch is its own transaction: what a stopped worker left is done by the next one. Five statements of this room
    for a batch, whatever its families.
    """
    done = 0
    while most is None or done < most:
        looked = _batch(region, on)
        if not looked:
            break
        done += looked
    return done


@transaction.atomic
def _batch(region: str, on: date) -> int:
    old = Q(foreseen_on=None) | Q(foreseen_on__lt=on)
    rows = Care.objects.in_region(region).filter(old, ends_at=None).order_by("id")
    cares = list(rows.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    found = foreseen(region, {care.person_id: care.family_id for care in cares}, on)
    for care in cares:
        near = nearest(found.get(care.person_id, ()), on)
        care.ahead, care.ahead_on = [one.packed() for one in near], near[0].on if near else None
        care.foreseen_on = on
    Care.objects.in_region(region).bulk_update(cares, ["ahead", "ahead_on", "foreseen_on"])
    return len(cares)
