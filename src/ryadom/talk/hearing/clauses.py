"""A sentence cut where a person begins another thing: at punctuation, at «и», «а», «ещё»; long ones by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ryadom.talk.hearing.said import Said, Word

_JOINS = frozenset(["и", "а", "но", "еще", "плюс", "также", "потом", "тоже"])
_LONGEST = 9  # words of a clause that is not cut again
_WINDOW, _STEP = 6, 3
_MOST = 60
_BARE = frozenset({"PREP", "CONJ", "PRCL", "INTJ"})


def clauses(said: Said) -> list[Said]:
    """The whole and, where there are several, its clauses; a clause that says nothing is left out."""
    parts = [part for whole in _split(said.words) for part in _windows(whole) if _says_something(part)]
    if len(parts) < 2:
        return [said]
    return [said, *(Said(tuple(part), "") for part in parts[:_MOST])]


def _split(words: Sequence[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in words:
        if part and (word.after_stop or word.text in _JOINS):
            yield part
            part = []
        if word.text not in _JOINS:
            part.append(word)
    if part:
        yield part


def _windows(words: list[Word]) -> Iterator[list[Word]]:
    """Who writes without punctuation is read through a window that moves by three words."""
    if len(words) <= _LONGEST:
        yield words
        return
    for begin in range(0, len(words) - _WINDOW + _STEP, _STEP):
        yield words[begin : begin + _WINDOW]


def _says_something(words: Sequence[Word]) -> bool:
    return any(word.tag.split(",")[0].split(" ")[0] not in _BARE for word in words)
