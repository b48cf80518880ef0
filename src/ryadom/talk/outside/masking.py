"""What may leave the house: known words of the language, and nothing that could name anybody. Pure, no database.

It is a list of what may go, never of what may not: a word goes when the dictionary knows it and no reading of it is a
name, a surname, a place or an abbreviation. Numbers, addresses and everything else become marks like `[3]`, which are
put back when the answer has come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pymorphy3

_TOKEN = re.compile(r"\[\d+\]|[A-Za-zА-Яа-яЁё]+(?:-[A-Za-zА-Яа-яЁё]+)*|\d[\d .,:/\-()]*\d|\d|[^\s\w]|\s+|\S")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё-]+")
# After these words stand names of streets, houses and settlements, whatever words they are made of.
_PLACE = re.compile(
    r"(?:ул|улиц\w*|пр|просп|проспект\w*|пер|переул\w*|д|дом\w*|кв|квартир\w*|корп\w*|стр|пос|посел\w*|посёл\w*|сел[оае]|дер|"
    r"деревн\w*|мкр|микрорайон\w*|бульвар\w*|бул|площад\w*|пл|шоссе|наб\w*|проезд\w*|тупик\w*|город\w*|г|станиц\w*|хутор\w*)",
    re.IGNORECASE,
)
_AFTER_PLACE = 3  # words that may be the name
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"})
_SMALL = frozenset(["а", "в", "и", "к", "о", "с", "у", "я"])  # the dictionary knows single letters as initials too
_SIGNS = frozenset(" \t\n.,!?:;()«»\"'—–-…%₽•✓✗")


@dataclass(frozen=True)
class Masked:
    """A text that may leave, and what its marks stood for: the mark `[n]` for `hidden[n - 1]`."""

    text: str
    hidden: tuple[str, ...]

    def restored(self, text: str) -> str | None:
        """The text with what was hidden put back; None where a mark is missing, doubled or invented."""
        marks = re.findall(r"\[(\d+)\]", text)
        if sorted(int(one) for one in marks) != list(range(1, len(self.hidden) + 1)):
            return None
        return re.sub(r"\[(\d+)\]", lambda found: self.hidden[int(found[1]) - 1], text)


def masked(text: str) -> Masked:
    """The text with everything hidden that could name somebody."""
    hidden: list[str] = []
    out: list[str] = []
    near_place = 0
    for piece in _TOKEN.findall(text):
        if _may_leave(piece) and not near_place:
            out.append(piece)
        elif not piece.strip() or (piece in _SIGNS and piece not in "-"):
            out.append(piece if piece in _SIGNS or piece.isspace() else " ")
        else:
            hidden.append(piece)
            out.append(f"[{len(hidden)}]")
        near_place = _place_after(piece, near_place)
    return Masked("".join(out), tuple(hidden))


def _place_after(piece: str, before: int) -> int:
    """How many of the next words are still hidden as the name of a place."""
    if _PLACE.fullmatch(piece):
        return _AFTER_PLACE
    if not _WORD.fullmatch(piece):
        return 0 if piece in "!?;\n" else before
    return max(0, before - 1)


def _may_leave(piece: str) -> bool:
    if piece in _SIGNS or (piece.isspace() and piece.isprintable()):
        return True
    return bool(_WORD.fullmatch(piece)) and all(plain_word(part) for part in piece.split("-"))


@lru_cache(maxsize=20_000)
def plain_word(word: str) -> bool:
    """Whether a word is one of the dictionary and never a name, in any of its readings."""
    if word.casefold() in _SMALL:
        return True
    if not word or not re.fullmatch(r"[А-Яа-яЁё]+", word) or (word.isupper() and len(word) > 1):
        return False
    if not _morph().word_is_known(word.casefold()):
        return False
    return not any(_NAMES & set(reading.tag.grammemes) for reading in _morph().parse(word.casefold()))


@lru_cache(maxsize=1)
def _morph() -> pymorphy3.MorphAnalyzer:
    import pymorphy3  # a tenth of a second and 30 MB: only where a region asks outside

    return pymorphy3.MorphAnalyzer()
