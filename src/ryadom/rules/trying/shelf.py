"""Which population a region has, loaded once in a process, in the background. A folder of snapshots is the shelf.

Until it is loaded a page says so; where there is none, or it cannot be read, the page says that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import Literal

from ryadom.rules.compiled import Rulebook
from ryadom.rules.snapshots.manifest import About, SnapshotError, read_manifest
from ryadom.rules.snapshots.store import Snapshot
from ryadom.rules.trying.held import Held, grouped

State = Literal["absent", "loading", "ready", "broken"]


@dataclass(frozen=True)
class Standing:
    """How it stands with a region's population: `held` when it is ready, `why` when it cannot be read."""

    state: State
    held: Held | None = None
    loaded: int = 0
    of: int = 0
    why: SnapshotError | None = None


ABSENT = Standing("absent")


class Shelf:
    """The populations of a process, by region; the newest snapshot of a region is the one that counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._standing: dict[str, tuple[str, Standing]] = {}

    def standing(self, book: Rulebook) -> Standing:
        """How it stands now; loading begins when it is asked for the first time or the snapshot is another one."""
        found = _newest(self.folder, book.region)
        with self._lock:
            known = self._standing.get(book.region)
            if found is None:
                return known[1] if known else ABSENT
            path, stamp = found
            if known and known[0] == stamp:
                return known[1]
            begun = Standing("loading")
            self._standing[book.region] = stamp, begun
        Thread(target=self._load, args=(path, stamp, book), daemon=True, name="population").start()
        return begun

    def wait(self, book: Rulebook) -> Standing:
        """The same, loaded before it returns: for tests and measurements."""
        found = _newest(self.folder, book.region)
        if found is None:
            return ABSENT
        self._load(*found, book)
        return self._standing[book.region][1]

    def _load(self, path: Path, stamp: str, book: Rulebook) -> None:
        def tell(standing: Standing) -> None:
            with self._lock:
                self._standing[book.region] = stamp, standing

        try:
            held = load(path, book, lambda loaded, of: tell(Standing("loading", None, loaded, of)))
        except SnapshotError as fault:
            tell(Standing("broken", why=fault))
        else:
            tell(Standing("ready", held))


def load(folder: Path, book: Rulebook, told: Callable[[int, int], None] = lambda loaded, of: None) -> Held:
    """A snapshot read into memory, its families grouped. Raises SnapshotError."""
    snapshot = Snapshot(folder, book)
    parts = []
    for part in snapshot.parts():
        parts.append(part)
        told(len(parts), snapshot.count)
    about = snapshot.about
    return Held(
        about.region, about.title, about.as_of, about.imagined, snapshot.hash, tuple(parts),
        grouped(parts, book, about.as_of),
    )  # fmt: skip


def _newest(folder: Path, region: str) -> tuple[Path, str] | None:
    """The snapshot of a region with the latest day, and what tells it from another one that may come in its place."""
    found = []
    for manifest in folder.glob("*/snapshot.json"):
        stamp = f"{manifest}:{manifest.stat().st_mtime_ns}"
        about = _about(manifest.parent, stamp)
        if about is not None and about.region == region:
            found.append((about.as_of, manifest.parent.name, manifest.parent, stamp))
    return max(found)[2:] if found else None


@lru_cache(maxsize=64)
def _about(folder: Path, stamp: str) -> About | None:
    """Whose snapshot a folder holds; None where it cannot be told. Read once as long as it stays the same."""
    try:
        return read_manifest(folder).about
    except SnapshotError:
        return None
