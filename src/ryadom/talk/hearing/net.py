"""The crisis net: the word list and the model together; whoever is in danger goes before everything."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ryadom.talk.crisis import Danger, danger_in
from ryadom.talk.hearing.quiet import quiet_danger
from ryadom.talk.hearing.said import Said

OF_TOPIC = {"crisis_violence": Danger.VIOLENCE, "crisis_suicide": Danger.SUICIDE}
TOPIC_OF = {danger: topic for topic, danger in OF_TOPIC.items()} | {Danger.FOOD: "food_help"}
SURE = 0.5  # of the model alone, over the whole sentence
# Said of things: likeness alone takes «таблетки дорогие» and «окна на мост» for a danger.
_METAPHOR = re.compile(
    r"\b(?:по карману|ипотек\w+|кредит\w*|цен[ыа]?\b|тариф\w*|налог\w*|очеред\w+|бумаж\w+|справк\w+|документ\w*|"
    r"мозг\w*|"
    r"квитанц\w+|платежк\w+|льгот\w*|субсиди\w+|протез\w*|сидел\w+|сво\b|групп[ауы]\b|жилье|картой?|карте|программ\w+|"
    r"таблетки|окна|доступ|горло|базы|данные|форм[уы]|заполн\w+|обслуживани\w+)"
)


def danger_heard(text: str, said: Said, shares: Mapping[str, float]) -> Danger | None:
    """The danger that a sentence speaks of, None where none was heard: by the list of words, else by the model.

    `shares`: of every topic in the whole sentence.
    """
    if listed := danger_in(text) or quiet_danger(said):
        return listed
    best = max(OF_TOPIC, key=lambda id: shares.get(id, 0.0))
    if shares.get(best, 0.0) < SURE or _METAPHOR.search(said.line):
        return None
    return OF_TOPIC[best]


def agreed(scores: Mapping[str, float], crisis: Danger | None) -> dict[str, float]:
    """The shares of topics after the net: what it heard comes first, a danger it did not hear is none."""
    heard = TOPIC_OF.get(crisis) if crisis else None
    calm = {id: 0.0 if id in OF_TOPIC and crisis is None else score for id, score in scores.items()}
    return calm | ({heard: 1.0} if heard in calm else {})
