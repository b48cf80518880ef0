"""Where the bytes lie: the data folder, named by their SHA-256, outside all that a web server shows."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Missing(LookupError):
    """The row is there, the bytes are not: a restore without its files."""


def folder() -> Path:
    """The private folder of files: `MEDIA_ROOT`, which no address leads to."""
    return Path(settings.MEDIA_ROOT)


def put(data: bytes) -> str:
    """Keep the bytes once and return their hash. The name appears only when every byte is on disk."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = _path(sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return sha256


def get(sha256: str) -> bytes:
    """The bytes of that hash. Raises Missing; a damaged file is as good as missing."""
    path = _path(sha256)
    if not path.is_file():
        raise Missing(sha256)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Missing(sha256)
    return data


def _path(sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return folder() / sha256[:2] / sha256[2:4] / sha256
