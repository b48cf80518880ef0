"""Where the visitor is: the region's own name, phone and hours, as its practice says them."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from ryadom.packs import api as packs
from ryadom.packs.api import RegionFile
from ryadom.regions.clock import today
from ryadom.ui.contact import Contact

_KEPT = "_region_file"


@dataclass(frozen=True)
class Place:
    """A region to choose from."""

    code: str
    title: str


def language() -> str:
    """The reader's language: ru or en."""
    return "en" if (get_language() or "ru").startswith("en") else "ru"


def region_file(request: HttpRequest) -> RegionFile | None:
    """What the region's active practice says of it; asked once per request, one query."""
    if not hasattr(request, _KEPT):
        region = request.region  # type: ignore[attr-defined]
        root, kept = settings.RYADOM.practices, settings.RYADOM.data / "practices"
        active = packs.active(region, today(region), root=root, kept=kept)
        setattr(request, _KEPT, next((practice.region for practice in active if practice.region), None))
    found: RegionFile | None = getattr(request, _KEPT)
    return found


def contact_of(request: HttpRequest) -> Contact | None:
    """For the header and the footer. What a region has not entered is not shown, never invented."""
    if not hasattr(request, "region"):
        return None
    file = region_file(request)
    if file is None:
        return None
    said = language()
    hours = file.contact.hours.said(said) if file.contact.hours else ""
    return Contact(region=file.title.said(said), phone=file.contact.phone or "", hours=hours)


def places() -> tuple[Place, ...]:
    """The regions whose practices stand in the library, by name."""
    titles = _titles(settings.RYADOM.practices, language())
    return tuple(sorted((Place(code, title) for code, title in titles.items()), key=lambda place: place.title))


@lru_cache(maxsize=4)
def _titles(root: Path, said: str) -> dict[str, str]:
    files = (RegionFile.model_validate(packs.read_file(path).data) for path in sorted(root.glob("*/*/region.yaml")))
    return {file.code: file.title.said(said) for file in files}
