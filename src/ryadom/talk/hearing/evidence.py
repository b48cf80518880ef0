"""What each feature speaks for: the weight of evidence, in closed form, the same on every machine.

For each topic the share of a feature in its phrases is held against its share in the phrases of all other topics
(the complement): the logarithm of the two is what a feature adds to a topic when it is heard. One pass over the phrases
learns it; measured against kernel ridge it hears better and needs no matrix of all phrases (decision 50).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ryadom.talk.hearing.features import Bag, Features, Floats, Learnt


def evidence(features: Features, rows: Sequence[Bag], topics: Sequence[int], many: int, smoothing: float) -> Floats:
    """The weight of each feature for each topic, learnt from bags and the topic of each."""
    said = np.zeros((features.many, many), np.float64)
    for row, topic in zip(rows, topics, strict=True):
        places, weights = features.weighed(row)
        said[places, topic] += weights
    return _against_the_rest(said, smoothing).astype(np.float32)


class Evidence:
    """What was learnt, ready to be asked: `weigh` gives a number for each topic."""

    def __init__(self, features: Features, weights: Floats) -> None:
        self._features, self._weights = features, weights

    @classmethod
    def of(cls, learnt: Learnt, name: str) -> Evidence:
        """From what was learnt under a name: "letters", "words"."""
        return cls(Features.of(learnt, name), learnt[f"{name}-weights"])

    def weigh(self, bag: Bag) -> Floats:
        """What a sentence says for each topic and against it. Unknown features weaken all the others."""
        places, weights = self._features.weighed(bag)
        # A product of matrices adds in an order that hangs on where the numbers lie in memory; this one never does.
        found: Floats = (weights.astype(np.float32)[:, None] * self._weights[places]).sum(axis=0)
        return found


def _against_the_rest(said: np.ndarray, smoothing: float) -> np.ndarray:
    if not said.size:
        return said
    own = said + smoothing
    rest = said.sum(axis=1, keepdims=True) - said + smoothing
    weights = np.log(own / own.sum(axis=0)) - np.log(rest / rest.sum(axis=0))
    return weights - weights.mean(axis=1, keepdims=True)
