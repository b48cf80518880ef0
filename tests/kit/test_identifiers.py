import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.kit import identifiers as ids
from ryadom.kit.codes import BadRegionCode, is_region_code, region_code

GOOD = [
    (ids.snils, "112-233-445 95", "11223344595"),
    (ids.snils, "112 233 445 95", "11223344595"),
    (ids.snils, "001-001-998 00", "00100199800"),
    (ids.inn, "7707083893", "7707083893"),
    (ids.inn, "500100732259", "500100732259"),
    (ids.ogrn, "1027700132195", "1027700132195"),
    (ids.ogrnip, "304500116000157", "304500116000157"),
    (ids.bik, "044525225", "044525225"),
    (ids.oktmo, "75701000", "75701000"),
    (ids.oktmo, "75701000001", "75701000001"),
    (ids.mir_card, "2200 0000 0000 0004", "2200000000000004"),
]


@pytest.mark.parametrize(("read", "typed", "digits"), GOOD)
def test_a_right_number_is_read(read, typed, digits):
    assert read(typed).ok
    assert read(typed).demand() == digits


CHECKED = [(read, digits) for read, _typed, digits in GOOD if read not in (ids.oktmo, ids.bik) and digits[0] != "0"]


@pytest.mark.parametrize(("read", "digits"), CHECKED)
def test_every_single_wrong_digit_is_caught(read, digits):
    """No checksum but СНИЛС's and ИНН's has blind spots for one digit; those are counted, not hidden."""
    missed = [
        (place, wrong)
        for place in range(len(digits))
        for wrong in "0123456789"
        if wrong != digits[place] and read(digits[:place] + wrong + digits[place + 1 :]).ok
    ]
    assert len(missed) <= len(digits)


def test_snils_says_what_is_wrong():
    assert ids.snils("112-233-445 96").error == "checksum"
    assert ids.snils("112-233-445").error == "length"
    assert ids.snils("нет").error == "not_digits"
    assert ids.snils("").error == "empty"
    assert ids.snils("000-000-000 00").error == "range"
    assert ids.snils("11223344595").text == "112-233-445 95"
    with pytest.raises(ids.BadIdentifier) as bad:
        ids.snils("112-233-445 96").demand()
    assert bad.value.name == "checksum"
    assert bad.value.ru == "Проверьте СНИЛС: в одной из цифр ошибка."


def test_an_account_belongs_to_its_bank():
    assert ids.bank_account("30101810400000000225", "044525225", correspondent=True).ok
    assert ids.bank_account("30101810400000000226", "044525225", correspondent=True).error == "checksum"
    assert ids.bank_account("30101810400000000225", "123").kind == "bik"
    assert ids.bank_account("123", "044525225").error == "length"


def test_a_card_that_is_not_mir_is_refused():
    assert ids.mir_card("4111111111111111").error == "range"
    assert ids.mir_card("2200000000000005").error == "checksum"


@pytest.mark.parametrize(
    "typed",
    ["8 912 345-67-89", "+7 (912) 345-67-89", "79123456789", "9123456789", "+7 912 345‑67‑89"],
)
def test_a_phone_has_one_form(typed):
    assert ids.phone(typed).demand() == "+79123456789"
    assert ids.phone(typed).text == "+7\u00a0912\u00a0345‑67‑89"
    assert ids.phone(ids.phone(typed).text).demand() == "+79123456789"


@pytest.mark.parametrize("typed", ["112", "+49 30 1234567", "8 712 345-67-89", "позвоните", "9" * 1000, "+7912345678٩"])
def test_what_is_no_russian_phone_is_refused(typed):
    assert not ids.phone(typed).ok


@given(st.integers(min_value=1_001_999, max_value=999_999_999))
def test_every_number_has_one_snils(number):
    good = [check for check in range(100) if ids.snils(f"{number:09d}{check:02d}").ok]
    assert len(good) == 1


@given(st.text(max_size=80))
def test_no_text_breaks_a_reader(text):
    for read in (ids.snils, ids.inn, ids.ogrn, ids.ogrnip, ids.bik, ids.oktmo, ids.mir_card, ids.phone):
        assert read(text).ok == (read(text).error == "")


@given(st.integers(min_value=10**14, max_value=10**15 - 1))
def test_luhn_adds_one_right_digit(number):
    assert sum(ids.luhn(f"{number}{check}") for check in range(10)) == 1


@pytest.mark.parametrize("code", ["RU-CHE", "RU-MOW", "RU-AD", "RU-SAK"])
def test_region_codes(code):
    assert region_code(code) == code


@pytest.mark.parametrize("code", ["RU", "ru-che", "RU-CHEL", "RU-CHE\n", "US-CA", "", None, 74, "RU-ЧЕЛ"])
def test_what_has_not_the_shape_of_a_region_code(code):
    assert not is_region_code(code)
    with pytest.raises(BadRegionCode):
        region_code(code)
