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
# Told of for a paper, a course or a book, or long over: danger only where somebody near is named beside it.
_TOLD_OF = re.compile(
    r"\b(?:волонтер\w*|добровол\w*|нко|ано|грант\w*|диплом\w*|курсов\w+|интервью|профилактик\w*|лекци\w*|тренинг\w*|"
    r"фильм\w*|кино|сериал\w*|роман\w*|спектакл\w*|репетитор\w*|форум\w*|давно (?:все )?позади|живу спокойно|"
    r"в (?:первом|прошлом) браке|в (?:19|20)\d\d(?: году)?|в \d0 е|войн[аыеу]|блокад\w*)\b"
)
_NEAR_BY = re.compile(
    r"\b(?:меня|мне|мной|нас|нам|сегодня|сейчас|срочно|помогите|спасите|боюсь|страшно|хочу (?:умереть|сдохнуть)|"
    r"муж|отчим|сын\w*|дочь|дочк\w+|подруг\w+|соседк\w+|ребен\w+|внук\w*)\b"
)
_OVER = re.compile(r"\b(?:давно (?:все )?позади|живу спокойно|в \d0 е)\b")


def danger_heard(text: str, said: Said, shares: Mapping[str, float]) -> Danger | None:
    """The danger that a sentence speaks of, None where none was heard: by the list of words, else by the model.

    `shares`: of every topic in the whole sentence.
    """
    if listed := danger_in(text) or quiet_danger(said):
        return None if _only_told(said.line) else listed
    best = max(OF_TOPIC, key=lambda id: shares.get(id, 0.0))
    if shares.get(best, 0.0) < SURE or _METAPHOR.search(said.line):
        return None
    return OF_TOPIC[best]


def _only_told(line: str) -> bool:
    return bool(_OVER.search(line) or (_TOLD_OF.search(line) and not _NEAR_BY.search(line)))


def agreed(scores: Mapping[str, float], crisis: Danger | None) -> dict[str, float]:
    """The shares of topics after the net: what it heard comes first, a danger it did not hear is none."""
    heard = TOPIC_OF.get(crisis) if crisis else None
    calm = {id: 0.0 if id in OF_TOPIC and crisis is None else score for id, score in scores.items()}
    return calm | ({heard: 1.0} if heard in calm else {})
