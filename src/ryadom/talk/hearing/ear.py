"""The Ear: learns the phrases of all topics at once, then hears one sentence in a few milliseconds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ryadom.talk.hearing import facts as said_facts
from ryadom.talk.hearing import net
from ryadom.talk.hearing.clauses import clauses
from ryadom.talk.hearing.features import Block, Floats, Meanings, letter_runs
from ryadom.talk.hearing.kernel import Learnt, learn
from ryadom.talk.hearing.said import Said, read
from ryadom.talk.hearing.shapes import MOST_GUESSES, Guess, Hearing, SaidFact, Topic

OUTSIDE = "out_of_scope"
ENOUGH = 0.25  # below this a likeness is chance
WORTH_SHOWING = 0.3  # of the best: a third guess far behind the first only confuses


class Ear:
    """Built once for a set of practices; deterministic, nothing of what it hears is kept."""

    def __init__(
        self,
        topics: Sequence[Topic],
        synonyms: Iterable[Iterable[str]] = (),
        places: Mapping[str, str] | None = None,
        language: str = "ru",
    ) -> None:
        self._topics = tuple(topics)
        self._places = places or {}
        self._language = language
        self._phrases = [(phrase, place) for place, topic in enumerate(topics) for phrase in topic.phrases]
        learnt = [read(phrase) for phrase, _ in self._phrases]
        self._kinds = (letter_runs, Meanings(learnt, synonyms))
        self._blocks = [Block([kind(said) for said in learnt]) for kind in self._kinds]
        gram = sum((block.gram() for block in self._blocks), np.zeros((len(learnt),) * 2, np.float32)) / len(
            self._blocks
        )
        self._learnt: Learnt = learn(gram, [place for _, place in self._phrases], len(self._topics))

    def hear(self, text: str) -> Hearing:
        """Everything that a sentence says. Any text is heard, an empty one as nothing."""
        said = read(text)
        facts = said_facts.read_facts(said, self._places, self._language)
        if not said.words or not self._phrases:
            return Hearing(net.danger_heard(text, said, {}), (), 0.0, facts, said.repaired)
        scores, near = self._scored(said, facts)
        crisis = net.danger_heard(text, said, scores)
        scope = self._scope(scores)
        return Hearing(crisis, self._guesses(scores, near), scope, facts, said.repaired, scores)

    def _scored(self, said: Said, facts: Sequence[SaidFact]) -> tuple[dict[str, float], dict[str, str]]:
        """The score of every topic, of the whole or of its likest clause, and the learnt phrase nearest to it."""
        likeness = np.stack([self._likeness(part) for part in clauses(said)])
        by_part = likeness @ self._learnt.weights
        best = by_part.max(axis=0)
        nearest = likeness.max(axis=0)
        scores, near = {}, {}
        for place, topic in enumerate(self._topics):
            own = [at for at, (_, owner) in enumerate(self._phrases) if owner == place]
            vetoed = any(veto.meets(fact) for veto in topic.vetoes for fact in facts)
            scores[topic.id] = 0.0 if vetoed else float(min(1.0, max(0.0, best[place])))
            near[topic.id] = self._phrases[max(own, key=lambda at: nearest[at])][0]
        return scores, near

    def _likeness(self, said: Said) -> Floats:
        found = [block.likeness(kind(said)) for kind, block in zip(self._kinds, self._blocks, strict=True)]
        return np.mean(found, axis=0)

    def _scope(self, scores: Mapping[str, float]) -> float:
        inside = max((score for id, score in scores.items() if id != OUTSIDE), default=0.0)
        outside = scores.get(OUTSIDE, 0.0)
        return round(1 / (1 + math.exp(-10 * (inside - outside - ENOUGH))), 3)

    def _guesses(self, scores: Mapping[str, float], near: Mapping[str, str]) -> tuple[Guess, ...]:
        order = sorted(self._topics, key=lambda topic: (-scores[topic.id], topic.id))[:MOST_GUESSES]
        floor = max(ENOUGH, scores[order[0].id] * WORTH_SHOWING)
        return tuple(
            Guess(topic.id, topic.title, round(scores[topic.id], 3), near[topic.id])
            for topic in order
            if scores[topic.id] >= floor
        )
