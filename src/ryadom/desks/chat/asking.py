"""The one question after a thread: put in the chat in the words of the practices, its answer kept where all are."""

from __future__ import annotations

from datetime import date

from ryadom.talk import api as talk
from ryadom.talk import events
from ryadom.voice import api as voice

STAGE = "chat"


def question(region: str, on: date, situation: str, language: str) -> talk.ThreadSurvey:
    """The question of the situation, else the general one."""
    found = voice.survey(region, on, voice.survey_for(region, on, situation), language)
    return talk.ThreadSurvey(found.question, found.choices, found.thanks)


def take(event: events.SurveyAnswered) -> None:
    """Keep the answer. Who answered stands nowhere beside it; staff are named by their account, as at other endings."""
    asked = voice.ask(
        region=event.region, ending=event.ending, at=event.at, outcome="answered", channel="chat",
        situation=event.situation, stage=STAGE, assisted_by=event.staff,
    )  # fmt: skip
    voice.answer(region=event.region, token=asked, score=event.score, at=event.at)
