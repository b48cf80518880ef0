"""Galina calls and names her number and four letters: she hears how it stands, and a stranger hears nothing."""

import string
from datetime import timedelta

import pytest

from ryadom.cases import api, lettercode
from ryadom.cases.models import LetterTry

from .conftest import AT, CALENDAR, CHE, LIP, ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(galina, vera):
    return api.open_case(
        by=vera, kind="test-letter", title="Тайное обращение", person=galina.pk, channel="phone", calendar=CALENDAR,
        on=ON, at=AT, term=api.Term(10),
    )  # fmt: skip


def told(number, letters, place=api.PHONE, at=AT, region=CHE):
    return api.told_by_letters(region=region, number=number, letters=letters, place=place, on=ON, at=at)


def wrong_letters(number):
    right = api.code_of(CHE, number)
    return ("А" if right[0] != "А" else "В") + right[1:]


def test_number_and_letters_tell_the_state_and_the_day_only(asked):
    found = told(asked.number, api.code_of(CHE, asked.number))
    assert (found.number, found.stage, found.promised_on) == (asked.number, "Принято", asked.promised_on)
    said = str(found)
    assert "Соколова" not in said
    assert "Тайное" not in said


def test_letters_are_taken_as_people_say_and_type_them(asked):
    letters = api.code_of(CHE, asked.number)
    named = " ".join(lettercode.WORDS[one] for one in letters)
    latin = letters.translate(str.maketrans("АВКМНРСТХ", "ABKMHPCTX"))
    for typed in (letters.lower(), " ".join(letters), named, named.lower(), latin):
        assert told(asked.number, typed).number == asked.number
    short = str(int(asked.number.split("-")[2]))
    for number in (f" № {short}", f"74-2026-{short}", f"74 - 2026 - {short}"):
        assert told(number, letters).number == asked.number


def test_every_letter_has_a_word_of_its_own_and_looks_like_no_other():
    assert all(word[0] == letter for letter, word in lettercode.WORDS.items())
    assert len(set(lettercode.WORDS.values())) == len(lettercode.ALPHABET)
    assert not set(lettercode.ALPHABET) & set("ЁЙЪЫЬЩШЗОЧБ" + string.digits)
    assert api.spoken("КАРТ") == "К — Константин, А — Анна, Р — Роман, Т — Татьяна"


def test_numbers_next_to_each_other_and_regions_have_other_letters():
    letters = [api.code_of(CHE, f"74-2026-{n:06d}") for n in range(1, 400)]
    assert len(set(letters)) > 390
    assert api.code_of(LIP, "74-2026-000001") != letters[0]
    assert {len(one) for one in letters} == {4}


def test_five_wrong_tries_and_the_number_waits_for_a_quarter_of_an_hour(asked):
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(api.LettersRefused, match=f"Осталось попыток: {left}") as no:
            told(asked.number, wrong_letters(asked.number))
        assert (no.value.name, no.value.left) == ("wrong", left)
    right = api.code_of(CHE, asked.number)
    with pytest.raises(api.LettersRefused, match="через 15 мин") as no:
        told(asked.number, right)
    assert no.value.name == "attempts"
    assert told(asked.number, right, api.SITE).number == asked.number, "the site counts apart from the phone"
    assert told(asked.number, right, at=AT + timedelta(minutes=16)).number == asked.number


def test_a_number_that_nobody_has_sounds_like_wrong_letters(asked):
    said = []
    for number in (asked.number, "74-2026-999999"):
        with pytest.raises(api.LettersRefused) as no:
            told(number, wrong_letters(number))
        said.append(str(no.value))
    assert said[0] == said[1]
    absent = "74-2026-999999"
    with pytest.raises(api.LettersRefused):
        told(absent, api.code_of(CHE, absent))


def test_whoever_goes_from_number_to_number_at_the_site_is_stopped(asked):
    for n in range(60):
        with pytest.raises(api.LettersRefused):
            told(f"74-2026-{500 + n:06d}", "АААА", api.SITE)
    right = api.code_of(CHE, asked.number)
    with pytest.raises(api.LettersRefused, match="через час") as no:
        told(asked.number, right, api.SITE)
    assert no.value.name == "busy"
    assert told(asked.number, right).number == asked.number, "who calls is answered"
    later = AT + timedelta(minutes=61)
    assert told(asked.number, right, api.SITE, at=later).number == asked.number
    assert "74-2026" not in "".join(LetterTry.objects.in_region(CHE).values_list("number", flat=True))


def test_another_region_knows_nothing_of_it(asked):
    with pytest.raises(api.LettersRefused):
        told(asked.number, api.code_of(CHE, asked.number), region=LIP)
    with pytest.raises(api.LettersRefused):
        told(asked.number, api.code_of(LIP, asked.number), region=LIP)


def test_the_phone_desk_learns_whose_case_it_is(asked, galina):
    person, found = api.person_by_letters(
        region=CHE, number=asked.number, letters=api.code_of(CHE, asked.number), on=ON, at=AT
    )
    assert person == galina.pk
    assert found.number == asked.number
