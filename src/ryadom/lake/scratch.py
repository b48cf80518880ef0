"""A folder of one process alone, for what must not outlive it. Whoever is killed leaves it; who comes next sweeps."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

HELD = ".held"


@contextmanager
def scratch(place: Path) -> Iterator[Path]:
    """A new folder inside `place`, readable by its owner only, removed when the block ends.

    The process holds a lock on it; the system lets go of the lock even after a kill, so every next start, and
    `sweep`, tells what is left behind from what is in use. Raises OSError.
    """
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _turn(place):
        _sweep(place)
        folder = Path(mkdtemp(dir=place))
        held = os.open(folder / HELD, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def sweep(place: Path) -> int:
    """Remove the folders of processes that are no more; how many there were. Raises OSError."""
    if not place.is_dir():
        return 0
    with _turn(place):
        return _sweep(place)


def _sweep(place: Path) -> int:
    return sum(_swept(folder) for folder in sorted(place.iterdir()) if folder.is_dir())


def _swept(folder: Path) -> bool:
    """Nobody holds it: it goes. A folder without its lock was left by somebody killed while making it."""
    try:
        held = os.open(folder / HELD, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError:  # of another user of this machine, who sweeps it
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    except OSError:
        return False
    finally:
        os.close(held)
    return True


@contextmanager
def _turn(place: Path) -> Iterator[None]:
    """One at a time makes or sweeps: between a folder and its lock nobody else looks."""
    turn = os.open(place / ".turn", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
    finally:
        os.close(turn)
