"""Files that appear whole: written aside, brought to the disk, then given their name."""

import hashlib
import os
from pathlib import Path


def sha256_of(path: Path) -> str:
    """The checksum of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Nothing after this line stands on the disk before what is in this file or folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def appear(path: Path, content: bytes) -> str:
    """Write a file that is there whole or not at all; its checksum."""
    hidden = path.with_name(f".{path.name}.partial")
    hidden.write_bytes(content)
    sync(hidden)
    hidden.replace(path)
    sync(path.parent)
    return hashlib.sha256(content).hexdigest()
