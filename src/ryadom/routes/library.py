"""The routes that a region has: files of the practices that are active there on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from ryadom.packs import api as packs

from .asking import digest
from .kinds import RouteFile


@dataclass(frozen=True)
class Route:
    """A route as a practice has it now."""

    id: str
    file: RouteFile
    practice: str
    version: str

    @property
    def digest(self) -> str:
        return digest(self.file)


def routes_of(practices: Iterable[packs.Practice]) -> dict[str, Route]:
    """The routes by id; a region's own takes the place of the country's of the same name."""
    found: dict[str, Route] = {}
    for practice in sorted(practices, key=lambda one: one.about.region != packs.EVERYWHERE):
        for item in practice.of("route"):
            found[item.id] = Route(item.id, item.value, practice.id, practice.about.version)
    return dict(sorted(found.items()))


def routes(region: str, on: date) -> dict[str, Route]:
    """The routes of a region on a day (one query; loading is cached)."""
    root, kept = settings.RYADOM.practices, settings.RYADOM.data / "practices"
    return routes_of(packs.active(region, on, root=root, kept=kept))
