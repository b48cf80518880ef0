"""The Ear: learns the phrases of all topics at once, then hears one sentence in a few milliseconds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from ryadom.talk.hearing import facts as said_facts
from ryadom.talk.hearing import net
from ryadom.talk.hearing.alarm import the_alarm
from ryadom.talk.hearing.clauses import clauses
from ryadom.talk.hearing.evidence import Evidence, evidence
from ryadom.talk.hearing.features import Features, Floats, Learnt, Meanings, Words, letter_runs
from ryadom.talk.hearing.keeping import kept
from ryadom.talk.hearing.said import Said, read
from ryadom.talk.hearing.shapes import MOST_GUESSES, Guess, Hearing, SaidFact, SetAside, Topic

Scores = dict[str, float]

OUTSIDE = "out_of_scope"
ENOUGH = 0.005  # below this a likeness is chance
WORTH_SHOWING = 0.0
# Chosen by four-fold trials on the learnt phrases alone (docs/explanation/understanding.md).
_LETTERS, _MEANINGS = 0.03, 0.1  # smoothing of the evidence: of runs of letters, of words
_OF_WORDS, _OF_LIKENESS = 1.5, 2.0  # their weight beside the runs of letters
_NEAREST = 3  # phrases of a topic whose likeness counts
_SHARPNESS = 0.3  # from weights of evidence to shares
_AGAINST = 0.3  # what is left of a topic that a fact speaks against: it is lowered, never shut out
_LOUD = 0.15  # below this a topic was never near enough to say why it is not shown first
_SIGNS = re.compile(r"[\W_]+")
_OF_CLAUSE = 0.9  # a part of a sentence says a little less than the whole


class Ear:
    """Built once for a set of practices; deterministic, nothing of what it hears is kept."""

    def __init__(
        self,
        topics: Sequence[Topic],
        synonyms: Iterable[Iterable[str]] = (),
        places: Mapping[str, str] | None = None,
        language: str = "ru",
        folder: Path | None = None,
    ) -> None:
        """`folder`: where what was learnt is kept for other processes and the next start, the alarm beside it; None:
        nowhere.
        """
        self._topics = tuple(topics)
        self._places = places or {}
        self._language = language
        self._phrases = [phrase for topic in self._topics for phrase in topic.phrases]
        self._many = [len(topic.phrases) for topic in self._topics]
        self._first = [sum(self._many[:at]) for at in range(len(self._many))]
        self._word_for_word = _word_for_word(self._topics)
        groups = [list(group) for group in synonyms]
        told = [[topic.phrases for topic in self._topics], groups]
        learnt = kept(folder, told, lambda: self._learnt(groups)) if folder else self._learnt(groups)
        self._meanings = Meanings.of(learnt)
        self._by_letters, self._by_words = Evidence.of(learnt, "letters"), Evidence.of(learnt, "words")
        self._words = Words(learnt)
        self._alarm = the_alarm(folder and folder.with_name("alarm"))

    def _learnt(self, synonyms: Sequence[Sequence[str]]) -> Learnt:
        """Everything that takes long, as arrays."""
        said = [read(phrase) for phrase in self._phrases]
        owners = [at for at, many in enumerate(self._many) for _ in range(many)]
        meanings = Meanings.learn(said, synonyms)
        letters, words = [letter_runs(one) for one in said], [meanings(one) for one in said]
        of_letters, of_words = Features.learn(letters), Features.learn(words)
        topics = len(self._topics)
        return {
            **meanings.kept(), **of_letters.kept("letters"), **of_words.kept("words"),
            "letters-weights": evidence(of_letters, letters, owners, topics, _LETTERS),
            "words-weights": evidence(of_words, words, owners, topics, _MEANINGS),
            **Words.learn(of_words, words),
        }  # fmt: skip

    def hear(self, text: str, confirmed: Sequence[SaidFact] = ()) -> Hearing:
        """Everything that a sentence says. Any text is heard, an empty one as nothing. `confirmed`: facts the person
        said yes to before; with those of the sentence they may put a topic behind the others.
        """
        said = read(text)
        facts = said_facts.read_facts(said, self._places, self._language)
        if not said.words or not self._phrases:
            return Hearing(net.danger_heard(text, said, self._alarm), (), 0.0, facts, said.repaired)
        shares, near = self._scored(said)
        crisis = net.danger_heard(text, said, self._alarm)
        scores, against = vetoed(self._topics, net.agreed(shares, crisis), (*facts, *confirmed))
        known = crisis is not None or self._meanings.known(said) > 0
        guesses = self._guesses(known, scores, near)
        scope = self._scope(said, shares, crisis)
        return Hearing(crisis, guesses, scope, facts, said.repaired, tuple(against) if known else (), scores)

    def _scored(self, said: Said) -> tuple[Scores, dict[str, str]]:
        """The share of every topic in its clearest part, the learnt phrase nearest to it."""
        parts = clauses(said)
        weighed = [self._weighed(part) for part in parts]
        shares = np.stack([_shares(weights) for weights, _ in weighed])
        learnt = self._word_for_word.get(_letters_of(said.line))
        if learnt is not None:  # what was taught word for word is not outdone by a longer phrase that holds it
            shares[0] /= 2
            shares[0][learnt] += 0.5
        shares[1:] *= _OF_CLAUSE
        best = shares.max(axis=0)
        likeness = np.max([alike for _, alike in weighed], axis=0)
        scores, near = {}, {}
        for at, topic in enumerate(self._topics):
            scores[topic.id] = float(best[at])
            own = slice(self._first[at], self._first[at] + self._many[at])
            near[topic.id] = self._phrases[own.start + int(np.argmax(likeness[own]))] if self._many[at] else ""
        return scores, near

    def _weighed(self, said: Said) -> tuple[Floats, Floats]:
        """(the weight of each topic, the likeness to each learnt phrase)."""
        words = self._meanings(said)
        likeness = self._words.likeness(words)
        weights = self._by_letters.weigh(letter_runs(said)) + _OF_WORDS * self._by_words.weigh(words)
        return weights + _OF_LIKENESS * self._nearest(likeness), likeness

    def _nearest(self, likeness: Floats) -> Floats:
        """The likeness of the nearest phrases of each topic together."""
        found = np.zeros(len(self._topics), np.float32)
        for at, (first, many) in enumerate(zip(self._first, self._many, strict=True)):
            own = likeness[first : first + many]
            found[at] = np.sort(own)[-_NEAREST:].sum() if many else 0.0
        return found

    def _scope(self, said: Said, scores: Mapping[str, float], crisis: object) -> float:
        """How surely it is something of ours: the share of what is not, and how much of it was ever heard."""
        if crisis:
            return 1.0
        outside = scores.get(OUTSIDE, 0.0)
        inside = max((score for id, score in scores.items() if id != OUTSIDE), default=0.0)
        known = self._meanings.known(said)
        return round(float(inside / (inside + outside + 1e-9) * (0.3 + 0.7 * known)), 3)

    def _guesses(self, known: bool, scores: Mapping[str, float], near: Mapping[str, str]) -> tuple[Guess, ...]:
        if not known:
            return ()
        order = sorted(self._topics, key=lambda topic: (-scores[topic.id], topic.id))[:MOST_GUESSES]
        floor = max(ENOUGH, scores[order[0].id] * WORTH_SHOWING)
        return tuple(
            Guess(topic.id, topic.title, round(scores[topic.id], 3), near[topic.id])
            for topic in order
            if scores[topic.id] >= floor
        )


def _letters_of(text: str) -> str:
    """A text without case, signs and the dots of «ё»."""
    return _SIGNS.sub(" ", text.casefold().replace("ё", "е")).strip()


def _word_for_word(topics: Sequence[Topic]) -> dict[str, int]:
    """The topic of each learnt phrase; a phrase of two topics belongs to neither."""
    found: dict[str, int | None] = {}
    for at, topic in enumerate(topics):
        for text in {_letters_of(phrase) for phrase in topic.phrases}:
            found[text] = at if text not in found else None
    return {text: at for text, at in found.items() if at is not None}


def vetoed(topics: Iterable[Topic], scores: Scores, facts: Sequence[SaidFact]) -> tuple[Scores, list[SetAside]]:
    """The shares after what facts speak against, and the topics that came down from among the first three."""
    lowered, aside = dict(scores), []
    first = sorted(scores, key=lambda id: (-scores[id], id))[:MOST_GUESSES]
    for topic in topics:
        found = (fact for veto in topic.vetoes if (fact := veto.among(facts)) is not None)
        because = next(found, None)
        if because is None:
            continue
        lowered[topic.id] *= _AGAINST
        if topic.id in first and scores[topic.id] >= _LOUD:
            aside.append(SetAside(topic.id, topic.title, because))
    return lowered, aside


def _shares(weights: Floats) -> Floats:
    raised = np.exp(_SHARPNESS * (weights - weights.max()))
    return raised / raised.sum()
