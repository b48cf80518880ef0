"""The crisis net: the word list and the model together; whoever is in danger goes before everything."""

from __future__ import annotations

from collections.abc import Mapping

from ryadom.talk.crisis import Danger, danger_in
from ryadom.talk.hearing.said import Said

OF_TOPIC = {"crisis_violence": Danger.VIOLENCE, "crisis_suicide": Danger.SUICIDE}
SURE = 0.5  # of the model alone


def danger_heard(text: str, said: Said, scores: Mapping[str, float]) -> Danger | None:
    """The danger that a sentence speaks of, None where none was heard."""
    if listed := danger_in(text):
        return listed
    best = max(scores, key=lambda id: scores[id], default=None)
    return OF_TOPIC.get(best) if best and scores[best] >= SURE else None
