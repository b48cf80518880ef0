"""What may not go by text message (SMS): more than three Cyrillic parts, a link, a word about health.

One Cyrillic part of a joined message carries 67 characters (UCS-2 with its 6-byte header), so three carry 201.
"""

from __future__ import annotations

import re

LIMIT = 201
_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(ru|рф|com|org|net|su|info|me)\b", re.IGNORECASE)
# Stems, so that every case of the word is caught. The list errs on the side of silence.
_HEALTH = re.compile(
    r"диагноз|болезн|инвалид|беремен|онколог|вич\b|туберкул|психи|нарколог|алкогол|заболеван|мсэ\b|овз\b|реабилит",
    re.IGNORECASE,
)


def fault(text: str) -> str | None:
    """Which rule a text breaks: "length", "link" or "health"; None when it may go."""
    if len(text) > LIMIT:
        return "length"
    if _LINK.search(text):
        return "link"
    return "health" if _HEALTH.search(text) else None
