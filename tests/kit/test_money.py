from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.kit.money import BadMoney, format_money, parse_money, roubles, round_half_up

kopecks = st.integers(min_value=0, max_value=10**14)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("24 500", "24500.00"),
        ("24\u00a0500 ₽", "24500.00"),
        ("1 234,50 ₽", "1234.50"),
        ("1234.5", "1234.50"),
        ("12 руб.", "12.00"),
        ("12р", "12.00"),
        ("0", "0.00"),
        (" 8 450,50 рублей ", "8450.50"),
        ("−100", "-100.00"),
        ("1\u202f000\u202f000", "1000000.00"),
    ],
)
def test_a_sum_is_read_as_people_write_it(typed, value):
    assert parse_money(typed) == Decimal(value)
    assert parse_money(typed).as_tuple().exponent == -2


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "₽",
        "двенадцать",
        "1,234,567",
        "12 34",
        "1.234",
        "1e5",
        "0x10",
        "١٢٣",
        "NaN",
        "12;DROP TABLE",
        "9" * 40,
        "💰",
        "1\n2",
    ],
)
def test_anything_else_is_refused_with_a_sentence(typed):
    with pytest.raises(BadMoney) as refused:
        parse_money(typed)
    assert refused.value.ru.endswith(".")
    assert refused.value.en.endswith(".")


@given(kopecks)
def test_what_is_shown_can_be_read_back(amount):
    value = Decimal(amount) / 100
    assert parse_money(format_money(value)) == value


def test_kopecks_are_shown_only_when_there_are_any():
    assert format_money(Decimal("24500")) == "24\u00a0500\u00a0₽"
    assert format_money(Decimal("8450.50")) == "8\u00a0450,50\u00a0₽"
    assert format_money(Decimal("-0.05"), sign=False) == "−0,05"


@pytest.mark.parametrize("wrong", [1.5, True, Decimal("0.001"), Decimal("NaN"), Decimal("Infinity")])
def test_money_is_exact_or_refused(wrong):
    with pytest.raises(BadMoney):
        roubles(wrong)


def test_half_a_kopeck_goes_up():
    assert round_half_up(Decimal("8450.505")) == Decimal("8450.51")
    assert round_half_up(Decimal("-0.005")) == Decimal("-0.01")
