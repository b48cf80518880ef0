"""Facts as the catalogue describes them, and answers read strictly. Needs no database."""

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people_cast import CATALOGUE, TODAY
from pydantic import ValidationError

from ryadom.packs.api import Text
from ryadom.people.catalogue import BadValue, Catalogue, FactKind, UnknownFact, decode, encode, parse_value, show
from ryadom.people.kinds import KINDS, FactFile, catalogue_of

BORN = CATALOGUE["birth-date"]
WEEK = CATALOGUE["pregnancy-week"]
WORK = CATALOGUE["work"]
CITIZEN = CATALOGUE["citizen"]
DEBT = CATALOGUE["alimony-debt"]
NOTE = CATALOGUE["note"]
SHARE = FactKind("share", "доля", "person", "number", min=Decimal(0), max=Decimal("1"))


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (BORN, "1990-05-01", date(1990, 5, 1)),
        (BORN, "01.05.1990", date(1990, 5, 1)),
        (BORN, "1.5.1990 г.", date(1990, 5, 1)),
        (BORN, "1 мая 1990", date(1990, 5, 1)),
        (BORN, " 1 МАЯ 1990 года ", date(1990, 5, 1)),
        (BORN, date(1990, 5, 1), date(1990, 5, 1)),
        (BORN, "29.02.2024", date(2024, 2, 29)),
        (WEEK, "12", Decimal(12)),
        (WEEK, 12, Decimal(12)),
        (WEEK, "7,5", Decimal("7.5")),
        (WEEK, None, None),
        (SHARE, 0.1, Decimal("0.1")),
        (DEBT, "12 675,75 ₽", Decimal("12675.75")),
        (DEBT, 100, Decimal(100)),
        (CITIZEN, "Да", True),
        (CITIZEN, False, False),
        (WORK, "jobless", "jobless"),
        (WORK, "Безработный на учёте", "jobless"),
        (WORK, "registered jobless", "jobless"),
        (NOTE, "  😀 مرحبا  ", "😀 مرحبا"),
        (NOTE, "первая\nвторая", "первая\nвторая"),
    ],
)
def test_an_answer_is_read_as_people_write_it(kind, raw, value):
    assert parse_value(kind, raw, on=TODAY) == value


@pytest.mark.parametrize(
    ("kind", "raw", "name"),
    [
        (BORN, "31.02.2020", "no_such_day"),
        (BORN, "2023-02-29", "no_such_day"),
        (BORN, "00.00.0000", "no_such_day"),
        (BORN, "1 мартобря 1990", "not_date"),
        (BORN, "вчера", "not_date"),
        (BORN, "٠١.٠٥.١٩٩٠", "not_date"),
        (BORN, 19900501, "not_date"),
        (BORN, datetime(1990, 5, 1), "not_date"),
        (BORN, "13.11.2026", "future"),
        (BORN, "1812-09-07", "too_early"),
        (BORN, "", "empty"),
        (BORN, None, "absent"),
        (WEEK, "-1", "too_small"),
        (WEEK, "43", "too_large"),
        (WEEK, "много", "not_number"),
        (WEEK, "1e3", "not_number"),
        (WEEK, float("nan"), "not_number"),
        (WEEK, float("inf"), "not_number"),
        (WEEK, True, "not_number"),
        (WEEK, [1], "not_number"),
        (DEBT, "-1", "negative"),
        (DEBT, "1,234", "not_money"),
        (DEBT, 1.005, "not_money"),
        (DEBT, {}, "not_money"),
        (DEBT, True, "not_money"),
        (CITIZEN, "может быть", "not_boolean"),
        (CITIZEN, 1, "not_boolean"),
        (WORK, "пират", "not_choice"),
        (WORK, 3, "not_choice"),
        (NOTE, 5, "not_text"),
        (NOTE, "x" * 10_000_000, "length"),
        (NOTE, "a\x00b", "control"),
        (NOTE, "a\x1b[31mb", "control"),
        (NOTE, "abc\u202ecba", "control"),
        (NOTE, "\ud800", "control"),
        (WORK, "x" * 101, "length"),
    ],
)
def test_a_bad_answer_gets_a_sentence_in_both_languages(kind, raw, name):
    with pytest.raises(BadValue) as bad:
        parse_value(kind, raw, on=TODAY)
    assert bad.value.name == name
    assert bad.value.said("ru").endswith((".", "»."))
    assert bad.value.said("en").endswith(".")
    assert len(bad.value.ru) < 200


def test_a_birth_is_in_the_future_only_of_a_date_that_is_known():
    assert parse_value(BORN, "2030-01-01") == date(2030, 1, 1)
    assert parse_value(CATALOGUE["gas"], True) is True


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.binary(), st.lists(st.integers())))
def test_no_answer_breaks_a_reader(raw):
    for kind in (*CATALOGUE, SHARE):
        try:
            value = parse_value(kind, raw, on=TODAY)
        except BadValue:
            continue
        assert decode(kind.type, encode(value)) == value


@given(st.decimals(min_value=0, max_value=42, places=6), st.dates(date(1900, 1, 1), TODAY))
def test_what_is_kept_comes_back(number, day):
    assert decode("number", encode(parse_value(WEEK, str(number)))) == number
    assert decode("date", encode(parse_value(BORN, f"{day:%d.%m.%Y}"))) == day


@given(st.dates(date(1900, 1, 1), TODAY))
def test_a_date_that_is_shown_can_be_read_back(day):
    assert parse_value(BORN, show(BORN, day)) == day


def test_values_are_shown_as_readers_write_them():
    assert show(BORN, date(2026, 11, 12)) == "12\u00a0ноября\u00a02026"
    assert show(BORN, date(2026, 11, 12), "en") == "12\u00a0November\u00a02026"
    assert show(DEBT, Decimal("24500")) == "24\u00a0500\u00a0₽"
    assert show(WEEK, Decimal("7.50")) == "7,5\u00a0недель"
    assert show(WEEK, None) == "нет такого"
    assert show(CITIZEN, True) == "да"
    assert show(CITIZEN, False, "en") == "no"
    assert show(WORK, "jobless", "en") == "registered jobless"


def test_a_mistyped_name_gets_the_nearest_one():
    assert CATALOGUE.nearest("brith-date") == "birth-date"
    assert CATALOGUE.nearest("дата рожденя") == "дата рождения"
    with pytest.raises(UnknownFact) as unknown:
        CATALOGUE["brith-date"]
    assert unknown.value.ru == "В каталоге нет факта «brith-date»; может быть, «birth-date»?"
    with pytest.raises(UnknownFact):
        CATALOGUE.named("x" * 10_000_000)
    assert CATALOGUE.named("занятость").key == "work"


def test_a_catalogue_knows_whose_facts_are():
    assert [kind.key for kind in CATALOGUE.belonging_to("family")] == ["alimony-debt"]
    assert len(CATALOGUE) == len(list(CATALOGUE)) == 8
    assert "work" in CATALOGUE
    with pytest.raises(ValueError, match="two facts"):
        Catalogue.of([BORN, BORN])


def test_how_long_a_value_holds():
    gas = CATALOGUE["gas"]
    assert gas.fresh(date(2025, 11, 12), TODAY)
    assert not gas.fresh(date(2025, 11, 11), TODAY)
    assert gas.fresh(None, TODAY)
    assert BORN.fresh(date(1900, 1, 1), TODAY)
    assert WEEK.trust("register") < WEEK.trust("said") < WEEK.trust("rumour")
    assert BORN.titled() == "Дата рождения"


FILE = {"name": "занятость", "of": "person", "type": "text"}


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"nmae": "x"}, "Extra inputs"),
        ({"name": "доход/месяц"}, "cannot hold /"),
        ({"name": "дата and место"}, "the word and"),
        ({"type": "number"}, "both min and max"),
        ({"type": "number", "min": 2, "max": 1}, "min is greater"),
        ({"type": "choice"}, "choices belong"),
        ({"choices": [{"value": "a", "name": "а"}]}, "choices belong"),
        ({"type": "choice", "choices": [{"value": "a", "name": "а"}, {"value": "a", "name": "б"}]}, "two choices"),
        ({"valid_for": "P1W"}, "not 'forever'"),
        ({"valid_for": "P"}, "not 'forever'"),
        ({"cost": 6}, "less than or equal to 5"),
        ({"sensitive": "yes"}, "valid boolean"),
        ({"sources": ["rumour"]}, "register"),
    ],
)
def test_a_fact_file_is_read_strictly(more, message):
    with pytest.raises(ValidationError, match=message):
        FactFile.model_validate(FILE | more)


def test_a_fact_file_becomes_a_kind():
    file = FactFile.model_validate(
        {
            "name": "инвалидность",
            "of": "person",
            "type": "choice",
            "choices": [
                {"value": "none", "name": "нет", "title": {"ru": "нет", "en": "none"}},
                {"value": "first", "name": "первая группа"},
            ],
            "question": {"ru": "Какая группа инвалидности?", "en": "Which group?"},
            "hint": "Посмотрите в справке",
            "valid_for": "P1Y",
            "sensitive": True,
            "cost": 2,
        }
    )  # fmt: skip
    kind = catalogue_of({"disability": file})["disability"]
    assert kind.choice("first").title == Text(ru="первая группа")
    assert (kind.question.said("en"), kind.hint.said("en")) == ("Which group?", "Посмотрите в справке")
    assert (kind.key, kind.cost, kind.sensitive, kind.valid_for) == ("disability", 2, True, "P1Y")
    assert [(one.name, one.folder) for one in KINDS] == [("fact", "facts")]


def test_the_catalogue_needs_no_django():
    code = "import sys; import ryadom.people.catalogue, ryadom.people.kinds; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd="src", timeout=60).returncode == 0
