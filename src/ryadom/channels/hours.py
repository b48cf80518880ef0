"""Quiet hours: a notice waits for the morning of its region. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from ryadom.regions.clock import local, zone_of


def until(at: datetime, region: str, quiet_from: time, quiet_till: time) -> datetime | None:
    """When a notice may go that must wait now; None when it may go at once. Hours are those of the region's clock."""
    here = local(at, region)
    if quiet_from == quiet_till or not _quiet(here.time(), quiet_from, quiet_till):
        return None
    day = here.date() if here.time() < quiet_till else here.date() + timedelta(days=1)
    return datetime.combine(day, quiet_till, zone_of(region))


def _quiet(now: time, begins: time, ends: time) -> bool:
    if begins < ends:
        return begins <= now < ends
    return now >= begins or now < ends
