"""The practices active in a region on a day, loaded: from the folder where its content is the active one, else
from what was kept.
"""

from datetime import date
from functools import lru_cache
from pathlib import Path

from ryadom.packs.library import Library, load_library
from ryadom.packs.loading import Practice, load_practice


@lru_cache(maxsize=4)
def library_at(root: Path) -> Library:
    """The library on disk, read once per process."""
    return load_library(root)


def active(region: str, on: date, *, root: Path, kept: Path) -> tuple[Practice, ...]:
    """The practices that hold in a region on a day; federal first. Empty when nothing was activated."""
    from ryadom.packs import queries

    found = [_practice(id, lock, root, kept) for id, lock in queries.locks(region, on).items()]
    return tuple(sorted(found, key=lambda p: (p.about.region != "RU", p.id)))


def _practice(id: str, lock: str, root: Path, kept: Path) -> Practice:
    from ryadom.packs import actions, queries

    on_disk = library_at(root).practices.get(id)
    if on_disk is not None and on_disk.lock == lock:
        return on_disk
    stored = queries.installed(lock)
    if stored is None:
        raise LookupError(f"the content {lock} of {id} is not kept")
    return _unfolded(actions.unfold(stored, kept))


@lru_cache(maxsize=256)
def _unfolded(folder: Path) -> Practice:
    return load_practice(folder)
