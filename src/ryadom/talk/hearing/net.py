"""The crisis net: turns of speech, words that stand together and the alarm; danger goes before everything."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ryadom.talk.crisis import Danger, danger_in
from ryadom.talk.hearing.alarm import Alarm, different
from ryadom.talk.hearing.quiet import quiet_danger
from ryadom.talk.hearing.said import Said

OF_TOPIC = {"crisis_violence": Danger.VIOLENCE, "crisis_suicide": Danger.SUICIDE}
TOPIC_OF = {danger: topic for topic, danger in OF_TOPIC.items()} | {Danger.FOOD: "food_help"}
# How much nearer to danger than to calm (`Alarm.hear`); chosen on sentences that were not learnt then.
SURE = 5.0  # enough by itself
CALM = -7.0  # below this words of danger say nothing: «эти очереди меня убьют»
_FEWEST = 3  # different words: one or two are heard by the lists alone
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


def danger_heard(text: str, said: Said, alarm: Alarm) -> Danger | None:
    """The danger that a sentence speaks of, None where none was heard.

    Turns of speech and words that stand together are heard unless all the rest is calm; what is like the sentences of
    people in danger is heard without them.
    """
    near, margin = alarm.hear(said)
    listed = danger_in(text) or quiet_danger(said)
    if listed:
        return listed if margin > CALM and not _only_told(said.line) else None
    return near if margin > SURE and different(said) >= _FEWEST else None


def _only_told(line: str) -> bool:
    return bool(_OVER.search(line) or (_TOLD_OF.search(line) and not _NEAR_BY.search(line)))


def agreed(scores: Mapping[str, float], crisis: Danger | None) -> dict[str, float]:
    """The shares of topics after the net: what it heard comes first, a danger it did not hear is none."""
    heard = TOPIC_OF.get(crisis) if crisis else None
    calm = {id: 0.0 if id in OF_TOPIC and crisis is None else score for id, score in scores.items()}
    return calm | ({heard: 1.0} if heard in calm else {})
