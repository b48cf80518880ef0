"""A gateway that is a folder: `out/` holds what is to be sent, `in/` what came; whoever runs the real gateway empties
them. A file appears whole or not at all, and the same message twice is the same file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from ryadom.channels.errors import Temporary

LARGEST = 1_000_000  # bytes of a file, where the gateway brings words alone
KEPT = "kept"  # under `in/`: what was taken and is needed once more


def put(folder: Path, name: str, data: bytes) -> None:
    """Write one file of `out/`. Raises Temporary when the disk does not take it."""
    try:
        _whole(folder / "out", name, data)
    except OSError:
        raise Temporary("folder") from None


def take(folder: Path, pattern: str, read: Callable[[Path, bytes], bool], largest: int = LARGEST) -> Iterator[Path]:
    """Every file of `in/`, oldest name first: it goes once `read` kept it, and lies in `in/bad/` when it could not, or
    when it is larger than `largest` bytes.
    """
    place = folder / "in"
    for path in sorted(place.glob(pattern)) if place.is_dir() else []:
        if not path.is_file() or path.name.startswith("."):
            continue
        kept = path.stat().st_size <= largest and read(path, path.read_bytes())
        if kept:
            path.unlink()
        else:
            (place / "bad").mkdir(exist_ok=True, mode=0o700)
            path.replace(place / "bad" / path.name)
        yield path


def keep(folder: Path, name: str, data: bytes) -> None:
    """Put a file of `in/` aside whole, until it is asked for or swept. Raises OSError."""
    _whole(folder / "in" / KEPT, name, data)


def kept(folder: Path, name: str) -> bytes | None:
    """What was put aside under a name; None when it is gone."""
    try:
        return (folder / "in" / KEPT / name).read_bytes()
    except FileNotFoundError:
        return None


def sweep(folder: Path, before: datetime) -> None:
    """Forget what was put aside before a moment."""
    place = folder / "in" / KEPT
    for path in place.iterdir() if place.is_dir() else ():
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _whole(place: Path, name: str, data: bytes) -> None:
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place / f".{name}.part"
    with part.open("wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place / name)
