"""What each feature speaks for: the weight of evidence, in closed form, the same on every machine.

For each topic the share of a feature in its phrases is held against its share in the phrases of all other topics
(the complement): the logarithm of the two is what a feature adds to a topic when it is heard. One pass over the phrases
learns it; measured against kernel ridge it hears better and needs no matrix of all phrases (decision 50).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ryadom.talk.hearing.features import Bag, Floats, rarity


class Evidence:
    """Learnt from bags of features and the topic of each; `weigh` gives a number for each topic."""

    def __init__(self, rows: Sequence[Bag], topics: Sequence[int], many: int, smoothing: float) -> None:
        self._rare, self._unheard = rarity(rows)
        self._places = {feature: place for place, feature in enumerate(self._rare)}
        self._many = many
        said = np.zeros((len(self._places), many), np.float64)
        for row, topic in zip(rows, topics, strict=True):
            length = self._length(row)
            for feature, count in row.items():
                said[self._places[feature], topic] += count * self._rare[feature] / length
        self._weights = _against_the_rest(said, smoothing).astype(np.float32)

    def _length(self, bag: Bag) -> float:
        weights = (count * self._rare.get(feature, self._unheard) for feature, count in bag.items())
        return math.sqrt(sum(weight * weight for weight in weights)) or 1.0

    def weigh(self, bag: Bag) -> Floats:
        """What a sentence says for each topic and against it. Unknown features weaken all the others."""
        heard = [
            (self._places[feature], count * self._rare[feature])
            for feature, count in bag.items()
            if feature in self._places
        ]
        if not heard:
            return np.zeros(self._many, np.float32)
        places, counts = np.array([place for place, _ in heard]), np.array([count for _, count in heard], np.float32)
        return (counts / np.float32(self._length(bag))) @ self._weights[places]


def _against_the_rest(said: np.ndarray, smoothing: float) -> np.ndarray:
    if not said.size:
        return said
    own = said + smoothing
    rest = said.sum(axis=1, keepdims=True) - said + smoothing
    weights = np.log(own / own.sum(axis=0)) - np.log(rest / rest.sum(axis=0))
    return weights - weights.mean(axis=1, keepdims=True)
