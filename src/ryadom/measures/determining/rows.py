"""Decisions as the lines of a COPY."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .receiving import Receiving

COLUMNS = (
    *("measure", "version_from", "family", "person", "applicant", "outcome", "amount_low", "amount_high"),
    *("amount_known", "criteria", "missing", "received"),
)
NOTHING = r"\N"
JSON = ("criteria", "missing")


def lines(said: dict[str, NDArray[Any]], receiving: Receiving) -> str:
    """The rows of one version of a measure (`rules.recited`), in the order of COLUMNS, as COPY reads text."""
    measure = said["measure"][0]
    marks = receiving.marks(measure, said["family"], said["person"])
    columns = {name: _written(name, words) for name, words in said.items()}
    columns["received"] = np.where(marks, "t", "f")
    rows = zip(*(columns[name].tolist() for name in COLUMNS), strict=True)
    return "".join(f"{row}\n" for row in map("\t".join, rows))


def _written(name: str, words: NDArray[Any]) -> NDArray[Any]:
    """What COPY reads as nothing, and a backslash of JSON written twice; all else that COPY minds JSON has escaped."""
    if name in JSON:
        unlike, places = np.unique(words.astype(str), return_inverse=True)
        found: NDArray[Any] = np.array([one.replace("\\", "\\\\") for one in unlike.tolist()], object)[places]
        return found
    return np.where(words == None, NOTHING, words)  # noqa: E711  (by element)
