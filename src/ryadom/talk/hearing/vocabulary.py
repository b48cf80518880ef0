"""Many short texts as one table that may lie in a file: found by halving, without a dictionary in memory.

A Python dictionary of fifty thousand features is some megabytes of every process; a sorted table of bytes is mapped
from a file, and all processes look at the same pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[Any]


def table(texts: Iterable[str]) -> Table:
    """The texts as sorted bytes of one width; where each text stands is told by `places`."""
    return np.array(sorted(text.encode() for text in texts) or [b""], dtype=np.bytes_)


def places(names: Table, texts: Sequence[str]) -> NDArray[np.int64]:
    """Where each text stands in a table; -1 for a text that is not in it."""
    if not texts:
        return np.zeros(0, np.int64)
    told = [text.encode() for text in texts]
    # A text wider than the table would be cut to its width, and taken for another.
    asked = np.array([one if len(one) <= names.itemsize else b"" for one in told], dtype=names.dtype)
    found = np.minimum(np.searchsorted(names, asked), len(names) - 1)
    return np.where((names[found] == asked) & (asked != b""), found, -1)


def packed(lines: Iterable[str]) -> Table:
    """Texts without line ends as bytes that lie in a file."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def unpacked(lines: Table) -> Iterator[str]:
    """The texts again."""
    return iter(bytes(lines).decode().split("\n")) if lines.size else iter(())
