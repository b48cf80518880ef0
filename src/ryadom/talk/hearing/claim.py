"""A fact as a rule reads it, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Claim:
    """`fact` of `whose` is `value`; it was read from the words `start` to `end` (exclusive)."""

    fact: str
    value: Any
    whose: str
    start: int
    end: int


def forms(text: str) -> frozenset[str]:
    """The words of a line of ours as a set."""
    return frozenset(text.split())
