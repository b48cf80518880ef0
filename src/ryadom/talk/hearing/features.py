"""What two sentences can have in common: runs of letters, words with those that mean the same, and told facts.

Each kind of feature is a block. In a block a sentence is a sparse vector of length 1, weighted by how rare a feature
is among the learnt phrases, so the product of two sentences is their likeness in that block, from 0 to 1.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ryadom.talk.hearing.said import Said, Word, dictionary_form, is_known
from ryadom.talk.letters import fold

Bag = dict[str, float]
Floats = NDArray[np.float32]

SHORTEST_RUN, LONGEST_RUN = 2, 5
_GRAMMAR = frozenset({"PREP", "CONJ", "PRCL", "INTJ", "NPRO"})
_SHORTEST_SLIP = 5  # letters: a shorter unknown word may be anything
_LONG_WORD = 8  # letters: from here two slips are forgiven
_MOST_SLIPS = 10_000  # remembered at once
_LONGEST_READ = 30  # letters of one word: nobody's word is longer, a wall of letters is


def letter_runs(said: Said) -> Bag:
    """Runs of two to five letters inside words and at their edges: what survives a slip of the finger."""
    found: Counter[str] = Counter()
    for word in said.words:
        edged = f" {word.text[:_LONGEST_READ]} "
        for size in range(SHORTEST_RUN, LONGEST_RUN + 1):
            found.update(edged[at : at + size] for at in range(max(1, len(edged) - size + 1)))
    return {run: 1 + math.log(count) for run, count in found.items()}


class Meanings:
    """Words as features: dictionary forms, pairs of them, and the groups of words that mean the same.

    A word that no dictionary knows is taken for the learnt word it is a slip of.
    """

    def __init__(self, learnt: Iterable[Said], synonyms: Iterable[Iterable[str]]) -> None:
        self._groups: dict[str, list[str]] = defaultdict(list)
        for place, group in enumerate(synonyms):
            for lemma in sorted({dictionary_form(fold(word))[0] for word in group}):
                self._groups[lemma].append(f"~{place}")
        self._lemmas = {word.text: word.lemma for said in learnt for word in said.words}
        self._learnt = frozenset(self._lemmas.values())
        self._long = sorted(text for text in self._lemmas if len(text) >= _SHORTEST_SLIP - 1)
        self._slips: dict[str, str] = {}

    def __call__(self, said: Said) -> Bag:
        lemmas = [self._lemma(word) for word in said.words]
        found: Counter[str] = Counter(lemmas)
        found.update(f"{one} {two}" for one, two in pairwise(lemmas))
        found.update(group for lemma in set(lemmas) for group in self._groups.get(lemma, ()))
        return dict(found)

    def known(self, said: Said) -> float:
        """The part of the words that some learnt phrase holds, slips put right; words of the grammar left out."""
        told = [self._lemma(word) for word in said.words if word.tag.split(",")[0].split(" ")[0] not in _GRAMMAR]
        return sum(lemma in self._learnt for lemma in told) / len(told) if told else 0.0

    def _lemma(self, word: Word) -> str:
        if len(word.text) < _SHORTEST_SLIP or word.text in self._lemmas or is_known(word.text):
            return word.lemma
        if word.text not in self._slips:
            if len(self._slips) > _MOST_SLIPS:
                self._slips.clear()
            self._slips[word.text] = self._meant(word)
        return self._slips[word.text]

    def _meant(self, word: Word) -> str:
        most = 1 if len(word.text) < _LONG_WORD else 2
        near = process.extractOne(word.text[:_LONGEST_READ], self._long, scorer=OSA.distance, score_cutoff=most)
        return self._lemmas[near[0]] if near else word.lemma


class Words:
    """The likeness of a sentence to every learnt phrase by the words they share, from 0 to 1."""

    def __init__(self, rows: Sequence[Bag]) -> None:
        self._rare, self._unheard = rarity(rows)
        self._rows = len(rows)
        posted: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, row in enumerate(rows):
            weights = {feature: count * self._rare[feature] for feature, count in row.items()}
            length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
            for feature, weight in weights.items():
                posted[feature].append((at, weight / length))
        self._posted = {
            feature: (np.array([at for at, _ in found], np.int32), np.array([w for _, w in found], np.float32))
            for feature, found in posted.items()
        }

    def likeness(self, bag: Bag) -> Floats:
        """To every phrase. A word nobody wrote makes a sentence longer, not more like."""
        whole = np.zeros(self._rows, np.float32)
        length = math.sqrt(sum((n * self._rare.get(feature, self._unheard)) ** 2 for feature, n in bag.items())) or 1
        for feature, count in bag.items():
            if feature in self._posted:
                places, weights = self._posted[feature]
                whole[places] += weights * np.float32(count * self._rare[feature] / length)
        return whole


def rarity(rows: Sequence[Bag]) -> tuple[dict[str, float], float]:
    """How much each feature says: the rarer, the more; and how much one that nobody wrote."""
    spread = Counter(feature for row in rows for feature in row)
    many = len(rows)
    return {f: math.log((1 + many) / (1 + n)) + 1 for f, n in spread.items()}, math.log(1 + many) + 1
