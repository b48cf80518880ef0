"""What two sentences can have in common: runs of letters, words with those that mean the same, and told facts.

Each kind of feature is a block. In a block a sentence is a sparse vector of length 1, weighted by how rare a feature
is among the learnt phrases, so the product of two sentences is their likeness in that block, from 0 to 1.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ryadom.talk.hearing.said import Said, Word, dictionary_form, is_known
from ryadom.talk.hearing.vocabulary import Table, packed, places, table, unpacked
from ryadom.talk.letters import fold

Bag = dict[str, float]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Learnt = Mapping[str, Table]

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

    def __init__(self, lemmas: Mapping[str, str], groups: Mapping[str, Sequence[str]]) -> None:
        self._lemmas, self._groups = lemmas, groups
        self._learnt = frozenset(lemmas.values())
        self._long = sorted(text for text in lemmas if len(text) >= _SHORTEST_SLIP - 1)
        self._slips: dict[str, str] = {}

    @classmethod
    def of(cls, learnt: Learnt) -> Meanings:
        """From what was learnt."""
        words = (line.partition("\t") for line in unpacked(learnt["meanings-words"]))
        groups = (line.split("\t") for line in unpacked(learnt["meanings-groups"]))
        return cls({text: lemma for text, _, lemma in words}, {lemma: own for lemma, *own in groups})

    @classmethod
    def learn(cls, said: Iterable[Said], synonyms: Iterable[Iterable[str]]) -> Meanings:
        """From phrases and groups of words that mean the same."""
        groups: dict[str, list[str]] = defaultdict(list)
        for place, group in enumerate(synonyms):
            for lemma in sorted({dictionary_form(fold(word))[0] for word in group}):
                groups[lemma].append(f"~{place}")
        return cls({word.text: word.lemma for one in said for word in one.words}, groups)

    def kept(self) -> Learnt:
        """As arrays that `of` reads."""
        return {
            "meanings-words": packed(f"{text}\t{lemma}" for text, lemma in self._lemmas.items()),
            "meanings-groups": packed("\t".join((lemma, *own)) for lemma, own in self._groups.items()),
        }

    def __call__(self, said: Said) -> Bag:
        lemmas = [self._lemma(word) for word in said.words]
        found: Counter[str] = Counter(lemmas)
        found.update(f"{one} {two}" for one, two in pairwise(lemmas))
        found.update(group for lemma in dict.fromkeys(lemmas) for group in self._groups.get(lemma, ()))
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


class Features:
    """Those that some learnt phrase holds, and how much each says: the rarer, the more."""

    def __init__(self, names: Table, rare: Doubles, unheard: float) -> None:
        self._names, self._rare, self._unheard = names, rare, unheard

    @classmethod
    def of(cls, learnt: Learnt, name: str) -> Features:
        """From what was learnt under a name."""
        return cls(learnt[f"{name}-names"], learnt[f"{name}-rare"], float(learnt[f"{name}-unheard"][0]))

    @classmethod
    def learn(cls, rows: Sequence[Bag]) -> Features:
        """From the bags of all phrases."""
        spread, many = Counter(feature for row in rows for feature in row), len(rows)
        names = table(spread)
        order = places(names, list(spread))
        rare = np.zeros(len(names))
        rare[order] = [math.log((1 + many) / (1 + count)) + 1 for count in spread.values()]
        return cls(names, rare, math.log(1 + many) + 1)

    def kept(self, name: str) -> Learnt:
        """As arrays that `of` reads."""
        unheard = np.array([self._unheard])
        return {f"{name}-names": self._names, f"{name}-rare": self._rare, f"{name}-unheard": unheard}

    @property
    def many(self) -> int:
        """How many there are."""
        return len(self._names)

    def weighed(self, bag: Bag) -> tuple[NDArray[np.int64], Doubles]:
        """(where the known features of a bag stand, how much each says), in the order of the bag, as a part of the
        whole. A feature nobody wrote makes a sentence longer, not more like.
        """
        found = places(self._names, list(bag))
        known = found >= 0
        weights = np.fromiter(bag.values(), np.float64, len(bag)) * np.where(known, self._rare[found], self._unheard)
        return found[known], weights[known] / (math.sqrt(sum((weights * weights).tolist())) or 1.0)


class Words:
    """The likeness of a sentence to every learnt phrase by the words they share, from 0 to 1."""

    def __init__(self, learnt: Learnt) -> None:
        self._features = Features.of(learnt, "words")
        self._first, self._at, self._shares = (learnt[f"words-{part}"] for part in ("first", "at", "shares"))
        self._rows = int(learnt["words-rows"][0])

    @staticmethod
    def learn(features: Features, rows: Sequence[Bag]) -> Learnt:
        """For each feature the phrases that hold it, and its share in each."""
        posted = [features.weighed(row) for row in rows]
        own = np.concatenate([found for found, _ in posted] or [np.zeros(0, np.int64)])
        shares = np.concatenate([weights for _, weights in posted] or [np.zeros(0)])
        at = np.repeat(np.arange(len(rows), dtype=np.int32), [len(found) for found, _ in posted])
        order = np.argsort(own, kind="stable")
        first = np.searchsorted(own[order], np.arange(features.many + 1)).astype(np.int64)
        return {
            "words-first": first, "words-at": at[order], "words-shares": shares[order].astype(np.float32),
            "words-rows": np.array([len(rows)], np.int64),
        }  # fmt: skip

    def likeness(self, bag: Bag) -> Floats:
        """To every phrase."""
        whole = np.zeros(self._rows, np.float32)
        found, weights = self._features.weighed(bag)
        for feature, weight in zip(found.tolist(), weights.astype(np.float32), strict=True):
            own = slice(self._first[feature], self._first[feature + 1])
            whole[self._at[own]] += self._shares[own] * weight
        return whole
