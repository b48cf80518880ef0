"""What people say, as practices hold it: every topic, enough phrases, and held-out ones that are really others."""

import re
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from ryadom.packs.api import load_library

PRACTICES = Path(__file__).resolve().parents[2] / "practices"
TOO_LIKE = 80  # of 100: an edit or two of a learnt phrase tests nothing
LEAST_LEARNT, LEAST_HELD_OUT = 22, 8
TOPICS = (
    "pregnancy", "birth", "maternity_capital", "low_income_family", "family_tax_refund", "large_family",
    "school_prep", "kindergarten", "child_camp", "car_foster_family", "adoption_foster", "student_family",
    "student", "job_loss", "job_search", "graduate_job", "teen_summer_job", "social_contract", "disability",
    "rehab_equipment", "home_care", "pension_older", "longevity_classes", "silver_university", "social_centre_club",
    "memory_album", "loneliness", "utilities_subsidy", "gas_equipment", "serviceman_family", "volunteer",
    "ngo_grant", "ngo_procurement", "tos_grant", "free_ride", "card_issue", "card_lost", "card_discounts",
    "curator_request", "complaint", "application_status", "refusal_appeal", "move_region", "death_relative",
    "housing_land", "low_income_single", "forum", "survey_feedback", "crisis_violence", "crisis_suicide",
    "food_help", "legal_guardianship", "caregiver", "human_operator", "greeting", "out_of_scope",
)  # fmt: skip


@pytest.fixture(scope="module")
def practices():
    return list(load_library(PRACTICES).practices.values())


@pytest.fixture(scope="module")
def topics(practices):
    return {item.id: item.value for practice in practices for item in practice.of("topic")}


@pytest.fixture(scope="module")
def learnt(practices):
    """Every phrase that is learnt from, of topics and of situations and measures."""
    files = [item.value for practice in practices for kind in ("topic", "phrases") for item in practice.of(kind)]
    return [plain(phrase) for file in files for phrase in file.phrases]


def plain(phrase):
    """The words alone: neither capitals nor commas make a phrase another one."""
    return re.sub(r"[^\w ]+", " ", phrase.lower().replace("ё", "е"))


def test_every_topic_is_there_with_enough_phrases(topics):
    assert set(TOPICS) <= set(topics)
    for id in TOPICS:
        assert len(topics[id].phrases) >= LEAST_LEARNT, id
        assert len(topics[id].test) >= LEAST_HELD_OUT, id


def test_no_held_out_phrase_is_almost_a_learnt_one(topics, learnt):
    found = [
        (id, phrase, likest[0])
        for id, topic in topics.items()
        for phrase in topic.test
        if (likest := process.extractOne(plain(phrase), learnt, scorer=fuzz.ratio, score_cutoff=TOO_LIKE))
    ]
    assert not found


def test_no_phrase_is_learnt_for_two_topics(topics):
    whose = {}
    for id, topic in topics.items():
        for phrase in topic.phrases:
            assert whose.setdefault(plain(phrase), id) == id, phrase


def test_sentences_for_tests_name_topics_that_exist_and_are_not_learnt(practices, topics, learnt):
    sentences = [
        (item.id, one) for practice in practices for item in practice.of("heard") for one in item.value.sentences
    ]
    assert len(sentences) >= 200
    for file, one in sentences:
        assert set(one.topics) <= set(topics), (file, one.text)
        assert not process.extractOne(plain(one.text), learnt, scorer=fuzz.ratio, score_cutoff=TOO_LIKE), one.text


def test_an_answer_is_at_most_three_short_sentences_and_cites_no_law(topics):
    for id, topic in topics.items():
        for said in (topic.answer.ru, topic.answer.en) if topic.answer else ():
            assert said and len(said) <= 260, id
            assert not re.search(r"\d+-ФЗ|№|ст\.", said), id
