"""The crisis net: the word list and the model together; whoever is in danger goes before everything."""

from __future__ import annotations

from collections.abc import Mapping

from ryadom.talk.crisis import Danger, danger_in

OF_TOPIC = {"crisis_violence": Danger.VIOLENCE, "crisis_suicide": Danger.SUICIDE}
TOPIC_OF = {danger: topic for topic, danger in OF_TOPIC.items()} | {Danger.FOOD: "food_help"}
SURE = 0.5  # of the model alone


def danger_heard(text: str, scores: Mapping[str, float]) -> Danger | None:
    """The danger that a sentence speaks of, None where none was heard: by the list of words, else by the model."""
    if listed := danger_in(text):
        return listed
    best = max(OF_TOPIC, key=lambda id: scores.get(id, 0.0))
    return OF_TOPIC[best] if scores.get(best, 0.0) >= SURE else None


def agreed(scores: Mapping[str, float], crisis: Danger | None) -> dict[str, float]:
    """The shares of topics after the net: what it heard comes first, a danger it did not hear is none."""
    heard = TOPIC_OF.get(crisis) if crisis else None
    calm = {id: 0.0 if id in OF_TOPIC and crisis is None else score for id, score in scores.items()}
    return calm | ({heard: 1.0} if heard in calm else {})
