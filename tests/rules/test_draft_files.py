"""A draft leaves the region as files of a practice: read strictly, checked, and the same bytes each time."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.lunch import ACT, STARTS, lunch, olya, sketch

from ryadom.packs.api import read_documents
from ryadom.rules import api as rules
from ryadom.rules.check import check
from ryadom.rules.draftcases import revived
from ryadom.rules.draftdata import plain
from ryadom.rules.kinds import MeasureFile, TestsFile
from ryadom.rules.laying import plain_content, settled

PERSONAS = (
    olya(),
    {"name": "Ничего не известно", "on": "2027-01-20", "facts": {
        "persons": [{"id": "olya", "family-role": "child"}], "parameters": {"прожиточный минимум": {"на душу": 18000}}},
     "expect": {"subject": "olya", "outcome": "unknown", "criteria": {"pupil": "unknown", "income": "unknown"}}},
    olya(name="Мама хорошо зарабатывает", on="2027-01-20") | {
        "facts": olya()["facts"] | {"records": [
            {"person": "anna", "month": "2026-05", "kind": "salary", "amount": "990000.50"}]},
        "expect": {"subject": "olya", "outcome": "not_entitled", "criteria": {"income": "not_met"}}},
    {"name": "Оля не учится", "like": "Оля из небогатой семьи", "with": {"persons.olya.study": "none"},
     "expect": {"subject": "olya", "outcome": "not_entitled", "criteria": {"pupil": "not_met"}}},
)  # fmt: skip


def test_the_files_are_read_strictly_and_say_the_same():
    draft = sketch(cases=PERSONAS)
    (document,) = read_documents(rules.draft_as_yaml(draft), "lunch.yaml")
    assert MeasureFile.model_validate(document.data) == MeasureFile.model_validate(
        settled(draft.content, draft.starts, draft.act)
    )
    (document,) = read_documents(rules.draft_tests_as_yaml(draft), "lunch.yaml")
    assert TestsFile.model_validate(document.data) == TestsFile.model_validate(
        {"measure": "school-lunch", "cases": [revived(one) for one in PERSONAS]}
    )


def test_the_same_draft_gives_the_same_bytes_in_whatever_order_it_was_kept():
    def shuffled(raw):
        if isinstance(raw, dict):
            return {key: shuffled(raw[key]) for key in sorted(raw, reverse=True)}
        return [shuffled(one) for one in raw] if isinstance(raw, list | tuple) else raw

    draft = sketch(cases=PERSONAS)
    other = replace(draft, content=shuffled(draft.content), cases=tuple(shuffled(PERSONAS)))
    assert rules.draft_as_yaml(other) == rules.draft_as_yaml(draft)
    assert rules.draft_tests_as_yaml(other) == rules.draft_tests_as_yaml(draft)


def test_another_region_takes_it_home_and_its_check_is_content(tmp_path: Path):
    root = tmp_path / "practices"
    for region in ("russia", "chelyabinsk"):
        if (settings.RYADOM.practices / region).is_dir():
            shutil.copytree(settings.RYADOM.practices / region, root / region)
    (home,) = [one.parent for one in root.glob("chelyabinsk/*/practice.yaml")][:1]
    draft = sketch(cases=PERSONAS)
    for folder, text in (("measures", rules.draft_as_yaml(draft)), ("tests", rules.draft_tests_as_yaml(draft))):
        (home / folder).mkdir(exist_ok=True)
        (home / folder / "school-lunch.yaml").write_text(text, encoding="utf-8")
    told = [str(one) for one in check(root).errors if "school-lunch" in one.file]
    assert told == []


def test_every_installed_measure_survives_the_journey():
    from tests.stories import cast

    book = cast.book("RU-CHE")
    for measure in book.measures.values():
        draft = sketch(plain(plain_content(measure)), starts=None, act=None, measure=measure.id)
        (document,) = read_documents(rules.draft_as_yaml(draft), measure.id)
        assert MeasureFile.model_validate(document.data) == measure.file


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")), max_size=60).map(
    lambda text: plain(text)
)


@given(
    text=TEXTS, day=st.sampled_from(["2026-01-31", "true", "no", "0x1", "1,5", "null", "~", "1e3", "31.12.2026", "-"])
)
def test_no_text_is_read_as_something_else(text, day):
    for said in (text, day, f"{text}: {day}", f"{text} #{day}", f"{text}\n{day}", f'"{text}\\'):
        content = {**lunch(), "summary": said or "x", "title": {"ru": said or "x", "en": day}}
        (document,) = read_documents(rules.draft_as_yaml(sketch(content)), "lunch.yaml")
        assert isinstance(document.data, dict)
        assert (document.data["summary"], document.data["title"]) == (said or "x", {"ru": said or "x", "en": day})


def test_days_and_kopecks_of_personas_stay_exact():
    (document,) = read_documents(rules.draft_tests_as_yaml(sketch(cases=PERSONAS)), "tests")
    facts = document.data["cases"][0]["facts"]
    assert facts["persons"][0]["birth-date"] == date(1990, 5, 1)
    assert str(document.data["cases"][2]["facts"]["records"][0]["amount"]) == "990000.50"


def test_an_unfinished_draft_is_written_too_and_the_strict_reader_says_what_lacks():
    draft = sketch({"title": "Обед", "versions": [{"who": {"criteria": [{"id": "a", "rule": "x"}]}}], "odd": {}})
    (document,) = read_documents(rules.draft_as_yaml(draft), "lunch.yaml")
    with pytest.raises(ValueError, match="short"):
        MeasureFile.model_validate(document.data)
    assert ACT.title in rules.draft_as_yaml(draft)
    assert STARTS.isoformat() in rules.draft_as_yaml(draft)
