"""The door of voice: ask at an ending, take the answer, read the numbers."""

from ryadom.voice.actions import AnswerRefused, answer, ask
from ryadom.voice.kinds import STEPS
from ryadom.voice.models import Channel, Outcome
from ryadom.voice.queries import Line, Put, Stats, Tally, comments, put, questions_of, region_of, stats
from ryadom.voice.surveys import Survey, survey, survey_for
from ryadom.voice.wilson import ENOUGH, Interval, wilson

__all__ = [
    "ENOUGH",
    "STEPS",
    "AnswerRefused",
    "Channel",
    "Interval",
    "Line",
    "Outcome",
    "Put",
    "Stats",
    "Survey",
    "Tally",
    "answer",
    "ask",
    "comments",
    "put",
    "questions_of",
    "region_of",
    "stats",
    "survey",
    "survey_for",
    "wilson",
]
