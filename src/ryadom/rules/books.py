"""The book of a region: from the practices that are active there, or straight from a library on disk."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ryadom.rules.book import Rulebook, compile_book
from ryadom.rules.whatif.sides import StatusQuo


def rulebook(region: str, on: date) -> Rulebook:
    """The rules that hold in a region on a day, with the region's own approved values and measures (needs the
    database: two queries; the book itself is compiled once per lock).

    Raises LookupError when nothing is active in the region.
    """
    from django.conf import settings

    from ryadom.packs import api as packs
    from ryadom.rules.entered import with_entered

    locks = packs.active_locks(region, on)
    if not locks:
        raise LookupError(f"no practice is active in {region} on {on.isoformat()}")
    practices, kept = settings.RYADOM.practices, settings.RYADOM.data / "practices"
    return with_entered(_compiled(region, tuple(sorted(locks.items())), on, practices, kept), on)


_books: dict[tuple[str, tuple[tuple[str, str], ...]], Rulebook] = {}


def _compiled(region: str, locks: tuple[tuple[str, str], ...], on: date, root: Path, kept: Path) -> Rulebook:
    from ryadom.packs import api as packs

    key = (region, locks)
    if key not in _books:
        practices = packs.active(region, on, root=root, kept=kept)
        _books[key] = compile_book(practices, region)
    return _books[key]


@lru_cache(maxsize=32)
def book_at(root: Path, region: str) -> Rulebook:
    """The book of a region straight from a library on disk, without a database."""
    from ryadom.packs import api as packs

    library = packs.load_library(root)
    return compile_book(library.installed(region), region, library.region(region))


def region_file(region: str, on: date) -> Any:
    """What the region's own practice says of it (names, contact, prefix of case numbers); None when it says nothing."""
    return rulebook(region, on).about


def status_quo(region: str, on: date) -> StatusQuo:
    """What holds in a region on a day, with its own values and measures, and the library that a scenario may take more
    from (needs the database). Raises LookupError when nothing is active in the region.
    """
    from django.conf import settings

    from ryadom.packs import api as packs
    from ryadom.rules.entered import with_entered

    root = settings.RYADOM.practices
    practices = packs.active(region, on, root=root, kept=settings.RYADOM.data / "practices")
    library = packs.load_library(root).practices
    return StatusQuo(rulebook(region, on), practices, library, lambda book: with_entered(book, on))
