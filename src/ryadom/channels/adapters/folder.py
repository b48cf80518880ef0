"""A gateway that is a folder: `out/` holds what is to be sent, `in/` what came; whoever runs the real gateway empties
them. A file appears whole or not at all, and the same message twice is the same file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ryadom.channels.errors import Temporary

LARGEST = 1_000_000


def put(folder: Path, name: str, data: bytes) -> None:
    """Write one file of `out/`. Raises Temporary when the disk does not take it."""
    place = folder / "out"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = place / f".{name}.part"
        with part.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place / name)
    except OSError:
        raise Temporary("folder") from None


def take(folder: Path, pattern: str, read: Callable[[Path, bytes], bool]) -> Iterator[Path]:
    """Every file of `in/`, oldest name first: it goes once `read` kept it, and lies in `in/bad/` when it could not."""
    place = folder / "in"
    for path in sorted(place.glob(pattern)) if place.is_dir() else []:
        if not path.is_file() or path.name.startswith("."):
            continue
        kept = path.stat().st_size <= LARGEST and read(path, path.read_bytes())
        if kept:
            path.unlink()
        else:
            (place / "bad").mkdir(exist_ok=True, mode=0o700)
            path.replace(place / "bad" / path.name)
        yield path
