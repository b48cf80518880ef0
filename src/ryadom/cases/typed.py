"""What people typed, made fit to keep: no control or direction-changing characters, no more than the place holds."""

from __future__ import annotations

import unicodedata

_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\n", "\t", "\u200d"}  # the joiner holds family emoji together


def typed(text: str, limit: int) -> str:
    """The text in composed form, stripped, cut at `limit`. A database refuses NUL, a reader is fooled by RLO."""
    short = unicodedata.normalize("NFC", text[: limit * 4])
    return "".join(c for c in short if c in _KEPT or unicodedata.category(c) not in _DROPPED).strip()[:limit]
