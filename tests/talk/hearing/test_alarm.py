"""The alarm hears danger that no list foresaw, and learns neither from practices nor from what it is tested with."""

import re
from pathlib import Path

import pytest
from rapidfuzz import process
from rapidfuzz.distance import Indel

from ryadom.packs.api import load_library
from ryadom.talk.crisis import Danger
from ryadom.talk.hearing.alarm import CALM, sentences, the_alarm
from ryadom.talk.hearing.ear import Ear
from ryadom.talk.hearing.net import danger_heard
from ryadom.talk.hearing.said import read
from ryadom.talk.hearing.shapes import Topic
from ryadom.talk.library import held_out

HERE = Path(__file__).parent
PRACTICES = HERE.parents[2] / "practices"


def lines(name: str) -> list[tuple[str, str]]:
    """(sentence, danger or calm) of a file for tests."""
    told = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in told if not line.startswith("#")]


STRANGERS = lines("strangers.tsv")
NEWCOMERS = lines("newcomers.tsv")


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold().replace("ё", "е")).strip()


def heard(text: str) -> Danger | None:
    return danger_heard(text, read(text), the_alarm())


def test_of_sentences_it_never_learnt_it_hears_nineteen_in_twenty_and_two_in_a_hundred_in_vain() -> None:
    danger = [text for text, kind in STRANGERS if kind != CALM]
    calm = [text for text, kind in STRANGERS if kind == CALM]
    missed = [text for text in danger if heard(text) is None]
    alarms = [text for text in calm if heard(text) is not None]
    assert len(danger) >= 100 and len(missed) <= len(danger) * 0.05, missed
    assert len(calm) >= 200 and len(alarms) <= len(calm) * 0.02, alarms


def test_it_hears_those_to_whom_russian_is_foreign() -> None:
    missed = [text for text, kind in NEWCOMERS if kind != CALM and heard(text) is None]
    alarms = [text for text, kind in NEWCOMERS if kind == CALM and heard(text) is not None]
    assert len(NEWCOMERS) == 130
    assert len(missed) <= 50 * 0.05, missed
    assert len(alarms) <= 80 * 0.04, alarms


def test_nothing_it_is_tested_with_was_learnt() -> None:
    practices = load_library(PRACTICES).installed("RU")
    tested = {plain(text) for name in ("strangers.tsv", "newcomers.tsv", "danger.tsv") for text, _kind in lines(name)}
    tested |= {plain(one.text) for one in held_out(practices)}
    known = [plain(text) for told in sentences().values() for text in told]
    alike = [
        text for text in tested if process.extractOne(text, known, scorer=Indel.normalized_similarity, score_cutoff=0.8)
    ]
    assert len(tested) > 900 and alike == []


def test_a_sentence_is_told_once() -> None:
    told = [plain(text) for texts in sentences().values() for text in texts]
    assert len(told) > 4000 and len(set(told)) == len(told)


@pytest.mark.parametrize("text", ["муж бьёт меня", "не хочу больше жить", "третий день детям есть нечего"])
def test_a_practice_cannot_teach_it_that_a_danger_is_none(text: str) -> None:
    spoiled = Ear((Topic("card_issue", "Карта", (text, f"{text} помогите", f"опять {text}")),))
    assert spoiled.hear(text).crisis is not None


def test_without_any_practice_it_hears_all_the_same() -> None:
    assert Ear(()).hear("я патерялся я ниснаю где мой дом").crisis is Danger.LOST_CHILD
    assert Ear(()).hear("спасибо, карту получила").crisis is None


def test_the_danger_is_told_apart() -> None:
    kinds = {text: heard(text) for text, kind in STRANGERS if kind != CALM}
    right = sum(kinds[text] == kind for text, kind in STRANGERS if kind != CALM)
    assert right >= len(kinds) * 0.85, {text: kind for text, kind in STRANGERS if kind != CALM and kinds[text] != kind}
