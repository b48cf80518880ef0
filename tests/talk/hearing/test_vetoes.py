"""A fact may put a topic behind the others. It is said which words did it; nothing is shut out."""

from pathlib import Path

import pytest

from ryadom.packs.api import load_library
from ryadom.talk.hearing.ear import Ear
from ryadom.talk.hearing.shapes import SaidFact, Topic, Veto
from ryadom.talk.library import heard_topics

PRACTICES = Path(__file__).resolve().parents[3] / "practices"
TOPICS = (
    Topic("kindergarten", "Садик", ("место в садике", "очередь в сад"), vetoes=(Veto("age", "child", above=9),)),
    Topic("job", "Работа", ("ищу работу", "меня уволили")),
)
EAR = Ear(TOPICS)
AGE = SaidFact("age", 12, "child", (0, 1), "Возраст (ребёнок): 12 лет")


def test_a_topic_comes_down_and_it_is_said_why() -> None:
    heard = EAR.hear("сыну 12 лет, место в садике")
    free = EAR.hear("сыну 3 года, место в садике")
    assert heard.scores["kindergarten"] < free.scores["kindergarten"]
    assert [(one.title, one.because.words) for one in heard.set_aside] == [("Садик", "Возраст (ребёнок): 12 лет")]
    assert free.set_aside == ()


def test_it_is_lowered_and_never_shut_out() -> None:
    assert "kindergarten" in [guess.topic for guess in EAR.hear("сыну 12 лет, место в садике").guesses]


def test_of_two_children_one_may_be_young_enough() -> None:
    assert EAR.hear("сыну 12 лет дочке 3 года место в садике").set_aside == ()


def test_what_nobody_told_speaks_against_nothing() -> None:
    assert EAR.hear("место в садике").set_aside == ()


def test_a_fact_confirmed_before_counts_too() -> None:
    assert [one.topic for one in EAR.hear("место в садике", confirmed=(AGE,)).set_aside] == ["kindergarten"]


VETOED = [
    ("я не беременна, пособие беременным", "pregnancy"),
    ("двое детей, положено ли нам как многодетным", "large_family"),
    ("сыну 20 лет, место в садике", "kindergarten"),
    ("дочке 22 года, путёвка в лагерь", "child_camp"),
    ("детей нет, материнский капитал", "maternity_capital"),
    ("сыну 21 год, летняя работа для подростка", "teen_summer_job"),
    ("один ребёнок, семейная налоговая выплата", "family_tax_refund"),
]
FREE = [
    ("двое детей, жду третьего, положено ли нам как многодетным", "large_family"),
    ("я не беременна, дочь беременна, пособие беременным", "pregnancy"),
    ("сыну 20 лет дочке 3 года место в садике", "kindergarten"),
    ("положено ли нам как многодетным", "large_family"),
]


@pytest.fixture(scope="module")
def house():
    from ryadom.talk.library import ear_over

    return ear_over(load_library(PRACTICES).installed("RU"))


@pytest.mark.parametrize(("text", "topic"), VETOED)
def test_practices_know_what_speaks_against_their_topics(house, text: str, topic: str) -> None:
    assert topic in [one.topic for one in house.hear(text).set_aside]


@pytest.mark.parametrize(("text", "topic"), FREE)
def test_where_somebody_else_may_be_meant_nothing_comes_down(house, text: str, topic: str) -> None:
    assert topic not in [one.topic for one in house.hear(text).set_aside]


def test_every_veto_belongs_to_a_topic() -> None:
    installed = load_library(PRACTICES).installed("RU")
    topics = {topic.id for topic in heard_topics(installed)}
    assert {item.id for practice in installed for item in practice.of("veto")} <= topics
