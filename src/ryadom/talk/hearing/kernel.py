"""Kernel ridge in its closed form: what is learnt from the phrases of all topics, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ryadom.talk.hearing.features import Floats

RIDGE = 0.3


@dataclass(frozen=True)
class Learnt:
    """`weights` phrases x topics: a likeness to all phrases times them is a score of every topic.

    `left_out` phrases x topics: what each learnt phrase would score had it not been learnt (its closed form).
    """

    weights: Floats
    left_out: Floats


def learn(gram: Floats, topics: Sequence[int], many: int) -> Learnt:
    """Solve (likeness + RIDGE) weights = belonging. `topics`: of each phrase, from 0 to `many`."""
    wanted = np.zeros((len(topics), many), np.float64)
    wanted[np.arange(len(topics)), list(topics)] = 1
    inverse = np.linalg.inv(gram.astype(np.float64) + RIDGE * np.eye(len(topics)))
    weights = inverse @ wanted
    left_out = wanted - weights / np.diag(inverse)[:, None]
    return Learnt(weights.astype(np.float32), left_out.astype(np.float32))
