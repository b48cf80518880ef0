"""What words were heard as; a long story is heard in pieces: one thing said in it must not drown in the rest."""

from __future__ import annotations

import re

from ryadom.talk.dialogue.course import Course
from ryadom.talk.dialogue.shapes import Guess, Hearing, World
from ryadom.talk.letters import LONGEST_TEXT

LONG = 700  # signs; so long a story is heard in pieces
PIECE = 400
PIECES = 12


def is_long(text: str) -> bool:
    """Whether somebody told a whole story."""
    return len(text) > LONG


def hearing_of(course: Course, text: str) -> Hearing:
    """What a text of this turn was heard as; asked twice, it is heard once."""
    if text not in course.heard_as:
        course.heard_as[text] = _hear(course.world, text)
    return course.heard_as[text]


def _hear(world: World, text: str) -> Hearing:
    if not is_long(text):
        found: Hearing = world.ear.hear(text)
        return found
    heard = [world.ear.hear(piece) for piece in _pieces(text)]
    best: dict[str, Guess] = {}
    for one in sorted((guess for piece in heard for guess in piece.guesses), key=lambda guess: -guess.score):
        best.setdefault(one.topic, one)
    facts = {fact.fact: fact for piece in reversed(heard) for fact in piece.facts}
    crisis = next((piece.crisis for piece in heard if piece.crisis), None)
    scope = max(piece.scope for piece in heard)
    aside = tuple(one for piece in heard for one in piece.set_aside)
    return Hearing(crisis, tuple(best.values())[:3], scope, tuple(facts.values()), "", aside)


def _pieces(text: str) -> list[str]:
    """A long story by its sentences, a few together; of a very long one larger pieces, so that all of it is heard."""
    size = max(PIECE, -(-len(text[: PIECES * LONGEST_TEXT]) // PIECES))
    pieces = [""]
    for sentence in re.split(r"(?<=[.!?\n])\s+", text[: PIECES * LONGEST_TEXT]):
        for start in range(0, len(sentence), size):
            part = sentence[start : start + size]
            if len(pieces[-1]) + len(part) > size and pieces[-1]:
                pieces.append("")
            pieces[-1] += f"{part} "
    return pieces
