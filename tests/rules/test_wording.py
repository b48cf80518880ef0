"""The numbers that decided, read in English: no Russian name of the engine and no date for machines is left."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ryadom.packs.api import Text
from ryadom.rules.compiled import ENGINE
from ryadom.rules.wording import OWN_NAMES_EN, numbers, shown

ANNA = "{id: anna, name: Анна, family-role: applicant, birth-date: 1990-05-01, citizen: true}"
MISHA = "{id: misha, name: Миша, family-role: child, birth-date: 2018-02-03, citizen: true}"
KNOWN = f"persons: [{ANNA}, {MISHA}]\nincome: [{{from: 2024-12, to: 2025-11, total: 240000}}]\n"


@pytest.fixture
def criterion(told):
    """One criterion of the answer for Misha, comparing what the test says."""
    found = next(c for c in told(KNOWN)["child-money@misha"].criteria if c.id == "income")

    def compare(left, left_value, op, right_value):
        said = {"left": left, "left_value": left_value, "op": op, "right": "1", "right_value": right_value}
        return found._replace(compared=(found.compared[0]._replace(**said),))

    return compare


def test_income_per_person_is_said_in_english(book, told):
    found = next(c for c in told(KNOWN)["child-money@misha"].criteria if c.id == "income")
    assert numbers(book, found, "en") == ["income per person: 10\xa0000\xa0₽, at most 12\xa0000\xa0₽"]
    assert numbers(book, found, "ru")[0].startswith("среднедушевой доход: ")


def test_age_and_dates_are_said_in_english(book, criterion):
    age = criterion("возраст", Decimal(7), "<", Decimal(17))
    day = criterion("дата", date(2026, 11, 22), "<", date(2027, 1, 1))
    assert numbers(book, age, "en")[0].startswith("age: 7, ")
    assert numbers(book, day, "en") == ["the date: 22 November 2026, less than 1 January 2027"]


def test_a_definition_is_called_by_a_label_that_both_languages_have(book, criterion):
    age = criterion("возраст", Decimal(7), "<", Decimal(17))
    both, russian = Text(ru="сколько лет", en="years of age"), Text(ru="сколько лет")

    def labelled(label):
        defined = replace(book.definitions["возраст"], label=label)
        return replace(book, definitions={**book.definitions, "возраст": defined})

    assert numbers(labelled(both), age, "en")[0].startswith("years of age: ")
    assert numbers(labelled(both), age, "ru")[0].startswith("сколько лет: ")
    assert numbers(labelled(russian), age, "en")[0].startswith("age: ")
    assert numbers(labelled(russian), age, "ru")[0].startswith("возраст: ")


def test_every_name_of_the_engine_that_is_compared_has_its_english():
    assert set(ENGINE) - set(OWN_NAMES_EN) == {"заявитель"}  # a person, compared with nothing


def test_a_date_in_each_language():
    day = date(2026, 11, 22)
    assert (shown(day), shown(day, language="en")) == ("22 ноября 2026", "22 November 2026")
