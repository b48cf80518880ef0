"""Danger is heard in quiet words, in any order of them; what only sounds like it is not."""

from pathlib import Path

import pytest

from ryadom.packs.api import load_library
from ryadom.talk.crisis import danger_in
from ryadom.talk.hearing.alarm import the_alarm
from ryadom.talk.hearing.net import danger_heard
from ryadom.talk.hearing.quiet import quiet_danger
from ryadom.talk.hearing.said import read
from ryadom.talk.hearing.signs import GROUPS, SIGNS
from ryadom.talk.library import heard_topics

LINES = (Path(__file__).parent / "danger.tsv").read_text(encoding="utf-8").splitlines()
SAID = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]
DANGER = [(text, danger) for text, danger in SAID if danger != "calm"]
CALM = [text for text, danger in SAID if danger == "calm"]
PRACTICES = Path(__file__).resolve().parents[3] / "practices"
OF_DANGER = {"crisis_violence", "crisis_suicide", "food_help"}


@pytest.mark.parametrize(("text", "danger"), DANGER)
def test_danger_is_heard_by_words_alone(text: str, danger: str) -> None:
    assert danger_heard(text, read(text), the_alarm()) == danger


@pytest.mark.parametrize("text", CALM)
def test_what_only_sounds_like_danger_is_none(text: str) -> None:
    assert danger_heard(text, read(text), the_alarm()) is None


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("поднял снова на меня муж руку", "violence"),
        ("ve; cyjdf gjlyzk here", "violence"),
        ("mne bolshe nezachem zhit", "suicide"),
        ("мне больше незачемм жить", "suicide"),
        ("телефон не берёт внучка, ушла гулять", "lost_child"),
    ],
)
def test_neither_order_nor_spelling_hides_it(text: str, danger: str) -> None:
    assert danger_heard(text, read(text), the_alarm()) == danger


def test_hardly_any_phrase_of_other_topics_is_taken_for_danger() -> None:
    topics = heard_topics(load_library(PRACTICES).installed("RU"))
    calm = [phrase for topic in topics if topic.id not in OF_DANGER for phrase in topic.phrases]
    alarms = [phrase for phrase in calm if danger_in(phrase) or quiet_danger(read(phrase))]
    assert len(calm) > 6000 and len(alarms) <= len(calm) * 0.001, alarms


def test_every_sign_names_groups_that_are_written_and_each_can_be_seen() -> None:
    named = {group.removeprefix("-") for sign in SIGNS for group in (*sign.groups, *sign.unless)}
    assert named <= set(GROUPS) and set(GROUPS) <= named
