"""Questions to installed practices: what holds in a region on a day."""

from datetime import date

from django.db.models import Q

from ryadom.packs.models import Activation, Installed
from ryadom.regions.once import once


def locks(region: str, on: date) -> dict[str, str]:
    """practice id -> lock of the content that holds in the region on the day; the latest activation wins.
    One query, or none within `regions.once`.
    """
    return dict(once(("packs.locks", region, on), lambda: _locks(region, on)))


def _locks(region: str, on: date) -> dict[str, str]:
    rows = (
        Activation.objects.in_region(region)
        .filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)
        .order_by("since", "id")
    )
    return dict(rows.values_list("practice", "installed_id"))


def installed(lock: str) -> Installed | None:
    """The stored content of a lock."""
    return Installed.objects.filter(pk=lock).first()
