"""The Ear hears what a sentence is about, whatever the spelling, and says so when it does not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.talk.hearing.ear import Ear
from ryadom.talk.hearing.shapes import MOST_GUESSES, Topic, Veto

TOPICS = (
    Topic(
        "birth", "Родился ребёнок", ("выплаты на новорожденного", "жду ребенка", "родила что положено", "родился сын")
    ),
    Topic("gas_equipment", "Газ в дом", ("газификация дома", "купить газовый котел", "провести газ в дом")),
    Topic("job_loss", "Потеря работы", ("меня уволили", "встать на биржу", "попала под сокращение", "работы нет")),
    Topic("utilities_subsidy", "Субсидия", ("дорогая коммуналка", "субсидия на оплату жилья", "долги за квартиру")),
    Topic(
        "large_family",
        "Многодетная семья",
        ("трое детей что положено", "мы многодетные"),
        vetoes=(Veto("children-count", below=3),),
    ),
    Topic("out_of_scope", "Не наше", ("какая завтра погода", "закажи пиццу", "курс доллара")),
)
EAR = Ear(TOPICS, [["родить", "родиться", "новорождённый"]])


def first(sentence: str) -> str | None:
    guesses = EAR.hear(sentence).guesses
    return guesses[0].topic if guesses else None


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("я родила что мне дадут", "birth"),
        ("РОДИЛСЯ РЕБЁНОК", "birth"),
        ("ждём ребенка", "birth"),
        ("газ провести", "gas_equipment"),
        ("уволилли с завода", "job_loss"),
        ("vtyz edjkbkb", "job_loss"),
        ("rjveyfkrf", "utilities_subsidy"),
        ("menya uvolili", "job_loss"),
        ("кoммyнaлкa дoрoгaя", "utilities_subsidy"),  # Latin letters inside Russian words
        ("‮газ‬ провести", "gas_equipment"),
        ("у́волили", "job_loss"),
    ],
)
def test_finds_the_topic(sentence: str, topic: str) -> None:
    assert first(sentence) == topic


@pytest.mark.parametrize("sentence", ["", "   ", "😀😀😀", "1234567890", "مرحبا", "?!.,", "and or not"])
def test_says_honestly_that_it_did_not_understand(sentence: str) -> None:
    heard = EAR.hear(sentence)
    assert heard.guesses == () and heard.scope < 0.5


def test_several_situations_of_one_sentence_are_all_heard() -> None:
    heard = EAR.hear("меня уволили, трое детей, дорогая коммуналка")
    assert {guess.topic for guess in heard.guesses} == {"job_loss", "large_family", "utilities_subsidy"}


def test_the_nearest_learnt_phrase_is_told() -> None:
    assert EAR.hear("попал под сокращение на заводе").guesses[0].near == "попала под сокращение"


def test_what_is_none_of_ours_is_said_so() -> None:
    assert EAR.hear("какая погода завтра").scope < 0.5 < EAR.hear("меня уволили с завода").scope


def test_an_ear_that_learnt_nothing_understands_nothing() -> None:
    assert Ear(()).hear("родился ребенок").guesses == ()


def test_the_same_is_heard_by_another_ear_of_the_same_phrases() -> None:
    other = Ear(TOPICS, [["родить", "родиться", "новорождённый"]])
    for sentence in ("уволили, дети, газ", "родила", "долги"):
        assert other.hear(sentence) == EAR.hear(sentence)


@given(st.text(max_size=300))
def test_any_text_gives_at_most_three_ordered_guesses(text: str) -> None:
    heard = EAR.hear(text)
    assert len(heard.guesses) <= MOST_GUESSES
    assert all(0 < guess.score <= 1 for guess in heard.guesses)
    assert [g.score for g in heard.guesses] == sorted((g.score for g in heard.guesses), reverse=True)
    assert 0 <= heard.scope <= 1


def test_what_was_taught_word_for_word_is_not_outdone_by_a_longer_phrase_that_holds_it() -> None:
    """«Жду ребёнка» is pregnancy, whatever students say of it in longer words; taught by two it is neither's."""
    words = ("жду ребёнка", "беременна вторым", "на учёте в консультации")
    students = (
        "студентка и жду ребёнка",
        "учусь жду ребёнка",
        "жду ребёнка учусь очно",
        "жду ребёнка на третьем курсе",
    )
    pregnancy, student = Topic("pregnancy", "Беременность", words), Topic("student", "Студентам", students)
    for said in ("жду ребёнка", "Жду ребенка!", ";le ht,`yrf"):
        assert Ear([pregnancy, student]).hear(said).guesses[0].topic == "pregnancy"
    assert Ear([pregnancy, student]).hear("жду ребёнка и учусь").guesses[0].topic == "student"
    both = Topic("student", "Студентам", (*students, "жду ребёнка"))
    shares = {one.topic: one.score for one in Ear([pregnancy, both]).hear("жду ребёнка").guesses}
    assert shares["student"] > 0.01
