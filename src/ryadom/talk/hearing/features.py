"""What two sentences can have in common: runs of letters, words with those that mean the same, and told facts.

Each kind of feature is a block. In a block a sentence is a sparse vector of length 1, weighted by how rare a feature
is among the learnt phrases, so the product of two sentences is their likeness in that block, from 0 to 1.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
        self._long = sorted(text for text in self._lemmas if len(text) >= _SHORTEST_SLIP - 1)
        self._slips: dict[str, str] = {}

    def __call__(self, said: Said) -> Bag:
        lemmas = [self._lemma(word) for word in said.words]
        found: Counter[str] = Counter(lemmas)
        found.update(f"{one} {two}" for one, two in pairwise(lemmas))
        found.update(group for lemma in set(lemmas) for group in self._groups.get(lemma, ()))
        return dict(found)

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


@dataclass(frozen=True)
class Sparse:
    """Rows of a block: for row i the features `ids[starts[i]:starts[i+1]]` with their `values`."""

    starts: NDArray[np.int32]
    ids: NDArray[np.int32]
    values: Floats
    width: int

    @property
    def rows(self) -> int:
        return len(self.starts) - 1


class Block:
    """One kind of feature over the learnt phrases. `likeness` of a new sentence to every one of them."""

    def __init__(self, rows: Sequence[Bag]) -> None:
        spread = Counter(feature for row in rows for feature in row)
        self._ids = {feature: place for place, feature in enumerate(spread)}
        many = len(rows)
        self._rare = np.array([math.log((1 + many) / (1 + count)) + 1 for count in spread.values()], np.float32)
        self._unheard = math.log(1 + many) + 1  # a feature nobody wrote makes the sentence longer, not more like
        self.sparse = self._packed(rows)
        self._posted = _turned(self.sparse)
        self._likeness = np.zeros(many, np.float32)

    def _packed(self, rows: Sequence[Bag]) -> Sparse:
        starts, ids, values = [0], [], []
        for row in rows:
            own = np.fromiter((self._ids[feature] for feature in row), np.int32, len(row))
            weights = np.fromiter(row.values(), np.float32, len(row)) * self._rare[own]
            ids.append(own)
            values.append(weights / (np.linalg.norm(weights) or 1))
            starts.append(starts[-1] + len(row))
        if not rows:
            return Sparse(np.zeros(1, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32), 0)
        return Sparse(np.array(starts, np.int32), np.concatenate(ids), np.concatenate(values), len(self._ids))

    def gram(self) -> Floats:
        """The likeness of every learnt phrase to every other."""
        return _products(self.sparse, self._posted)

    def likeness(self, bag: Bag) -> Floats:
        """The likeness of a sentence to every learnt phrase."""
        found = [(self._ids[feature], count) for feature, count in bag.items() if feature in self._ids]
        whole = np.zeros(self.sparse.rows, np.float32)
        if not found:
            return whole
        ids = np.array([id for id, _ in found])
        weights = np.array([count for _, count in found], np.float32) * self._rare[ids]
        unheard = sum(count * count for feature, count in bag.items() if feature not in self._ids) * self._unheard**2
        weights /= math.sqrt(float(weights @ weights) + unheard)
        starts, places, values = self._posted.starts, self._posted.ids, self._posted.values
        spans = [slice(starts[id], starts[id + 1]) for id in ids]
        rows = np.concatenate([places[span] for span in spans])
        shares = np.concatenate([values[span] * weight for span, weight in zip(spans, weights, strict=True)])
        return np.bincount(rows, shares, self.sparse.rows).astype(np.float32)


def _turned(block: Sparse) -> Sparse:
    """By feature instead of by row: which rows hold it."""
    rows = np.repeat(np.arange(block.rows, dtype=np.int32), np.diff(block.starts))
    order = np.argsort(block.ids, kind="stable")
    counts = np.bincount(block.ids, minlength=block.width)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return Sparse(starts, rows[order], block.values[order], block.rows)


_COMMON = 24  # rows: features of more rows are multiplied as one dense block, the rest feature by feature


def _products(block: Sparse, posted: Sparse) -> Floats:
    many = block.rows
    counts = np.diff(posted.starts)
    whole = np.zeros((many, many), np.float32)
    common = np.flatnonzero(counts > _COMMON)
    for part in np.array_split(common, max(1, len(common) // 2_000)):
        place = np.full(block.width, -1, np.int32)
        place[part] = np.arange(len(part))
        dense = np.zeros((many, len(part)), np.float32)
        rows = np.repeat(np.arange(many), np.diff(block.starts))
        held = place[block.ids] >= 0
        dense[rows[held], place[block.ids[held]]] = block.values[held]
        whole += dense @ dense.T
    flat = whole.reshape(-1)
    for size in range(1, _COMMON + 1):  # all features of one size at once: a cube of their rows
        chosen = np.flatnonzero(counts == size)
        if not len(chosen):
            continue
        spots = posted.starts[chosen][:, None] + np.arange(size)
        rows, values = posted.ids[spots], posted.values[spots]
        places = rows[:, :, None].astype(np.int64) * many + rows[:, None, :]
        flat += np.bincount(places.ravel(), (values[:, :, None] * values[:, None, :]).ravel(), many * many).astype(
            np.float32
        )
    return whole
