import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import people_cast as cast


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Slow hashes protect people; here they only slow the stories down."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def staff(db):
    return cast.staff()


@pytest.fixture
def galina(db):
    """Галина Петровна Соколова, 74, lives alone."""
    return cast.enter("Соколова", "Галина", "Петровна", "1952-03-08", sex="female", snils="112-233-445 95",
                      phone="8 912 345-67-89", address="Троицк, ул. Мира, 1")  # fmt: skip


@pytest.fixture
def timur(db):
    """Тимур Ахметов, 19, student."""
    return cast.enter("Ахметов", "Тимур", "", "2007-04-17", sex="male")


@pytest.fixture
def ivanovs(db):
    """Анна and Павел Ивановы with Маша, Миша and Лена."""
    anna = cast.enter("Иванова", "Анна", "Сергеевна", "1990-05-01", sex="female")
    family = cast.found(anna, date(2015, 6, 1))
    pavel = cast.enter("Иванов", "Павел", "Ильич", "1988-02-11", sex="male")
    cast.join(family.id, pavel, "spouse", date(2015, 6, 1))
    for name, born in (("Маша", "2014-01-10"), ("Миша", "2018-02-03"), ("Лена", "2023-09-09")):
        family = cast.join(family.id, cast.enter("Иванова", name, born=born), "child", date(2015, 6, 1))
    return family


@pytest.fixture
def kims(db):
    """Foster family Ким with five wards."""
    irina = cast.enter("Ким", "Ирина", "Олеговна", "1980-10-10")
    family = cast.found(irina, date(2019, 1, 1))
    for number in range(5):
        ward = cast.enter("Птицын", f"Ребёнок{number}", born=f"201{number}-07-07")
        family = cast.join(family.id, ward, "ward", date(2020, 1, 1), contract_date=date(2019, 12, 20))
    return family
