from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ryadom.ui.forms import DateField, MoneyField, PhoneField


@pytest.mark.parametrize(
    "written",
    [
        "27.03.2015",
        "27/3/2015",
        "27 марта 2015",
        "27 Марта 2015 года",
        "27032015",
        "2015-03-27",
        " 27.03.2015 г. ",
        "27 мар 2015",
    ],
)
def test_a_date_is_taken_as_people_write_it(written):
    assert DateField().clean(written) == date(2015, 3, 27)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "Укажите дату"),
        ("31.02.2015", "нет в календаре"),
        ("27.03.15", "четыре цифры"),
        ("когда-то весной", "числами"),
        ("00.00.0000", "четыре цифры"),
        ("27.13.2015", "нет в календаре"),
        ("\u202e27.03.2015", "числами"),
        ("9" * 5000, "числами"),
    ],
)
def test_a_wrong_date_says_how_to_write_it(written, says):
    with pytest.raises(ValidationError, match=says):
        DateField().clean(written)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_what_is_shown_can_be_sent_back(day):
    field = DateField()
    assert field.clean(field.prepare_value(day)) == day


@pytest.mark.parametrize(
    "written", ["24 500", "24500", "24\u00a0500 ₽", "24500,00", "24 500.00 руб.", "24500 рублей", "24500р"]
)
def test_a_sum_is_taken_as_people_write_it(written):
    assert MoneyField().clean(written) == Decimal("24500")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("много", "цифрами"),
        ("-100", "меньше нуля"),
        ("−100", "меньше нуля"),
        ("10,505", "двух цифр"),
        ("1e9", "цифрами"),
        ("NaN", "цифрами"),
        ("9" * 25, "слишком большая"),
        ("٣٠٠", "цифрами"),
    ],
)
def test_a_wrong_sum_says_how_to_write_it(written, says):
    with pytest.raises(ValidationError, match=says):
        MoneyField().clean(written)


@given(st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2))
def test_a_shown_sum_comes_back_to_the_kopeck(value):
    field = MoneyField()
    assert field.clean(field.prepare_value(value)) == value


@pytest.mark.parametrize("written", ["8 900 000-00-00", "+7 (900) 0000000", "9000000000"])
def test_a_phone_is_taken_in_any_spelling(written):
    assert PhoneField().clean(written) == "+79000000000"


@pytest.mark.parametrize("written", ["12", "звоните вечером", "+49 900 000 00 00 0"])
def test_a_wrong_phone_is_named(written):
    with pytest.raises(ValidationError, match="11 цифр"):
        PhoneField().clean(written)


class Trip(forms.Form):
    name = forms.CharField(label="Имя ребёнка", help_text="Как в свидетельстве")
    price = MoneyField(label="Сколько стоила путёвка")
    where = forms.ChoiceField(label="Куда ездил", widget=forms.RadioSelect, choices=[("camp", "Лагерь")])


def test_a_field_shows_label_hint_error_input_in_this_order():
    html = Trip({"price": "много"})["name"].as_field_group()
    places = [html.index(part) for part in ("Имя ребёнка", "Как в свидетельстве", "Ответьте на этот вопрос", "<input")]
    assert places == sorted(places)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_was_typed_stays():
    html = Trip({"price": "много"})["price"].as_field_group()
    assert 'value="много"' in html
    assert "₽" in html
    assert 'inputmode="decimal"' in html


def test_choices_are_one_group_with_a_legend():
    html = Trip()["where"].as_field_group()
    assert "<fieldset" in html
    assert "<legend" in html
    assert 'class="govuk-radios__input"' in html


def test_hostile_text_is_only_text():
    html = Trip({"price": "<script>alert(1)</script>{{ 7|add:7 }}"})["price"].as_field_group()
    assert "<script" not in html
    assert "{{ 7|add:7 }}" in html
