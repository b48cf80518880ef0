from hypothesis import given
from hypothesis import strategies as st

from ryadom.kit.names import initials, search_key, search_words, sort_key

letters = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя- АЕЁЯ", max_size=20)


def test_yo_case_and_hyphens_do_not_matter():
    assert search_key("Фёдоров") == search_key("ФЕДОРОВ") == "федоров"
    assert search_key("Салтыков-Щедрин") == search_key("салтыков щедрин") == search_key("Салтыков‑Щедрин")
    assert search_key("Ким") == "ким"
    assert search_key("O’Нил") == "oнил"


def test_the_short_i_is_a_letter_of_its_own():
    assert search_key("Андрей") == search_key("Андреи\u0306") == "андрей"
    assert search_key("Андреи") != search_key("Андрей")


def test_words_of_a_search_box():
    assert search_words("  Соколова   Галина П. ") == ("соколова", "галина", "п")
    assert search_words("' OR 1=1 --") == ("or", "11")
    assert search_words("%_") == ()


def test_yo_stands_beside_ye_and_not_before_a():
    names = ["Ёлкина", "Авдеева", "Ермакова", "Жукова", "Елкина", "Ершова", "Ёршова", "Яковлева"]
    assert sorted(names, key=sort_key) == [
        "Авдеева",
        "Елкина",
        "Ёлкина",
        "Ермакова",
        "Ершова",
        "Ёршова",
        "Жукова",
        "Яковлева",
    ]


def test_a_short_surname_stands_before_a_longer_one():
    people = [("Кимова", "Анна"), ("Ким", "Яна"), ("Ким", "Анна")]
    assert sorted(people, key=lambda one: sort_key(*one)) == [("Ким", "Анна"), ("Ким", "Яна"), ("Кимова", "Анна")]


@given(letters)
def test_a_key_found_once_is_found_again(name):
    assert search_key(search_key(name)) == search_key(name)
    assert search_key(name.replace("ё", "е").replace("Ё", "Е").upper()) == search_key(name)


def test_initials():
    assert initials("Соколова", "Галина", "Петровна") == "Соколова\u00a0Г.\u00a0П."
    assert initials("Ким", "Анна") == "Ким\u00a0А."
