"""The door of packs: practices as checked data. Pure: needs neither Django nor a database, except where a function
says so.
"""

from datetime import date, datetime
from pathlib import Path

from ryadom.packs.errors import Finding, PracticeErrors, did_you_mean, nearest
from ryadom.packs.kinds import Kind, all_kinds
from ryadom.packs.library import EVERYWHERE, Library, load_library, lock_of
from ryadom.packs.loading import Item, Practice, explain, find_practices, load_practice
from ryadom.packs.reading import Document, read_documents, read_file
from ryadom.packs.schema import (
    RANK,
    SLUG,
    Contact,
    PracticeFile,
    RegionFile,
    Source,
    SourceText,
    Strict,
    StrictBool,
    Text,
    Verified,
    Words,
)

__all__ = [
    "EVERYWHERE",
    "RANK",
    "SLUG",
    "Contact",
    "Document",
    "Finding",
    "Item",
    "Kind",
    "Library",
    "Practice",
    "PracticeErrors",
    "PracticeFile",
    "RegionFile",
    "Source",
    "SourceText",
    "Strict",
    "StrictBool",
    "Text",
    "Verified",
    "Words",
    "active",
    "active_locks",
    "all_kinds",
    "did_you_mean",
    "explain",
    "find_practices",
    "install_library",
    "load_library",
    "load_practice",
    "lock_of",
    "nearest",
    "read_documents",
    "read_file",
]


def active(region: str, on: date, *, root: Path, kept: Path) -> tuple[Practice, ...]:
    """The practices that hold in a region on a day (needs the database). `root`: the library on disk; `kept`:
    where old content is unfolded.
    """
    from ryadom.packs.active import active as found

    return found(region, on, root=root, kept=kept)


def active_locks(region: str, on: date) -> dict[str, str]:
    """practice id -> lock; the cheap question "has anything changed?" (one query)."""
    from ryadom.packs.queries import locks

    return locks(region, on)


def install_library(root: Path, *, since: date, at: datetime) -> Library:
    """Keep the library's content and activate, in every region that it brings, the federal practices and the
    region's own.
    """
    from django.db import transaction

    from ryadom.packs.actions import activate, install

    library = load_library(root)
    if spoilt := _spoilt(library):
        raise PracticeErrors(spoilt)
    with transaction.atomic():
        install(library, at=at)
        for region in sorted(library.regions):
            for practice in library.installed(region):
                activate(practice, region, since=since, at=at)
    return library


def _spoilt(library: Library) -> list[Finding]:
    """What practices that are new here would spoil for the others of the library."""
    from ryadom.packs.models import Installed

    known = set(Installed.objects.values_list("lock", flat=True))
    fresh = sorted(practice.id for practice in library.practices.values() if practice.lock not in known)
    found = [one for kind in all_kinds().values() if kind.beside is not None for one in kind.beside(library, fresh)]
    return [one for one in found if one.severity == "error"]
