"""The alarm: whether a sentence is nearer to what people write in danger, or to what they write on any other day.

Learnt in closed form, as topics are, from the sentences in `danger/`: a file for each danger, and two that are calm:
what shares its words with danger, and ordinary requests. Never from a practice, which could teach it that a danger is
none, and never from what anybody writes to us.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from ryadom.talk.crisis import Danger
from ryadom.talk.hearing.evidence import Evidence, evidence
from ryadom.talk.hearing.features import Features, Learnt, Meanings, letter_runs
from ryadom.talk.hearing.keeping import kept
from ryadom.talk.hearing.said import Said, read

CALM = "calm"
KINDS = (CALM, *Danger)
_FILES = {CALM: ("calm", "ordinary")} | {danger: (str(danger),) for danger in Danger}
_HERE = Path(__file__).parent / "danger"
# Chosen on sets of sentences that were not learnt then (docs/explanation/understanding.md).
_SMOOTHING = 0.02
_OF_WORDS = 1.5  # the weight of words beside the runs of letters
_FEW = 4  # different words: of fewer, half or less of what they seem to say is counted


@lru_cache(maxsize=1)
def sentences() -> dict[str, tuple[str, ...]]:
    """What people say in each danger, and under CALM what only sounds like it."""
    return {kind: tuple(line for name in _FILES[kind] for line in _lines(name)) for kind in KINDS}


def _lines(name: str) -> list[str]:
    return (_HERE / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


class Alarm:
    """What was learnt, ready to be asked."""

    def __init__(self, learnt: Learnt) -> None:
        self._meanings = Meanings.of(learnt)
        self._letters, self._words = Evidence.of(learnt, "letters"), Evidence.of(learnt, "words")

    @staticmethod
    def learn() -> Learnt:
        """From the sentences beside this file."""
        told = [(place, read(text)) for place, kind in enumerate(KINDS) for text in sentences()[kind]]
        meanings = Meanings.learn((said for _, said in told), ())
        owners = [place for place, _ in told]
        letters, words = [letter_runs(said) for _, said in told], [meanings(said) for _, said in told]
        of_letters, of_words = Features.learn(letters), Features.learn(words)
        return {
            **meanings.kept(), **of_letters.kept("letters"), **of_words.kept("words"),
            "letters-weights": evidence(of_letters, letters, owners, len(KINDS), _SMOOTHING),
            "words-weights": evidence(of_words, words, owners, len(KINDS), _SMOOTHING),
        }  # fmt: skip

    def hear(self, said: Said) -> tuple[Danger, float]:
        """(the danger a sentence is nearest to, by how much it is nearer to it than to calm; below 0: to calm).

        Two or three words are an answer to a question («сын 7 лет») more often than a story, so they count for less.
        """
        weights = self._letters.weigh(letter_runs(said)) + _OF_WORDS * self._words.weigh(self._meanings(said))
        best = 1 + int(np.argmax(weights[1:]))
        many = different(said)
        return Danger(KINDS[best]), float(weights[best] - weights[0]) * many / (many + _FEW)


def different(said: Said) -> int:
    """How many words, each counted once."""
    return len({word.lemma for word in said.words})


@lru_cache(maxsize=2)
def the_alarm(folder: Path | None = None) -> Alarm:
    """The alarm of this process; learnt once, and kept in `folder` for other processes and the next start."""
    return Alarm(kept(folder, sentences(), Alarm.learn) if folder else Alarm.learn())
