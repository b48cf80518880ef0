"""A digest of columns that come in pieces: the same rows give the same digest however they were cut."""

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.lake.tables import TEXT, kind_of

BLANK = bytes(1 << 16)


class Digest:
    """SHA-256 of every column by itself, then of them together by name.

    What counts: the name of a column, its numpy type, and its cells in order as little-endian bytes (a text by its
    length and its UTF-8). What does not: how rows were cut into pieces, the order of columns, the file format, its
    compression, the machine and the versions of libraries. A column that a piece does not have is zeros there.
    """

    def __init__(self) -> None:
        self.columns: dict[str, _Column] = {}
        self.rows: dict[str, int] = {}

    def add(self, table: str, rows: int, columns: Mapping[str, NDArray[Any]]) -> None:
        """Rows of one table; different tables may have different numbers of rows."""
        before = self.rows.get(table, 0)
        for name, values in columns.items():
            key = f"{table}.{name}"
            column = self.columns.get(key) or self.columns.setdefault(key, _Column(table, values))
            column.fill(before)
            column.add(values)
        self.rows[table] = before + rows

    def hex(self, *beside: str) -> str:
        """The digest of everything added, and of the texts `beside` in their order."""
        whole = hashlib.sha256()
        for text in (*beside, *(f"{table}={rows}" for table, rows in sorted(self.rows.items()))):
            _put(whole, text)
        for name, column in sorted(self.columns.items()):
            column.fill(self.rows[column.table])
            if not column.blank:
                _put(whole, f"{name}:{column.kind}:{column.hash.hexdigest()}")
        return whole.hexdigest()


class _Column:
    """`blank` while every cell was zero: such a column is the same as none."""

    def __init__(self, table: str, first: NDArray[Any]) -> None:
        self.table, self.kind = table, kind_of(first)
        self.size = first.itemsize * (first.shape[1] if first.ndim == 2 else 1)
        self.hash, self.rows, self.blank = hashlib.sha256(), 0, True

    def fill(self, rows: int) -> None:
        """Zeros up to this row."""
        missing = (rows - self.rows) * (4 if self.kind == TEXT else self.size)
        while missing > 0:
            self.hash.update(BLANK[:missing])
            missing -= len(BLANK)
        self.rows = rows

    def add(self, values: NDArray[Any]) -> None:
        assert kind_of(values) == self.kind, "a column keeps its kind"
        if values.dtype == object:
            self._add_texts(values)
        else:
            little = np.ascontiguousarray(values.astype(values.dtype.newbyteorder("<"), copy=False))
            self.hash.update(little.data)
            self.blank = self.blank and not values.any()
        self.rows += len(values)

    def _add_texts(self, values: NDArray[Any]) -> None:
        for text in values:
            encoded = str(text).encode()
            self.hash.update(len(encoded).to_bytes(4, "little") + encoded)
        self.blank = self.blank and not any(values)


def _put(whole: Any, text: str) -> None:
    encoded = text.encode()
    whole.update(len(encoded).to_bytes(4, "little") + encoded)
