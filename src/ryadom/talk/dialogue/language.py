"""In which language a thread goes on: that of what the person writes. Pure: a replay finds the same."""

from __future__ import annotations

import re

from ryadom.talk.dialogue.commands import ENGLISH, RUSSIAN, command, english_command, plain
from ryadom.talk.dialogue.shapes import Heard, Sort

LANGUAGES = ("ru", "en")
FIRST = "ru"
STARTS_IN = "lang:"  # what the page that opens a thread says of its own language
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_COMMON = frozenset(
    (
        *("i", "me", "my", "we", "our", "you", "your", "he", "she", "they", "the", "a", "an", "and", "or", "but", "is"),
        *("are", "was", "were", "am", "be", "have", "has", "had", "do", "does", "did", "not", "no", "to", "of", "in"),
        *("on", "for", "with", "from", "at", "it", "this", "that", "what", "when", "where", "how", "who", "why", "can"),
        *("could", "need", "want", "lost", "get", "got", "help", "job", "work", "money", "child", "children", "baby"),
        *("family", "husband", "wife", "mother", "father", "benefit", "benefits", "please", "years", "old"),
    )
)


def language_after(now: str, heard: Heard) -> str:
    """The language after something was heard: a whole sentence turns it, a lone word of Latin letters does not."""
    if heard.sort is Sort.STARTED and heard.button.startswith(STARTS_IN):
        asked = heard.button.removeprefix(STARTS_IN)
        return asked if asked in LANGUAGES else now
    if heard.sort not in (Sort.TEXT, Sort.EDITED) or heard.forwarded or not heard.text:
        return now
    return _of_text(now, heard.text)


def _of_text(now: str, text: str) -> str:
    wanted = {ENGLISH: "en", RUSSIAN: "ru"}.get(command(text))
    if wanted:
        return wanted
    if len(_CYRILLIC.findall(text)) >= 2:
        return "ru"
    words = plain(text).split()
    common = sum(word in _COMMON for word in words)
    if english_command(text) or (common >= 2 and common * 3 >= len(words)):
        return "en"
    return now
