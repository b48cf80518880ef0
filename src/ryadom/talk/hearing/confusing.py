"""Does a practice's own words make the topics of others harder to hear? Asked before it is adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ryadom.talk.hearing.ear import Ear
from ryadom.talk.hearing.judging import Held

MOST_LOST = 0.01  # of the held-out phrases of other topics: more is no chance
MOST_OF_ONE = 1  # phrases of one topic that may be lost: it holds out nine or ten, and two of them are no chance


@dataclass(frozen=True)
class Confusion:
    """What was heard `before` and `after`: shares first and among three; `changed`: phrases no longer heard as meant,
    each with what they are taken for now; `worst`: how many phrases the topic that suffered most has lost.
    """

    before: tuple[float, float]
    after: tuple[float, float]
    changed: tuple[tuple[str, str, str], ...]
    worst: int = 0

    @property
    def table(self) -> tuple[tuple[str, str, int], ...]:
        """(what was meant, what it is taken for now, how many phrases), the most frequent first."""
        counted = Counter((meant, now) for _text, meant, now in self.changed)
        return tuple(
            (meant, now, many) for (meant, now), many in sorted(counted.items(), key=lambda one: (-one[1], one))
        )

    @property
    def spoils(self) -> bool:
        """Whether the words are to be refused."""
        return self.worst > MOST_OF_ONE or any(
            was - now > MOST_LOST for was, now in zip(self.before, self.after, strict=True)
        )


def confusion(without: Ear, with_: Ear, held: Sequence[Held]) -> Confusion:
    """Ask the same phrases of other topics without the new words and with them."""
    found = [(one, _guessed(without, one.text), _guessed(with_, one.text)) for one in held if one.single]

    def shares(heard: Sequence[tuple[str, list[str]]]) -> tuple[float, float]:
        first = sum(guessed[:1] == [topic] for topic, guessed in heard)
        many = len(heard) or 1
        return first / many, sum(topic in guessed for topic, guessed in heard) / many

    changed = [
        (one.text, one.topics[0], after[0] if after else "—")
        for one, before, after in found
        if (before[:1] == [one.topics[0]] != after[:1]) or (one.topics[0] in before and one.topics[0] not in after)
    ]
    was = shares([(one.topics[0], before) for one, before, _after in found])
    now = shares([(one.topics[0], after) for one, _before, after in found])
    lost: Counter[str] = Counter()
    for one, before, after in found:
        lost[one.topics[0]] += (before[:1] == [one.topics[0]]) - (after[:1] == [one.topics[0]])
    return Confusion(was, now, tuple(changed), max(lost.values(), default=0))


def _guessed(ear: Ear, text: str) -> list[str]:
    return [guess.topic for guess in ear.hear(text).guesses]
