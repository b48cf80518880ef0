"""What an Ear learnt, kept on disk: learnt once, mapped by every process that hears.

A file is known by what it was learnt from: the phrases, the synonyms, the code that learns and the dictionary of words.
It holds numbers and letters alone, never objects, and its checksum; a file that is damaged or of another form is learnt
anew. It is mapped read-only, so all processes of a machine share its pages, and replaced whole: who has mapped the old
one keeps hearing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import mmap
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from ryadom.talk.hearing.features import Learnt
from ryadom.talk.hearing.vocabulary import Table

log = logging.getLogger(__name__)

FORM = b"ryadom-ear-1\n"
KINDS = frozenset("biufS")  # numbers and bytes; anything else is no array of ours
KEPT = 8  # the latest used
UNUSED = 30 * 24 * 3600  # seconds; older goes, however few there are
_EDGE = 64  # arrays begin at a multiple of it, as processors like it
_SIGN = 32  # bytes of the checksum


def kept(folder: Path, told: Any, learn: Callable[[], Learnt]) -> Learnt:
    """What `learn` gives, from the folder where it was learnt from the same `told` before. A folder that cannot be
    written is done without.
    """
    path = folder / f"{_name(told)}.ear"
    if (found := _read(path)) is not None:
        return found
    learnt = learn()
    try:
        _write(path, learnt)
        _sweep(folder)
    except OSError as fault:
        log.warning("the ear is not kept: %s", type(fault).__name__)
        return learnt
    return _read(path) or learnt


def _name(told: Any) -> str:
    text = json.dumps([told, *_learner()], ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


@lru_cache(maxsize=1)
def _learner() -> tuple[str, ...]:
    """Who learns: the source beside this file and of the letters, the dictionary, the arithmetic."""
    here = Path(__file__).parent
    sources = b"\0".join(path.read_bytes() for path in (*sorted(here.glob("*.py")), here.parent / "letters.py"))
    return hashlib.blake2b(sources).hexdigest(), *map(_version, ("pymorphy3", "pymorphy3-dicts-ru", "numpy"))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _read(path: Path) -> Learnt | None:
    """The arrays of a file, mapped; None where there is none, or one that cannot be trusted."""
    try:
        with path.open("rb") as file:
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        found = _arrays(whole)
        os.utime(path)  # it is in use
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        log.warning("a kept ear is damaged and is learnt anew")
        return None
    return found


def _arrays(whole: mmap.mmap) -> Learnt:
    """Raises ValueError, KeyError or TypeError for anything but what `_write` writes."""
    view = memoryview(whole)
    start = len(FORM) + _SIGN
    if whole[:start] != FORM + hashlib.blake2b(view[start:], digest_size=_SIGN).digest():
        raise ValueError("not what was written")
    size = int.from_bytes(whole[start : start + 8], "little")
    begin = _edge(start + 8 + size)
    return {name: _array(view, begin, *told) for name, told in json.loads(whole[start + 8 : start + 8 + size]).items()}


def _array(view: memoryview, begin: int, kind: str, shape: list[int], at: int) -> Table:
    dtype = np.dtype(kind)
    if dtype.kind not in KINDS:
        raise ValueError(kind)
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(view, dtype, count, begin + at).reshape(shape) if count else np.zeros(shape, dtype)


def _write(path: Path, learnt: Learnt) -> None:
    """Whole or not at all: another process sees the file when it is complete and on disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            body = b"".join(_body(learnt))
            file.write(FORM + hashlib.blake2b(body, digest_size=_SIGN).digest() + body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _body(learnt: Learnt) -> Iterator[bytes]:
    told, at = {}, 0
    for name, array in learnt.items():
        told[name] = (array.dtype.str, array.shape, at)
        at = _edge(at + array.nbytes)
    text = json.dumps(told).encode()
    yield len(text).to_bytes(8, "little")
    yield text
    written = len(FORM) + _SIGN + 8 + len(text)
    yield bytes(_edge(written) - written)
    for array in learnt.values():
        yield np.ascontiguousarray(array).tobytes()
        yield bytes(_edge(array.nbytes) - array.nbytes)


def _edge(size: int) -> int:
    return -(-size // _EDGE) * _EDGE


def _sweep(folder: Path) -> None:
    """What practices of long ago taught, and what a killed process left half written. Ages are told by the file that
    was written just now.
    """
    files = sorted((path for path in folder.iterdir() if path.suffix in {".ear", ".part"}), key=_used, reverse=True)
    for place, path in enumerate(files):
        if place >= KEPT or _used(files[0]) - _used(path) > UNUSED:
            with contextlib.suppress(OSError):
                path.unlink()


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
