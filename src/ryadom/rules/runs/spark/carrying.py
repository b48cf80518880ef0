"""Whole families out of batches that cut them: the unfinished family waits for the next batch."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa


def whole_families(batches: Iterable[Any], families: int) -> Iterator[Any]:
    """Tables of rows that end where a family ends, of at least `families` families each, except the last.

    Rows are sorted by `family`. The last family of a batch may go on in the next one, so it is carried over; no more
    is held in memory than one table and one batch.
    """
    held: list[Any] = []
    for batch in batches:
        if not batch.num_rows:
            continue
        held.append(batch)
        if _number(batch, -1) - _number(held[0], 0) >= families:
            table = pa.Table.from_batches(held)
            cut = int(np.searchsorted(table["family"].to_numpy(), _number(batch, -1)))
            yield table.slice(0, cut)
            held = table.slice(cut).to_batches()
    if held:
        yield pa.Table.from_batches(held)


def _number(batch: Any, row: int) -> int:
    return int(batch.column("family")[row].as_py())
