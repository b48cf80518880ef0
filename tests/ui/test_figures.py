from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from ryadom.ui import figures

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("24500", f"24{NB}500{NB}₽"),
        ("0", f"0{NB}₽"),
        ("1834.56", f"1{NB}834,56{NB}₽"),
        ("1834.50", f"1{NB}834,50{NB}₽"),
        ("-1240", f"−1{NB}240{NB}₽"),
        ("1234567.00", f"1{NB}234{NB}567{NB}₽"),
    ],
)
def test_a_sum_is_written_as_people_write_it(value, written):
    assert figures.roubles(Decimal(value)) == written


def test_a_third_decimal_is_an_error_and_not_a_rounded_kopeck():
    with pytest.raises(ValueError, match="parts of a kopeck"):
        figures.roubles(Decimal("10.005"))


def test_a_day_never_breaks_between_number_and_month():
    assert figures.day(date(2026, 11, 12)) == f"12{NB}ноября{NB}2026"
    assert figures.month(date(2026, 11, 1)) == f"ноябрь{NB}2026"
    assert figures.day_short(date(2026, 1, 2)) == "02.01.2026"


def test_english_readers_get_english_months_and_points():
    with translation.override("en"):
        assert figures.day(date(2026, 11, 12)) == f"12{NB}November{NB}2026"
        assert figures.number(Decimal("78.4")) == "78.4"


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (1, "день"),
        (2, "дня"),
        (4, "дня"),
        (5, "дней"),
        (11, "дней"),
        (12, "дней"),
        (21, "день"),
        (111, "дней"),
        (0, "дней"),
    ],
)
def test_russian_has_three_forms(count, word):
    assert figures.plural(count, "день/дня/дней") == word


def test_english_has_two_forms():
    assert figures.counted(1, "day/days") == f"1{NB}day"
    assert figures.counted(2, "day/days") == f"2{NB}days"


def test_a_phone_is_grouped_for_the_eye_and_whole_for_the_machine():
    assert figures.phone("83510000000") == f"8{NB}(351) 000\u201100\u201100"
    assert figures.phone("+7 351 000-00-00") == figures.phone("83510000000")
    assert figures.dialled("8 (351) 000-00-00") == "+73510000000"
    assert figures.phone("112") == "112"
    assert figures.dialled("112") == "112"
