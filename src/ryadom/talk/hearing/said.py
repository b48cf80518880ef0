"""What was said as words with their places: layout and alphabet repaired, each word with its dictionary form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ryadom.talk.letters import LATIN_READINGS, LONGEST_TEXT, MOST_WORDS, fold, readings_of

_PIECE = re.compile(r"\S+")
_TOKEN = re.compile(r"[а-яa-z]+|\d+(?:[.,]\d+)?|[^\sа-яa-z\d]")
_ENOUGH_KNOWN = 0.4  # of the letters typed in Latin: less is no Russian
_LONG_ENOUGH = 4
_STOPS = frozenset('.,;:!?()[]{}«»"—–…|/\n-')


@dataclass(frozen=True)
class Word:
    """One word or number. `start`, `end`: where it stands in the text as written; `lemma` its dictionary form;
    `tag` the grammar as pymorphy names it; `after_stop`: punctuation stands before it.
    """

    text: str
    start: int
    end: int
    lemma: str
    tag: str
    after_stop: bool = False

    @property
    def number(self) -> float | None:
        """The number that is written in digits, None for a word."""
        return float(self.text.replace(",", ".")) if self.text[0].isdigit() else None


@dataclass(frozen=True)
class Said:
    """A text as it was understood letter by letter. `line`: the words with single spaces between."""

    words: tuple[Word, ...]
    repaired: str

    @property
    def line(self) -> str:
        return " ".join(word.text for word in self.words)


def read(text: str) -> Said:
    """The words of a text, its layout repaired; of a longer text only the beginning is read."""
    found = list(_PIECE.finditer(text[:LONGEST_TEXT]))
    pieces = _repaired([fold(piece.group()) for piece in found])
    words: list[Word] = []
    stop = False
    for place, piece in zip(found, pieces, strict=True):
        exact = len(place.group()) == len(piece)
        for token in _TOKEN.finditer(piece):
            sign = token.group()
            if not sign[0].isalnum():
                stop = stop or (sign in _STOPS and (sign != "-" or piece == sign))
                continue
            if len(words) == MOST_WORDS:
                break
            span = (token.start(), token.end()) if exact else (0, len(place.group()))
            words.append(_word(sign, place.start() + span[0], place.start() + span[1], stop))
            stop = False
    return Said(tuple(words), " ".join(pieces))


def _word(text: str, start: int, end: int, after_stop: bool) -> Word:
    lemma, tag = dictionary_form(text)
    return Word(text, start, end, lemma, tag, after_stop)


def _repaired(pieces: list[str]) -> list[str]:
    """Each piece in Russian letters. A whole text is typed in one way, so its words settle together which way it was:
    the other layout or the sounds of Latin letters. Where neither gives Russian words it stays as typed.
    """
    ways = [readings_of(piece) for piece in pieces]
    latin = [found for found in ways if len(found) == LATIN_READINGS]
    known = [sum(_known_letters(found[way]) for found in latin) for way in range(LATIN_READINGS)]
    best = max(range(LATIN_READINGS), key=lambda way: known[way])
    if latin and known[best] < _ENOUGH_KNOWN * sum(len(found[0]) for found in latin):
        best = 0
    return [_best_of(found, best) for found in ways]


def _best_of(ways: Sequence[str], meant: int) -> str:
    if len(ways) < LATIN_READINGS:  # Russian already, or a few look-alikes among Russian letters
        return max(ways, key=_known_letters)
    surest = max(ways, key=_known_letters)
    apart = _known_letters(surest) > _known_letters(ways[meant]) and len(surest) >= _LONG_ENOUGH
    return surest if apart else ways[meant]


def _known_letters(piece: str) -> float:
    """How many letters of a piece stand in words of the dictionary; the known beginning of a word counts half."""
    return sum(len(sign) if is_known(sign) else _known_beginning(sign) / 2 for sign in _TOKEN.findall(piece))


def _known_beginning(word: str) -> int:
    """The longest beginning of a word that is itself a word: a slip of the finger leaves one."""
    return next((size for size in range(len(word) - 1, 3, -1) if is_known(word[:size])), 0)


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    import pymorphy3  # a tenth of a second and 30 MB: only where something is heard

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def dictionary_form(word: str) -> tuple[str, str]:
    """(dictionary form with ё as е, grammar tag) of a folded word."""
    if word[0].isdigit():
        return word, "NUMB"
    if not "а" <= word[0] <= "я":
        return word, "LATN"
    best = _analyzer().parse(word[:40])[0]
    return best.normal_form.replace("ё", "е"), str(best.tag)


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """Whether the dictionary knows the word, with ё or without."""
    return "а" <= word[0] <= "я" and bool(_analyzer().word_is_known(word))


def forms_of(word: str) -> list[str]:
    """All forms of a word of ours, ё as е, in order."""
    best = _analyzer().parse(word)[0]
    return sorted({form.word.replace("ё", "е") for form in best.lexeme})
