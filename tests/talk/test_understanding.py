"""A sentence in anybody's spelling finds the measure it names, or honestly nothing; nothing typed can break it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.talk import letters
from ryadom.talk.letters import LONGEST_TEXT, MOST_WORDS, chunks, fold, stem
from ryadom.talk.understanding import MOST_CHOICES, Choice, Index, Topic

TOPICS = (
    Topic(
        "situation",
        "birth",
        "Родился или скоро родится ребёнок",
        ("выплаты на новорожденного", "жду ребенка"),
        "Пособия",
    ),
    Topic("situation", "gas", "Провести газ в дом", ("газификация дома", "купить газовый котел")),
    Topic("situation", "job-loss", "Нет работы", ("меня уволили", "встать на биржу", "попала под сокращение")),
    Topic("measure", "utilities-subsidy", "Субсидия на оплату жилья и коммунальных услуг", ("дорогая коммуналка",)),
    Topic("measure", "foster-car", "Деньги на машину приёмной семье"),
)
INDEX = Index(TOPICS)


def understand(index: Index, sentence: str) -> tuple[Choice, ...]:
    return index.choices(sentence)


def first(sentence: str) -> str | None:
    choices = understand(INDEX, sentence)
    return choices[0].id if choices else None


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("я родила что мне дадут", "birth"),
        ("РОДИЛСЯ РЕБЁНОК", "birth"),
        ("ждём ребенка", "birth"),
        ("газ провести", "gas"),
        ("уволилли с завода", "job-loss"),
        ("vtyz edjkbkb", "job-loss"),
        ("rjveyfkrf", "utilities-subsidy"),
        ("menya uvolili", "job-loss"),
        ("кoммyнaлкa дoрoгaя", "utilities-subsidy"),  # Latin letters inside Russian words
        ("машина приемная семья 😀", "foster-car"),
        ("‮газ‬ провести", "gas"),
        ("у́волили", "job-loss"),
    ],
)
def test_finds_the_topic(sentence: str, topic: str) -> None:
    assert first(sentence) == topic


@pytest.mark.parametrize(
    "sentence", ["", "   ", "😀😀😀", "хочу на луну", "1234567890", "مرحبا", "?!.,", "and or not", "как мне быть"]
)
def test_says_honestly_that_it_did_not_understand(sentence: str) -> None:
    assert understand(INDEX, sentence) == ()


@pytest.mark.parametrize("filler", ["а", "а ", "газ ", "😀", "‮", "'; DROP TABLE talk; -- ", "{{ 7*7 }} ", "g "])
def test_of_ten_megabytes_only_the_beginning_is_read(filler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = filler * (10_000_000 // len(filler))
    known = understand(INDEX, text[:LONGEST_TEXT])
    read: list[int] = []
    real = letters.unicodedata.normalize
    monkeypatch.setattr(letters.unicodedata, "normalize", lambda form, part: read.append(len(part)) or real(form, part))
    assert understand(INDEX, text) == known
    assert read and max(read) <= LONGEST_TEXT


def test_a_known_word_beyond_the_limit_is_not_read() -> None:
    assert first("я" * LONGEST_TEXT + " газ") is None


@given(st.text(max_size=300))
def test_any_text_gives_at_most_three_ordered_choices(text: str) -> None:
    choices = understand(INDEX, text)
    assert len(choices) <= MOST_CHOICES
    assert all(0 < choice.score <= 1 for choice in choices)
    assert [c.score for c in choices] == sorted((c.score for c in choices), reverse=True)
    assert len({(c.kind, c.id) for c in choices}) == len(choices)


@given(st.text(max_size=5_000))
def test_folding_is_bounded(text: str) -> None:
    folded = fold(text)
    assert len(folded) <= LONGEST_TEXT
    assert "ё" not in folded and "\u202e" not in folded
    assert len(chunks(folded)) <= MOST_WORDS


@given(
    st.sampled_from([phrase for topic in TOPICS for phrase in (topic.title, *topic.phrases)]),
    st.text(string.punctuation + " 😀", max_size=8),
)
def test_what_was_learnt_is_found_whatever_stands_around_it(phrase: str, noise: str) -> None:
    found = {choice.id for choice in understand(INDEX, f"{noise} {phrase.upper()} {noise}")}
    own = {topic.id for topic in TOPICS if phrase in (topic.title, *topic.phrases)}
    assert own & found


def test_forms_of_a_word_meet() -> None:
    assert stem("ребенка") == stem("ребенок") == stem("ребенку")
    assert stem("что") == ""


def test_an_index_of_nothing_understands_nothing() -> None:
    assert understand(Index(()), "родился ребенок") == ()
