"""Numbers such as 74-2026-000123: the region's prefix from its practice, the year, a count that skips none."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings

from ryadom.packs import api as packs

from .models import Counter

PrefixOf = Callable[[str], str]


def following(region: str, year: int) -> str:
    """The next number of the region and year. Runs in the caller's transaction: rolled back, it is free again."""
    Counter.objects.bulk_create([Counter(region=region, year=year)], ignore_conflicts=True)
    counter = Counter.objects.in_region(region).select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{prefix(region)}-{year}-{counter.last:06d}"


@cache
def prefix(region: str) -> str:
    """The prefix that the region's practice names; the letters of its code where no practice does."""
    root = Path(getattr(getattr(settings, "RYADOM", None), "practices", "practices"))
    for file in sorted(root.glob("*/region/region.yaml")):
        if f"code: {region}" in file.read_text(encoding="utf-8"):
            about = packs.load_practice(file.parent, root).region
            if about is not None and about.code == region:
                return about.number_prefix
    return region.removeprefix("RU-")
